package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.X25519Identity;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.StockSlip39;
import org.keyrite.testing.Tmux;
import org.keyrite.testing.Tools;

/** Trustees type their shares at a terminal of 80 by 24. */
@Tag("tool")
class TypedSharesIT {
  /** Words of the list that the program's own sentences have, in these tests. */
  private static final Set<String> OF_THE_DIALOGUE =
      Set.of("again", "else", "group", "standard", "that");

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
            + " escrow combine --yes --set "
            + set.resolve("escrow.json")
            + " --decrypt "
            + backup
            + " -o - "
            + String.join(" ", more)
            + " > "
            + plain;
    return new Tmux(List.of("sh", "-c", command));
  }

  /** The same, and afterwards somebody reads from the terminal what a shell would be given. */
  private Tmux watched(int columns, String arguments) {
    Path folder = escrow.folder();
    String command =
        ("trap : INT QUIT; stty -g > %s/before; sh -c 'echo $$ > %s/pid; exec %s escrow %s';"
                + " echo \"[ended $?]\"; stty -g > %s/after; cat > %s/left")
            .formatted(folder, folder, Keyrite.executable(), arguments, folder, folder);
    return new Tmux(columns, List.of("sh", "-c", command));
  }

  private Tmux watched(String command) {
    return watched(80, command + " --set " + set.resolve("escrow.json"));
  }

  private String combined() {
    return "combine --yes -o " + escrow.memory().resolve("identity");
  }

  /** Nothing was left to the shell or on the screen, and the terminal is as it was. */
  private void assertNothingIsLeft(Tmux terminal, int status, List<String> typed)
      throws IOException {
    terminal.await("[ended " + status + "]");
    String screen = terminal.screen();
    terminal.type("end", "Enter");
    terminal.type("", "C-d");
    terminal.await("[status 0]");
    assertEquals("end\n", Files.readString(escrow.folder().resolve("left")));
    assertEquals(
        Files.readString(escrow.folder().resolve("before")),
        Files.readString(escrow.folder().resolve("after")));
    assertNoneIsShown(typed, screen);
  }

  private static void assertNoneIsShown(List<String> words, String screen) {
    assertEquals(
        List.of(),
        words.stream()
            .filter(word -> !OF_THE_DIALOGUE.contains(word))
            .filter(word -> screen.matches("(?s).*\\b" + word + "\\b.*"))
            .toList(),
        screen);
  }

  private void signal(String name) throws IOException {
    String pid = Files.readString(escrow.folder().resolve("pid")).strip();
    assertEquals(0, Keyrite.execute(new byte[0], List.of("kill", "-" + name, pid)).status());
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
              "Each line is cleared again. Type :undo to go back a word, :help for more.",
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
      terminal.await("look first at word 21.\nnumber of the word to type again;");
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
      assertNoneIsShown(words("bob"), terminal.screen());
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
      assertTrue(
          terminal.screen().contains("alice.share.age is encrypted, and no identity opens it."));
      terminal.type(escrow.identity("alice").toString(), "Enter");
      terminal.await("dora.share.age is encrypted, and no identity opens it.");
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
                "--yes",
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

  @Test
  void whatIsPastedAfterTheLastShareDoesNotReachTheShell() throws IOException {
    List<String> typed = new ArrayList<>();
    for (String name : List.of("alice", "bob", "dora", "carol")) {
      typed.addAll(words(name));
    }
    try (Tmux terminal = watched(combined())) {
      terminal.await("share 1, word 1 of 33");
      terminal.paste(String.join("\n", typed) + "\n");
      assertNothingIsLeft(terminal, 0, typed);
    }
  }

  @Test
  void whatIsPastedAfterTheOneShareDoesNotReachTheShell() throws IOException {
    List<String> typed = new ArrayList<>(words("alice"));
    typed.addAll(words("bob"));
    try (Tmux terminal = watched("check")) {
      terminal.await("share 1, word 1 of 33");
      terminal.paste(escrow.words(set, "alice") + "\n" + escrow.words(set, "bob") + "\n");
      assertNothingIsLeft(terminal, 0, typed);
    }
  }

  @Test
  void anEndInTheMiddleOfALongLineLeavesNothing() throws IOException {
    List<String> words = words("alice");
    for (String end : List.of("INT 130", "TERM 143", "HUP 129")) {
      String name = end.substring(0, end.indexOf(' '));
      try (Tmux terminal = watched(combined())) {
        terminal.await("share 1, word 1 of 33");
        terminal.type("acadmeic", "Enter");
        terminal.await("share 1, word 1 of 33 (Enter alone: no more shares):");
        terminal.paste(String.join(" ", words));
        terminal.await(words.getLast());
        if (name.equals("INT")) {
          terminal.type("", "C-c");
        } else {
          signal(name);
        }
        assertNothingIsLeft(terminal, Integer.parseInt(end.substring(name.length() + 1)), words);
      }
    }
  }

  @Test
  void aWordOnEachLineIsNotSeenBeforeItIsAskedFor() throws IOException {
    List<String> words = words("alice");
    try (Tmux terminal = watched(combined())) {
      terminal.await("share 1, word 1 of 33");
      terminal.paste(String.join("\n", words) + "\n");
      terminal.await("Taken: alice.");
      terminal.type("", "Enter");
      assertNothingIsLeft(terminal, 3, words);
    }
  }

  /** Nobody can take a failed drill back: a slip must not be one. */
  @Test
  void aFailedDrillIsRecordedWhenSomebodySaysSo() throws IOException {
    Path journal = set.resolve("escrow-journal.jsonl");
    String share = escrow.share(set, "alice") + " -i " + escrow.identity("alice");
    String command = "drill --signed-off-by eve --set " + set.resolve("escrow.json") + " " + share;
    for (String answer : List.of("", "yes", "C-c", "record", "more")) {
      String before = Files.readString(journal);
      try (Tmux terminal = watched(60, command)) {
        terminal.await("to stop:");
        terminal.type("yes", "Enter");
        terminal.await("\nrecord:");
        String screen = terminal.screen();
        assertTrue(screen.contains("restored   no\ngood       alice\n"), screen);
        assertTrue(screen.contains("not here   bob, carol, dora\n"), screen);
        if (answer.equals("C-c")) {
          terminal.type("", "C-c");
          assertNothingIsLeft(terminal, 130, List.of());
        } else {
          terminal.type(answer, "Enter");
          if (answer.equals("more")) {
            for (String name : List.of("bob", "dora")) {
              terminal.await(", word 1 of 33");
              terminal.paste(escrow.words(set, name) + "\n");
              if (name.equals("bob")) {
                terminal.await("good       alice, bob");
                terminal.type("more", "Enter");
              }
            }
          }
          assertNothingIsLeft(terminal, answer.equals("more") ? 0 : 3, List.of());
        }
      }
      boolean recorded = List.of("record", "more").contains(answer);
      assertEquals(recorded, !before.equals(Files.readString(journal)), answer);
    }
    String held = Files.readString(journal);
    assertTrue(held.contains("\"restored\":false"), held);
    assertTrue(held.contains("\"restored\":true"), held);
  }

  /**
   * A terminal that becomes narrower breaks its rows anew, and one that becomes wider joins them.
   */
  @Test
  void anotherWidthInTheMiddleOfALineLeavesNothing() throws IOException {
    List<String> words = words("alice");
    for (List<Integer> widths : List.of(List.of(40), List.of(120), List.of(30, 100), List.of(20))) {
      for (String end : List.of("Enter", "C-c", "QUIT")) {
        try (Tmux terminal = watched(combined())) {
          terminal.await("share 1, word 1 of 33");
          terminal.paste(String.join(" ", words.subList(0, 7)));
          terminal.await(words.get(6));
          for (int columns : widths) {
            terminal.resize(columns);
          }
          if (end.equals("QUIT")) {
            signal(end);
          } else {
            terminal.type("", end);
          }
          if (end.equals("Enter")) {
            terminal.await("word 8 of");
            assertNoneIsShown(words.subList(0, 7), terminal.screen());
            terminal.type("", "C-c");
          }
          assertNothingIsLeft(terminal, end.equals("QUIT") ? 131 : 130, words.subList(0, 7));
        }
      }
    }
  }

  /** Whatever signal a program dies of by itself, this one has cleared the screen before. */
  @Test
  void anySignalLeavesNothing() throws IOException {
    for (String end :
        List.of(
            "QUIT 131",
            "USR1 138",
            "USR2 140",
            "ALRM 142",
            "HUP 129",
            "VTALRM 154",
            "PROF 155",
            "XCPU 152",
            "IO 157",
            "PWR 158",
            "STKFLT 144",
            "ABRT 134",
            "35 163",
            "50 178",
            "64 192")) {
      String name = end.substring(0, end.indexOf(' '));
      try (Tmux terminal = watched(combined())) {
        terminal.await("share 1, word 1 of 33");
        terminal.paste("academic acid acne");
        terminal.await("acne");
        signal(name);
        int status = Integer.parseInt(end.substring(name.length() + 1));
        assertNothingIsLeft(terminal, status, List.of("academic", "acid", "acne"));
      }
    }
  }

  @Test
  void tabsAndANarrowTerminalHideNothing() throws IOException {
    List<String> words = words("alice");
    String command = combined() + " --set " + set.resolve("escrow.json");
    for (int columns : List.of(80, 60, 33)) {
      try (Tmux terminal = watched(columns, command)) {
        terminal.await("share 1, word 1 of 33");
        terminal.paste(String.join("\t", words.subList(0, 20)) + "\n");
        terminal.await("share 1, word 21 of 33");
        terminal.paste(String.join(" ", words.subList(20, 33)) + "\n");
        terminal.await("Taken: alice.");
        terminal.type("", "Enter");
        assertNothingIsLeft(terminal, 3, words);
      }
    }
  }

  @Test
  void atTheBottomOfTheScreenNothingStaysEither() throws IOException {
    List<String> words = words("alice");
    String command = combined() + " --set " + set.resolve("escrow.json");
    try (Tmux terminal = watched(80, command)) {
      for (int i = 0; i < 30; i++) {
        terminal.await("share 1, word 1 of 33");
        terminal.type("acid", "Enter");
        terminal.await("share 1, word 2 of 33");
        terminal.type("!", "Enter");
        terminal.await("share 1, word 1 of 33");
      }
      terminal.paste(String.join("\t", words));
      terminal.await(words.getLast());
      terminal.type("", "C-c");
      assertNothingIsLeft(terminal, 130, words);
    }
  }

  @Test
  void theKeysThatStopAProgramInTheMiddleDoNothing() throws IOException {
    try (Tmux terminal = watched(combined())) {
      terminal.await("share 1, word 1 of 33");
      for (String key : List.of("C-\\", "C-z")) {
        terminal.type("acad", key);
        terminal.type("emic", "Enter");
        terminal.await("share 1, word 2 of 33:");
        terminal.type("<", "Enter");
        terminal.await("share 1, word 1 of 33");
      }
      terminal.type("", "C-d");
      assertNothingIsLeft(terminal, 3, List.of("acad", "academic"));
    }
  }

  @Test
  void anAnswerIsCorrectedWhileItIsTyped() throws IOException {
    try (Tmux terminal = watched(combined())) {
      terminal.await("share 1, word 1 of 33");
      terminal.type("acadx", "BSpace");
      terminal.await("no more shares):\n> acad");
      terminal.type("", "Enter");
      terminal.await("share 1, word 2 of 33:");
      terminal.type("x", "C-u");
      terminal.type("acid", "Enter");
      terminal.await("share 1, word 3 of 33:");
      terminal.type("", "C-c");
      assertNothingIsLeft(terminal, 130, List.of("acad", "acid"));
    }
  }

  @Test
  void theEndOfInputMeansThatNobodyHasAnotherShare() throws IOException {
    List<String> words = words("alice");
    try (Tmux terminal = watched(combined())) {
      terminal.await("share 1, word 1 of 33");
      terminal.paste(String.join(" ", words) + "\n");
      terminal.await("share 2, word 1 of 33");
      terminal.type("", "C-d");
      terminal.await("(operators 1 of 2, directors 0 of 1)");
      assertNothingIsLeft(terminal, 3, words);
    }
  }

  @Test
  void aSlipAtTheNameOfAnIdentityIsMended() throws Exception {
    Path locked = escrow.folder().resolve("locked");
    Path share = escrow.share(set, "alice");
    try (Tmux terminal =
        new Tmux(
            List.of(
                Keyrite.executable().toString(),
                "age",
                "-p",
                "-o",
                locked.toString(),
                escrow.identity("alice").toString()))) {
      for (String question : List.of("Enter passphrase", "Confirm passphrase")) {
        terminal.await(question);
        terminal.type("hunter2", "Enter");
      }
      terminal.await("[status 0]");
    }
    try (Tmux terminal = watched("check " + share)) {
      terminal.await("file of its holder's identity");
      terminal.type(escrow.folder() + "/nosuch", "Enter");
      terminal.await("There is no file of that name");
      terminal.type(locked.toString(), "Enter");
      terminal.await("Enter passphrase for identity file");
      terminal.type("hunter3", "Enter");
      terminal.await("incorrect passphrase");
      terminal.await("file of its holder's identity");
      terminal.type(locked.toString(), "Enter");
      terminal.await("Enter passphrase for identity file");
      terminal.type("hunter2", "Enter");
      assertNothingIsLeft(terminal, 0, List.of("hunter2", "hunter3"));
      assertTrue(terminal.screen().contains("the share is whole"), terminal.screen());
    }
  }
}
