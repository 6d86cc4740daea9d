package org.keyrite.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.Fuzzing;

/** The reader of YAML, fed with mutations of plans and of what has every form. */
class FuzzTest {
  private static final String FORMS =
      """
      a: [1, "two", 'three', {b: c}]
      d:
        - e: |
            text
        - "\\u00e9 \\x41"
      f: >-
        folded
      """;

  @Test
  void values() throws IOException {
    List<byte[]> seeds =
        List.of(
            FORMS.getBytes(UTF_8), Files.readAllBytes(Path.of("ceremony/validator-identity.yaml")));
    Fuzzing.Outcome outcome =
        Fuzzing.of(YamlException.class, input -> YamlValue.parse(new String(input, ISO_8859_1)))
            .run(
                seeds, "- ", ": ", "? ", "&a ", "*a", "!a ", "%", "---\n", "...\n", "<<: ", "\t",
                "\"\\U", "'", "|", ">", "{", "}", "[", "]", "# ", "\r\n", "\u0085", "@", "`");
    assertTrue(outcome.accepted() > 0 && outcome.refused() > 0, outcome.toString());
  }
}
