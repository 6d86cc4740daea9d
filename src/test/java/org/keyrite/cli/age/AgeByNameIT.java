package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.Build;
import org.keyrite.testing.Keyrite;

/** A script that knows nothing of keyrite, and finds it under the names of the age tools. */
class AgeByNameIT {
  @TempDir private Path folder;
  private Path store;
  private Path script;

  @BeforeEach
  void link() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String name : List.of("age", "age-keygen", "age-inspect")) {
      Files.createSymbolicLink(bin.resolve(name), Keyrite.executable().toAbsolutePath());
    }
    store = folder.resolve("store");
    script = folder.resolve("password-store");
    try (InputStream source =
        Objects.requireNonNull(AgeByNameIT.class.getResourceAsStream("/consumer/password-store"))) {
      Files.copy(source, script);
    }
    run("", "init");
  }

  @Test
  void aStoreIsFilledAndRead() throws IOException {
    run("secret one\n", "insert", "mail");
    run("secret two\nuser: me\n", "insert", "deep/down/bank");
    assertEquals("secret one\n", run("", "show", "mail"));
    assertEquals("secret two\nuser: me\n", run("", "show", "deep/down/bank"));
    assertTrue(run("", "inspect", "mail").contains("\"min_payload\": 11,"));
    run("changed\n", "insert", "mail");
    assertEquals("changed\n", run("", "show", "mail"));
  }

  @Test
  void aFolderIsOpenedToAColleagueAndTheStoreEncryptedAnew() throws IOException {
    run("for two\n", "insert", "team/vpn");
    run("for one\n", "insert", "mail");
    Path colleague = folder.resolve("colleague");
    Keyrite.Result made = Keyrite.run(new byte[0], "age-keygen", "-o", String.valueOf(colleague));
    assertEquals(0, made.status(), made.stderr());
    String theirs = made.stderr().substring("Public key: ".length());
    String ours = Files.readString(store.resolve(".age-recipients"));
    Files.writeString(store.resolve("team/.age-recipients"), "# us\n" + ours + theirs);
    byte[] before = Files.readAllBytes(store.resolve("mail.age"));
    run("", "reencrypt");
    assertNotEquals(List.of(before), List.of(Files.readAllBytes(store.resolve("mail.age"))));
    assertEquals("for two\n", run("", "show", "team/vpn"));
    assertEquals("for one\n", run("", "show", "mail"));
    assertEquals(0, open(colleague, "team/vpn.age"));
    assertEquals(1, open(colleague, "mail.age"));
  }

  /**
   * age.el takes the first number of three parts, and wants 1.0.0; others split the line at its
   * points, or match it from its start.
   */
  @Test
  void theVersionIsOneThatProgramsLookFor() {
    for (String name : List.of("age", "age-keygen", "age-inspect")) {
      String program = folder.resolve("bin").resolve(name).toString();
      Keyrite.Result shown = Keyrite.execute(new byte[0], List.of(program, "--version"));
      String line = new String(shown.stdout(), StandardCharsets.UTF_8);
      assertEquals("1.3.2+keyrite-" + Build.VERSION + "\n", line);
      assertTrue(line.matches("(?s)v?\\d+\\.\\d+\\.\\d+.*"), line);
      assertEquals(List.of("1", "3"), List.of(line.split("\\.", -1)).subList(0, 2));
    }
  }

  @Test
  void theTimeOfAnIdentityIsLocal() {
    String keygen = folder.resolve("bin/age-keygen").toString();
    for (String[] zone : new String[][] {{"UTC-3", "+03:00\n"}, {"UTC0", "Z\n"}}) {
      Keyrite.Result made = Keyrite.execute(new byte[0], List.of("env", "TZ=" + zone[0], keygen));
      String first = new String(made.stdout(), StandardCharsets.UTF_8).split("\n", 2)[0] + "\n";
      assertTrue(first.startsWith("# created: 20") && first.endsWith(zone[1]), first);
    }
  }

  private int open(Path identity, String file) {
    return Keyrite.run(
            new byte[0],
            "age",
            "-d",
            "-i",
            identity.toString(),
            String.valueOf(store.resolve(file)))
        .status();
  }

  private String run(String input, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "PASSWORD_STORE=" + store,
                "PATH=" + folder.resolve("bin") + ":" + System.getenv("PATH"),
                "sh",
                script.toString()));
    command.addAll(List.of(arguments));
    Keyrite.Result result = Keyrite.execute(input.getBytes(StandardCharsets.UTF_8), command);
    assertEquals(0, result.status(), result.stderr());
    assertEquals("", result.stderr());
    return new String(result.stdout(), StandardCharsets.UTF_8);
  }
}
