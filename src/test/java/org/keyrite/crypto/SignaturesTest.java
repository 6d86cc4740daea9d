package org.keyrite.crypto;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures are verified as their specifications say; the JDK makes them. */
class SignaturesTest {

  /** The eight points of small order, and the other encodings that some of them have. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void aKeyUnderWhichAnythingIsSignedIsNone(String point) {
    byte[] key = HexFormat.of().parseHex(point);
    assertFalse(Ed25519Signature.isKey(key));
    // S = 0 and R = the neutral point: for these keys the equation holds for many messages.
    byte[] signature = new byte[Ed25519Signature.LENGTH];
    signature[0] = 1;
    for (int trial = 0; trial < 16; trial++) {
      assertFalse(Ed25519Signature.verifies(key, signature, new byte[] {(byte) trial}, 1));
    }
  }

  @Test
  void aPointOutsideTheGroupOfTheBasePointIsNoKey() {
    // The base point plus the point of order two: on the curve, of large order, made by nobody.
    byte[] base =
        HexFormat.of().parseHex("5866666666666666666666666666666666666666666666666666666666666666");
    assertTrue(Ed25519Signature.isKey(base));
    byte[] mixed =
        HexFormat.of().parseHex("9599999999999999999999999999999999999999999999999999999999999999");
    assertFalse(Ed25519Signature.isKey(mixed));
    assertFalse(Ed25519Signature.isKey(Arrays.copyOf(base, 31)));
    assertFalse(Ed25519Signature.isKey(Arrays.copyOf(base, 33)));
  }
}
