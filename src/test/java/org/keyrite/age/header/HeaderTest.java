package org.keyrite.age.header;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.age.header.AgeException.HeaderFailure;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.testing.AgeVector;
import org.keyrite.testing.EndlessInput;

/** What a header may look like, and what is refused before it costs anything. */
class HeaderTest {
  private static final List<String> REFUSED = List.of("header failure", "armor failure");
  private static final String VERSION = "age-encryption.org/v1\n";
  private static final String MAC = "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";

  @Test
  void encodingGivesBackEveryHeaderThatCanBeParsed() throws IOException {
    int parsed = 0;
    for (AgeVector vector : AgeVector.all()) {
      try {
        InputStream file =
            vector.isArmored()
                ? new ArmorInput(new ByteArrayInputStream(vector.file()))
                : new ByteArrayInputStream(vector.file());
        byte[] bytes = file.readAllBytes();
        Header header = HeaderParser.parse(new ByteArrayInputStream(bytes));
        byte[] encoded = header.encode();
        assertArrayEquals(Arrays.copyOf(bytes, encoded.length), encoded, vector.name());
        Header created = Header.create(header.stanzas(), FileKey.generate()::headerMac);
        byte[] again = created.encode();
        int authenticated = encoded.length - 45;
        assertArrayEquals(
            Arrays.copyOf(encoded, authenticated), Arrays.copyOf(again, authenticated));
        parsed++;
      } catch (AgeException e) {
        assertTrue(REFUSED.contains(vector.expect()), vector.name());
      }
    }
    assertEquals(95, parsed);
  }

  @Test
  void stanzasOfUnknownTypesAreKeptAsTheyAre() throws IOException {
    Header header = parse(VERSION + "-> example.com/x a b !~\nAAECAw\n-> y\n\n" + MAC);
    assertEquals(2, header.stanzas().size());
    Stanza first = header.stanzas().getFirst();
    assertEquals("example.com/x", first.type());
    assertEquals(List.of("a", "b", "!~"), first.arguments());
    assertArrayEquals(new byte[] {0, 1, 2, 3}, first.body());
    assertEquals(0, header.stanzas().getLast().body().length);
  }

  @Test
  void aBodyThatFillsItsLinesEndsWithAnEmptyOne() {
    String encoded = encoded(new Stanza("x", List.of(), new byte[48]));
    assertTrue(encoded.contains("\n" + "A".repeat(64) + "\n\n---"), encoded);
    encoded = encoded(new Stanza("x", List.of(), new byte[0]));
    assertTrue(encoded.contains("-> x\n\n---"), encoded);
  }

  @Test
  void theHeaderIsReadAndNotOneByteMore() throws IOException {
    InputStream in = stream(VERSION + "-> x\n\n" + MAC + "payload");
    HeaderParser.parse(in);
    assertEquals("payload", new String(in.readAllBytes(), StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-> x\n",
        "-> x\n\n--- \n",
        "-> x\n\n---\n",
        "->\n\n" + MAC,
        "-> \n\n" + MAC,
        "->x\n\n" + MAC,
        "->  x\n\n" + MAC,
        "-> x \n\n" + MAC,
        "-> x \u00e9\n\n" + MAC,
        "-> x\nA\n" + MAC,
        "-> x\nAB\n" + MAC,
        "-> x\nAA==\n" + MAC,
        "-> x\nAA \n" + MAC,
        "-> x\n" + MAC,
        MAC
      })
  void anythingElseIsRefused(String rest) {
    assertThrows(HeaderFailure.class, () -> parse(VERSION + rest));
  }

  @Test
  void aFileThatIsNoneOfOursIsNamedForWhatItIs() {
    assertSays("the file is empty", "");
    assertSays("this is not an age file: it does not start with the format's name", "foo");
    assertSays("this is not an age file: it does not start with the format's name", "foo\nbar");
    assertSays(
        "the file is in a version of the age format other than v1", "age-encryption.org/v2\n");
    assertSays(
        "the file was changed by a program that took it for text", "age-encryption.org/v1\r\n");
    assertSays(
        "the file was changed to UTF-16: it looks like PowerShell redirection",
        "\u00ff\u00fea\0g\0e\0-\0e\0n\0c\0r\0\n\0");
    assertSays("the file ends before its header does", VERSION + "-> x");
  }

  @Test
  void aZeroByteIsAByteLikeOthers() {
    assertSays("a line does not start a stanza where it should", VERSION + "\0-> x\n\n" + MAC);
  }

  @Test
  void theBeginningIsThatOfEveryVersion() throws IOException {
    InputStream in = stream("age-encryption.org/v2\n");
    assertTrue(HeaderParser.isBeginning(in));
    assertEquals("v2\n", new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    for (String other : List.of("", "age-encryption.org", "age-encryption.com/v1\n")) {
      assertFalse(HeaderParser.isBeginning(stream(other)), other);
    }
  }

  @Test
  void anEndlessLineIsRefusedAfterAFewKilobytes() {
    assertSays(
        "the header has a line of more than 16384 bytes",
        new EndlessInput(VERSION + "-> x ", "aaaaaaaa"));
    assertSays("the header has a line of more than 16384 bytes", new EndlessInput("", "a"));
  }

  @Test
  void anEndlessNumberOfStanzasIsRefused() {
    assertSays("the header has more than 4096 stanzas", new EndlessInput(VERSION, "-> x\n\n"));
  }

  /** What age says of it, too: their bodies of whole lines had no empty line behind them. */
  @Test
  void aFileOfAnOldBetaIsNamed() {
    String line = "A".repeat(64) + "\n";
    for (String next : new String[] {"-> x\n", "--- x\n"}) {
      assertSays(
          "a stanza's body does not end with a short line, as in files of an old beta version of age"
              + " or rage",
          new EndlessInput(VERSION + "-> x\n" + line + next, "A"));
    }
  }

  @Test
  void anEndlessBodyIsRefused() {
    String line = "A".repeat(64) + "\n";
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertSays(
                "the header is longer than 2097152 bytes",
                new EndlessInput(VERSION + "-> x\n", line)));
  }

  @Test
  void aStanzaIsBuiltOfVisibleCharactersOnly() {
    for (String bad : new String[] {"", " ", "a b", "a\n", "\u00e9", "\u007f"}) {
      assertThrows(IllegalArgumentException.class, () -> new Stanza(bad, List.of(), new byte[0]));
      assertThrows(
          IllegalArgumentException.class, () -> new Stanza("x", List.of(bad), new byte[0]));
    }
  }

  private static String encoded(Stanza stanza) {
    Header header = Header.create(List.of(stanza), FileKey.generate()::headerMac);
    return new String(header.encode(), StandardCharsets.US_ASCII);
  }

  private static void assertSays(String sentence, String header) {
    assertSays(sentence, stream(header));
  }

  private static void assertSays(String sentence, InputStream in) {
    HeaderFailure failure = assertThrows(HeaderFailure.class, () -> HeaderParser.parse(in));
    assertEquals(sentence, failure.getMessage());
    assertFalse(failure.advice().isEmpty());
  }

  private static Header parse(String header) throws IOException {
    return HeaderParser.parse(stream(header));
  }

  private static InputStream stream(String header) {
    return new ByteArrayInputStream(header.getBytes(StandardCharsets.ISO_8859_1));
  }
}
