package org.keyrite.crypto.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.hash.HkdfSha256;

/** The primitives do what their specifications say, in the specifications' own examples. */
class PrimitivesTest {

  @Test
  void x25519IsThatOfRfc7748Section6() {
    X25519Secret alice = secret("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    X25519Secret bob = secret("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    assertEquals(
        "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f", hex(bob.publicShare()));
    assertEquals(
        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
        hex(alice.publicShare()));
    WrapKey here = alice.agree(bob.publicShare()).orElseThrow().wrapKey(new byte[0], "test");
    WrapKey there = bob.agree(alice.publicShare()).orElseThrow().wrapKey(new byte[0], "test");
    FileKey fileKey = FileKey.generate();
    assertArrayEquals(here.wrapFileKey(fileKey), there.wrapFileKey(fileKey));
  }

  @Test
  void noKeyIsAgreedWithAPointOfLowOrder() {
    for (String point :
        new String[] {
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0100000000000000000000000000000000000000000000000000000000000000",
          "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
          "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
        }) {
      assertTrue(X25519Secret.generate().agree(bytes(point)).isEmpty(), point);
    }
  }

  @Test
  void chaCha20Poly1305IsThatOfRfc8439Section282WithoutItsAssociatedData() {
    // The RFC's example has associated data, which age has not; its ciphertext is the same.
    byte[] key = bytes("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    byte[] nonce = bytes("070000004041424344454647");
    byte[] plaintext =
        ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
                + "future, sunscreen would be it.")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] sealed = new byte[plaintext.length + ChaCha20Poly1305.TAG_LENGTH];
    ChaCha20Poly1305.seal(key, nonce, plaintext, 0, plaintext.length, sealed, 0);
    assertEquals("d31a8d34648e60db7b86afbc53ef7ec2", hex(Arrays.copyOf(sealed, 16)));

    byte[] opened = new byte[plaintext.length];
    assertTrue(ChaCha20Poly1305.open(key, nonce, sealed, 0, sealed.length, opened, 0));
    assertArrayEquals(plaintext, opened);
  }

  @Test
  void whatDoesNotOpenLeavesNothingBehind() {
    byte[] key = new byte[ChaCha20Poly1305.KEY_LENGTH];
    byte[] nonce = new byte[ChaCha20Poly1305.NONCE_LENGTH];
    byte[] sealed = new byte[1000 + ChaCha20Poly1305.TAG_LENGTH];
    ChaCha20Poly1305.seal(key, nonce, filled(1000, 7), 0, 1000, sealed, 0);
    sealed[sealed.length - 1] ^= 1;
    byte[] opened = new byte[1000];
    assertFalse(ChaCha20Poly1305.open(key, nonce, sealed, 0, sealed.length, opened, 0));
    assertArrayEquals(new byte[1000], opened);
    assertFalse(
        ChaCha20Poly1305.open(key, nonce, sealed, 0, ChaCha20Poly1305.TAG_LENGTH - 1, opened, 0));
  }

  @Test
  void hkdfIsThatOfRfc5869AppendixA() {
    // Test case 3, without salt and info: the others have an info that is not text.
    assertEquals(
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d",
        hex(HkdfSha256.derive(filled(22, 0x0b), HkdfSha256.NO_SALT, "")));
  }

  @Test
  void randomBytesAreNotTheSameTwice() {
    assertEquals(32, Randomness.bytes(32).length);
    assertNotEquals(hex(Randomness.bytes(32)), hex(Randomness.bytes(32)));
  }

  private static X25519Secret secret(String hex) {
    return X25519Secret.copyOf(bytes(hex));
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
