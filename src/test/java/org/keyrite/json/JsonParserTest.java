package org.keyrite.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exactly the texts of RFC 8259 are read, and of everything else the first mistake is placed. */
final class JsonParserTest {
  static Stream<Arguments> refused() {
    return Stream.of(
        // The text as a whole
        refused("", "the text ends too early at byte 0"),
        refused(" \t\r\n", "the text ends too early at byte 4"),
        refused("1 2", "something follows the value at byte 2"),
        refused("{}{}", "something follows the value at byte 2"),
        refused("null\0", "something follows the value at byte 4"),
        refused("\u00ef\u00bb\u00bf1", "a value was expected at byte 0"), // a byte-order mark
        refused("\f1", "a value was expected at byte 0"), // form feed is no white space here
        refused("// no comment\n1", "a value was expected at byte 0"),
        // Literals
        refused("True", "a value was expected at byte 0"),
        refused("nul", "the text ends too early at byte 3"),
        refused("nulL", "'l' was expected at byte 3"),
        refused("truest", "something follows the value at byte 4"),
        refused("undefined", "a value was expected at byte 0"),
        // Numbers
        refused("01", "something follows the value at byte 1"),
        refused("-", "the text ends too early at byte 1"),
        refused("-01", "something follows the value at byte 2"),
        refused("+1", "a value was expected at byte 0"),
        refused(".5", "a value was expected at byte 0"),
        refused("1.", "a value was expected at byte 2"),
        refused("1.e3", "a value was expected at byte 2"),
        refused("1e", "the text ends too early at byte 2"),
        refused("1e+", "a value was expected at byte 3"),
        refused("0x10", "something follows the value at byte 1"),
        refused("NaN", "a value was expected at byte 0"),
        refused("-Infinity", "a value was expected at byte 1"),
        refused("1_000", "something follows the value at byte 1"),
        // Strings
        refused("\"", "a string without an end at byte 1"),
        refused("\"a\\\"", "a string without an end at byte 1"),
        refused("\"a\\", "a string without an end at byte 1"),
        refused("'a'", "a value was expected at byte 0"),
        refused("\"a\nb\"", "a control character in a string at byte 3"),
        refused("\"\u001f\"", "a control character in a string at byte 2"),
        refused("\"\\x41\"", "an unknown escape in a string at byte 3"),
        refused("\"\\U0041\"", "an unknown escape in a string at byte 3"),
        refused("\"\\u12\"", "a bad \\u escape at byte 6"),
        refused("\"\\u00g0\"", "a bad \\u escape at byte 6"),
        // Surrogates
        refused("\"\\ud800\"", "'\\' was expected at byte 7"),
        refused("\"\\ud800x\"", "'\\' was expected at byte 7"),
        refused("\"\\ud800\\n\"", "'u' was expected at byte 8"),
        refused("\"\\ud800\\u0041\"", "half a surrogate pair at byte 13"),
        refused("\"\\ud800\\ud800\"", "half a surrogate pair at byte 13"),
        refused("\"\\udc00\"", "half a surrogate pair at byte 7"),
        // UTF-8
        refused("\"\u00ff\"", "not UTF-8 at byte 1"),
        refused("\"\u00c0\u0080\"", "not UTF-8 at byte 1"), // too long a form of U+0000
        refused("\"\u00ed\u00a0\u0080\"", "not UTF-8 at byte 1"), // U+D800
        refused("\"\u00f4\u0090\u0080\u0080\"", "not UTF-8 at byte 1"), // beyond U+10FFFF
        refused("\"ab\u00e2\u0082\"", "not UTF-8 at byte 3"), // cut short
        // Objects and arrays
        refused("[", "the text ends too early at byte 1"),
        refused("[1", "the text ends too early at byte 2"),
        refused("[1,]", "a value was expected at byte 3"),
        refused("[,1]", "a value was expected at byte 1"),
        refused("[1 2]", "',' was expected at byte 3"),
        refused("[1}", "',' was expected at byte 2"),
        refused("{", "the text ends too early at byte 1"),
        refused("{\"a\"}", "':' was expected at byte 4"),
        refused("{\"a\":}", "a value was expected at byte 5"),
        refused("{\"a\":1,}", "a name was expected at byte 7"),
        refused("{a:1}", "a name was expected at byte 1"),
        refused("{1:1}", "a name was expected at byte 1"),
        refused("{\"a\":1 \"b\":2}", "',' was expected at byte 7"),
        // One name, written in two ways, is one name
        refused("{\"a\":1,\"a\":1}", "a name stands twice in an object at byte 12"),
        refused("{\"a\":1,\"\\u0061\":2}", "a name stands twice in an object at byte 17"),
        refused("{\"\":1,\"\":2}", "a name stands twice in an object at byte 10"),
        // Depth
        refused("[".repeat(65), "nested too deeply at byte 65"),
        refused("[".repeat(1 << 20), "nested too deeply at byte 65"),
        refused("{\"a\":".repeat(65), "nested too deeply at byte 321"));
  }

  private static Arguments refused(String bytes, String message) {
    return Arguments.of(bytes, message);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoJsonIsRefused(String bytes, String message) {
    JsonException thrown =
        assertThrows(JsonException.class, () -> JsonParser.parse(bytes.getBytes(ISO_8859_1)));
    assertEquals(message, thrown.getMessage());
  }

  static Stream<Arguments> strings() {
    return Stream.of(
        Arguments.of("\"\"", ""),
        Arguments.of(" \"a\" ", "a"),
        Arguments.of("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"),
        Arguments.of("\"\\u0000\"", "\0"),
        Arguments.of("\"\\u00e9\\u00E9\"", "éé"),
        Arguments.of("\"\\u20ac\"", "€"),
        Arguments.of("\"\\ud83d\\ude00\"", "😀"),
        Arguments.of("\"é€😀\"", "é€😀"),
        Arguments.of("\"\u007f\u2028\"", "\u007f\u2028"),
        Arguments.of("\"" + "é".repeat(5000) + "\"", "é".repeat(5000)));
  }

  @ParameterizedTest
  @MethodSource("strings")
  void aStringIsTheBytesItStandsFor(String json, String value) throws Exception {
    JsonValue.Text text = assertInstanceOf(JsonValue.Text.class, parse(json));
    assertFalse(text.isNumber());
    assertEquals(value, text.text());
    assertArrayEquals(value.getBytes(UTF_8), text.bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "12",
        "-1.50",
        "1e5",
        "1E+5",
        "0.1e-7",
        "123456789012345678901234567890"
      })
  void aNumberIsKeptAsWritten(String json) throws Exception {
    JsonValue.Text number = assertInstanceOf(JsonValue.Text.class, parse(json));
    assertTrue(number.isNumber());
    assertEquals(json, number.text());
  }

  @Test
  void namesKeepTheirOrder() throws Exception {
    JsonValue.Members members =
        assertInstanceOf(
            JsonValue.Members.class, parse("{\"b\":true,\"a\":{\"b\":false},\"c\":[null,{}]}"));
    assertEquals(List.of("b", "a", "c"), List.copyOf(members.values().keySet()));
    assertSame(JsonValue.Literal.TRUE, members.get("b").orElseThrow());
    assertEquals(true, members.get("d").isEmpty());
    JsonValue.Elements elements =
        assertInstanceOf(JsonValue.Elements.class, members.get("c").orElseThrow());
    assertSame(JsonValue.Literal.NULL, elements.values().getFirst());
    assertEquals("object of 0", elements.values().getLast().toString());
  }

  @Test
  void sixtyFourLevelsAreReadSideBySideWithOthers() throws Exception {
    String deepest = "[".repeat(63) + "]".repeat(63);
    JsonValue value = parse("[" + deepest + "," + deepest + "]");
    assertEquals("array of 2", value.toString());
  }

  @Test
  void wipingReachesEveryString() throws Exception {
    JsonValue.Members members = (JsonValue.Members) parse("{\"a\":\"secret\",\"b\":[12345]}");
    JsonValue.Text text = (JsonValue.Text) members.get("a").orElseThrow();
    JsonValue.Text number =
        (JsonValue.Text) ((JsonValue.Elements) members.get("b").orElseThrow()).values().getFirst();
    members.wipe();
    assertArrayEquals(new byte[6], text.bytes());
    assertArrayEquals(new byte[5], number.bytes());
  }

  @Test
  void noDescriptionOfAValueShowsIt() throws Exception {
    assertEquals("object of 2", parse("{\"secret\":\"secret\",\"b\":1}").toString());
    assertEquals("string", parse("\"secret\"").toString());
    assertEquals("number", parse("123456").toString());
  }

  private static JsonValue parse(String json) throws JsonException {
    return JsonParser.parse(json.getBytes(UTF_8));
  }
}
