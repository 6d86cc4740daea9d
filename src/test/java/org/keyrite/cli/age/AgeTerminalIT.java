package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** What the age tools do on a real terminal, which {@code script} provides. */
@Tag("tool")
class AgeTerminalIT {
  @TempDir private Path folder;
  private Path identity;
  private String recipient;

  @BeforeEach
  void makeIdentity() {
    Tools.require("script");
    identity = folder.resolve("key.txt");
    Keyrite.Result made = Keyrite.run(new byte[0], "age-keygen", "-o", identity.toString());
    assertEquals(0, made.status(), made.stderr());
    recipient = made.stderr().substring("Public key: ".length()).strip();
  }

  @Test
  void binaryIsRefusedUnlessItIsForced() throws IOException {
    Path input = Files.writeString(folder.resolve("input"), "hello");
    Keyrite.Result refused = onTerminal("age -r " + recipient + " " + input);
    assertEquals(1, refused.status());
    assertTrue(text(refused).startsWith("age: error: refusing to output binary"), text(refused));
    assertFalse(text(refused).contains("age-encryption.org"));
    Keyrite.Result forced = onTerminal("age -o - -r " + recipient + " " + input);
    assertEquals(0, forced.status());
    assertTrue(text(forced).startsWith("age-encryption.org/v1"));
    Keyrite.Result armored = onTerminal("age -a -r " + recipient + " " + input);
    assertEquals(0, armored.status());
    assertTrue(text(armored).startsWith("-----BEGIN AGE ENCRYPTED FILE-----"));
  }

  @Test
  void decryptedTextIsShownAndAnythingElseIsNot() throws IOException {
    String decrypt = "age -d -i " + identity + " ";
    Keyrite.Result shown = onTerminal(decrypt + encrypted("hello"));
    assertEquals(0, shown.status());
    assertEquals("hello", text(shown));
    Path clearing = encrypted("\u001b[2J");
    Keyrite.Result refused = onTerminal(decrypt + clearing);
    assertEquals(1, refused.status());
    assertFalse(text(refused).contains("\u001b"));
    Keyrite.Result forced = onTerminal(decrypt + "-o - " + clearing);
    assertEquals(0, forced.status());
    assertEquals("\u001b[2J", text(forced));
  }

  @Test
  void aNewIdentityOnATerminalIsShownOnce() {
    Keyrite.Result result = onTerminal("age-keygen");
    assertEquals(0, result.status());
    assertTrue(text(result).startsWith("# created: "), text(result));
    assertFalse(text(result).contains("Public key: "));
  }

  private Path encrypted(String text) throws IOException {
    Keyrite.Result result =
        Keyrite.run(text.getBytes(StandardCharsets.UTF_8), "age", "-r", recipient);
    assertEquals(0, result.status(), result.stderr());
    return Files.write(folder.resolve("file.age"), result.stdout());
  }

  private static Keyrite.Result onTerminal(String line) {
    String command = Keyrite.executable() + " " + line + " < /dev/null";
    return Keyrite.execute(new byte[0], List.of("script", "-qec", command, "/dev/null"));
  }

  private static String text(Keyrite.Result result) {
    return new String(result.stdout(), StandardCharsets.UTF_8);
  }
}
