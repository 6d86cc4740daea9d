package org.keyrite.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.testing.Unseen;

/** Of YAML, what a reviewer can take at its word: everything else is refused, with its place. */
final class YamlValueTest {
  private static final String RETURN =
      "a carriage return without a line feed hides the text before it";
  private static final String NO_BREAK = " looks like a line break but is not one";
  private static final String INVISIBLE = " does not show, or changes how the text around it reads";

  static Stream<Arguments> refused() {
    return Stream.of(
        // No document, or more than one
        refused("", "the file is empty"),
        refused("# nothing but words\n", "the file is empty"),
        refused("a: 1\n---\nb: 2\n", "line 2, column 1: not YAML: but found another document"),
        // A value that stands in two places
        refused("a: &x 1\n", "line 1, column 4: anchors and aliases are not allowed"),
        refused("a: &x [1]\n", "line 1, column 4: anchors and aliases are not allowed"),
        refused("&x a: 1\n", "line 1, column 1: anchors and aliases are not allowed"),
        refused("a: *x\n", "line 1, column 4: anchors and aliases are not allowed"),
        // A type that is not the text's own
        refused("a: !!str 1\n", "line 1, column 4: tags are not allowed"),
        refused("a: !x {b: 1}\n", "line 1, column 4: tags are not allowed"),
        refused("a: !!java.lang.Runtime []\n", "line 1, column 4: tags are not allowed"),
        refused("a: ! 1\n", "line 1, column 4: tags are not allowed"),
        refused("%YAML 1.1\n---\na: 1\n", "line 1, column 1: directives are not allowed"),
        refused("%YAML 3.0\n---\na: 1\n", "line 1, column 1: directives are not allowed"),
        refused("%TAG ! tag:x:\n---\na: 1\n", "line 1, column 1: directives are not allowed"),
        // Characters
        refused(
            "a:\n\tb: 1\n",
            "line 2, column 1: not YAML: found character '\\t(TAB)' that cannot start any token."
                + " (Do not use \\t(TAB) for indentation)"),
        refused("a: \u0007\n", place(1, 4) + "the control character U+0007 is not allowed"),
        refused("a: 1\r\n# \u007f", place(2, 3) + "the control character U+007F is not allowed"),
        refused(
            "# \ud83d\ude00\u009b", place(1, 4) + "the control character U+009B is not allowed"),
        refused("# a\0", place(1, 4) + "the control character U+0000 is not allowed"),
        refused("# a\rb: 1", place(1, 4) + RETURN),
        refused("a: 1\r", place(1, 5) + RETURN),
        refused("a: 1\r\r\n", place(1, 5) + RETURN),
        refused("# a\u0085b: 1", place(1, 4) + "the character U+0085" + NO_BREAK),
        refused("# a\u2028b: 1", place(1, 4) + "the character U+2028" + NO_BREAK),
        refused("# a\u2029b: 1", place(1, 4) + "the character U+2029" + NO_BREAK),
        refused("a: 1 # \u202e", place(1, 8) + "the character U+202E" + INVISIBLE),
        refused("a: 1\n#\t\u2066", place(2, 3) + "the character U+2066" + INVISIBLE),
        refused("a: b\u200bc", place(1, 5) + "the character U+200B" + INVISIBLE),
        refused("a: b\u00adc", place(1, 5) + "the character U+00AD" + INVISIBLE),
        refused("# \udb40\udc41", place(1, 3) + "the character U+E0041" + INVISIBLE),
        refused("a: \ufeff1", place(1, 4) + "the character U+FEFF" + INVISIBLE),
        refused("\ufeff\ufeffa: 1", place(1, 1) + "the character U+FEFF" + INVISIBLE),
        refused("a: \"\\ud800\"\n", "line 1, column 4: half a surrogate pair is not a character"),
        refused(
            "a: \"\\q\"\n", "line 1, column 6: not YAML: found unknown escape character q(113)"),
        refused("a: \"\\UFFFFFFFF\"\n", "not YAML: an escape for no character"),
        // Structure
        refused("a: [1\n", "line 2, column 1: not YAML: expected ',' or ']', but got <stream end>"),
        refused("a: b: c\n", "line 1, column 5: not YAML: mapping values are not allowed here"),
        // Depth and size
        refused("[".repeat(65) + "]".repeat(65), "line 1, column 65: nested too deeply"),
        refused("[".repeat(1 << 20), "line 1, column 65: nested too deeply"),
        refused("- ".repeat(1 << 19), "line 1, column 129: nested too deeply"),
        refused("{a: ".repeat(100_000), "line 1, column 257: nested too deeply"),
        refused("? ".repeat(100_000), "line 1, column 129: nested too deeply"),
        refused(
            "a".repeat((1 << 20) + 1),
            "not YAML: The incoming YAML document exceeds the limit: 1048576 code points."));
  }

  private static String place(int line, int column) {
    return "line " + line + ", column " + column + ": ";
  }

  private static Arguments refused(String text, String message) {
    return Arguments.of(text, message);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatAReviewerCouldMisreadIsRefused(String text, String message) {
    YamlException thrown = assertThrows(YamlException.class, () -> YamlValue.parse(text));
    assertEquals(message, thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.10", "0x10", "yes", "2026-11-22", "1e3", ".inf", "012", "~"})
  void aScalarIsTheTextThatStandsThere(String text) throws Exception {
    assertEquals(text, YamlValue.parse("a: " + text).entries().get("a").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: 1\r\n", "a:\t1\n\n", "# é 漢 😀 e\u0301\na: 1"})
  void charactersThatHideNothingAreAllowed(String text) throws Exception {
    assertEquals("1", YamlValue.parse(text).entries().get("a").text());
  }

  @Test
  void quotesAndBlocksAreResolved() throws Exception {
    YamlValue.Fields fields =
        YamlValue.parse("a: \"\\ud83d\\ude00\\n\"\nb: 'it''s'\nc: |\n  two\n  lines\nd: \"\"\n")
            .fields("a", "b", "c", "d");
    assertEquals("😀\n", fields.required("a").text());
    assertEquals("it's", fields.required("b").text());
    assertEquals("two\nlines\n", fields.required("c").text());
    assertEquals("", fields.required("d").text());
  }

  @Test
  void sixtyFourLevelsAreRead() throws Exception {
    YamlValue value = YamlValue.parse("[".repeat(64) + "x" + "]".repeat(64));
    while (!value.isScalar()) {
      value = value.elements().getFirst();
    }
    assertEquals("x", value.text());
  }

  @ParameterizedTest
  @MethodSource("org.keyrite.testing.Unseen#characters")
  void noCharacterStandsThereThatDoesNotShow(Unseen unseen) {
    String text = unseen.text();
    String code = "the character " + unseen.code() + INVISIBLE;
    for (String line : List.of("a: \"b" + text + "c\"", "a: b" + text, "# comm" + text)) {
      int column = line.indexOf(text) + 1;
      assertMessage(place(1, column) + code, () -> YamlValue.parse(line));
    }
  }

  /** The reader of a file reads what options say, and places its complaints. */
  @Test
  void optionsSayTheSame() throws Exception {
    YamlValue said =
        YamlValue.of(
            Map.of("a", new YamlValue.Said("--a", List.of("1", new YamlValue.Said("--b", "2")))));
    List<YamlValue> elements = said.fields("a").required("a").elements();
    assertEquals("1", elements.getFirst().text());
    assertEquals("--a: not one", elements.getFirst().error("not one").getMessage());
    assertEquals("--b: not two", elements.getLast().error("not two").getMessage());
    assertMessage(
        "--a: expected a single value, not a list or a mapping",
        () -> said.fields("a").required("a").text());
  }

  @Test
  void everyKeyMustBeKnown() throws Exception {
    YamlValue value = YamlValue.parse("name: x\ncolour: red\n");
    assertMessage(
        "line 2, column 1: the key 'colour' is unknown; known here: name, version",
        () -> value.fields("name", "version"));
  }

  @Test
  void noKeyStandsTwice() throws Exception {
    String message = "line 3, column 1: the key 'a' is here a second time";
    YamlValue block = YamlValue.parse("a: 1\nb: 2\n\"a\": 3\n");
    assertMessage(message, block::entries);
    assertMessage(message, () -> block.fields("a", "b"));
    assertMessage(
        "line 1, column 8: the key 'a' is here a second time",
        YamlValue.parse("{a: 1, a: 1}")::entries);
  }

  @Test
  void aKeyIsOneText() throws Exception {
    String message = "expected a single value, not a list or a mapping";
    assertMessage("line 1, column 3: " + message, YamlValue.parse("? [a]\n: 1\n")::entries);
    assertMessage(
        "line 1, column 2: a value is missing here", YamlValue.parse("?\n: 1\n")::entries);
  }

  @Test
  void aMissingKeyIsMissedWhereItsMappingBegins() throws Exception {
    YamlValue.Fields fields = YamlValue.parse("\n  b: 1\n").fields("a", "b");
    assertTrue(fields.optional("a").isEmpty());
    assertMessage("line 2, column 3: the key 'a' is missing", () -> fields.required("a"));
  }

  @Test
  void aValueIsOfTheKindThatIsExpected() throws Exception {
    YamlValue.Fields fields =
        YamlValue.parse("text: x\nlist: [1]\nempty: []\nnothing:\nnone: null\nno: false\n")
            .fields("text", "list", "empty", "nothing", "none", "no");
    assertMessage("line 1, column 7: expected a list", fields.required("text")::elements);
    assertMessage(
        "line 1, column 7: expected a mapping (key: value)", fields.required("text")::entries);
    assertMessage(
        "line 2, column 7: expected a single value, not a list or a mapping",
        fields.required("list")::text);
    assertMessage("line 3, column 8: the list is empty", fields.required("empty")::elements);
    assertMessage("line 4, column 9: a value is missing here", fields.required("nothing")::text);
    assertMessage("line 5, column 7: a value is missing here", fields.required("none")::text);
    assertMessage("line 1, column 7: expected true or false", fields.required("text")::truth);
    assertFalse(fields.required("no").truth());
    assertTrue(fields.required("text").isScalar());
    assertFalse(fields.required("list").isScalar());
  }

  @Test
  void aReadersOwnComplaintHasThePlaceToo() throws Exception {
    YamlValue value = YamlValue.parse("a:\n  - 1\n  - 2\n").entries().get("a").elements().getLast();
    assertEquals("line 3, column 5: not two", value.error("not two").getMessage());
  }

  private static void assertMessage(String message, Executable reading) {
    assertEquals(message, assertThrows(YamlException.class, reading).getMessage());
  }
}
