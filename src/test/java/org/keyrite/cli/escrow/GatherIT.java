package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tmux;

/** Trustees who are far apart, or come on different days. */
@Tag("tool")
class GatherIT {
  private EscrowFixture escrow;
  private Path set;
  private String record;
  private Path may;

  @BeforeEach
  void begin() throws IOException {
    escrow = new EscrowFixture();
    set = escrow.split("set");
    record = set.resolve("escrow.json").toString();
    may = escrow.folder().resolve("may");
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  private String start() {
    return escrow.done(
        "gather",
        "--start",
        "--set",
        record,
        "--purpose",
        "the drill of May",
        "--to",
        escrow.recipient("olga"),
        "--out",
        may.toString());
  }

  /** As on a trustee's own machine, which has the share, the record and the invitation. */
  private Path give(String name) throws IOException {
    Path file = escrow.folder().resolve(name + ".asc");
    Keyrite.Result given =
        escrow.run(
            "gather",
            "--add",
            may.resolve("gathering.json").toString(),
            "--set",
            record,
            "--yes",
            "-i",
            escrow.identity(name).toString(),
            escrow.share(set, name).toString());
    assertEquals(
        "0 given      "
            + name
            + ", share "
            + (name.equals("dora") ? "1 of 1 of the group directors" : number(name))
            + "\nsend       the text to whoever started the gathering, in whatever way: it opens\n"
            + "           for them alone\n",
        given.status() + " " + given.stderr());
    return Files.write(file, given.stdout());
  }

  private static String number(String name) {
    return (List.of("alice", "bob", "carol").indexOf(name) + 1) + " of 3 of the group operators";
  }

  private String[] command(String name, List<Path> given, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of(escrow.with(name, set, List.of(), more)));
    all.addAll(List.of("--gathering", may.toString(), "-i", escrow.identity("olga").toString()));
    given.forEach(file -> all.add(file.toString()));
    return all.toArray(String[]::new);
  }

  private static String alike(String text) {
    return text.replaceAll("[0-9T:-]{19}Z", "TIME")
        .replaceAll("[0-9a-f]{64}", "HEX")
        .replaceAll("[0-9a-f]{4}( [0-9a-f]{4}){4}", "FINGERPRINT");
  }

  @Test
  void theSharesComeOneAfterAnother() throws IOException {
    String started = alike(start());
    assertTrue(
        started.startsWith(
            "gathering  FINGERPRINT\n"
                + "started    TIME\n"
                + "purpose    the drill of May\n"
                + "folder     "
                + may
                + "\n\nSend every trustee "),
        started);
    assertEquals(List.of("gathering.identity.age", "gathering.json"), EscrowFixture.names(may));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(may.resolve("gathering.identity.age"))));
    Path alice = give("alice");
    assertEquals(
        "gathering  FINGERPRINT\n"
            + "started    TIME\n"
            + "purpose    the drill of May\n"
            + "here       alice\n"
            + "missing    bob, carol, dora\n"
            + "enough     not yet: operators 1 of 2, directors 0 of 1\n",
        alike(escrow.done(command("gather", List.of(alice), "--progress"))));
    Path dora = give("dora");
    Path bob = give("bob");
    assertTrue(
        alike(escrow.done(command("gather", List.of(dora, alice, bob), "--progress")))
            .endsWith("enough     yes: operators 2 of 2 ok, directors 1 of 1 ok\n"));
    assertEquals(
        "restored   yes, and thrown away\n"
            + "good       alice, bob, dora\n"
            + "faulty     none\n"
            + "not here   carol\n"
            + "journal    HEX\n",
        alike(escrow.done(command("drill", List.of(alice, bob, dora), "--signed-off-by", "olga"))));
    assertTrue(
        escrow
            .done("status", "--set", record)
            .contains(
                "warning    A gathering for 'the drill of May' is not finished: end it with\n"
                    + "           keyrite escrow gather --finish.\n"));
    assertEquals(
        "finished   the gathering's identity is wiped: what was given for it opens no\n"
            + "           more\n",
        escrow.done("gather", "--finish", "--set", record, "--gathering", may.toString()));
    assertEquals(List.of("gathering.json"), EscrowFixture.names(may));
    assertFalse(escrow.done("status", "--set", record).contains("gathering"));
    Keyrite.Result after =
        escrow.run(command("drill", List.of(alice, bob, dora), "--signed-off-by", "olga"));
    assertEquals(
        "4 keyrite: The gathering was finished at TIME.\n"
            + "         Start another, and ask the trustees again.\n",
        alike(after.status() + " " + after.stderr()));
    List<String> events =
        Files.readAllLines(set.resolve("escrow-journal.jsonl")).stream()
            .map(line -> line.replaceAll(".*\"event\":\"([a-z-]*)\".*", "$1"))
            .toList();
    assertEquals(
        List.of("set-split", "gathering-started", "drill-held", "gathering-finished"), events);
  }

  @Test
  void everyCommandTakesWhatWasGiven() throws IOException {
    start();
    List<Path> given = List.of(give("alice"), give("bob"), give("dora"));
    Path secret = escrow.encrypt(set, "backups/backup.age", "the backup");
    Path out = escrow.memory().resolve("backup");
    Keyrite.Result combined =
        escrow.run(command("combine", given, "--decrypt", secret.toString(), "-o", out.toString()));
    assertEquals(0, combined.status(), combined.stderr());
    assertEquals("the backup", Files.readString(out));
    escrow.done(
        command(
            "reissue",
            given,
            "--trustee",
            "carol",
            "--to",
            escrow.recipient("carol-2"),
            "--out",
            escrow.folder().resolve("again").toString()));
    assertTrue(Files.exists(escrow.folder().resolve("again/escrow.json")));
  }

  /** What a gathering is made of opens with stock age; what is in it is a share's text. */
  @Test
  void stockAgeOpensWhatWasGiven() throws IOException {
    start();
    Path alice = give("alice");
    Path one = escrow.memory().resolve("one");
    Keyrite.Result identity =
        Keyrite.execute(
            new byte[0],
            List.of(
                "age",
                "-d",
                "-o",
                one.toString(),
                "-i",
                escrow.identity("olga").toString(),
                may.resolve("gathering.identity.age").toString()));
    assertEquals("0 ", identity.status() + " " + identity.stderr());
    Keyrite.Result share =
        Keyrite.execute(new byte[0], List.of("age", "-d", "-i", one.toString(), alice.toString()));
    String text = EscrowFixture.text(share);
    assertTrue(text.contains("\n# trustee: alice\n"), text);
    assertTrue(text.endsWith("\n" + escrow.words(set, "alice") + "\n"), text);
  }

  @Test
  void aShareForOneGatheringIsNotTakenByAnother() throws IOException {
    start();
    Path alice = give("alice");
    Path share = escrow.memory().resolve("share");
    Path one = escrow.memory().resolve("one");
    for (List<String> opened :
        List.of(
            List.of(
                one.toString(),
                escrow.identity("olga").toString(),
                may.resolve("gathering.identity.age").toString()),
            List.of(share.toString(), one.toString(), alice.toString()))) {
      Keyrite.Result open =
          Keyrite.execute(
              new byte[0],
              List.of("age", "-d", "-o", opened.get(0), "-i", opened.get(1), opened.get(2)));
      assertEquals(0, open.status(), open.stderr());
    }
    Keyrite.Result other =
        escrow.run(
            escrow.with("drill", set, List.of(), "--signed-off-by", "eve", share.toString()));
    assertEquals(
        "3 keyrite: "
            + share
            + ": its trustee gave the share for another gathering.\n"
            + "         To go on, bring what they gave for this one.\n"
            + "keyrite: Nobody brought a share of this set, so no drill was held.\n"
            + "         The journal is unchanged. Begin again when the trustees are there.\n",
        other.status() + " " + other.stderr());
  }

  /** A trustee sees what the share is for, and that it is the gathering that they were told of. */
  @Test
  void aTrusteeIsAskedFirst() throws IOException {
    String fingerprint = start().lines().findFirst().orElseThrow().substring(11);
    Path given = escrow.folder().resolve("alice.asc");
    List<String> command =
        List.of(
            Keyrite.executable().toString(),
            "escrow",
            "gather",
            "--add",
            may.resolve("gathering.json").toString(),
            "--set",
            record,
            "-o",
            given.toString(),
            "-i",
            escrow.identity("alice").toString(),
            escrow.share(set, "alice").toString());
    for (String answer : List.of("no", "yes")) {
      try (Tmux terminal = new Tmux(command)) {
        terminal.await("Type yes to go on and bring shares for this, anything else to stop:");
        String screen = terminal.screen();
        for (String line :
            List.of(
                "about to   give your share for a gathering of trustees:",
                "gathering  " + fingerprint,
                "purpose    the drill of May",
                "final      Whoever holds this gathering has your share, and with enough others")) {
          assertTrue(("\n" + screen).contains("\n" + line + "\n"), line + "\n" + screen);
        }
        terminal.type(answer, "Enter");
        terminal.await(answer.equals("yes") ? "[status 0]" : "[status 4]");
      }
      assertEquals(answer.equals("yes"), Files.exists(given));
    }
    assertTrue(Files.readString(given).startsWith("-----BEGIN AGE ENCRYPTED FILE-----\n"));
  }

  @Test
  void aPassphraseKeepsItWhereNobodyHasARecipient() throws IOException {
    List<String> command =
        List.of(
            Keyrite.executable().toString(),
            "escrow",
            "gather",
            "--start",
            "--set",
            record,
            "--purpose",
            "a restore",
            "--out",
            may.toString());
    try (Tmux terminal = new Tmux(command)) {
      terminal.await("Enter passphrase (leave empty to autogenerate a secure one):");
      terminal.type("correct horse", "Enter");
      terminal.await("Confirm passphrase:");
      terminal.type("correct horse", "Enter");
      terminal.await("[status 0]");
    }
    Path alice = give("alice");
    try (Tmux terminal =
        new Tmux(
            List.of(
                Keyrite.executable().toString(),
                "escrow",
                "gather",
                "--progress",
                "--set",
                record,
                "--gathering",
                may.toString(),
                alice.toString()))) {
      terminal.await("Passphrase of the gathering:");
      terminal.type("correct horse", "Enter");
      terminal.await("[status 0]");
      assertTrue(terminal.screen().contains("here       alice"), terminal.screen());
    }
  }

  @Test
  void whatCannotBeIsRefused() throws IOException {
    start();
    assertEquals(
        "2 keyrite: Give one of --start, --add, --progress and --finish.\n"
            + "         For help: keyrite escrow gather --help\n",
        refusal("gather", "--set", record));
    assertTrue(
        refusal("gather", "--set", record, "--start", "--purpose", "x")
            .startsWith("2 keyrite: --start takes --purpose and --out, and nothing else takes"));
    assertEquals(
        "4 keyrite: The purpose cannot be shown to the trustees.\n"
            + "         Give --purpose a line of 1 to 200 visible characters.\n",
        refusal("gather", "--set", record, "--start", "--purpose", "", "--out", may + "2"));
    assertEquals(
        "4 keyrite: The folder "
            + may
            + " is not empty.\n"
            + "         Name a new folder with --out: nothing joins or replaces other files.\n",
        refusal(
            "gather",
            "--set",
            record,
            "--start",
            "--purpose",
            "x",
            "--to",
            escrow.recipient("olga"),
            "--out",
            may.toString()));
    assertEquals(
        "4 keyrite: --to: this is the recipient of the shared identity itself.\n"
            + "         Nobody could open the gathering: give the recipient of whoever holds it.\n",
        refusal(
            "gather",
            "--set",
            record,
            "--start",
            "--purpose",
            "x",
            "--to",
            EscrowFixture.fact(set, "recipient"),
            "--out",
            may + "2"));
    assertEquals(
        "4 keyrite: No gathering is named.\n         Name its folder with --gathering.\n",
        refusal("gather", "--set", record, "--finish"));
    Path other = escrow.split("other");
    assertEquals(
        "3 keyrite: The gathering is for the set "
            + EscrowFixture.fact(set, "set")
            + " for testnet, not for the one of this record.\n"
            + "         Give no share. Ask whoever started the gathering.\n",
        refusal(
            "gather",
            "--set",
            other.resolve("escrow.json").toString(),
            "--add",
            may.resolve("gathering.json").toString(),
            "--yes",
            escrow.share(other, "alice").toString()));
  }

  @Test
  void onlyTheIdentityIsWiped() throws IOException {
    start();
    Path identity = may.resolve("gathering.identity.age");
    Path elsewhere = escrow.folder().resolve("elsewhere");
    Files.move(identity, elsewhere);
    String advice =
        "         Find out where it is. What was given for the gathering opens as long as it exists.\n";
    String missing =
        "4 keyrite: The identity of the gathering is not at "
            + identity
            + ": nothing was wiped.\n"
            + advice;
    String[] finish = {"gather", "--finish", "--set", record, "--gathering", may.toString()};
    assertEquals(missing, refusal(finish));
    Files.createDirectory(identity);
    Files.writeString(identity.resolve("mine"), "mine");
    assertEquals(missing, refusal(finish));
    assertEquals("mine", Files.readString(identity.resolve("mine")));
    Files.delete(identity.resolve("mine"));
    Files.delete(identity);
    Files.createLink(identity, elsewhere);
    assertTrue(refusal(finish).startsWith("1 keyrite: The gathering's identity is not wiped: "));
    assertTrue(Files.size(elsewhere) > 0);
    assertEquals(
        List.of("set-split", "gathering-started"),
        Files.readAllLines(set.resolve("escrow-journal.jsonl")).stream()
            .map(line -> line.replaceAll(".*\"event\":\"([a-z-]*)\".*", "$1"))
            .toList());
  }

  @Test
  void aChangedInvitationIsNotTheOneThatWasStarted() throws IOException {
    start();
    Path alice = give("alice");
    Path invitation = may.resolve("gathering.json");
    Files.writeString(
        invitation, Files.readString(invitation).replace("the drill of May", "a restore"));
    for (String[] command :
        List.of(
            command("gather", List.of(alice), "--progress"),
            command("gather", List.of(), "--finish"))) {
      assertEquals(
          "3 keyrite: The set's journal tells of no such gathering.\n"
              + "         The invitation in "
              + may
              + " was changed, or the journal is another copy.\n",
          refusal(command));
    }
    assertTrue(Files.exists(may.resolve("gathering.identity.age")));
  }

  /** Who brings what was given for a drill to something else has it shown to the table. */
  @Test
  void whatTheSharesWereGivenForIsShownWhereTheyAreUsed() throws IOException {
    start();
    List<String> command = new ArrayList<>(List.of(Keyrite.executable().toString(), "escrow"));
    command.addAll(
        List.of(
            command(
                "combine",
                List.of(give("alice")),
                "-o",
                escrow.memory().resolve("identity").toString())));
    command.remove("--yes");
    try (Tmux terminal = new Tmux(command)) {
      terminal.await("Type yes to go on");
      assertTrue(
          terminal.screen().contains("\npurpose    the drill of May\nabout to   restore"),
          terminal.screen());
      terminal.type("no", "Enter");
      terminal.await("[status 4]");
    }
  }

  private String refusal(String... arguments) {
    Keyrite.Result result = escrow.run(arguments);
    assertEquals("", new String(result.stdout(), StandardCharsets.UTF_8));
    return result.status() + " " + result.stderr();
  }

  @Test
  void anIdentityThatWasExchangedIsDenied() throws IOException {
    start();
    Keyrite.Result forged =
        Keyrite.run(
            Files.readAllBytes(escrow.identity("mallory")), "age", "-r", escrow.recipient("olga"));
    Files.write(may.resolve("gathering.identity.age"), forged.stdout());
    Keyrite.Result result = escrow.run(command("gather", List.of(), "--progress"));
    assertEquals(
        "3 keyrite: The identity in "
            + may.resolve("gathering.identity.age")
            + " is not the one of the invitation beside it.\n"
            + "         Somebody changed one of them. Start another gathering, and warn the trustees.\n",
        result.status() + " " + result.stderr());
  }
}
