package org.keyrite.escrow.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.bundle.Bundle;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.Purpose;
import org.keyrite.escrow.set.RecordMembers.RecordException;
import org.keyrite.escrow.slip39.Ascii;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Refused;

/** escrow.json: what is written is read, and nothing else is. */
class SetRecordTest {
  @TempDir private Path folder;

  private final Trustees trustees = new Trustees();
  private SetRecord record;
  private String json;

  @BeforeEach
  void split() throws Exception {
    record = trustees.split(folder.resolve("set"), "2 operators alice bob; 1 directors dora");
    json = Files.readString(folder.resolve("set/escrow.json"));
  }

  private static SetRecord parse(String json) throws RecordException {
    return SetRecordReader.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsWrittenIsRead() throws RecordException {
    assertEquals(record, parse(json));
    assertEquals(json, parse(json).json());
    assertEquals(
        "testnet-" + record.set().substring(0, 8) + "-bob.share.age",
        record.shareFile(new ShareIndex(0, 1)));
    assertEquals("dora, share 1 of 1 of the group directors", record.whose(new ShareIndex(1, 0)));
  }

  /** It is part of what the shares bind, and stays when one is given out again. */
  @Test
  void whatItIsForIsRead() throws RecordException {
    Map<String, String> texts = Map.of("contact", "Zo\u00eb", "opens", "a \"b\"", "kept-at", "c");
    EscrowPolicy policy = record.policy();
    SetRecord said =
        new SetRecord(
            record.set(),
            record.environment(),
            record.created(),
            record.recipient(),
            record.identifier(),
            new EscrowPolicy(
                policy.groupThreshold(), policy.groups(), policy.drillDays(), new Purpose(texts)),
            record.commitments(),
            Optional.empty(),
            List.of());
    assertTrue(
        said.json()
            .endsWith(
                ",\"opens\":\"a \\\"b\\\"\",\"kept-at\":\"c\",\"contact\":\"Zo\\u00eb\","
                    + "\"drill-every-days\":180}\n"),
        said.json());
    assertEquals(said, parse(said.json()));
    assertNotEquals(record.hash(), said.hash());
    SetRecord again = said.with(new ShareIndex(0, 1), Optional.empty());
    assertEquals(texts, again.policy().purpose().texts());
    assertEquals(1, again.since(said.hash()).orElseThrow().size());
  }

  @Test
  void theSetThatItReplacesIsRead() throws RecordException {
    SetRecord next =
        new SetRecord(
            record.set(),
            record.environment(),
            record.created(),
            record.recipient(),
            record.identifier(),
            record.policy(),
            record.commitments(),
            Optional.of("0".repeat(32)),
            List.of());
    assertEquals(next, parse(next.json()));
  }

  @Test
  void aCommitmentIsWhatStandardToolsCompute() throws Exception {
    Commitment commitment = record.commitment(new ShareIndex(0, 0));
    String words = trustees.words(folder.resolve("set"), record, "alice");
    assertEquals(33, words.split(" ", -1).length);
    assertEquals(commitment.sha256(), Sha256.hex(Ascii.bytes(commitment.salt() + " " + words)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "keyrite/escrow/v1, keyrite/escrow/v2, its version is not keyrite/escrow/v1",
        "\"environment\":, \"environs\":, the record has the unknown member 'environs'",
        "`\"environment\":\"testnet\",`, , the record has no member 'environment'",
        "\"testnet\", \"Test net\", 'environment' of the record cannot be a name",
        "\"testnet\", 1, 'environment' of the record is not a text",
        "T10:00:00Z, T10:00Z, 'created' of the record is not what it should be",
        "2026-11-22T, 2026-13-22T, 'created' of the record is not a time",
        "\"group-threshold\":2, \"group-threshold\":17, 'group-threshold' of the record is not a number up to 16",
        "\"group-threshold\":2, \"group-threshold\":\"2\", 'group-threshold' of the record is not a number up to 16",
        "\"group-threshold\":2, \"group-threshold\":2.0, 'group-threshold' of the record is not a number up to 16",
        "\"group-threshold\":2, \"group-threshold\":0, `the group threshold must be from 1 to the number of groups, which is 2`",
        "\"threshold\":2, \"threshold\":3, `group 1 must have a threshold from 1 to the number of its members, which is 2`",
        "\"name\":\"bob\", \"name\":\"alice\", `'alice' cannot name a trustee, or names another`",
        "\"name\":\"directors\", \"name\":\"operators\", `'operators' cannot name a group, or names another`",
        "\"name\":\"bob\", \"name\":null, 'name' of a trustee is not a text",
        "\"drill-every-days\":180, \"drill-every-days\":0, drills can be asked for every 1 to 3660 days",
        "\"drill-every-days\":180, \"opens\":1, 'opens' of the record is not a text",
        "\"drill-every-days\":180, \"contact\":\"\", 'contact' of the record is not what it should be",
        "\"drill-every-days\":180, \"kept-at\":\"a\\u202eb\", 'kept-at' of the record is not what it should be",
        "\"salt\":\", \"salt\":\"x, 'salt' of a trustee is not what it should be",
        "`\"trustees\":[{`, `\"trustees\":{\"a\":[{`, not JSON",
      })
  void whatIsNotARecordIsRefused(String from, String to, String clause) {
    int at = json.indexOf(from);
    String changed =
        json.substring(0, at) + (to == null ? "" : to) + json.substring(at + from.length());
    RecordException refusal = assertThrows(RecordException.class, () -> parse(changed));
    if (clause.equals("not JSON")) {
      assertEquals("it is not JSON (", refusal.getMessage().substring(0, 16));
    } else {
      assertEquals(clause, refusal.getMessage());
    }
  }

  @Test
  void aRecipientOfAnotherKindCannotBeTheSets() {
    String ssh = json.replace(record.recipient(), "ssh-ed25519 AAAA");
    assertEquals(
        "'recipient' of the record is not what it should be",
        assertThrows(RecordException.class, () -> parse(ssh)).getMessage());
  }

  @Test
  void aBundleTakesTheRecordAndTheShares() {
    assertEquals(SetRecord.FILE, Bundle.ESCROW);
    assertTrue(Bundle.allows(SetRecord.FILE));
    assertTrue(Bundle.allows("testnet-3e6ca7fb-alice.share.age"));
    assertFalse(Bundle.allows(EscrowSet.JOURNAL));
  }

  @Test
  void aFileThatIsNoneIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("x.json"), "{}");
    Refused refused = assertThrows(Refused.class, () -> SetRecordReader.read(file));
    Trustees.says(
        refused,
        file + " is not an escrow record: its version is not keyrite/escrow/v1.",
        "Take another copy of it; every trustee has one.");
    Path missing = folder.resolve("missing");
    Trustees.says(
        assertThrows(Refused.class, () -> SetRecordReader.read(missing)),
        "The escrow record " + missing + " cannot be read: No such file or directory.",
        "Name the set's escrow.json with --set.");
  }

  @Test
  void aRecordIsBounded() {
    byte[] tooLong = new byte[(1 << 20) + 1];
    assertEquals(
        "it is longer than 1 MiB",
        assertThrows(RecordException.class, () -> SetRecordReader.parse(tooLong)).getMessage());
  }
}
