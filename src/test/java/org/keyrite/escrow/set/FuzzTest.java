package org.keyrite.escrow.set;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.X25519Identity;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.set.RecordMembers.RecordException;
import org.keyrite.escrow.sheet.ShareReader;
import org.keyrite.escrow.slip39.Ascii;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareCorrection;
import org.keyrite.escrow.slip39.ShareEntry;
import org.keyrite.escrow.slip39.ShareException;
import org.keyrite.escrow.slip39.ShareWords;
import org.keyrite.escrow.slip39.Sharing;
import org.keyrite.escrow.slip39.Slip39Vector;
import org.keyrite.escrow.slip39.WordList;
import org.keyrite.fault.Denied;
import org.keyrite.journal.Journal;
import org.keyrite.testing.Fuzzing;

/**
 * The readers of words, files and journals, fed with mutations of the vectors: a few in each test
 * run, as many as {@code keyrite.fuzz.iterations} says in a long one.
 */
class FuzzTest {
  private static final String[] PARTS = {
    "academic ", "zero ", " ", "\n", "1. ", "ACID", "\u00a0", "academic ".repeat(1100)
  };

  @Test
  void shares() {
    bothHappen(
        Fuzzing.of(
                ShareException.class,
                input -> {
                  try (Share share = Sharing.parse(input)) {
                    String words = Ascii.words(share);
                    assertEquals(words, Ascii.words(Sharing.parse(Ascii.bytes(words))));
                  }
                })
            .run(seeds(), PARTS));
  }

  @Test
  void wordsAndWhereTheyAreWrong() {
    bothHappen(
        Fuzzing.of(
                ShareException.class,
                input -> {
                  try (ShareWords words = ShareWords.parse(input);
                      SecretBytes text = words.text();
                      ShareWords again = ShareWords.parse(text.bytes())) {
                    assertEquals(words.count(), again.count());
                    ShareCorrection.suspects(words);
                  }
                })
            .run(seeds(), PARTS));
  }

  @Test
  void aWordThatWasTyped() {
    Fuzzing.Outcome outcome =
        Fuzzing.of(
                ShareException.class,
                input -> {
                  int suggestions = WordList.suggestions(input).length;
                  assertTrue(suggestions <= 5);
                  assertTrue(suggestions > 0 || WordList.indexOf(input).isEmpty());
                })
            .run(List.of(Ascii.bytes("academic"), Ascii.bytes("acid")), PARTS);
    assertEquals(0, outcome.refused());
  }

  @Test
  void shareFiles() {
    List<byte[]> files =
        seeds().stream()
            .map(
                words ->
                    Ascii.bytes("# set: 0\n# environment: testnet\n" + new String(words, US_ASCII)))
            .toList();
    bothHappen(
        Fuzzing.of(
                IOException.class,
                input -> {
                  try (ShareText text =
                      ShareReader.read(new ByteArrayInputStream(input), List.of())) {
                    assertTrue(text.words().count() <= ShareWords.MOST);
                  } catch (ShareProblem e) {
                    throw new IOException(e);
                  }
                })
            .run(
                files, "# trustee: ", "age-encryption.org/v1\n", "-----BEGIN AGE ENCRYPTED", "\n"));
  }

  @Test
  void wordsAsTheyAreTyped() {
    Fuzzing.Outcome outcome =
        Fuzzing.of(
                IllegalStateException.class,
                input -> {
                  try (ShareEntry entry = new ShareEntry(OptionalInt.of(20))) {
                    entry.type(input);
                    entry.back();
                    entry.type(input);
                    assertTrue(entry.count() <= 20);
                  }
                })
            .run(seeds(), PARTS);
    assertEquals(0, outcome.refused());
  }

  @Test
  void invitations(@TempDir Path folder) throws Exception {
    SetRecord record = new Trustees().split(folder.resolve("set"), "2 operators alice bob");
    Invitation invitation =
        Invitation.to(record, X25519Identity.generate().recipient(), "a restore", Trustees.DAY);
    bothHappen(
        Fuzzing.of(
                RecordException.class,
                input -> {
                  Invitation read = Invitation.parse(input);
                  assertEquals(read, Invitation.parse(read.json().getBytes(UTF_8)));
                })
            .run(
                List.of(invitation.json().getBytes(UTF_8)),
                "\"purpose\":\"",
                "\"started\":\"",
                "age1",
                "null",
                "\\u0000"));
  }

  @Test
  void records(@TempDir Path folder) throws Exception {
    Path set = folder.resolve("set");
    new Trustees().split(set, "2 operators alice bob; 1 directors dora");
    bothHappen(
        Fuzzing.of(
                RecordException.class,
                input -> {
                  SetRecord read = SetRecordReader.parse(input);
                  assertEquals(read, SetRecordReader.parse(read.json().getBytes(UTF_8)));
                })
            .run(
                List.of(Files.readAllBytes(set.resolve("escrow.json"))),
                "\"groups\":[",
                "{\"name\":\"x\",\"threshold\":1,\"trustees\":[",
                "\"drill-every-days\":9,",
                "\"opens\":\"x\",",
                "\"replaces\":\"" + "0".repeat(32) + "\",",
                "1e9",
                "-1",
                "null",
                "\\u0000"));
  }

  @Test
  void journals() {
    Journal<SetEvent> journal = new Journal<>(SetEvent.FAMILY);
    journal.append(
        Trustees.DAY, new SetEvent.ShareReissued("ab", "bob", List.of("alice"), Optional.empty()));
    journal.append(Trustees.DAY, new SetEvent.ShareLost("ab", "bob"));
    bothHappen(
        Fuzzing.of(
                Denied.class,
                input -> {
                  Journal<SetEvent> read = Journal.read(input, SetEvent.FAMILY);
                  assertArrayEquals(input, read.bytes());
                })
            .run(List.of(journal.bytes()), "{", "[1.5]", "null", "\"time\":\"", "\n"));
  }

  /** A target of which nothing is ever taken, or nothing refused, tests less than it seems to. */
  private static void bothHappen(Fuzzing.Outcome outcome) {
    assertTrue(outcome.accepted() > 0 && outcome.refused() > 0, outcome.toString());
  }

  private static List<byte[]> seeds() {
    return Slip39Vector.all().stream()
        .flatMap(vector -> vector.shares().stream())
        .map(Ascii::bytes)
        .toList();
  }
}
