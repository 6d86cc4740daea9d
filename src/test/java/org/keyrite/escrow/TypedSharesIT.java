package org.keyrite.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.X25519Identity;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.StockSlip39;
import org.keyrite.testing.Tmux;
import org.keyrite.testing.Tools;

/** Trustees type their shares at a terminal of 80 by 24. */
class TypedSharesIT {
  private EscrowFixture escrow;
  private Path set;
  private Path plain;

  @BeforeEach
  void begin() throws IOException {
    Tools.require("age");
    escrow = new EscrowFixture();
    set = escrow.split("set");
    plain = escrow.folder().resolve("plain");
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  private Tmux combine(String... more) throws IOException {
    Path backup = escrow.encrypt(set, "backup.age", "the backup");
    String command =
        Keyrite.executable()
            + " escrow combine --set "
            + set.resolve("escrow.json")
            + " --decrypt "
            + backup
            + " -o - "
            + String.join(" ", more)
            + " > "
            + plain;
    return new Tmux(List.of("sh", "-c", command));
  }

  private void type(Tmux terminal, int share, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      terminal.await("share " + share + ", word " + (i + 1) + " of 33");
      terminal.type(words.get(i), "Enter");
    }
  }

  private List<String> words(String name) throws IOException {
    return List.of(escrow.words(set, name).split(" ", -1));
  }

  private static List<String> shortened(List<String> words) {
    return words.stream().map(word -> word.substring(0, 4)).toList();
  }

  @Test
  void nothingStaysOnTheScreenButHowManyThereAre() throws IOException {
    try (Tmux terminal = combine()) {
      type(terminal, 1, shortened(words("alice")));
      terminal.await("Taken: alice. Here: operators 1 of 2, directors 0 of 1");
      type(terminal, 2, words("dora"));
      terminal.await("Taken: dora. Here: operators 1 of 2, directors 1 of 1 ok");
      type(terminal, 3, shortened(words("carol")));
      terminal.await("[status 0]");
      assertEquals("the backup", Files.readString(plain));
      String screen = terminal.screen();
      assertEquals(
          List.of(
              "Type the words of each share; the first four letters of a word are enough.",
              "Each line is cleared again. Type < to go back a word, ! to give a share up.",
              "Here: operators 0 of 2, directors 0 of 1",
              "Taken: alice. Here: operators 1 of 2, directors 0 of 1",
              "Taken: dora. Here: operators 1 of 2, directors 1 of 1 ok",
              "Taken: carol. Here: operators 2 of 2 ok, directors 1 of 1 ok",
              "shares     alice, carol, dora"),
          screen.lines().limit(7).toList());
      assertTrue(screen.lines().allMatch(line -> line.length() <= 80), screen);
    }
  }

  @Test
  void aMisspeltWordAndAWrongOneAreMended() throws IOException {
    List<String> words = words("alice");
    String other = words.get(20).equals("yoga") ? "zero" : "yoga";
    try (Tmux terminal = combine()) {
      for (int i = 0; i < 33; i++) {
        terminal.await("share 1, word " + (i + 1) + " of 33");
        if (i == 4) {
          terminal.type("acadmeic", "Enter");
          terminal.await("word 5 is not in the list of words\nperhaps: academic\n");
        }
        terminal.type(i == 20 ? other : words.get(i), "Enter");
      }
      terminal.await("look first at\nword 21.\nnumber of the word to type again;");
      assertFalse(terminal.screen().contains("academic"), terminal.screen());
      terminal.type("21", "Enter");
      terminal.await("word 21.\nshare 1, word 21 of 33:");
      terminal.type(words.get(20), "Enter");
      terminal.await("Taken: alice.");
      terminal.type("", "Enter");
      terminal.await("[status 3]");
      assertTrue(
          terminal.screen().contains("(operators 1 of 2, directors 0 of 1)"), terminal.screen());
    }
  }

  @Test
  void aWholeSharePastedOnOneLineIsClearedToo() throws IOException {
    try (Tmux terminal = combine()) {
      for (String name : List.of("alice", "bob", "dora")) {
        terminal.await(", word 1 of 33");
        terminal.type(escrow.words(set, name), "Enter");
        terminal.await("Taken: " + name);
      }
      terminal.await("[status 0]");
      String screen = terminal.screen();
      for (String word : words("bob").subList(4, 30)) {
        assertFalse(screen.matches("(?s).*\\b" + word + "\\b.*"), word + "\n" + screen);
      }
    }
  }

  @Test
  void eachHolderBringsTheirIdentity() throws IOException {
    String files =
        escrow.share(set, "alice")
            + " "
            + escrow.share(set, "bob")
            + " "
            + escrow.share(set, "dora");
    try (Tmux terminal = combine("-i", escrow.identity("bob").toString(), files)) {
      terminal.await("file of its holder's identity");
      assertTrue(terminal.screen().contains("alice.share.age is encrypted to somebody else."));
      terminal.type(escrow.identity("alice").toString(), "Enter");
      terminal.await("dora.share.age is encrypted to somebody else.");
      terminal.type(escrow.identity("dora").toString(), "Enter");
      terminal.await("[status 0]");
      assertEquals("the backup", Files.readString(plain));
    }
  }

  @Test
  void thePassphraseOfAForeignSetIsAskedFor(@TempDir Path scratch) throws Exception {
    byte[] secret = X25519Identity.generate().exposeSecret();
    String script =
        "import sys, shamir_mnemonic\n"
            + "for s in shamir_mnemonic.generate_mnemonics(1, [(2, 3)],"
            + " bytes.fromhex(sys.stdin.read().strip()), b'hunter2')[0]: print(s)\n";
    List<String> shares =
        StockSlip39.run(scratch, script, List.of(HexFormat.of().formatHex(secret)));
    Path one = Files.writeString(escrow.folder().resolve("one"), shares.get(1));
    Path two = Files.writeString(escrow.folder().resolve("two"), shares.get(2));
    try (X25519Identity identity = X25519Identity.fromSecret(secret)) {
      for (String passphrase : List.of("hunter2", "hunter3")) {
        String status = passphrase.equals("hunter2") ? "[status 0]" : "[status 3]";
        List<String> command =
            List.of(
                Keyrite.executable().toString(),
                "escrow",
                "combine",
                "--foreign",
                "--passphrase",
                "--recipient",
                identity.recipient().toString(),
                "-o",
                escrow.memory().resolve("identity").toString(),
                one.toString(),
                two.toString());
        Files.deleteIfExists(escrow.memory().resolve("identity"));
        try (Tmux terminal = new Tmux(command)) {
          terminal.await("Passphrase of the set:");
          terminal.type(passphrase, "Enter");
          terminal.await(status);
          assertFalse(terminal.screen().contains("hunter"), terminal.screen());
        }
        assertEquals(
            passphrase.equals("hunter2"), Files.exists(escrow.memory().resolve("identity")));
      }
    }
  }

  @Test
  void anInterruptionLeavesNothing() throws IOException {
    try (Tmux terminal = combine()) {
      terminal.await("share 1, word 1 of 33");
      terminal.type("academic", "Enter");
      terminal.await("share 1, word 2 of 33:");
      terminal.type("acid", "C-c");
      terminal.await("[status 130]");
      assertFalse(terminal.screen().contains("acid"), terminal.screen());
      assertEquals(0, Files.size(plain));
    }
  }
}
