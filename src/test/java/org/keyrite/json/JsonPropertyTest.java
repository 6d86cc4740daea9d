package org.keyrite.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text, not only for those that somebody thought of. */
final class JsonPropertyTest {
  @Property(tries = 5000)
  void anyBytesAreAValueOrRefused(@ForAll byte[] bytes) {
    parsesOrRefuses(bytes);
  }

  @Property(tries = 5000)
  void anyTextOfJsonsOwnCharactersIsAValueOrRefused(@ForAll("jsonLike") String text) {
    parsesOrRefuses(text.getBytes(US_ASCII));
  }

  @Provide
  Arbitrary<String> jsonLike() {
    return Arbitraries.of(
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d800", "dc00", "0041", "-", "0", "1",
            ".", "e", "+", "true", "false", "null", "\"a\"", " ", "\n")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Property
  void whatIsWrittenIsReadAgain(@ForAll("records") Map<String, Object> record) throws Exception {
    byte[] line = JsonWriter.write(record).getBytes(US_ASCII);
    for (byte character : line) {
      assertTrue(character >= ' ' && character <= '~');
    }
    assertEquals(record, plain(JsonParser.parse(line)));
  }

  @Provide
  Arbitrary<Map<String, Object>> records() {
    Arbitrary<String> strings = Arbitraries.strings().filter(JsonPropertyTest::isUnicode);
    Arbitrary<Object> values =
        Arbitraries.lazyOf(
            () -> strings.map(Object.class::cast),
            () -> Arbitraries.of(true, false).map(Object.class::cast),
            () -> strings.list().ofMaxSize(3).map(Object.class::cast));
    return Arbitraries.maps(strings, values).ofMaxSize(4);
  }

  private static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
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
