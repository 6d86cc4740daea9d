package org.keyrite.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.Trials;

/** What holds for every text, not only for those that somebody thought of. */
final class JsonPropertyTest {
  private static final String[] PARTS = {
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d800", "dc00", "0041", "-", "0", "1", ".",
    "e", "+", "true", "false", "null", "\"a\"", " ", "\n"
  };

  @Test
  void anyBytesAreAValueOrRefused() {
    Trials.run(5000, random -> parsesOrRefuses(Trials.bytes(random, 250)));
  }

  @Test
  void anyTextOfJsonsOwnCharactersIsAValueOrRefused() {
    Trials.run(
        5000, random -> parsesOrRefuses(Trials.joined(random, 0, 30, PARTS).getBytes(US_ASCII)));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Trials.run(
        1000,
        random -> {
          Map<String, Object> record = record(random);
          byte[] line = JsonWriter.write(record).getBytes(US_ASCII);
          for (byte character : line) {
            assertTrue(character >= ' ' && character <= '~');
          }
          assertEquals(record, plain(JsonParser.parse(line)));
        });
  }

  private static Map<String, Object> record(Random random) {
    Map<String, Object> record = new LinkedHashMap<>();
    for (int left = random.nextInt(5); left > 0; left--) {
      record.put(unicode(random), value(random));
    }
    return record;
  }

  private static Object value(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextBoolean();
      case 1 -> unicode(random);
      default -> Stream.generate(() -> unicode(random)).limit(random.nextInt(4)).toList();
    };
  }

  /** Surrogates come in pairs. */
  private static String unicode(Random random) {
    return Trials.text(random, 40).replaceAll("\\p{Cs}", "");
  }

  private static void parsesOrRefuses(byte[] bytes) {
    byte[] before = bytes.clone();
    try {
      JsonParser.parse(bytes).wipe();
    } catch (JsonException e) {
      assertTrue(e.getMessage().matches(".+ at byte [0-9]+"), e.getMessage());
    }
    assertArrayEquals(before, bytes, "the text was changed");
  }

  private static Object plain(JsonValue value) {
    return switch (value) {
      case JsonValue.Members members -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        members.values().forEach((name, member) -> plain.put(name, plain(member)));
        yield plain;
      }
      case JsonValue.Elements elements ->
          elements.values().stream().map(JsonPropertyTest::plain).toList();
      case JsonValue.Text text -> text.text();
      case JsonValue.Literal literal -> literal == JsonValue.Literal.TRUE;
    };
  }
}
