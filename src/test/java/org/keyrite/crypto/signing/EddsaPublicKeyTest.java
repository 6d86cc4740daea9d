package org.keyrite.crypto.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.crypto.signing.EddsaPublicKey.Curve;

/** EdDSA signatures of the JDK's are verified, by keys that somebody can have made. */
class EddsaPublicKeyTest {
  @ParameterizedTest
  @EnumSource
  void onEachCurve(Curve curve) throws Exception {
    JdkSigner signer = JdkSigner.of(curve.toString(), new NamedParameterSpec(curve.toString()));
    EddsaPublicKey key = EddsaPublicKey.of(curve, signer.point(curve.keyLength())).orElseThrow();
    assertEquals(curve, key.curve());
    byte[] signature = signer.sign(curve.toString());
    assertEquals(curve.signatureLength(), signature.length);
    byte[] message = JdkSigner.MESSAGE;
    assertTrue(key.verifies(message, signature));
    assertTrue(key.verifies(Arrays.copyOf(message, 100), message.length, signature));
    assertFalse(key.verifies(message, message.length - 1, signature));
    assertFalse(key.verifies(new byte[17], signature));
    assertFalse(key.verifies(message, Arrays.copyOf(signature, signature.length - 1)));
    assertFalse(key.verifies(message, Arrays.copyOf(signature, signature.length + 1)));
    assertFalse(key.verifies(message, new byte[0]));
  }

  @ParameterizedTest
  @EnumSource
  void onlyAPointIsAKey(Curve curve) throws Exception {
    JdkSigner signer = JdkSigner.of(curve.toString(), new NamedParameterSpec(curve.toString()));
    byte[] point = signer.point(curve.keyLength());
    assertNoKey(curve, Arrays.copyOf(point, point.length - 1));
    assertNoKey(curve, Arrays.copyOf(point, point.length + 1));
    assertNoKey(curve, new byte[0]);
    byte[] allOnes = new byte[curve.keyLength()];
    Arrays.fill(allOnes, (byte) -1);
    assertNoKey(curve, allOnes);
    // The neutral point, under which the equation holds for any message.
    byte[] neutral = new byte[curve.keyLength()];
    neutral[0] = 1;
    assertNoKey(curve, neutral);
  }

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
  void aPointUnderWhichAnythingIsSignedIsNoKey(String point) {
    assertNoKey(Curve.ED25519, HexFormat.of().parseHex(point));
  }

  @Test
  void aPointOutsideTheGroupOfTheBasePointIsNoKey() {
    // The base point plus the point of order two: on the curve, of large order, made by nobody.
    byte[] base =
        HexFormat.of().parseHex("5866666666666666666666666666666666666666666666666666666666666666");
    assertTrue(EddsaPublicKey.of(Curve.ED25519, base).isPresent());
    byte[] mixed =
        HexFormat.of().parseHex("9599999999999999999999999999999999999999999999999999999999999999");
    assertNoKey(Curve.ED25519, mixed);
  }

  /** The four points of small order on Ed448, and the other encodings that they have. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000"
            + "00000000000000000000000000000000000000000000000000",
        "fefffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffff"
            + "ffffffffffffffffffffffffffffffffffffffffffffffff00",
        "0000000000000000000000000000000000000000000000000000000000000000"
            + "00000000000000000000000000000000000000000000000080",
        "0000000000000000000000000000000000000000000000000000000000000000"
            + "00000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000"
            + "00000000000000000000000000000000000000000000000080",
        "fefffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffff"
            + "ffffffffffffffffffffffffffffffffffffffffffffffff80",
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffff"
            + "ffffffffffffffffffffffffffffffffffffffffffffffff00",
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffff"
            + "ffffffffffffffffffffffffffffffffffffffffffffffff80",
        "00000000000000000000000000000000000000000000000000000000ffffffff"
            + "ffffffffffffffffffffffffffffffffffffffffffffffff00"
      })
  void aPointOfEd448UnderWhichAnythingIsSignedIsNoKey(String point) {
    assertNoKey(Curve.ED448, HexFormat.of().parseHex(point));
  }

  @Test
  void aPointOfEd448OutsideTheGroupOfTheBasePointIsNoKey() {
    // The base point, and the same plus the point of order two.
    byte[] base =
        HexFormat.of()
            .parseHex(
                "14fa30f25b790898adc8d74e2c13bdfdc4397ce61cffd33ad7c2a0051e9c7887"
                    + "4098a36c7373ea4b62c7c9563720768824bcb66e71463f6900");
    assertTrue(EddsaPublicKey.of(Curve.ED448, base).isPresent());
    byte[] mixed =
        HexFormat.of()
            .parseHex(
                "eb05cf0da486f767523728b1d3ec42023bc68319e3002cc5283d5ffae0638778"
                    + "bf675c938c8c15b49d3836a9c8df8977db4349918eb9c09680");
    assertNoKey(Curve.ED448, mixed);
  }

  private static void assertNoKey(Curve curve, byte[] encoded) {
    assertEquals(Optional.empty(), EddsaPublicKey.of(curve, encoded));
  }
}
