package org.keyrite.ceremony;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.keyrite.ceremony.plan.Extraction;
import org.keyrite.ceremony.plan.Extractor;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;

/** However a generator's output differs from what the plan expects, no message repeats it. */
final class SecrecyPropertyTest {
  private static final List<Extraction.Rule> RULES =
      List.of(
          new Extraction.Whole(),
          new Extraction.JsonField("key"),
          new Extraction.AfterLabel("key"));

  @Property(tries = 5000)
  void noMessageContainsTheSecret(
      @ForAll("secrets") String secret, @ForAll("frames") List<String> frame) {
    byte[] output = String.join("", frame).replace("SECRET", secret).getBytes(UTF_8);
    for (Extraction.Rule rule : RULES) {
      try (SecretBytes printed = new SecretBytes(output.clone());
          SecretBytes value =
              new Extractor(printed, Path.of("/nonexistent"))
                  .extract("key", new Extraction(Optional.empty(), rule))) {
        assertFalse(value.toString().contains(secret));
      } catch (Failed e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
          assertFalse(String.valueOf(cause.getMessage()).contains(secret), "in a message");
        }
        assertFalse(e.advice().contains(secret), "in an advice");
      }
    }
  }

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings()
        .withCharRange('0', '9')
        .withCharRange('A', 'F')
        .ofMinLength(8)
        .ofMaxLength(64);
  }

  @Provide
  Arbitrary<List<String>> frames() {
    return Arbitraries.of(
            "SECRET",
            "\"SECRET\"",
            "key",
            "\"key\"",
            ":",
            "=",
            " ",
            "\n",
            "{",
            "}",
            "[",
            "]",
            ",",
            "\\",
            "\\u",
            "'",
            "\0",
            "é")
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }
}
