package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** git around {@code age}, which it finds by name: its filters, and passage's way with a store. */
@Tag("tool")
class GitIT {
  private static final String FILTER =
      """
      git config filter.age.clean 'age -e -i %1$s -a'
      git config filter.age.smudge 'age -d -i %1$s'
      git config filter.age.required true
      """;

  @TempDir private Path folder;
  private Path bin;
  private Path identity;

  @BeforeEach
  void link() throws IOException {
    Tools.require("git");
    bin = Files.createDirectory(folder.resolve("bin"));
    for (String name : List.of("age", "age-keygen")) {
      Files.createSymbolicLink(bin.resolve(name), Keyrite.executable().toAbsolutePath());
    }
    identity = folder.resolve("identity");
    shell("age-keygen -o " + identity);
  }

  @Test
  void filtersEncryptWhatIsCommittedAndDecryptWhatIsCheckedOut() throws IOException {
    shell("git init -q repository");
    Path repository = folder.resolve("repository");
    Files.writeString(repository.resolve(".gitattributes"), "secret.* filter=age\n");
    Files.writeString(repository.resolve("secret.txt"), "password hunter2\n");
    Files.writeString(repository.resolve("secret.empty"), "");
    String in = "cd repository\n";
    shell(in + FILTER.formatted(identity) + "git add .\ngit commit -qm one");
    String kept = shell(in + "git show HEAD:secret.txt");
    assertTrue(kept.startsWith("-----BEGIN AGE ENCRYPTED FILE-----\n"), kept);
    shell("git clone -q --no-checkout repository clone");
    shell("cd clone\n" + FILTER.formatted(identity) + "git checkout -q HEAD");
    Path clone = folder.resolve("clone");
    assertEquals("password hunter2\n", Files.readString(clone.resolve("secret.txt")));
    assertEquals("", Files.readString(clone.resolve("secret.empty")));
    Path other = folder.resolve("other");
    shell("age-keygen -o " + other);
    shell("git clone -q --no-checkout repository foreign");
    Keyrite.Result refused = run("cd foreign\n" + FILTER.formatted(other) + "git checkout -q HEAD");
    assertNotEquals(0, refused.status());
    assertTrue(
        refused.stderr().contains("age: error: no identity matched any of the recipients"),
        refused.stderr());
    assertFalse(Files.exists(folder.resolve("foreign/secret.txt")));
  }

  /** Insert, edit in memory, show, rename, re-encrypt: each a commit, each secret a file. */
  @Test
  void aStoreKeepsItsHistoryAsPassageDoes() throws IOException {
    try (InputStream script =
        Objects.requireNonNull(GitIT.class.getResourceAsStream("/consumer/passage-flow"))) {
      Files.copy(script, folder.resolve("flow"));
    }
    String flow = "STORE=" + folder + "/store IDENTITIES=" + identity + " sh ./flow ";
    shell(flow + "init");
    shell("echo 'first' | " + flow + "insert mail/work");
    shell("EDITOR='sed -i s/first/second/' " + flow + "edit mail/work");
    assertEquals("second\n", shell(flow + "show mail/work"));
    shell(flow + "mv mail/work mail/home");
    Path colleague = folder.resolve("colleague");
    shell("age-keygen -o " + colleague);
    shell("age-keygen -y " + colleague + " >> store/.age-recipients");
    shell(flow + "reencrypt");
    assertEquals("second\n", shell("age -d -i " + colleague + " store/mail/home.age"));
    assertEquals(
        "reencrypt\nmv mail/work mail/home\nedit mail/work\ninsert mail/work\ninit\n",
        shell("git -C store log --format=%s"));
    assertEquals(
        "first\n", shell("git -C store show HEAD~3:mail/work.age | age -d -i " + identity));
  }

  private String shell(String script) {
    Keyrite.Result result = run(script);
    assertEquals(0, result.status(), result.stderr());
    return new String(result.stdout(), StandardCharsets.UTF_8);
  }

  private Keyrite.Result run(String script) {
    List<String> command = new ArrayList<>(List.of("env", "-C", folder.toString()));
    command.addAll(List.of("HOME=" + folder, "GIT_CONFIG_NOSYSTEM=1"));
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      command.addAll(List.of("GIT_" + who + "_NAME=a", "GIT_" + who + "_EMAIL=a@example.com"));
    }
    command.addAll(List.of("PATH=" + bin + ":" + System.getenv("PATH"), "sh", "-euc", script));
    return Keyrite.execute(new byte[0], command);
  }
}
