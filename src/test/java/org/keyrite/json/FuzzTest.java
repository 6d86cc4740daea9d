package org.keyrite.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.Fuzzing;

/** The reader of JSON, fed with mutations. */
class FuzzTest {
  @Test
  void values() {
    List<byte[]> seeds =
        List.of(
            "{\"a\":[1,-0.5e+3,true,false,null],\"b\":{\"c\":\"\\u00e9\\ud83d\\ude00\"}}"
                .getBytes(UTF_8),
            "[\"é\\n\\\"\\/\",{}]".getBytes(UTF_8));
    Fuzzing.Outcome outcome =
        Fuzzing.of(JsonException.class, input -> JsonParser.parse(input).wipe())
            .run(
                seeds, "[", "]", "{", "}", ",", ":", "\"", "\\u", "\\", "d800", "1", "-", ".", "e");
    assertTrue(outcome.accepted() > 0 && outcome.refused() > 0, outcome.toString());
  }
}
