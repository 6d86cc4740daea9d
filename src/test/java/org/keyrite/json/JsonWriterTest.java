package org.keyrite.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonWriterTest {
  @Test
  void membersKeepTheirOrderOnOneLineWithoutSpace() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("seq", 1);
    facts.put("bytes", 1L << 40);
    facts.put("passed", true);
    facts.put("recipients", List.of("a", "b"));
    facts.put("nothing", Map.of());
    assertEquals(
        "{\"seq\":1,\"bytes\":1099511627776,\"passed\":true,"
            + "\"recipients\":[\"a\",\"b\"],\"nothing\":{}}",
        JsonWriter.write(facts));
  }

  @Test
  void everythingOutsidePrintableAsciiIsEscaped() {
    assertEquals("\"a\\\"b\\\\c/ ~\"", JsonWriter.write("a\"b\\c/ ~"));
    assertEquals("\"\\u000a\\u001b[2J\\u007f\"", JsonWriter.write("\n\u001b[2J\u007f"));
    assertEquals("\"\\u00e9\\u202e\\ud83d\\ude00\"", JsonWriter.write("é\u202e😀"));
  }

  @Test
  void whatHasNoPlaceInARecordIsABug() {
    assertEquals(
        "no JSON for class java.lang.Double",
        assertThrows(IllegalArgumentException.class, () -> JsonWriter.write(List.of(1.5)))
            .getMessage());
  }
}
