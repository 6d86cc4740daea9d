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
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.ScriptedPlugin;
import org.keyrite.testing.StockAge;
import org.keyrite.testing.Tmux;
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

  /** In the eight-bit code a byte of these begins what ESC and a letter begin in the others. */
  @Test
  void noByteThatATerminalObeysIsShown() throws IOException {
    for (byte[] clearing :
        List.of(
            new byte[] {'a', (byte) 0x9b, '2', 'J'},
            new byte[] {'a', (byte) 0xc2, (byte) 0x9b, '2', 'J'},
            new byte[] {(byte) 0xc0, (byte) 0x9b, '2', 'J'},
            new byte[] {'a', (byte) 0xe9, '\n'},
            new byte[] {'a', (byte) 0xc3})) {
      Keyrite.Result refused = onTerminal("age -d -i " + identity + " " + encrypted(clearing));
      assertEquals(1, refused.status());
      assertTrue(
          text(refused).startsWith("age: error: failed to write output: refusing to output binary"),
          text(refused));
    }
    String letters = "\u011b\u20ac\ud83d\udd11 ".repeat(3000);
    Keyrite.Result shown = onTerminal("age -d -i " + identity + " " + encrypted(letters));
    assertEquals(0, shown.status());
    assertEquals(letters, text(shown));
  }

  /** As in a rescue shell: the terminal is there, and nobody's controlling one. */
  @Test
  void withoutAControllingTerminalStandardInputIsAskedAt() throws IOException {
    Tools.require("setsid");
    Path plain = Files.writeString(folder.resolve("plain"), "hello");
    Path out = folder.resolve("out");
    for (List<String> age :
        List.of(
            List.of(StockAge.program("age")), List.of(Keyrite.executable().toString(), "age"))) {
      List<String> command = new ArrayList<>(List.of("setsid", "-w"));
      command.addAll(age);
      command.addAll(List.of("-p", "-o", out.toString(), plain.toString()));
      try (Tmux tmux = new Tmux(command)) {
        tmux.await("Enter passphrase");
        tmux.type("hunter2", "Enter");
        tmux.await("Confirm passphrase:");
        tmux.type("hunter2", "Enter");
        tmux.await("[status 0]");
        assertEquals("[status 0]", tmux.screen().strip());
      }
      Files.delete(out);
    }
  }

  @Test
  void aPluginsChoiceIsMadeByOneKey() throws IOException {
    ScriptedPlugin.install(
        folder,
        "toy",
        """
        listen_to_client();
        my ($answer) = ask('confirm eWVz bm8', 'go on?');
        ask('msg', "it was $answer");
        """
            + ScriptedPlugin.GOOD.replace("listen_to_client();", ""));
    Path plain = Files.writeString(folder.resolve("plain"), "hello");
    String path = folder + ":" + System.getenv("PATH");
    List<String> command =
        List.of(
            "env",
            "PATH=" + path,
            Keyrite.executable().toString(),
            "age",
            "-e",
            "-j",
            "toy",
            "-o",
            folder.resolve("out").toString(),
            plain.toString());
    try (Tmux tmux = new Tmux(command)) {
      tmux.await("toy plugin: go on? (press [1] for \"yes\" or [2] for \"no\")");
      tmux.type("2", "");
      tmux.await("toy plugin: it was ok no");
      tmux.await("[status 0]");
    }
  }

  @Test
  void aNewIdentityOnATerminalIsShownOnce() {
    Keyrite.Result result = onTerminal("age-keygen");
    assertEquals(0, result.status());
    assertTrue(text(result).startsWith("# created: "), text(result));
    assertFalse(text(result).contains("Public key: "));
  }

  private Path encrypted(String text) throws IOException {
    return encrypted(text.getBytes(StandardCharsets.UTF_8));
  }

  private Path encrypted(byte[] content) throws IOException {
    Keyrite.Result result = Keyrite.run(content, "age", "-r", recipient);
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
