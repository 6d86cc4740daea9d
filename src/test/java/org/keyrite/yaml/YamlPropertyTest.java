package org.keyrite.yaml;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No text makes the reader fail in a way that its callers do not expect. */
final class YamlPropertyTest {
  @Property(tries = 3000)
  void anyTextIsAValueOrRefused(@ForAll String text) {
    parsesOrRefuses(text);
  }

  @Property(tries = 5000)
  void anyTextOfYamlsOwnCharactersIsAValueOrRefused(@ForAll("yamlLike") String text) {
    parsesOrRefuses(text);
  }

  @Provide
  Arbitrary<String> yamlLike() {
    return Arbitraries.of(
            "a", ":", "- ", "? ", "[", "]", "{", "}", ",", "\n", " ", "\t", "'", "\"", "|", ">",
            "&a", "*a", "!a", "%", "#", "---", "...", "\\", "\\x", "\\u", "\\U", "d8", "00", "~",
            "@", "`", "<<", "=", "1")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  @SuppressWarnings("EmptyCatch") // either outcome is right; any other exception is not
  private static void parsesOrRefuses(String text) {
    try {
      YamlValue.parse(text);
    } catch (YamlException expected) {
    }
  }
}
