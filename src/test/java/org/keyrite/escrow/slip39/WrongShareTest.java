package org.keyrite.escrow.slip39;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.Identity;
import org.keyrite.age.X25519Identity;
import org.keyrite.age.header.AgeException;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.SetRecordReader;
import org.keyrite.escrow.set.ShareProblem;
import org.keyrite.escrow.set.ShareText;
import org.keyrite.escrow.set.Trustees;
import org.keyrite.escrow.sheet.KitSheet;
import org.keyrite.escrow.sheet.ShareReader;
import org.keyrite.fault.Denied;

/** What can be wrong with what trustees bring, each with its own sentence. */
class WrongShareTest {
  @TempDir private Path folder;

  private final Trustees trustees = new Trustees();
  private SetRecord record;
  private String words;

  @BeforeEach
  void split() throws Exception {
    record = trustees.split(folder.resolve("set"), "2 operators alice bob carol; 1 directors dora");
    words = trustees.words(folder.resolve("set"), record, "alice");
  }

  private static ShareText read(String text) throws Exception {
    return ShareReader.read(new ByteArrayInputStream(text.getBytes(UTF_8)), List.of());
  }

  private static void says(String clause, String advice, ShareProblem problem) {
    assertEquals(clause + "\n" + advice, problem.getMessage() + "\n" + problem.advice());
  }

  private ShareProblem refusal(String text) {
    return assertThrows(ShareProblem.class, () -> read(text).share(record).close());
  }

  @Test
  void caseAndSpaceDoNotMatter() throws Exception {
    for (String written :
        List.of(
            words.toUpperCase(Locale.ROOT),
            words.replace(" ", "  "),
            "\r\n" + words.replace(" ", "\r\n\t") + "\n\n",
            "# a note of the trustee's\n" + words)) {
      try (Share share = read(written).share(record)) {
        assertEquals(new ShareIndex(0, 0), share.index());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NUMBERED | word 1 has a digit | leave out the numbers of words and lines",
        "HOMOGLYPH | word 3 has a character that is not an English letter | write its plain"
            + " letters alone, without accents, commas and full stops",
        "COMMAS | word 1 has a character that is not an English letter | write its plain"
            + " letters alone, without accents, commas and full stops",
        "MISSPELT | word 3 is not in the list of words | check how it is spelt",
        "CUT | a word is missing or one too many: no share has this number of words | compare them"
            + " with the share, word for word",
        "SHORT | the share has fewer than 20 words | compare them with the share, word for word",
        "EMPTY | the share has fewer than 20 words | compare them with the share, word for word",
        "SWAPPED | a word is wrong, or in the wrong place; look first at words 7 and 8,"
            + " which may have changed places | compare them with the share, word for word",
        "WRONG | a word is wrong, or in the wrong place; look first at word 9 | compare"
            + " them with the share, word for word",
      })
  void whatIsCopiedWrongIsNamed(String mistake, String clause, String advice) throws Exception {
    List<String> each = Arrays.asList(words.split(" ", -1));
    switch (mistake) {
      case "NUMBERED" -> each.replaceAll(word -> (1 + each.indexOf(word)) + ". " + word);
      case "HOMOGLYPH" -> each.set(2, "асid");
      case "COMMAS" -> each.replaceAll(word -> word + ",");
      case "MISSPELT" -> each.set(2, "keyrite");
      case "SWAPPED" -> Collections.swap(each, 6, 7);
      case "WRONG" -> each.set(8, each.get(8).equals("acid") ? "yoga" : "acid");
      default -> {}
    }
    int kept =
        switch (mistake) {
          case "CUT" -> 26;
          case "SHORT" -> 19;
          case "EMPTY" -> 0;
          default -> 33;
        };
    says(clause, advice, refusal(String.join(" ", each.subList(0, kept))));
  }

  /** What word processors, messages and other systems make of words, text and sheets. */
  @Test
  void whatProgramsPutAroundAShareDoesNotMatter() throws Exception {
    Share alice = read(words).share(record);
    ByteArrayOutputStream sheet = new ByteArrayOutputStream();
    KitSheet.of(record, alice, false).writeText(alice, sheet);
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    KitSheet.of(record, alice, false).writeHtml(alice, page);
    String text = Ascii.text(ShareText.write(record, alice, Optional.empty()));
    List<String> all = List.of(words, text, sheet.toString(UTF_8), page.toString(UTF_8));
    for (String one : all) {
      for (String written :
          List.of(one, "\ufeff" + one, one.replace("\n", "\r\n"), "\n \r\n\t" + one)) {
        readsBack(written);
      }
    }
    readsBack(words.replace(' ', '\u00a0'));
    readsBack(text.indent(4));
    readsBack("> " + text.replace("\n", "\n> "));
    readsBack(">> > " + text.replace("\n", "\r\n>> > "));
  }

  private void readsBack(String written) throws Exception {
    try (Share share = read(written).share(record)) {
      assertEquals(new ShareIndex(0, 0), share.index());
    }
  }

  @Test
  void theTextAboveQuotedWordsIsHeard() {
    says(
        "the share is for mainnet, and the set is for testnet",
        "bring the shares of one environment; they are never mixed",
        refusal(" > # environment: mainnet\n > " + words));
  }

  @Test
  void blanksBeforeArmorDoNotMatter() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    X25519Identity alice = trustees.identity("alice");
    try (AgeOutput out = Age.encryptArmored(List.of(alice.recipient()), bytes)) {
      out.write(Ascii.bytes(words));
      out.finish();
    }
    for (String before : List.of("", "\n", " \r\n\t\n", "\ufeff", "\ufeff\n")) {
      byte[] file = (before + bytes.toString(UTF_8)).getBytes(UTF_8);
      try (ShareText text = ShareReader.read(new ByteArrayInputStream(file), List.of(alice))) {
        assertEquals(words, Ascii.text(text.words().text()));
      }
    }
  }

  /** Who lowers a threshold in the record would have too few shares called enough. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"threshold\":2|\"threshold\":3",
        "\"group-threshold\":2|\"group-threshold\":1",
        "]}],\"drill|]},{\"name\":\"more\",\"threshold\":1,\"trustees\":[TRUSTEE]}],\"drill",
      })
  void aRecordWithOtherThresholdsIsNotTheSharesOwn(String from, String to) throws Exception {
    String trustee =
        "{\"name\":\"eve\",\"salt\":\""
            + "0".repeat(32)
            + "\",\"sha256\":\""
            + "0".repeat(64)
            + "\"}";
    String json = Files.readString(folder.resolve("set/escrow.json"));
    assertTrue(json.contains(from));
    SetRecord changed =
        SetRecordReader.parse(json.replace(from, to.replace("TRUSTEE", trustee)).getBytes(UTF_8));
    ShareProblem problem =
        assertThrows(ShareProblem.class, () -> read(words).share(changed).close());
    says(
        "the share is good, but the record was changed: it asks for other numbers of shares or groups",
        "take another copy of it; every trustee has one",
        problem);
    assertEquals(Optional.empty(), problem.holder());
  }

  @Test
  void aShareOfAnotherSetIsRefused() throws Exception {
    SetRecord other = trustees.split(folder.resolve("other"), "2 operators alice bob carol");
    String foreign = trustees.words(folder.resolve("other"), other, "alice");
    says(
        "the share belongs to another set than this record",
        "bring the share of this set, or the escrow.json of the share's set",
        refusal(foreign));
  }

  @Test
  void aShareThatTheRecordDoesNotHaveIsRefused() throws Exception {
    byte[] secret = new byte[32];
    secret[5] = 1;
    List<Share> others = Sharing.split(secret, Sharing.policy(1, "2 of 5"), record.identifier());
    says(
        "this record has no such share",
        "bring the share of this set, or the escrow.json of the share's set",
        refusal(Ascii.words(others.get(4))));
  }

  @Test
  void aForgedShareIsNamedByItsHolder() throws Exception {
    Share forged = Sharing.forged(Sharing.parse(Ascii.bytes(words)));
    ShareProblem problem = refusal(Ascii.words(forged));
    says(
        "the share is not the one that alice was given: it was changed or forged, or is of another"
            + " set",
        "leave it out, and find out where it comes from",
        problem);
    assertEquals(Optional.of(new ShareIndex(0, 0)), problem.holder());
  }

  @Test
  void environmentsAreNeverMixed() throws Exception {
    SetRecord mainnet =
        trustees.split(folder.resolve("main"), trustees.policy("2 operators alice bob"), "mainnet");
    try (Gathering gathering = new Gathering(Optional.of(record));
        Gathering foreign = new Gathering(Optional.empty())) {
      ShareText wrong = trustees.share(folder.resolve("main"), mainnet, "alice");
      says(
          "the share is for mainnet, and the set is for testnet",
          "bring the shares of one environment; they are never mixed",
          assertThrows(ShareProblem.class, () -> gathering.add(wrong)));
      foreign.add(trustees.share(folder.resolve("set"), record, "alice"));
      ShareText other = trustees.share(folder.resolve("main"), mainnet, "bob");
      says(
          "the share is for mainnet, and others are for testnet",
          "bring the shares of one environment; they are never mixed",
          assertThrows(ShareProblem.class, () -> foreign.add(other)));
    }
  }

  @Test
  void theSameShareTwiceCountsOnce() throws Exception {
    try (Gathering gathering = trustees.gather(folder.resolve("set"), record, "alice")) {
      Gathering.Taken again = gathering.add(trustees.share(folder.resolve("set"), record, "alice"));
      assertTrue(again.repeated());
      assertEquals("alice", gathering.holder(again.index()));
      assertEquals("operators 1 of 2, directors 0 of 1", gathering.progress());
    }
  }

  @Test
  void tooFewAreSaidWithWhatIsThere() throws Exception {
    try (Gathering none = new Gathering(Optional.of(record));
        Gathering one = trustees.gather(folder.resolve("set"), record, "alice", "bob");
        Gathering two = trustees.gather(folder.resolve("set"), record, "alice", "dora")) {
      assertEquals("operators 0 of 2, directors 0 of 1", none.progress());
      Trustees.says(
          assertThrows(Denied.class, none::restore),
          "The identity is not restored: there is no share (operators 0 of 2, directors 0 of 1).",
          "To go on, add more shares.");
      Trustees.says(
          assertThrows(Denied.class, one::restore),
          "The identity is not restored: there are shares of too few groups (operators 2 of 2 ok,"
              + " directors 0 of 1).",
          "To go on, add more shares.");
      Trustees.says(
          assertThrows(Denied.class, two::restore),
          "The identity is not restored: there are too few shares of a group (operators 1 of 2,"
              + " directors 1 of 1 ok).",
          "To go on, add more shares.");
      assertFalse(two.isComplete());
    }
  }

  @Test
  void aRecordWithAnotherRecipientIsFoundOut() throws Exception {
    String other = X25519Identity.generate().recipient().toString();
    SetRecord changed =
        SetRecordReader.parse(Ascii.bytes(record.json().replace(record.recipient(), other)));
    try (Gathering gathering = new Gathering(Optional.of(changed))) {
      for (String name : List.of("alice", "bob", "dora")) {
        // What is typed says nothing of the record; the files themselves are refused.
        gathering.add(Trustees.text(trustees.words(folder.resolve("set"), record, name)));
        assertThrows(
            ShareProblem.class,
            () -> gathering.add(trustees.share(folder.resolve("set"), record, name)));
      }
      Trustees.says(
          assertThrows(Denied.class, gathering::restore),
          "The shares fit together, but the identity they restore is not that of the recipient "
              + other
              + ".",
          "Somebody exchanged shares or the record, or the passphrase is wrong: do not use the result.");
    }
  }

  @Test
  void aTruncatedFileIsRefused() throws Exception {
    Path file = folder.resolve("set").resolve(record.shareFile(new ShareIndex(0, 0)));
    byte[] whole = Files.readAllBytes(file);
    List<Identity> alice = List.of(trustees.identity("alice"));
    for (int length : List.of(20, 100, whole.length - 20, whole.length - 1)) {
      ByteArrayInputStream cut = new ByteArrayInputStream(whole, 0, length);
      assertThrows(AgeException.class, () -> ShareReader.read(cut, alice));
    }
    ByteArrayInputStream other = new ByteArrayInputStream(whole);
    List<Identity> bob = List.of(trustees.identity("bob"));
    assertThrows(AgeException.NoMatch.class, () -> ShareReader.read(other, bob));
  }

  @Test
  void aFileThatIsTooLongIsRefused() {
    says(
        "the file is longer than any share",
        "give one share in each file",
        refusal("academic ".repeat(10_000)));
    says(
        "the share has more than 1023 words",
        "give one share at a time",
        refusal("academic ".repeat(1024)));
  }
}
