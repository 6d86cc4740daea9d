package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.age.Fingerprint;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tmux;

/** Nobody gives a share blind: what it is for is shown, and asked, before one is taken. */
@Tag("tool")
class ConsentIT {
  private static final String QUESTION =
      "Type yes to go on and bring shares for this, anything else to stop: ";

  private EscrowFixture escrow;
  private Path set;
  private Path out;

  @BeforeEach
  void begin() throws IOException {
    escrow = new EscrowFixture();
    set = escrow.split("set");
    out = escrow.folder().resolve("out");
    escrow.encrypt(set, "files/backup.age", "the backup");
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  private static String fingerprint(String recipient) {
    return Fingerprint.of(Sha256.hex(recipient.getBytes(StandardCharsets.US_ASCII)));
  }

  private List<String> command(String name) throws IOException {
    String to = out.toString();
    List<String> more =
        switch (name) {
          case "drill" -> List.of("--signed-off-by", "eve");
          case "combine" -> List.of("-o", escrow.memory().resolve("identity").toString());
          case "reissue" ->
              List.of("--trustee", "bob", "--to", escrow.recipient("bob-2"), "--out", to);
          case "reshare" ->
              List.of(
                  "--threshold",
                  "2",
                  "--trustee",
                  "alice=" + escrow.recipient("mallory"),
                  "--trustee",
                  "bob=" + escrow.recipient("bob"),
                  "--trustee",
                  "erin=" + escrow.recipient("erin"),
                  "--out",
                  to);
          default -> List.of("--files", escrow.folder().resolve("files").toString(), "--out", to);
        };
    List<String> trustees =
        name.equals("reissue") ? List.of("alice", "carol") : List.of("alice", "bob", "dora");
    List<String> all = new ArrayList<>(List.of(Keyrite.executable().toString(), "escrow"));
    all.addAll(List.of(escrow.with(name, set, trustees, more.toArray(String[]::new))));
    all.remove("--yes");
    return all;
  }

  private boolean isDone() throws IOException {
    return Files.exists(out)
        || !EscrowFixture.names(escrow.memory()).isEmpty()
        || Files.readAllLines(set.resolve("escrow-journal.jsonl")).size() > 1;
  }

  /** What is typed before the question is no answer to it, and Enter alone is no yes. */
  @ParameterizedTest
  @ValueSource(strings = {"drill", "combine", "reissue", "reshare", "rotate"})
  void everyCommandAsksAndTakesNoForAnAnswer(String name) throws IOException {
    for (String answer : List.of("", "no", "y")) {
      try (Tmux terminal = new Tmux(120, command(name))) {
        terminal.await(QUESTION.strip());
        String screen = terminal.screen();
        assertTrue(screen.startsWith("about to   "), screen);
        assertTrue(
            screen.contains("set        " + EscrowFixture.fact(set, "set") + " for testnet"),
            screen);
        assertTrue(
            screen.contains(
                "identity   of "
                    + EscrowFixture.fact(set, "recipient")
                    + "\n           "
                    + fingerprint(EscrowFixture.fact(set, "recipient"))),
            screen);
        assertTrue(screen.contains("\nfinal      "), screen);
        terminal.type(answer, "Enter");
        terminal.await("[status 4]");
        assertTrue(
            terminal.screen().contains("keyrite: The answer was not yes: no share was taken."),
            terminal.screen());
      }
      assertFalse(isDone());
    }
    try (Tmux terminal = new Tmux(120, command(name))) {
      terminal.await(QUESTION.strip());
      terminal.type("yes", "Enter");
      terminal.await("[status 0]");
    }
    assertTrue(isDone());
  }

  @ParameterizedTest
  @ValueSource(strings = {"drill", "combine", "reissue", "reshare", "rotate"})
  void withoutATerminalNobodyCanSayYes(String name) throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid", "-w"));
    command.addAll(command(name));
    // The identities are not there, which nobody notices: nothing is opened before the answer.
    command.replaceAll(each -> each.endsWith(".identity") ? each + "-none" : each);
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    assertEquals(
        "4 keyrite: There is no terminal at which somebody could be asked: no share was taken.\n"
            + "         Run it at a terminal; in a script, add --yes.\n",
        result.status() + " " + result.stderr());
    assertFalse(isDone());
  }

  /** As an organiser might try who wants the shares for recipients of their own. */
  @Test
  void anExchangedRecipientUnderAKnownNameStandsOut() throws IOException {
    try (Tmux terminal = new Tmux(command("reshare"))) {
      terminal.await(QUESTION.strip());
      String was = fingerprint(escrow.recipient("alice"));
      String is = fingerprint(escrow.recipient("mallory"));
      String screen = terminal.screen().replace("\n           ", " ");
      for (String line :
          List.of(
              "about to   restore the identity and split it again, into " + out + ":",
              "takes      2 of 3 trustees",
              "trustee    alice: " + is,
              "trustee    bob: " + fingerprint(escrow.recipient("bob")),
              "trustee    erin: " + fingerprint(escrow.recipient("erin")),
              "CHANGED    alice has ANOTHER RECIPIENT: it was " + was + ", and is " + is,
              "CHANGED    erin is new",
              "CHANGED    carol gets no share any more",
              "CHANGED    dora gets no share any more",
              "CHANGED    there is no group operators any more",
              "CHANGED    it takes 1 of the groups, and took 2",
              "final      The new trustees have the identity between them, and nobody can take it"
                  + " back. "
                  + EscrowView.OLD_SHARES)) {
        assertTrue(("\n" + screen + "\n").contains("\n" + line + "\n"), line + "\n" + screen);
      }
      assertTrue(terminal.screen().lines().allMatch(line -> line.length() <= 80), screen);
      terminal.type("", "C-c");
      terminal.await("[status 130]");
    }
    assertFalse(isDone());
  }

  /** The words of a share may be typed or pasted too early: no screen keeps them. */
  @Test
  void wordsThatAreTypedAtTheQuestionAreTakenBack() throws IOException {
    String words = escrow.words(set, "alice");
    for (String paste : List.of(words + "\n", "yes\n" + words + "\n")) {
      try (Tmux terminal = new Tmux(80, command("combine"))) {
        terminal.await("to stop:");
        terminal.paste(paste);
        terminal.await("[status ");
        for (String word : words.split(" ", -1)) {
          assertFalse(terminal.screen().contains(word), word + "\n" + terminal.screen());
        }
      }
      Files.deleteIfExists(escrow.memory().resolve("identity"));
    }
  }

  @Test
  void aForeignSetIsAskedForToo() throws IOException {
    Path words = Files.writeString(escrow.folder().resolve("one"), escrow.words(set, "alice"));
    List<String> command =
        List.of(
            Keyrite.executable().toString(),
            "escrow",
            "combine",
            "--foreign",
            "-o",
            escrow.memory().resolve("identity").toString(),
            words.toString());
    try (Tmux terminal = new Tmux(command)) {
      terminal.await(QUESTION.strip());
      assertTrue(
          terminal
              .screen()
              .contains("set        a foreign one: no record tells which shares are right"),
          terminal.screen());
      terminal.type("no", "Enter");
      terminal.await("[status 4]");
    }
  }
}
