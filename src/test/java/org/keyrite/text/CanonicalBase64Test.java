package org.keyrite.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrite.text.CanonicalBase64.PADDED;
import static org.keyrite.text.CanonicalBase64.UNPADDED;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes have one form with padding, one without, and no other. */
class CanonicalBase64Test {
  /** RFC 4648, section 10. */
  @ParameterizedTest
  @CsvSource({"'', ''", "f, Zg==", "fo, Zm8=", "foo, Zm9v", "foob, Zm9vYg==", "fooba, Zm9vYmE="})
  void theSpecificationsOwnExamples(String bytes, String padded) {
    String unpadded = padded.replace("=", "");
    assertEquals(padded, PADDED.encode(bytes.getBytes(US_ASCII)));
    assertEquals(unpadded, UNPADDED.encode(bytes.getBytes(US_ASCII)));
    assertArrayEquals(bytes.getBytes(US_ASCII), PADDED.decode(padded).orElseThrow());
    assertArrayEquals(bytes.getBytes(US_ASCII), UNPADDED.decode(unpadded).orElseThrow());
    if (!padded.equals(unpadded)) {
      assertEquals(Optional.empty(), PADDED.decode(unpadded));
      assertEquals(Optional.empty(), UNPADDED.decode(padded));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Zh==", "Zh", "Zm9", "Z", "=", "Zg=", "Zm9v\n", " Zm9v", "Zm-v", "Zm9\u00fc"})
  void everyOtherFormIsRefused(String text) {
    assertEquals(Optional.empty(), PADDED.decode(text));
    assertEquals(Optional.empty(), UNPADDED.decode(text));
  }
}
