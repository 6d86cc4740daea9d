package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.age.header.AgeException.KeyFailure;

/** Bech32 is strict: each data has one encoding, and a slip of the pen is noticed. */
class Bech32Test {

  @Test
  void everyLengthComesBack() throws KeyFailure {
    for (int length = 0; length < 100; length++) {
      byte[] data = Ciphertexts.data(length);
      assertArrayEquals(data, Bech32.decode("age", Bech32.encode("age", data), "it"));
      assertArrayEquals(data, Bech32.decode("AGE-", Bech32.encode("AGE-", data), "it"));
    }
  }

  @Test
  void theExampleOfTheSpecificationIsEncodedLikeThis() throws KeyFailure {
    byte[] encoded =
        ascii("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX");
    byte[] data = Bech32.decode("AGE-SECRET-KEY-", encoded, "it");
    assertEquals(32, data.length);
    for (byte value : data) {
      assertEquals(0x42, value);
    }
    assertArrayEquals(encoded, Bech32.encode("AGE-SECRET-KEY-", data));
  }

  @ParameterizedTest
  @CsvSource({
    // From BIP 173: valid, with a prefix of the right length.
    "a12uel5l, a, ",
    "A12UEL5L, A, ",
    "A12uEL5L, A, it mixes upper and lower case",
    "a12uel5l, A, it is cut short or of another type",
    "A12UEL5L, a, it is cut short or of another type",
    "a12uel5, a, it is cut short or of another type",
    "a12uel5x, a, it has a wrong checksum: at least one character is not right",
    "A1G7SGD8, A, it has a wrong checksum: at least one character is not right",
    "x1b4n0q5v, x, it has a character that does not belong there",
    "y1\u00e9b71o20p, y, it has a character that does not belong there",
  })
  void bip173(String encoded, String prefix, String failure) throws KeyFailure {
    byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
    if (failure == null) {
      assertEquals(0, Bech32.decode(prefix, bytes, "it").length);
    } else {
      KeyFailure thrown = assertThrows(KeyFailure.class, () -> Bech32.decode(prefix, bytes, "it"));
      assertEquals(failure, thrown.getMessage());
    }
  }

  @Test
  void aChangeOfAnyCharacterIsNoticed() {
    byte[] encoded = ascii(Ciphertexts.IDENTITY.recipient().toString());
    for (int i = 0; i < encoded.length; i++) {
      byte[] changed = encoded.clone();
      changed[i] = (byte) (changed[i] == 'q' ? 'p' : 'q');
      assertThrows(KeyFailure.class, () -> Bech32.decode("age", changed, "it"));
    }
  }

  @Test
  void bitsThatBelongToNothingAreRefused() {
    // The checksums are right: a group too many, stray bits in the last one, and a group too many.
    for (String encoded :
        new String[] {withChecksum(0), withChecksum(0, 1), withChecksum(0, 0, 0)}) {
      KeyFailure failure =
          assertThrows(KeyFailure.class, () -> Bech32.decode("age", ascii(encoded), "it"));
      assertTrue(failure.getMessage().contains("bits"), failure.getMessage());
    }
  }

  /** Groups of five bits that no whole number of bytes would give, encoded all the same. */
  private static String withChecksum(int... groups) {
    String alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    StringBuilder data = new StringBuilder();
    for (int group : groups) {
      data.append(alphabet.charAt(group));
    }
    return "age1" + data + checksum(groups, alphabet);
  }

  private static String checksum(int[] groups, String alphabet) {
    int[] generator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    int[] prefix = {3, 3, 3, 0, 1, 7, 5};
    int[] values = new int[prefix.length + groups.length + 6];
    System.arraycopy(prefix, 0, values, 0, prefix.length);
    System.arraycopy(groups, 0, values, prefix.length, groups.length);
    int sum = 1;
    for (int value : values) {
      int top = sum >>> 25;
      sum = ((sum & 0x1ffffff) << 5) ^ value;
      for (int i = 0; i < 5; i++) {
        sum ^= ((top >>> i) & 1) == 1 ? generator[i] : 0;
      }
    }
    sum ^= 1;
    StringBuilder text = new StringBuilder();
    for (int i = 5; i >= 0; i--) {
      text.append(alphabet.charAt((sum >>> (5 * i)) & 31));
    }
    return text.toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
