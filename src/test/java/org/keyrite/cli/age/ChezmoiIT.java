package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.Build;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.StockAge;

/** chezmoi keeps secrets of a home folder with the {@code age} that it finds, which is a link. */
@Tag("tool")
class ChezmoiIT {
  @TempDir private Path home;
  private Path identity;
  private Path secret;
  private Path kept;

  @BeforeEach
  void link() throws IOException {
    Path bin = Files.createDirectory(home.resolve("bin"));
    for (String name : List.of("age", "age-keygen", "age-inspect")) {
      Files.createSymbolicLink(bin.resolve(name), Keyrite.executable().toAbsolutePath());
    }
    identity = home.resolve("identity");
    run(bin.resolve("age-keygen"), "-o", identity.toString());
    secret = Files.writeString(home.resolve(".netrc"), "password hunter2\n");
    kept = home.resolve(".local/share/chezmoi/encrypted_dot_netrc.age");
    configure("identity = \"" + identity + "\"\nrecipient = \"" + recipient() + "\"\n");
  }

  @Test
  void aSecretIsKeptEncryptedAndComesBack() throws IOException {
    keep();
    assertTrue(Files.readString(kept).startsWith("-----BEGIN AGE ENCRYPTED FILE-----\n"));
    Files.delete(secret);
    chezmoi("apply", "--force");
    assertEquals("password hunter2\n", Files.readString(secret));
    Files.writeString(secret, "password hunter3\n");
    chezmoi("re-add");
    assertEquals("password hunter3\n", chezmoi("cat", secret.toString()));
    assertEquals("password hunter3\n", chezmoi("decrypt", kept.toString()));
  }

  @Test
  void itsDoctorTakesTheVersion() {
    String found = "version 1.3.2+keyrite-" + Build.VERSION + "\n";
    String doctor = new String(execute("doctor").stdout(), StandardCharsets.UTF_8);
    assertTrue(doctor.contains("ok        age-command"), doctor);
    assertTrue(doctor.contains(found), doctor);
  }

  @Test
  void severalRecipientsAndIdentitiesAreHandedOn() throws IOException {
    Path other = home.resolve("other");
    run(home.resolve("bin/age-keygen"), "-o", other.toString());
    Path recipients = Files.writeString(home.resolve("recipients"), recipient() + "\n");
    configure(
        "identities = [\"%s\", \"%s\"]\nrecipientsFiles = [\"%s\"]\nsuffix = \".age\"\n"
            .formatted(other, identity, recipients));
    keep();
    assertEquals("password hunter2\n", chezmoi("cat", secret.toString()));
  }

  @Test
  void anIdentityIsEncryptedToAsWell() throws IOException {
    configure("symmetric = true\nidentity = \"" + identity + "\"\n");
    keep();
    assertEquals("password hunter2\n", chezmoi("cat", secret.toString()));
  }

  @Test
  void whatDoesNotOpenLeavesTheHomeAsItWas() throws IOException {
    keep();
    Path other = home.resolve("other");
    run(home.resolve("bin/age-keygen"), "-o", other.toString());
    configure("identity = \"" + other + "\"\nrecipient = \"" + recipient() + "\"\n");
    Files.delete(secret);
    Keyrite.Result refused = execute("apply", "--force");
    assertEquals(1, refused.status());
    assertTrue(refused.stderr().contains("age: error: no identity matched"), refused.stderr());
    assertFalse(Files.exists(secret));
  }

  private void keep() throws IOException {
    chezmoi("add", "--encrypt", secret.toString());
    assertFalse(Files.readString(kept).contains("hunter2"));
  }

  /** It has an age of its own, of which it is told to make no use. */
  private void configure(String age) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".config/chezmoi"));
    Files.writeString(
        folder.resolve("chezmoi.toml"),
        "encryption = \"age\"\nuseBuiltinAge = false\n[age]\n" + age);
  }

  private String recipient() {
    return run(home.resolve("bin/age-keygen"), "-y", identity.toString()).strip();
  }

  private String chezmoi(String... arguments) {
    return succeed(execute(arguments));
  }

  private Keyrite.Result execute(String... arguments) {
    String path = "PATH=" + home.resolve("bin") + ":" + System.getenv("PATH");
    List<String> command = new ArrayList<>(List.of("env", "-C", home.toString()));
    command.addAll(List.of("-u", "XDG_CONFIG_HOME", "-u", "XDG_DATA_HOME"));
    command.addAll(List.of("HOME=" + home, path, StockAge.program("chezmoi")));
    command.addAll(List.of(arguments));
    return Keyrite.execute(new byte[0], command);
  }

  private static String run(Path program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return succeed(Keyrite.execute(new byte[0], command));
  }

  private static String succeed(Keyrite.Result result) {
    assertEquals(0, result.status(), result.stderr());
    return new String(result.stdout(), StandardCharsets.UTF_8);
  }
}
