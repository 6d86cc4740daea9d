package org.keyrite.escrow.sheet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.Build;
import org.keyrite.escrow.slip39.Ascii;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.Sharing;
import org.keyrite.testing.Unseen;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/** A sheet says what it should, in both forms, and nothing from outside can make it say more. */
class KitSheetTest {
  /** Everything that a sheet is made of: nothing that runs, loads or leads elsewhere. */
  private static final Set<String> ELEMENTS =
      Set.of(
          ("head meta title style body header div h1 p strong dl dt dd bdi small span section ol ul"
                  + " li svg path h2 code pre footer table colgroup col tr th td")
              .split(" ", -1));

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "lang charset http-equiv content name class id style viewBox role aria-label d value"
              .split(" ", -1));

  @Test
  void theTextIsThis() throws IOException {
    assertEquals(
        KitSample.resource("sheet.txt").replace("@version@", Build.VERSION),
        KitSample.text(KitSample.SHEET, KitSample.share()));
  }

  @Test
  void theTextHasEightyColumnsOfAscii() throws IOException {
    for (Share share : List.of(KitSample.share(), KitSample.share(16), KitSample.share(64))) {
      for (KitSheet sheet : List.of(KitSample.LARGEST, KitSample.UNBROKEN)) {
        List<String> lines = KitSample.text(sheet, share).lines().toList();
        assertEquals(80, lines.stream().mapToInt(String::length).max().orElseThrow());
        assertTrue(lines.stream().allMatch(line -> line.matches("[ -~]*")));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"16, 20", "32, 33", "36, 36", "38, 38", "64, 59"})
  void theWordsAreNumberedInTheirOrder(int length, int count) throws Exception {
    Share share = KitSample.share(length);
    List<String> words = List.of(Ascii.words(share).split(" ", -1));
    assertEquals(count, words.size());
    assertEquals(words, KitPaper.read(KitSample.html(KitSample.SHEET, share)).words());
    String[] inText = new String[count];
    Pattern.compile("([0-9]+)\\. ([a-z]+)(?= {2}|\n)")
        .matcher(KitSample.text(KitSample.SHEET, share))
        .results()
        .forEach(found -> inText[Integer.parseInt(found.group(1)) - 1] = found.group(2));
    assertEquals(words, Arrays.asList(inText));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 64})
  void theWordsAreReadBackFromASheet(int length) throws IOException {
    Share share = KitSample.share(length);
    String words = Ascii.words(share);
    KitSheet misleading = KitSample.named("-------- THE 33 WORDS <li value=\"1\"> 1. radar ---");
    for (KitSheet sheet : List.of(KitSample.SHEET, KitSample.LARGEST, misleading)) {
      byte[] html = Ascii.bytes(KitSample.html(sheet, share));
      byte[] text = Ascii.bytes(KitSample.text(sheet, share));
      assertEquals(words, Ascii.text(KitSheet.words(html)));
      assertEquals(words, Ascii.text(KitSheet.words(text)));
      for (int cut = 0; cut < 600; cut++) {
        int end = cut * text.length / 600;
        String read = Ascii.text(KitSheet.words(Arrays.copyOf(text, end)));
        assertTrue(read.isEmpty() || read.equals(words), read);
      }
      assertEquals("", Ascii.text(KitSheet.words(Arrays.copyOfRange(html, 1, html.length))));
      assertEquals("", Ascii.text(KitSheet.words(Arrays.copyOfRange(text, 1, text.length))));
    }
  }

  /** Decoders forgive a code that is too near to something, or seen in a mirror; not all do. */
  @Test
  void theCodeHasItsQuietZoneAndItsCorners() throws IOException {
    String html = KitSample.html(KitSample.SHEET, KitSample.share());
    Matcher box = Pattern.compile("viewBox=\"0 0 ([0-9]+) \\1\"").matcher(html);
    assertTrue(box.find());
    int end = Integer.parseInt(box.group(1)) - 4;
    List<int[]> runs =
        Pattern.compile("M([0-9]+) ([0-9]+)h([0-9]+)v1\\.02H\\1z")
            .matcher(html)
            .results()
            .map(
                run ->
                    IntStream.rangeClosed(1, 3).map(i -> Integer.parseInt(run.group(i))).toArray())
            .toList();
    assertEquals(4, runs.stream().mapToInt(run -> run[0]).min().orElseThrow());
    assertEquals(4, runs.stream().mapToInt(run -> run[1]).min().orElseThrow());
    assertEquals(end, runs.stream().mapToInt(run -> run[0] + run[2]).max().orElseThrow());
    assertEquals(end, runs.stream().mapToInt(run -> run[1] + 1).max().orElseThrow());
    assertTrue(html.contains("M4 4h7v"));
    assertTrue(html.contains("M" + (end - 7) + " 4h7v"));
    assertTrue(html.contains("M4 " + (end - 1) + "h7v"));
    assertFalse(html.contains("M" + (end - 7) + " " + (end - 1) + "h7v"));
  }

  @Test
  void theFactsAreThese() throws Exception {
    KitPaper paper = KitPaper.read(KitSample.html(KitSample.SHEET, KitSample.share()));
    assertEquals(
        "the backups of the validators' keys, *.age in the vault 'north'", paper.fact("Opens"));
    assertEquals("", paper.fact("Files, record"), "a line to fill in");
    assertEquals("the security desk, +1 555 0100", paper.fact("Whom to ask"));
    assertEquals("Alice Example", paper.fact("Trustee"));
    assertEquals("operators", paper.fact("Group"));
    assertEquals(
        "share 2 of group 1 (2 shares of group 1, and 2 of 2 groups restore the identity)",
        paper.fact("Share"));
    assertEquals("2 of 3 operators and 1 of 1 director", paper.fact("Policy"));
    assertEquals("mainnet", paper.fact("Environment"));
    assertEquals("3f2a 91c0 7bd8 4e56 a1c4 099e 5d27 b8f3 split on 2026-11-22", paper.fact("Set"));
    assertEquals(KitSample.RECIPIENT, paper.fact("Recipient"));
    assertEquals(
        "6317 b018 737f edbb 9183 c278 4bb7 9965 0ff8 7e40 48c4 90cb 8c0e e6fa 99bb b7a7 (SHA-256)",
        paper.fact("Fingerprint"));
  }

  /** Of a threshold of one, a sheet is no share but the key. */
  @Test
  void theSheetSaysWhatItIsWorthAlone() throws IOException {
    String alone = "This is one of the 4 shares of a secret key. It opens everything ALONE.\n";
    Share whole = Sharing.split(KitSample.SECRET, Sharing.policy(1, "1 of 1")).getFirst();
    assertTrue(KitSample.text(KitSample.SHEET, whole).contains(alone));
    Share both = Sharing.split(KitSample.SECRET, Sharing.policy(2, "1 of 1", "1 of 1")).getFirst();
    assertTrue(
        KitSample.text(KitSample.SHEET, both)
            .contains("This is one of the 4 shares of a secret key. Alone it opens nothing.\n"));
  }

  @Test
  void aHybridRecipientIsShortened() throws Exception {
    KitSheet sheet = KitSample.of(KitSample.hybrid(), false);
    KitPaper paper = KitPaper.read(KitSample.html(sheet, KitSample.share()));
    assertEquals(
        "%s...%s (1959 characters; compare its fingerprint)"
            .formatted(KitSample.hybrid().substring(0, 16), KitSample.hybrid().substring(1943)),
        paper.fact("Recipient"));
    assertTrue(paper.program().startsWith("h = \"age-secret-key-pq-\"\n"));
    assertTrue(KitSample.text(sheet, KitSample.share()).contains("age 1.3 or later"));
  }

  @Test
  void practiceIsInTheTitle() throws IOException {
    for (boolean practice : new boolean[] {true, false}) {
      KitSheet sheet = KitSample.of(KitSample.RECIPIENT, practice);
      String mark = practice ? "PRACTICE" : "mainnet";
      String html = KitSample.html(sheet, KitSample.share());
      assertTrue(html.contains("<title>Recovery sheet (" + mark + "): share 2 of group 1</title>"));
      assertTrue(html.contains("<strong>" + mark + "</strong>"));
      String text = KitSample.text(sheet, KitSample.share());
      assertTrue(text.contains("\nRECOVERY SHEET: " + mark + "\n"));
      assertEquals(practice, text.contains("\nFor practice: no real secret depends on it.\n"));
    }
  }

  @Test
  void theHtmlRefersToNothingOutside() throws Exception {
    String html = KitSample.html(KitSample.SHEET, KitSample.share());
    for (Element element : KitPaper.read(html).all()) {
      assertTrue(ELEMENTS.contains(element.getTagName()), element.getTagName());
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        Attr attribute = (Attr) element.getAttributes().item(i);
        assertTrue(ATTRIBUTES.contains(attribute.getName()), attribute.getName());
      }
    }
    assertEquals(
        List.of(),
        Pattern.compile("(?i)https?:|//|url\\(|src=|href=|@import|<script|javascript:")
            .matcher(html)
            .results()
            .map(MatchResult::group)
            .toList());
    assertTrue(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</dd><script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "&lt;b&gt; &#x41; &",
        "]]> --> <!-- <![CDATA[",
        "@words@ @program@ $1 \\1 %s {0}",
        "Zo\u00eb \u5c71\u7530 \u05d3\u05d5\u05d3"
      })
  void aNameIsShownAsItIs(String name) throws Exception {
    String html = KitSample.html(KitSample.named(name), KitSample.share());
    KitPaper paper = KitPaper.read(html);
    for (String term :
        List.of(
            "Opens", "Files, record", "Whom to ask", "Trustee", "Group", "Policy", "Environment")) {
      assertEquals(name, paper.fact(term));
    }
    assertTrue(
        paper.all().stream().allMatch(element -> ELEMENTS.contains(element.getTagName())), html);
    assertTrue(
        KitSample.text(KitSample.named(name), KitSample.share())
            .contains("Trustee       " + name + "\n"));
  }

  @Test
  void aLongPolicyIsCutAndSaysSo() throws Exception {
    String policy =
        KitPaper.read(KitSample.html(KitSample.LARGEST, KitSample.share())).fact("Policy");
    assertEquals(
        KitSample.LARGEST.policy().substring(0, KitSheet.PRINTED_POLICY)
            + "... (the whole policy is in escrow.json)",
        policy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "two\nlines",
        "a\u0000",
        "a\u202eb",
        "a\u200bb",
        "a\u2028b",
        "\ud800",
        "\ue000",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void noSheetHasSuchAName(String name) {
    assertThrows(IllegalArgumentException.class, () -> KitSample.named(name));
  }

  @ParameterizedTest
  @MethodSource("org.keyrite.testing.Unseen#characters")
  void noSheetHasANameWithACharacterThatDoesNotShow(Unseen unseen) {
    noSheetHasSuchAName("a" + unseen.text() + "b");
  }

  @Test
  void noSheetIsOfSuchASet() {
    String setId = KitSample.SHEET.setId();
    for (String wrong : List.of("", setId + "0", setId.toUpperCase(Locale.ROOT), "<" + setId)) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new KitSheet(
                  wrong,
                  KitSample.RECIPIENT,
                  "mainnet",
                  KitSample.SHEET.date(),
                  KitSample.SHEET.record(),
                  "alice",
                  "operators",
                  "all",
                  4,
                  KitSample.SHEET.purpose(),
                  false));
    }
    for (String wrong : List.of("", "age1", KitSample.RECIPIENT + "q", "age1pq1", "<b>")) {
      assertThrows(IllegalArgumentException.class, () -> KitSample.of(wrong, false));
    }
    Share tooLong = KitSample.share(66);
    assertThrows(IllegalArgumentException.class, () -> KitSample.html(KitSample.SHEET, tooLong));
  }

  @Test
  void theSheetIsWrittenAtOnceAndThenWiped() throws IOException {
    List<byte[]> written = new ArrayList<>();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int one) {
            throw new AssertionError("a byte at a time");
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            assertFalse(IntStream.range(from, length).allMatch(i -> bytes[i] == 0));
            written.add(bytes);
          }
        };
    KitSample.SHEET.writeHtml(KitSample.share(), out);
    KitSample.SHEET.writeText(KitSample.share(), out);
    assertEquals(2, written.size());
    for (byte[] bytes : written) {
      assertArrayEquals(new byte[bytes.length], bytes);
    }
  }

  @Test
  void bothFormsRestoreInTheSameWay() throws Exception {
    KitPaper paper = KitPaper.read(KitSample.html(KitSample.SHEET, KitSample.share()));
    String text = KitSample.text(KitSample.SHEET, KitSample.share());
    assertTrue(text.contains(paper.program().indent(4)));
    assertEquals(9, paper.commands().size());
    for (String command : paper.commands()) {
      assertTrue(text.contains(command), command);
    }
  }
}
