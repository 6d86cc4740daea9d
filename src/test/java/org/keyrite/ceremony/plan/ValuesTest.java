package org.keyrite.ceremony.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;

/** A secret is long enough to be one, and no public value gives it away. */
final class ValuesTest {
  private static final String SECRET = "0123456789abcdef";
  private static final String OVERLAP = "The public value 'id' is, or is part of, a secret.";
  private static final String UNPRINTABLE = "The public value 'id' is not one line of plain text.";

  @TempDir Path folder;

  @Test
  void valuesAreWhatTheGeneratorMade() throws Exception {
    byte[] secret;
    try (Values values = values(SECRET, "peer-1")) {
      secret = values.secret("key");
      assertArrayEquals(SECRET.getBytes(UTF_8), secret);
      assertEquals(Map.of("id", "peer-1"), values.publicValues());
    }
    assertArrayEquals(new byte[16], secret, "wiped when the values are closed");
  }

  @Test
  void aSecretShorterThanAnyKeyIsNotTheSecret() {
    assertFailed("The secret 'key' has only 15 bytes.", "0123456789abcde", "peer-1");
    assertFailed("The secret 'key' has only 1 byte.", "0", "peer-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SECRET, // the secret
        "id-0123456789abcdef-1", // the secret inside
        "01234567", // eight bytes of the secret
        "89abcdef",
        "456789abcd",
        "0123456789ABCDEF", // in the other case
        "id-0123456789aBcDeF",
        "89ABCDEF",
        "01234567\\n",
        SECRET + "\\r\\n"
      })
  void aPublicValueNeverOverlapsASecret(String id) {
    assertFailed(OVERLAP, SECRET, id);
  }

  @Test
  void theLineEndOfASecretHidesNoOverlap() {
    assertFailed(OVERLAP, SECRET + "\\n", "id-" + SECRET);
    assertFailed(OVERLAP, SECRET + "\\r\\n", SECRET);
  }

  @Test
  void theCaseOfASecretHidesNoOverlap() {
    assertFailed(OVERLAP, "AZ[`@{aZ0123456789", "az[`@{az");
    assertFailed(OVERLAP, "0123456789ABCDEF\\n", "id-0123456789abcdef");
  }

  @Test
  void onlyLettersHaveACase() throws Exception {
    for (String id : new String[] {"{[`@{aZ0", "[{`@{aZ0", "[[@@{aZ0", "[[``{aZ0"}) {
      try (Values values = values("[[`@{aZ0123456789", id)) {
        assertEquals(id, values.publicValues().get("id"));
      }
    }
  }

  @Test
  void aLongValueIsShownShort() {
    assertEquals("x".repeat(64), Values.shortened("x".repeat(64)));
    assertEquals("x".repeat(64) + "… (4096 characters)", Values.shortened("x".repeat(4096)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0123456", "012345678x", "fedcba9876543210"})
  void whatIsInASecretByChanceIsNoOverlap(String id) throws Exception {
    try (Values values = values(SECRET, id)) {
      assertEquals(id, values.publicValues().get("id"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\n", "a\\nb", "\\u001b[2J", "a\\u0000", "\\u007f", "é", "a\\tb"})
  void aPublicValueIsOneLineOfPlainText(String id) {
    assertFailed(UNPRINTABLE, SECRET, id);
  }

  @Test
  void aPublicValueHasAtMostFourKibibytes() throws Exception {
    try (Values values = values(SECRET, "x".repeat(4096))) {
      assertEquals(4096, values.publicValues().get("id").length());
    }
    assertFailed(UNPRINTABLE, SECRET, "x".repeat(4097));
  }

  @Test
  void theEndOfItsLineIsNoPartOfAPublicValue() throws Exception {
    try (Values values = values(SECRET, " peer 1 \\r\\n")) {
      assertEquals(Map.of("id", " peer 1 "), values.publicValues());
    }
  }

  private void assertFailed(String message, String secret, String id) {
    Failed failed = assertThrows(Failed.class, () -> values(secret, id).close());
    assertEquals(message, failed.getMessage());
    assertEquals(false, (failed.getMessage() + failed.advice()).contains(secret));
  }

  private Values values(String secret, String id) throws Exception {
    Plan plan = ExamplePlan.changed(folder, "{whole: true}", "{json: secret_key}");
    String output = "{\"secret_key\":\"" + secret + "\",\"peer_id\":\"" + id + "\"}";
    try (SecretBytes printed = new SecretBytes(output.getBytes(UTF_8))) {
      return Values.extract(plan, new Extractor(printed, folder));
    }
  }
}
