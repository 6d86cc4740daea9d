package org.keyrite.ceremony;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyrite.ceremony.plan.Extraction;
import org.keyrite.ceremony.plan.Extractor;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;
import org.keyrite.testing.Trials;

/** However a generator's output differs from what the plan expects, no message repeats it. */
final class SecrecyPropertyTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final List<Extraction.Rule> RULES =
      List.of(
          new Extraction.Whole(),
          new Extraction.JsonField("key"),
          new Extraction.AfterLabel("key"));

  private static final String[] PARTS = {
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
    "é"
  };

  @Test
  void noMessageContainsTheSecret() {
    Trials.run(
        5000,
        random -> {
          String secret =
              HEX.formatHex(Trials.bytes(random, 28)) + HEX.toHexDigits(random.nextInt());
          String frame = Trials.joined(random, 1, 12, PARTS);
          keeps(secret, frame.replace("SECRET", secret).getBytes(UTF_8));
        });
  }

  private static void keeps(String secret, byte[] output) {
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
}
