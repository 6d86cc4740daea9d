package org.keyrite.yaml;

import org.junit.jupiter.api.Test;
import org.keyrite.testing.Trials;

/** No text makes the reader fail in a way that its callers do not expect. */
final class YamlPropertyTest {
  private static final String[] PARTS = {
    "a", ":", "- ", "? ", "[", "]", "{", "}", ",", "\n", " ", "\t", "'", "\"", "|", ">", "&a", "*a",
    "!a", "%", "#", "---", "...", "\\", "\\x", "\\u", "\\U", "d8", "00", "~", "@", "`", "<<", "=",
    "1"
  };

  @Test
  void anyTextIsAValueOrRefused() {
    Trials.run(3000, random -> parsesOrRefuses(Trials.text(random, 100)));
  }

  @Test
  void anyTextOfYamlsOwnCharactersIsAValueOrRefused() {
    Trials.run(5000, random -> parsesOrRefuses(Trials.joined(random, 0, 25, PARTS)));
  }

  @SuppressWarnings("EmptyCatch") // either outcome is right; any other exception is not
  private static void parsesOrRefuses(String text) {
    try {
      YamlValue.parse(text);
    } catch (YamlException expected) {
    }
  }
}
