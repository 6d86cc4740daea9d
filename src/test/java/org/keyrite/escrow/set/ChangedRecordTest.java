package org.keyrite.escrow.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.Recipient;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.life.Reissue;
import org.keyrite.escrow.set.RecordMembers.RecordException;
import org.keyrite.escrow.set.SetRecord.Reissued;
import org.keyrite.escrow.sheet.ShareReader;
import org.keyrite.escrow.slip39.Ascii;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Denied;

/** Whatever is changed in a record, any trustee alone notices, with nothing but their share. */
class ChangedRecordTest {
  private static final ShareIndex ALICE = new ShareIndex(0, 0);
  private static final ShareIndex CAROL = new ShareIndex(0, 2);
  private static final String SINCE =
      "the share is good, but the record was changed since it was made";
  private static final String FORGED =
      "the record was changed since the share was made, or the share is forged: they do not fit";

  @TempDir private Path folder;

  private final Trustees trustees = new Trustees();
  private Path set;
  private SetRecord record;
  private String json;

  @BeforeEach
  void split() throws Exception {
    set = folder.resolve("set");
    record = trustees.split(set, "2 operators alice bob carol; 1 directors dora");
    json = record.json();
  }

  /** A change of the record, and what alice is told. */
  private record Change(String from, String to, String sentence) {}

  private static String named(String fact, String now, String was) {
    return SINCE + ": '" + fact + "' is " + now + ", and was " + was;
  }

  private static String commitment(SetRecord record, int member) {
    return record.commitment(new ShareIndex(0, member)).sha256();
  }

  private String salt(int member) {
    return record.commitment(new ShareIndex(0, member)).salt();
  }

  private String recipient(String name) {
    return trustees.identity(name).recipient().toString();
  }

  private String trustee(String name) {
    int start = json.indexOf("{\"name\":\"" + name + "\"");
    return json.substring(start, json.indexOf('}', start) + 1);
  }

  private List<Change> changes() {
    String takes = "2 of 3 operators and 1 of 1 directors";
    String zeros = "0".repeat(32);
    String other = recipient("mallory");
    String set = record.set();
    String operators =
        json.substring(
            json.indexOf("{\"name\":\"operators\""), json.indexOf(",{\"name\":\"directors\""));
    String directors =
        json.substring(json.indexOf("{\"name\":\"directors\""), json.indexOf("],\"drill"));
    return List.of(
        new Change(set, zeros, named("set", zeros, set)),
        new Change(
            ":\"testnet\"", ":\"mainnet\"", "the share is for testnet, and the set is for mainnet"),
        new Change(
            "-22T10:00:00Z",
            "-23T10:00:00Z",
            named("made", "2026-11-23T10:00:00Z", "2026-11-22T10:00:00Z")),
        new Change(record.recipient(), other, named("recipient", other, record.recipient())),
        new Change(
            "\"identifier\":" + record.identifier(),
            "\"identifier\":" + (record.identifier() ^ 1),
            FORGED),
        new Change(
            "group-threshold\":2",
            "group-threshold\":1",
            named("takes", "1 of these 2 groups: 2 of 3 operators, 1 of 1 directors", takes)),
        new Change(
            "\"threshold\":2",
            "\"threshold\":3",
            named("takes", "3 of 3 operators and 1 of 1 directors", takes)),
        new Change(
            "\"directors\"",
            "\"chiefs\"",
            named("takes", "2 of 3 operators and 1 of 1 chiefs", takes)),
        new Change("\"operators\"", "\"workers\"", named("group", "workers", "operators")),
        new Change("\"alice\"", "\"mallory\"", named("trustee", "mallory", "alice")),
        new Change("\"bob\"", "\"mallory\"", SINCE),
        new Change(recipient("alice"), other, SINCE),
        new Change(recipient("bob"), other, SINCE),
        new Change(recipient("dora"), other, SINCE),
        new Change("\"recipient\":\"" + recipient("carol") + "\",", "", SINCE),
        new Change(salt(0), zeros, FORGED),
        new Change(commitment(record, 0), zeros + zeros, FORGED),
        new Change(salt(1), zeros, SINCE),
        new Change(commitment(record, 1), zeros + zeros, SINCE),
        new Change("\"drill-every-days\":180", "\"drill-every-days\":3650", SINCE),
        new Change(",\"drill-every-days\":180", "", SINCE),
        new Change("\"drill-every-days\":180", "\"contact\":\"mallory\"", SINCE),
        new Change("\"drill-every-days\":180", "\"replaces\":\"" + zeros + "\"", SINCE),
        new Change(
            "," + trustee("carol"),
            "",
            named("takes", "2 of 2 operators and 1 of 1 directors", takes)),
        new Change(
            trustee("carol"),
            trustee("carol")
                + ","
                + trustee("carol").replace("carol", "eve").replace(recipient("carol"), other),
            named("takes", "2 of 4 operators and 1 of 1 directors", takes)),
        new Change(
            trustee("bob") + "," + trustee("carol"),
            trustee("carol") + "," + trustee("bob"),
            SINCE),
        new Change(
            trustee("alice") + "," + trustee("bob"),
            trustee("bob") + "," + trustee("alice"),
            FORGED),
        new Change(operators + "," + directors, directors + "," + operators, FORGED),
        new Change(
            "180}", "180,\"reissued\":[{\"trustee\":\"bob\",\"was\":\"" + other + "\"}]}", SINCE));
  }

  @Test
  void everyFactIsNamedByOneTrusteeAlone() throws Exception {
    Set<String> seen = new LinkedHashSet<>();
    for (Change change : changes()) {
      String changed = json.replaceFirst(Pattern.quote(change.from), change.to);
      assertTrue(seen.add(changed) && !changed.equals(json), change.from);
      SetRecord other = SetRecordReader.parse(changed.getBytes(StandardCharsets.UTF_8));
      try (Gathering gathering = new Gathering(Optional.of(other))) {
        ShareProblem problem =
            assertThrows(
                ShareProblem.class,
                () -> gathering.add(trustees.share(set, record, "alice")),
                change.toString());
        assertEquals(change.sentence, problem.getMessage(), change.toString());
        assertEquals(0, gathering.present().size());
      }
    }
    assertEquals(29, seen.size());
  }

  /** Shares of 0.1 say no hash; what they say of themselves is compared all the same. */
  @Test
  void anOlderShareNamesWhatItSaysAndBindsNothingElse() throws Exception {
    String older = text("alice").replaceFirst("# record: [0-9a-f]{64}\n", "");
    try (Gathering gathering = new Gathering(Optional.of(record))) {
      gathering.add(Trustees.text(older));
      assertEquals(Optional.empty(), gathering.reissuedSince(ALICE));
    }
    String other = recipient("mallory");
    assertEquals(
        named("recipient", other, record.recipient()),
        refusal(older, json.replace(record.recipient(), other)));
    SetRecord bob = parse(json.replace(recipient("bob"), other));
    try (Gathering gathering = new Gathering(Optional.of(bob))) {
      gathering.add(Trustees.text(older));
    }
  }

  @Test
  void typedWordsBindNothing() throws Exception {
    try (Gathering gathering = new Gathering(Optional.of(record))) {
      gathering.add(Trustees.text(trustees.words(set, record, "alice")));
      assertEquals(Optional.empty(), gathering.reissuedSince(ALICE));
    }
  }

  @Test
  void theHashIsWhatStandardToolsCompute() throws Exception {
    assertEquals(Sha256.hex(Files.readAllBytes(set.resolve("escrow.json"))), record.hash());
    assertTrue(text("alice").contains("\n# record: " + record.hash() + "\n"));
    assertEquals(record.hash().substring(0, 32), record.shortHash().replace(" ", ""));
  }

  /** The others' shares go on to bind the record, and show who was given another recipient. */
  @Test
  void whatIsReissuedIsSeenByAll() throws Exception {
    SetRecord next = reissued("again", record, set, "carol", "carol-2");
    SetRecord last = reissued("more", next, folder.resolve("again"), "alice", "alice-2");
    assertEquals(last, parse(last.json()));
    Reissued carol = new Reissued("carol", Optional.of(trustees.identity("carol").recipient()));
    Reissued alice = new Reissued("alice", Optional.of(trustees.identity("alice").recipient()));
    try (Gathering gathering = new Gathering(Optional.of(last))) {
      gathering.add(trustees.share(set, record, "bob"));
      assertEquals(
          Optional.of(List.of(carol, alice)), gathering.reissuedSince(new ShareIndex(0, 1)));
      gathering.add(share(folder.resolve("again"), last, CAROL, "carol-2"));
      assertEquals(Optional.of(List.of(alice)), gathering.reissuedSince(CAROL));
      gathering.add(share(folder.resolve("more"), last, ALICE, "alice-2"));
      assertEquals(Optional.of(List.of()), gathering.reissuedSince(ALICE));
    }
    String changed = last.json().replace(recipient("dora"), recipient("mallory"));
    assertEquals(SINCE, refusal(text("bob"), changed));
  }

  @Test
  void aReissueThatCannotHaveBeenIsNoRecord() {
    String was = "180,\"reissued\":[{\"trustee\":\"%s\",\"was\":\"%s\"}]}";
    assertEquals(
        "a reissue is of 'eve', who is no trustee",
        noRecord(json.replace("180}", was.formatted("eve", recipient("eve")))));
    assertEquals(
        "what it was before a reissue is not possible: the recipient of 'bob' is another trustee's"
            + " too",
        noRecord(json.replace("180}", was.formatted("bob", recipient("alice")))));
    String many = "{\"trustee\":\"bob\"},".repeat(257);
    assertEquals(
        "it has more than 256 reissues: reshare the set",
        noRecord(
            json.replace(
                "180}", "180,\"reissued\":[" + many.substring(0, many.length() - 1) + "]}")));
  }

  @Test
  void aRecordThatTheJournalContradictsIsRefused() throws Exception {
    String zeros = "0".repeat(32);
    contradicts(set, json.replace(record.recipient(), recipient("mallory")), "recipient");
    contradicts(set, json.replace(":\"testnet\"", ":\"mainnet\""), "environment");
    contradicts(set, json.replace("group-threshold\":2", "group-threshold\":1"), "policy");
    contradicts(set, json.replace("\"bob\"", "\"mallory\""), "list of trustees");
    contradicts(
        set, json.replace("180}", "180,\"replaces\":\"" + zeros + "\"}"), "set that was replaced");
    SetRecord next = reissued("again", record, set, "carol", "carol-2");
    contradicts(
        folder.resolve("again"),
        next.json().replace(recipient("carol-2"), recipient("mallory")),
        "recipient of carol");
    // The folder that it was reissued from stays as it was.
    assertEquals(record, EscrowSet.look(set.resolve("escrow.json"), Trustees.clock(3)).record());
    reissued("fork", record, set, "bob", "bob-2");
    assertEquals(record, EscrowSet.open(set.resolve("escrow.json"), Trustees.clock(3)).record());
  }

  private void contradicts(Path folder, String changed, String fact) throws Exception {
    Path file = folder.resolve("escrow.json");
    String before = Files.readString(file);
    assertTrue(!changed.equals(before), fact);
    Files.writeString(file, changed);
    String sentence =
        "The record says another "
            + fact
            + " than the journal "
            + folder.toRealPath().resolve("escrow-journal.jsonl")
            + " beside it.";
    String advice = "One of them was changed. Compare both with a copy that another trustee has.";
    Trustees.says(
        assertThrows(Denied.class, () -> EscrowSet.look(file, Trustees.clock(3))),
        sentence,
        advice);
    Trustees.says(
        assertThrows(Denied.class, () -> EscrowSet.open(file, Trustees.clock(1))),
        sentence,
        advice);
    Files.writeString(file, before);
  }

  private SetRecord reissued(String out, SetRecord now, Path home, String name, String to)
      throws Exception {
    EscrowSet opened = EscrowSet.open(home.resolve("escrow.json"), Trustees.clock(2));
    NewSet target = new NewSet(folder.resolve(out), Optional.empty(), Trustees.clock(2));
    Recipient recipient = trustees.identity(to).recipient();
    try (Gathering gathering = new Gathering(Optional.of(now))) {
      gathering.add(trustees.share(set, record, "bob"));
      String other = name.equals("carol") ? "alice" : "carol";
      gathering.add(Trustees.text(trustees.words(set, record, other)));
      if (name.equals("bob")) {
        gathering.add(trustees.share(set, record, "alice"));
      }
      return new Reissue(opened, target).make(gathering, name, Optional.of(recipient));
    }
  }

  private ShareText share(Path home, SetRecord of, ShareIndex index, String identity)
      throws Exception {
    try (InputStream in = Files.newInputStream(home.resolve(of.shareFile(index)))) {
      return ShareReader.read(in, List.of(trustees.identity(identity)));
    }
  }

  private String text(String name) throws Exception {
    ShareIndex index = record.policy().find(name).orElseThrow();
    try (ShareText parsed = trustees.share(set, record, name);
        Share share = parsed.share(record);
        SecretBytes text = ShareText.write(record, share, Optional.empty())) {
      assertEquals(index, share.index());
      return Ascii.text(text);
    }
  }

  private static String refusal(String share, String changed) throws RecordException {
    SetRecord other = parse(changed);
    return assertThrows(ShareProblem.class, () -> Trustees.text(share).share(other).close())
        .getMessage();
  }

  private static SetRecord parse(String json) throws RecordException {
    return SetRecordReader.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String noRecord(String json) {
    return assertThrows(RecordException.class, () -> parse(json)).getMessage();
  }
}
