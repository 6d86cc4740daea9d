package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.Fingerprint;
import org.keyrite.age.X25519Identity;
import org.keyrite.age.files.Recipients;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.Trustees;
import org.keyrite.escrow.slip39.Ascii;
import org.keyrite.escrow.slip39.Sharing;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Fifo;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.StockSlip39;
import org.keyrite.testing.Tools;

/** Splitting, checking and combining, as trustees do it, with the executable and stock tools. */
class EscrowIT {
  private static final List<String> QUORUM = List.of("alice", "carol", "dora");

  private EscrowFixture escrow;
  private Path set;

  @BeforeEach
  void begin() throws IOException {
    escrow = new EscrowFixture();
    set = escrow.split("set");
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  private static void says(int status, String words, Keyrite.Result result) {
    assertEquals(status + "\n" + words, result.status() + "\n" + result.stderr());
  }

  /** Of a named pipe nobody may be at the other end, for ever. */
  @Test
  void aNamedPipeIsRefusedAndAPipeOfTheShellIsRead() throws Exception {
    Path pipe = Fifo.create(escrow.folder().resolve("pipe"));
    String share = escrow.share(set, "alice").toString();
    String record = set.resolve("escrow.json").toString();
    for (List<String> each :
        List.of(
            List.of(
                "1",
                "The identity " + pipe + " is a named pipe or a device, not a file.",
                "check",
                "--set",
                record,
                "-i",
                pipe.toString(),
                share),
            List.of(
                "1",
                "The share " + pipe + " cannot be read: it is not a file.",
                "check",
                "--set",
                record,
                pipe.toString()),
            List.of(
                "4",
                "The escrow record " + pipe + " cannot be read: it is not a file.",
                "check",
                "--set",
                pipe.toString(),
                share),
            List.of(
                "4",
                pipe + " cannot be read: it is not a file.",
                "split",
                "--policy",
                pipe.toString(),
                "--out",
                escrow.folder() + "/x"))) {
      List<String> command = new ArrayList<>(List.of("timeout", "-s", "KILL", "20"));
      command.addAll(List.of(Keyrite.executable().toString(), "escrow"));
      command.addAll(each.subList(2, each.size()));
      Keyrite.Result result = Keyrite.execute(new byte[0], command);
      assertEquals(each.get(0), Integer.toString(result.status()));
      assertTrue(result.stderr().startsWith("keyrite: " + each.get(1) + "\n"), result.stderr());
    }
    String check = Keyrite.executable() + " escrow check --set " + record + " " + share;
    String shell = check + " -i <(cat " + escrow.identity("alice") + ")";
    assertEquals(0, Keyrite.execute(new byte[0], List.of("bash", "-c", shell)).status());
  }

  @Test
  void whoseIdentityIsMissingIsSaid() throws IOException {
    String share = escrow.share(set, "alice").toString();
    String record = set.resolve("escrow.json").toString();
    String rest =
        "\n         To go on, give the identity of its trustee with -i FILE.\n"
            + "keyrite: There is no good share of this set.\n         See the message above.\n";
    says(
        3,
        "keyrite: " + share + ": it is encrypted, and no identity was given." + rest,
        escrow.run("check", "--set", record, share));
    says(
        3,
        "keyrite: "
            + share
            + ": it is encrypted, and none of the identities that were given opens it."
            + rest,
        escrow.run("check", "--set", record, "-i", escrow.identity("bob").toString(), share));
  }

  @Test
  void theIdentityIsNeverOnTheDisk() throws IOException {
    assertEquals(6, EscrowFixture.names(set).size());
    for (String name : EscrowFixture.names(set)) {
      String content = Files.readString(set.resolve(name), StandardCharsets.ISO_8859_1);
      assertFalse(content.contains("AGE-SECRET-KEY-"), name);
      assertFalse(content.contains(escrow.words(set, "alice").substring(0, 12)), name);
    }
  }

  private static String fingerprint(String recipient) {
    return Fingerprint.of(Sha256.hex(recipient.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Without the journal beside it, which says so too, as a trustee has it. */
  @Test
  void aChangedRecordIsNamedByOneTrustee() throws IOException {
    String json = Files.readString(set.resolve("escrow.json"));
    Path record = escrow.folder().resolve("copy.json");
    Path share = escrow.share(set, "alice");
    String since = ": the share is good, but the record was changed since it was made";
    String now = EscrowFixture.fact(set, "recipient");
    String other = escrow.recipient("mallory");
    for (List<String> change :
        List.of(
            List.of(now, other, since + ": 'recipient' is " + other + ", and was " + now),
            List.of(escrow.recipient("bob"), other, since))) {
      Files.writeString(record, json.replace(change.get(0), change.get(1)));
      for (String command : List.of("check", "combine")) {
        List<String> all = new ArrayList<>(List.of(command, "--set", record.toString()));
        all.addAll(List.of("-i", escrow.identity("alice").toString(), share.toString()));
        if (command.equals("combine")) {
          all.addAll(List.of("--yes", "-o", escrow.memory().resolve("identity").toString()));
        }
        Keyrite.Result result = escrow.run(all.toArray(String[]::new));
        assertEquals(3, result.status());
        assertTrue(
            result
                .stderr()
                .startsWith(
                    "keyrite: "
                        + share
                        + change.get(2)
                        + ".\n         To go on, find out who changed it, and take a copy that"
                        + " another trustee has.\n"),
            result.stderr());
      }
    }
    Files.writeString(set.resolve("escrow.json"), json.replace(now, other));
    for (String command : List.of("status", "check", "drill", "kit", "reissue")) {
      List<String> more =
          switch (command) {
            case "drill" -> List.of("--signed-off-by", "eve");
            case "kit" -> List.of("--kits", escrow.memory().toString());
            case "reissue" -> List.of("--trustee", "bob", "--to", other, "--out", record + "-out");
            default -> List.of();
          };
      says(
          3,
          "keyrite: The record says another recipient than the journal "
              + set.resolve("escrow-journal.jsonl")
              + " beside it.\n"
              + "         One of them was changed. Compare both with a copy that another trustee"
              + " has.\n",
          escrow.run(escrow.with(command, set, List.of(), more.toArray(String[]::new))));
    }
  }

  @Test
  void aTrusteeChecksTheirShareAlone() throws IOException {
    String recipient = EscrowFixture.fact(set, "recipient");
    String hash = Sha256.hex(Files.readAllBytes(set.resolve("escrow.json")));
    StringBuilder trustees = new StringBuilder();
    StringBuilder members = new StringBuilder();
    for (String name : List.of("alice", "bob", "carol", "dora")) {
      String own = escrow.recipient(name);
      trustees.append("trustee    " + name + ": " + fingerprint(own) + "\n");
      members.append(",{\"name\":\"" + name + "\",\"recipient\":\"" + own + "\"}");
    }
    String facts =
        "good       the share is whole, and the one that was given out\n"
            + "set        "
            + EscrowFixture.fact(set, "set")
            + " for testnet\n"
            + "identity   of "
            + recipient
            + "\n           "
            + fingerprint(recipient)
            + "\nshare of   alice, share 1 of 3 of the group operators\n"
            + "takes      2 of 3 operators and 1 of 1 directors\n"
            + trustees
            + "record     "
            + hash.substring(0, 32).replaceAll("....(?=.)", "$0 ")
            + "\n";
    assertEquals(
        facts + "           the one that the share was made with\n",
        escrow.done(escrow.with("check", set, List.of("alice"))));
    Path typed = Files.writeString(escrow.folder().resolve("typed"), escrow.words(set, "alice"));
    assertEquals(
        facts
            + "           not bound: this share does not say with which record it was made.\n"
            + "           Compare these facts with the sheet, or have another trustee check\n"
            + "           theirs\n",
        escrow.done(escrow.with("check", set, List.of(), typed.toString())));
    assertEquals(
        "{\"good\":true,\"set\":\""
            + EscrowFixture.fact(set, "set")
            + "\",\"environment\":\"testnet\",\"trustee\":\"dora\",\"group\":\"directors\","
            + "\"recipient\":\""
            + recipient
            + "\",\"policy\":\"2 of 3 operators and 1 of 1 directors\",\"trustees\":["
            + members.substring(1)
            + "],\"purpose\":{},\"record\":\""
            + hash
            + "\",\"bound\":true,\"reissued-since\":[]}\n",
        escrow.done(escrow.with("check", set, List.of("dora"), "--json")));
    says(
        3,
        "keyrite: The share is good, but it belongs to alice, not to bob.\n"
            + "         Find out who has the other one.\n",
        escrow.run(escrow.with("check", set, List.of("alice"), "--trustee", "bob")));
  }

  @Test
  void aShareOfAnotherSetIsRefused() throws IOException {
    Path other = escrow.split("other");
    Path share = escrow.share(other, "alice");
    says(
        3,
        "keyrite: "
            + share
            + ": the share belongs to another set than this record.\n"
            + "         To go on, bring the share of this set, or the escrow.json of the share's"
            + " set.\n"
            + "keyrite: There is no good share of this set.\n"
            + "         See the message above.\n",
        escrow.run(
            "check",
            "--set",
            set.resolve("escrow.json").toString(),
            "-i",
            escrow.identity("alice").toString(),
            share.toString()));
  }

  @Test
  void aFileIsDecryptedAndTheIdentityIsWrittenNowhere() throws IOException {
    Path backup = escrow.encrypt(set, "backup.age", "the backup");
    Keyrite.Result result =
        escrow.run(
            escrow.with("combine", set, QUORUM, "--decrypt", backup.toString(), "--output", "-"));
    assertEquals("the backup", EscrowFixture.text(result));
    says(
        0,
        "shares     alice, carol, dora\n"
            + "identity   of "
            + EscrowFixture.fact(set, "recipient")
            + "\nwritten    to standard output\n",
        result);
  }

  @Test
  void theIdentityGoesIntoAWorkspace() throws IOException {
    Path out = escrow.memory().resolve("identity");
    Keyrite.Result result = escrow.run(escrow.with("combine", set, QUORUM, "-o", out.toString()));
    assertEquals(0, result.status(), result.stderr());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(out)));
    assertEquals(
        EscrowFixture.fact(set, "recipient") + "\n",
        EscrowFixture.text(Keyrite.run(new byte[0], "age-keygen", "-y", out.toString())));
    says(
        1,
        "keyrite: The file "
            + out
            + " cannot be made: File exists.\n"
            + "         Give another name, or remove that file.\n",
        escrow.run(escrow.with("combine", set, QUORUM, "-o", out.toString())));
  }

  @Test
  void aPlaintextGoesIntoAWorkspaceToo() throws IOException {
    Path backup = escrow.encrypt(set, "backup.age", "x".repeat(300_000));
    Path out = escrow.memory().resolve("plain");
    Keyrite.Result result =
        escrow.run(
            escrow.with(
                "combine", set, QUORUM, "--decrypt", backup.toString(), "-o", out.toString()));
    assertEquals(0, result.status(), result.stderr());
    assertEquals(300_000, Files.size(out));
  }

  @Test
  void aDamagedBackupGivesNothing() throws IOException {
    Path backup = escrow.encrypt(set, "backup.age", "x".repeat(300_000));
    byte[] whole = Files.readAllBytes(backup);
    whole[whole.length - 1] ^= 1;
    Files.write(backup, whole);
    Path out = escrow.memory().resolve("plain");
    for (String to : List.of(out.toString(), "-")) {
      Keyrite.Result result =
          escrow.run(escrow.with("combine", set, QUORUM, "--decrypt", backup.toString(), "-o", to));
      assertEquals(1, result.status(), result.stderr());
      assertEquals(0, result.stdout().length);
    }
    assertEquals(List.of(), EscrowFixture.names(escrow.memory()));
  }

  @Test
  void aDiskIsRefusedBeforeAnybodyBringsAShare() throws IOException {
    Path out = Path.of("").toAbsolutePath().resolve("target/identity");
    Keyrite.Result result =
        escrow.run(escrow.with("combine", set, List.of(), "-o", out.toString()));
    assertEquals(4, result.status());
    assertTrue(
        result
            .stderr()
            .startsWith(
                "keyrite: "
                    + out
                    + " is not in memory (neither tmpfs nor ramfs): a secret would reach a disk.\n         Name a file in "),
        result.stderr());
    assertFalse(Files.exists(out));
    says(
        4,
        "keyrite: An identity never goes to standard output.\n"
            + "         Name a new file in memory with -o, or a file to decrypt with --decrypt.\n",
        escrow.run(escrow.with("combine", set, QUORUM, "-o", "-")));
  }

  @Test
  void whatIsToBeDecryptedIsLookedAtBeforeAnybodyBringsAShare() throws IOException {
    Path missing = escrow.folder().resolve("missing");
    Path text = Files.writeString(escrow.folder().resolve("text"), "not encrypted");
    Path out = escrow.memory().resolve("plain");
    says(
        1,
        "keyrite: The file "
            + missing
            + " cannot be read: No such file or directory.\n"
            + "         Name the file to be decrypted with --decrypt.\n",
        escrow.run(
            escrow.with(
                "combine", set, List.of(), "--decrypt", missing.toString(), "-o", "" + out)));
    Keyrite.Result result =
        escrow.run(
            escrow.with("combine", set, List.of(), "--decrypt", text.toString(), "-o", "" + out));
    assertEquals(1, result.status());
    assertTrue(
        result.stderr().startsWith("keyrite: The file " + text + " does not open: "),
        result.stderr());
    assertEquals(List.of(), EscrowFixture.names(escrow.memory()));
  }

  @Test
  void aPipeThatNobodyWritesToHoldsNothingUp() throws IOException {
    Path pipe = escrow.folder().resolve("pipe");
    assertEquals(0, Keyrite.execute(new byte[0], List.of("mkfifo", pipe.toString())).status());
    says(
        4,
        "keyrite: The escrow record "
            + pipe
            + " cannot be read: it is not a file.\n"
            + "         Name the set's escrow.json with --set.\n",
        escrow.run("check", "--set", pipe.toString(), "share"));
    says(
        4,
        "keyrite: "
            + pipe
            + " cannot be read: it is not a file.\n"
            + "         Name the policy's file.\n",
        escrow.run("split", "--policy", pipe.toString(), "--out", escrow.folder() + "/new"));
    says(
        1,
        "keyrite: The file "
            + pipe
            + " cannot be read: it is not a file.\n"
            + "         Name the file to be decrypted with --decrypt.\n",
        escrow.run(
            escrow.with("combine", set, List.of(), "--decrypt", pipe.toString(), "-o", "-")));
  }

  @Test
  void aPipeThatTakesNothingIsAFailure() throws IOException {
    Path backup = escrow.encrypt(set, "backup.age", "the backup");
    List<String> command =
        new ArrayList<>(
            List.of("sh", "-c", "\"$@\" > /dev/full", "sh", Keyrite.executable().toString()));
    command.add("escrow");
    command.addAll(
        List.of(escrow.with("combine", set, QUORUM, "--decrypt", backup.toString(), "-o", "-")));
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    says(
        1,
        "keyrite: The result could not be written: standard output took no more.\n"
            + "         Nothing was kept.\n",
        result);
  }

  @Test
  void oneFaultyShareAmongEnoughIsNamed() throws IOException {
    Path backup = escrow.encrypt(set, "backup.age", "the backup");
    Path wrong = escrow.folder().resolve("bob.txt");
    String words = escrow.words(set, "bob");
    Files.writeString(wrong, words.replaceFirst(" [a-z]+$", " acid"));
    Keyrite.Result result =
        escrow.run(
            escrow.with(
                "combine",
                set,
                QUORUM,
                "--decrypt",
                backup.toString(),
                "-o",
                "-",
                wrong.toString()));
    assertEquals("the backup", EscrowFixture.text(result));
    assertTrue(
        result
            .stderr()
            .startsWith(
                "keyrite: "
                    + wrong
                    + ": a word is wrong, or in the wrong place; look first at word"
                    + " 33.\n"),
        result.stderr());
    assertEquals(0, result.status());
  }

  @Test
  void tooFewAreSaid() throws IOException {
    Path backup = escrow.encrypt(set, "backup.age", "the backup");
    says(
        3,
        "keyrite: The identity is not restored: there are shares of too few groups (operators 2 of"
            + " 2 ok, directors 0 of 1).\n"
            + "         To go on, add more shares.\n",
        escrow.run(
            escrow.with(
                "combine",
                set,
                List.of("alice", "bob"),
                "--decrypt",
                backup.toString(),
                "-o",
                "-")));
  }

  @Tag("tool")
  @Test
  void theReferenceImplementationRestoresASet(@TempDir Path scratch) throws Exception {
    Tools.require("age");
    String script =
        "import sys, shamir_mnemonic\n"
            + "print(shamir_mnemonic.combine_mnemonics(sys.stdin.read().splitlines()).hex())\n";
    List<String> lines =
        List.of(escrow.words(set, "bob"), escrow.words(set, "dora"), escrow.words(set, "alice"));
    byte[] secret = HexFormat.of().parseHex(StockSlip39.run(scratch, script, lines).getFirst());
    assertEquals(32, secret.length);
    try (X25519Identity identity = X25519Identity.fromSecret(secret)) {
      assertEquals(EscrowFixture.fact(set, "recipient"), identity.recipient().toString());
    }
  }

  @Tag("tool")
  @Test
  void aSetOfTheReferenceImplementationIsRestoredAsAForeignOne(@TempDir Path scratch)
      throws Exception {
    byte[] secret = X25519Identity.generate().exposeSecret();
    String script =
        "import sys, shamir_mnemonic\n"
            + "for s in shamir_mnemonic.generate_mnemonics(1, [(2, 3)],"
            + " bytes.fromhex(sys.stdin.read().strip()))[0]: print(s)\n";
    List<String> shares =
        StockSlip39.run(scratch, script, List.of(HexFormat.of().formatHex(secret)));
    Path one = Files.writeString(escrow.folder().resolve("one"), shares.get(0));
    Path two = Files.writeString(escrow.folder().resolve("two"), shares.get(2));
    try (X25519Identity identity = X25519Identity.fromSecret(secret)) {
      String recipient = identity.recipient().toString();
      Path out = escrow.memory().resolve("identity");
      Keyrite.Result result =
          escrow.run(
              "combine",
              "--foreign",
              "--yes",
              "--recipient",
              recipient,
              "-o",
              out.toString(),
              one.toString(),
              two.toString());
      assertEquals(0, result.status(), result.stderr());
      assertTrue(
          result
              .stderr()
              .startsWith(
                  "keyrite: Not checked: whether these are the shares that were given out.\n"),
          result.stderr());
      assertArrayEquals(
          identity.exposeEncoding(),
          Files.readString(out).strip().getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** One share more than it takes shows which is wrong, and nothing else has the recipient. */
  @Test
  void aForeignSetsWrongShareIsNamedAndItsRecipientShown() throws Exception {
    List<String> command =
        new ArrayList<>(List.of("combine", "--foreign", "--yes", "--pq", "-o", "-", "--decrypt"));
    command.add(escrow.folder().resolve("backup.age").toString());
    String recipient;
    try (Gathering good = new Gathering(Optional.empty());
        SecretBytes none = new SecretBytes(new byte[0])) {
      for (String name : List.of("alice", "bob", "carol", "dora")) {
        String words = escrow.words(set, name);
        if (name.equals("carol")) {
          words = Ascii.words(Sharing.forged(Sharing.parse(Ascii.bytes(words))));
        } else {
          good.add(Trustees.text(words));
        }
        command.add(Files.writeString(escrow.folder().resolve(name), words).toString());
      }
      Gathering.Foreign restored = good.restore(IdentityKind.HYBRID, none, Optional.empty());
      recipient = restored.identity().recipient().toString();
      restored.identity().close();
    }
    try (AgeOutput out =
        Age.encrypt(
            List.of(Recipients.parse(recipient)),
            Files.newOutputStream(escrow.folder().resolve("backup.age")))) {
      out.finish();
    }
    says(
        0,
        "keyrite: share 3 of group 1 is wrong: leave it out.\n"
            + "keyrite: Not checked: whether these are the shares that were given out, and whether"
            + " this\n         is the right identity. Compare its recipient.\n"
            + "shares     share 1 of group 1, share 2 of group 1, share 1 of group 2\n"
            + "identity   of\n           "
            + recipient
            + "\nwritten    to standard output\n",
        escrow.run(command.toArray(String[]::new)));
    command.add("--json");
    Keyrite.Result result = escrow.run(command.toArray(String[]::new));
    assertTrue(
        result
            .stderr()
            .endsWith(
                "\"by\":[\"share 1 of group 1\",\"share 2 of group 1\",\"share 1 of group 2\"],"
                    + "\"faulty\":[\"share 3 of group 1\"],\"output\":\"-\"}\n"),
        result.stderr());
  }

  private void isMisused(String sentence, String... arguments) {
    Keyrite.Result result = escrow.run(arguments);
    assertEquals(
        "2 keyrite: " + sentence,
        result.status() + " " + result.stderr().lines().findFirst().orElse(""));
  }

  @Test
  void aCommandLineThatIsWrongIsSaidToBe() {
    String record = set.resolve("escrow.json").toString();
    String out = escrow.folder().resolve("out").toString();
    String either =
        "Give either --set escrow.json or --foreign. Only --foreign goes with --recipient, --pq and"
            + " --passphrase.";
    isMisused(either, "combine", "-o", "-");
    isMisused(either, "combine", "-o", "-", "--foreign", "--set", record);
    isMisused(either, "combine", "-o", "-", "--pq", "--set", record);
    isMisused(
        "--recipient: not an age recipient: this is not a recipient of a known type.",
        "combine",
        "--foreign",
        "--recipient",
        "nonsense",
        "-o",
        "-");
    isMisused(
        "Say who shares the identity: --policy FILE, or --threshold N with a --trustee"
            + " NAME=RECIPIENT for each.",
        "split",
        "--environment",
        "testnet",
        "--out",
        out);
    isMisused(
        "Say what the identity is for: --environment with a name such as testnet, of a-z, 0-9 and"
            + " . _ -.",
        "split",
        "--threshold",
        "1",
        "--trustee",
        "alice=paper",
        "--out",
        out);
    isMisused(
        "--trustee takes [GROUP/]NAME=RECIPIENT.", "split", "--trustee", "alice", "--out", out);
    isMisused(
        "--drill-every takes a number of days, such as 180d.",
        "split",
        "--threshold",
        "1",
        "--trustee",
        "alice=paper",
        "--drill-every",
        "180",
        "--out",
        out);
    isMisused(
        "Give either --policy, or the options that say who shares the identity.",
        "split",
        "--policy",
        "ceremony/escrow-policy.yaml",
        "--threshold",
        "1",
        "--out",
        out);
    isMisused("Name a folder in memory for the sheet, with --kits.", "kit", "--set", record);
    isMisused(
        "--to: not an age recipient, nor paper: this is not a recipient of a known type.",
        "reissue",
        "--set",
        record,
        "--trustee",
        "carol",
        "--to",
        "nonsense",
        "--out",
        out);
    isMisused(
        "--also: not an age recipient: this is not a recipient of a known type.",
        "rotate",
        "--set",
        record,
        "--files",
        out,
        "--also",
        "nonsense",
        "--out",
        out);
  }

  @Test
  void whoIsNoTrusteeIsSaidBeforeTheyBringAShare() throws IOException {
    says(
        4,
        "keyrite: There is no trustee 'zoe' in this set.\n"
            + "         Its trustees are alice, bob, carol, dora.\n",
        escrow.run(escrow.with("check", set, List.of(), "--trustee", "zoe")));
  }

  /** The steps of docs/escrow.md, as they stand there. */
  @Tag("tool")
  @Test
  void aStrangerRestoresWithStockToolsAlone() throws Exception {
    Tools.require("age");
    Tools.require("python3");
    String manual = Files.readString(Path.of("docs/escrow.md"));
    String script = block(manual, "```python\n");
    String steps = block(manual, "```sh\n");
    Path backup = escrow.encrypt(set, "backup.age", "the backup");
    Files.writeString(escrow.memory().resolve("restore.py"), script);
    String shell =
        "cd "
            + escrow.memory()
            + "\nalice_share="
            + escrow.share(set, "alice")
            + " bob_share="
            + escrow.share(set, "bob")
            + " dora_share="
            + escrow.share(set, "dora")
            + "\ncp "
            + escrow.folder()
            + "/*.identity "
            + backup
            + " .\n"
            + steps;
    Path reference = StockSlip39.folder();
    Keyrite.Result result =
        Keyrite.execute(
            new byte[0],
            List.of(
                "env", "PYTHONDONTWRITEBYTECODE=1", "PYTHONPATH=" + reference, "sh", "-ec", shell));
    assertEquals("", result.stderr());
    assertEquals(EscrowFixture.fact(set, "recipient") + "\nthe backup", EscrowFixture.text(result));
  }

  private static String block(String text, String mark) {
    int start = text.indexOf(mark) + mark.length();
    return text.substring(start, text.indexOf("```", start));
  }

  @Test
  void aPostQuantumIdentityIsSplitAlike() throws IOException {
    Path hybrid = escrow.split("hybrid", "--pq");
    Path backup = escrow.encrypt(hybrid, "pq.age", "the backup");
    Keyrite.Result result =
        escrow.run(
            escrow.with("combine", hybrid, QUORUM, "--decrypt", backup.toString(), "-o", "-"));
    assertEquals("the backup", EscrowFixture.text(result));
  }

  @Test
  void aGivenIdentityIsSplitAndASecretIsEncryptedToIt() throws IOException {
    Path identity = escrow.identity("owner");
    Path secret = Files.writeString(escrow.memory().resolve("secret"), "of any size");
    Path given =
        escrow.split("given", "--identity", identity.toString(), "--file", secret.toString());
    assertEquals(escrow.recipient("owner"), EscrowFixture.fact(given, "recipient"));
    Keyrite.Result plain =
        Keyrite.run(
            new byte[0],
            "age",
            "-d",
            "-i",
            identity.toString(),
            given.resolve("secret.age").toString());
    assertEquals("of any size", EscrowFixture.text(plain));
  }

  @Test
  void thePolicyInTheRepositoryIsReady() throws IOException {
    Path out = escrow.folder().resolve("policy");
    String said =
        escrow.done(
            "split",
            "--policy",
            "ceremony/escrow-policy.yaml",
            "--kits",
            escrow.memory().toString(),
            "--out",
            out.toString());
    assertTrue(said.contains("share      carol: on paper\nshare      dora: on paper\n"), said);
    // The fingerprint that the demonstration's plan has for the same recipient.
    assertTrue(said.contains("-alice.share.age\n           for 57d2 4651 3a89 9d2f bb49\n"), said);
    assertEquals(4, EscrowFixture.names(escrow.memory()).size());
    Path kit = escrow.memory().resolve(EscrowFixture.names(escrow.memory()).getFirst());
    String checked =
        escrow.done("check", "--set", out.resolve("escrow.json").toString(), kit.toString());
    assertTrue(
        checked.contains("share of   carol, share 3 of 3 of the group operators\n"), checked);
    assertTrue(
        checked.contains(
            "opens      the backups of the validators' identities, files named\n"
                + "           identity-backup-….age\n"
                + "kept-at    the vault of the head office, in the folder escrow/testnet\n"
                + "contact    the security desk, +1 555 0100\n"),
        checked);
    String sheet =
        Files.readString(
            escrow.memory().resolve(kit.getFileName().toString().replace(".html", ".txt")));
    assertTrue(sheet.contains("\nWhom to ask   the security desk, +1 555 0100\n"), "no contact");
    Keyrite.Result disk =
        escrow.run(
            "split",
            "--policy",
            "ceremony/escrow-policy.yaml",
            "--kits",
            "target",
            "--out",
            escrow.folder().resolve("other").toString());
    assertEquals(4, disk.status());
    assertFalse(Files.exists(escrow.folder().resolve("other")));
  }
}
