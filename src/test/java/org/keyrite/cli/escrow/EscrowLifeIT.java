package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyrite.age.Fingerprint;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;

/** The years after a split: drills, losses, other trustees, another identity. */
class EscrowLifeIT {
  private static final List<String> QUORUM = List.of("alice", "bob", "dora");

  private EscrowFixture escrow;
  private Path set;
  private String record;

  @BeforeEach
  void begin() throws IOException {
    escrow = new EscrowFixture();
    set = escrow.split("set");
    record = set.resolve("escrow.json").toString();
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  /** Without what differs from one day to the next. */
  private static String alike(String text) {
    return text.replaceAll("[0-9T:-]{19}Z", "TIME").replaceAll("[0-9a-f]{32,64}", "HEX");
  }

  @Test
  void aDrillIsHeldAndRecorded() throws IOException {
    assertEquals(
        "restored   yes, and thrown away\n"
            + "good       alice, bob, dora\n"
            + "faulty     none\n"
            + "not here   carol\n"
            + "journal    HEX\n",
        alike(escrow.done(escrow.with("drill", set, QUORUM, "--signed-off-by", "eve"))));
    assertEquals(
        "set        HEX for testnet\n"
            + "takes      2 of 3 operators and 1 of 1 directors\n"
            + "good       alice (operators) since TIME\n"
            + "good       bob (operators) since TIME\n"
            + "unseen     carol (operators) since TIME\n"
            + "good       dora (directors) since TIME\n"
            + "drill      TIME\n"
            + "spare      0 more may be lost\n"
            + "warning    Not one more share may be lost: one more, and the identity may be.\n"
            + "           Reissue what was lost, or reshare.\n",
        alike(escrow.done("status", "--set", record)));
  }

  @Test
  void aRollCallMissesWhoIsNotThere() throws IOException {
    Keyrite.Result result =
        escrow.run(escrow.with("drill", set, QUORUM, "--all", "--signed-off-by", "eve"));
    assertEquals(
        "keyrite: The identity was restored, but some shares are faulty or missing.\n"
            + "         Ask the trustees who are named above, and hold the drill again.\n",
        result.stderr());
    assertEquals(3, result.status());
    assertTrue(
        Files.readString(set.resolve("escrow-journal.jsonl"))
            .contains(
                "\"kind\":\"roll-call\",\"restored\":true,\"good\":[\"alice\",\"bob\",\"dora\"],"
                    + "\"faulty\":[],\"absent\":[\"carol\"],\"unreadable\":[],\"signed-off-by\":[\"eve\"]"));
    String all =
        escrow.done(
            escrow.with(
                "drill",
                set,
                List.of("alice", "bob", "carol", "dora"),
                "--all",
                "--signed-off-by",
                "eve",
                "--json"));
    assertEquals(
        "{\"restored\":true,\"good\":[\"alice\",\"bob\",\"carol\",\"dora\"],\"faulty\":[],"
            + "\"absent\":[],\"unreadable\":[],\"journal\":\"HEX\"}\n",
        alike(all));
  }

  @Test
  void lossesAreWarnedOfAndThenAlarmed() {
    assertEquals(0, escrow.run("lost", "--set", record, "carol").status());
    Keyrite.Result below = escrow.run("lost", "--set", record, "bob");
    assertEquals(3, below.status());
    Keyrite.Result status = escrow.run("status", "--set", record);
    assertEquals(3, status.status());
    assertTrue(
        EscrowFixture.text(status)
            .endsWith(
                "spare      0 more may be lost\n"
                    + "ALARM      Too few shares are left to restore the identity. Encrypt its files\n"
                    + "           to a new identity while somebody else can still open them.\n"),
        EscrowFixture.text(status));
    assertEquals(0, escrow.run("lost", "--found", "--set", record, "bob").status());
    assertEquals(0, escrow.run("status", "--set", record).status());
    Keyrite.Result unknown = escrow.run("lost", "--set", record, "eve");
    assertEquals(
        "keyrite: There is no trustee 'eve' in this set.\n"
            + "         Its trustees are alice, bob, carol, dora.\n",
        unknown.stderr());
    assertEquals(4, unknown.status());
  }

  @Test
  void aLostShareIsReissued() throws IOException {
    String before = escrow.words(set, "carol");
    Path again = escrow.folder().resolve("again");
    String said =
        escrow.done(
            escrow.with(
                "reissue",
                set,
                List.of("alice", "bob"),
                "--trustee",
                "carol",
                "--to",
                escrow.recipient("carol-2"),
                "--out",
                again.toString()));
    assertEquals(
        "reissued   carol, the same words as before\n"
            + "folder     "
            + again
            + ": the share, and the record and journal to use from now on\n"
            + "The old shares still work, for whoever has them: only keyrite escrow rotate\n"
            + "ends them.\n",
        said.replace("\n           ", " "));
    Files.copy(escrow.identity("carol-2"), escrow.folder().resolve("spare"));
    Path share = escrow.share(again, "carol");
    String plain =
        EscrowFixture.text(
            Keyrite.run(
                new byte[0],
                "age",
                "-d",
                "-i",
                escrow.identity("carol-2").toString(),
                share.toString()));
    assertTrue(plain.endsWith("\n" + before + "\n"), "the words differ");
    String checked =
        escrow.done(
            "check",
            "--set",
            again.resolve("escrow.json").toString(),
            "-i",
            escrow.identity("alice").toString(),
            escrow.share(set, "alice").toString());
    assertTrue(
        checked.endsWith(
            "           the one that the share was made with, but for what was reissued\n"
                + "           since\n"
                + "REISSUED   carol: the share was for "
                + Fingerprint.of(
                    Sha256.hex(escrow.recipient("carol").getBytes(StandardCharsets.US_ASCII)))
                + ". Ask whether carol\n"
                + "           has it\n"),
        checked);
  }

  @Test
  void otherTrusteesGetTheSameIdentity() throws IOException {
    Path next = escrow.folder().resolve("next");
    String said = escrow.reshare(set, next, "erin", "frank");
    assertTrue(
        said.endsWith(
            "The old shares still work, for whoever has them: only keyrite escrow rotate\n"
                + "ends them.\n"),
        said);
    assertEquals(EscrowFixture.fact(set, "recipient"), EscrowFixture.fact(next, "recipient"));
    assertEquals(EscrowFixture.fact(set, "set"), EscrowFixture.fact(next, "replaces"));
    Path backup = escrow.encrypt(set, "backup.age", "the backup");
    Keyrite.Result restored =
        escrow.run(
            escrow.with(
                "combine",
                next,
                List.of("erin", "frank"),
                "--decrypt",
                backup.toString(),
                "-o",
                "-"));
    assertEquals("the backup", EscrowFixture.text(restored));
  }

  @Test
  void aRotationEndsTheOldIdentity() throws IOException {
    escrow.encrypt(set, "files/one.age", "first");
    escrow.encrypt(set, "files/host/two.age", "second", "-r", escrow.recipient("host"));
    Path next = escrow.folder().resolve("next");
    String files = escrow.folder().resolve("files").toString();
    Keyrite.Result refused =
        escrow.run(escrow.with("rotate", set, QUORUM, "--files", files, "--out", next.toString()));
    assertEquals(4, refused.status(), refused.stderr());
    assertFalse(Files.exists(next));
    escrow.done(
        escrow.with(
            "rotate",
            set,
            QUORUM,
            "--files",
            files,
            "--also",
            escrow.recipient("host"),
            "--out",
            next.toString()));
    assertFalse(EscrowFixture.fact(set, "recipient").equals(EscrowFixture.fact(next, "recipient")));
    for (List<String> file :
        List.of(List.of("one.age", "first"), List.of("host/two.age", "second"))) {
      Path encrypted = next.resolve("files").resolve(file.getFirst());
      Keyrite.Result byTrustees =
          escrow.run(
              escrow.with("combine", next, QUORUM, "--decrypt", encrypted.toString(), "-o", "-"));
      assertEquals(file.getLast(), EscrowFixture.text(byTrustees), byTrustees.stderr());
      Keyrite.Result byHost =
          Keyrite.run(
              new byte[0],
              "age",
              "-d",
              "-i",
              escrow.identity("host").toString(),
              encrypted.toString());
      assertEquals(file.getLast(), EscrowFixture.text(byHost));
      Keyrite.Result byOldTrustees =
          escrow.run(
              escrow.with("combine", set, QUORUM, "--decrypt", encrypted.toString(), "-o", "-"));
      assertEquals(1, byOldTrustees.status());
    }
    assertTrue(
        EscrowFixture.text(escrow.run("status", "--set", record))
            .contains("warning    The set was replaced by " + EscrowFixture.fact(next, "set")));
  }

  @Test
  void whatWasLeftAloneIsNotWiped() throws IOException {
    escrow.encrypt(set, "files/one.age", "first");
    String wipe = "; then wipe the old files and\nshares.";
    String files = escrow.folder().resolve("files").toString();
    String all = escrow.folder().resolve("all").toString();
    String said = escrow.done(escrow.with("rotate", set, QUORUM, "--files", files, "--out", all));
    assertTrue(said.replace("\n", " ").contains(wipe.replace("\n", " ")), said);
    Files.writeString(escrow.folder().resolve("files/README"), "what these are");
    String some = escrow.folder().resolve("some").toString();
    said =
        escrow.done(
            escrow.with(
                "rotate", set, QUORUM, "--fork", "a trial", "--files", files, "--out", some));
    assertTrue(said.contains("\nleft alone README\n"), said);
    assertTrue(
        said.replace("\n", " ")
            .contains(
                "The files that were left alone are in the old folder only: look at each of them before you wipe anything."),
        said);
    assertFalse(said.contains("then wipe"), said);
  }

  /** Nobody has to bring a share first. */
  @Test
  void whatIsWantingIsSaidAtOnce() throws IOException {
    String out = escrow.folder().resolve("next").toString();
    String missing = escrow.folder().resolve("missing").toString();
    List<String> nobody = List.of();
    assertEquals(
        "keyrite: The folder "
            + missing
            + " cannot be read: No such file or directory.\n"
            + "         Name the folder of the encrypted files with --files.\n",
        escrow.run(escrow.with("rotate", set, nobody, "--files", missing, "--out", out)).stderr());
    assertEquals(
        "keyrite: The folder "
            + set
            + " is not empty.\n"
            + "         Name a new folder with --out: nothing joins or replaces other files.\n",
        escrow
            .run(escrow.with("rotate", set, nobody, "--files", missing, "--out", set.toString()))
            .stderr());
    assertEquals(
        "keyrite: A trustee has no recipient, and there is no folder for their recovery sheet.\n"
            + "         Name a tmpfs folder for it with --kits, or give the trustee a recipient.\n",
        escrow
            .run(
                escrow.with(
                    "reshare",
                    set,
                    nobody,
                    "--threshold",
                    "1",
                    "--trustee",
                    "erin=paper",
                    "--out",
                    out))
            .stderr());
    assertEquals(
        "keyrite: There is no trustee 'zoe' in this set.\n"
            + "         Its trustees are alice, bob, carol, dora.\n",
        escrow
            .run(
                escrow.with(
                    "reissue", set, nobody, "--trustee", "zoe", "--to", "paper", "--out", out))
            .stderr());
    Files.createDirectories(set.resolve(".escrow-journal.jsonl.trial/in the way"));
    for (List<String> command :
        List.of(
            List.of("drill", "--signed-off-by", "eve"),
            List.of(
                "rotate",
                "--files",
                escrow.folder().toString(),
                "--out",
                escrow.memory().resolve("next").toString()),
            List.of(
                "reshare",
                "--threshold",
                "1",
                "--trustee",
                "erin=" + escrow.recipient("erin"),
                "--out",
                out),
            List.of(
                "reissue",
                "--trustee",
                "carol",
                "--to",
                escrow.recipient("carol-2"),
                "--out",
                out))) {
      String[] more = command.subList(1, command.size()).toArray(String[]::new);
      Keyrite.Result result = escrow.run(escrow.with(command.getFirst(), set, nobody, more));
      assertTrue(
          result
              .stderr()
              .startsWith(
                  "keyrite: The journal " + set.resolve("escrow-journal.jsonl") + " cannot be"),
          result.stderr());
      assertEquals(1, result.status());
    }
  }

  @Test
  void environmentsAreNeverMixed() throws IOException {
    Path out = escrow.folder().resolve("next");
    Path policy =
        Files.writeString(
            escrow.folder().resolve("policy.yaml"),
            Files.readString(Path.of("ceremony/escrow-policy.yaml"))
                .replace("environment: testnet", "environment: mainnet"));
    Keyrite.Result result =
        escrow.run(
            escrow.with(
                "reshare", set, QUORUM, "--policy", policy.toString(), "--out", out.toString()));
    assertEquals(
        "keyrite: The policy is for mainnet, not for testnet.\n"
            + "         Give the policy of this environment: environments are never mixed.\n",
        result.stderr());
    assertEquals(4, result.status());
    assertFalse(Files.exists(out));
  }
}
