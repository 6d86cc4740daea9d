package org.keyrite.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The cipher over each of its two implementations: they give what BouncyCastle's gives. */
@ParameterizedClass
@MethodSource("implementations")
class ChaCha20Poly1305Test {
  /** Every length through four steps of eight blocks, and those around a chunk of an age file. */
  private static final int[] LENGTHS =
      IntStream.concat(
              IntStream.rangeClosed(0, 2100), IntStream.rangeClosed(64 * 1024 - 20, 64 * 1024 + 20))
          .toArray();

  @Parameter ChaCha20 implementation;

  static ChaCha20[] implementations() {
    return new ChaCha20[] {new ScalarChaCha20(), new VectorChaCha20()};
  }

  @Test
  void vectorsAreUsedWhereTheModuleIs() {
    assertInstanceOf(VectorChaCha20.class, ChaCha20.fastest());
  }

  @Test
  void aBlockIsThatOfRfc8439Section232() {
    int[] state = new int[ChaCha20.BLOCK_WORDS];
    byte[] words =
        hex(
            "657870616e642033322d62797465206b"
                + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
                + "01000000000000090000004a00000000");
    for (int i = 0; i < state.length; i++) {
      state[i] = LittleEndian.getInt(words, Integer.BYTES * i);
    }
    // Eight blocks, of which the first is the example's, so that vectors take part.
    byte[] keyStream = new byte[512];
    implementation.xor(state, keyStream, 0, keyStream.length, keyStream, 0);
    assertEquals(
        "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e"
            + "d2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e",
        HexFormat.of().formatHex(keyStream, 0, 64));
    assertEquals(9, state[ChaCha20.COUNTER]);
  }

  @Test
  void theExampleIsThatOfRfc8439Section282() {
    byte[] key = hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    byte[] nonce = hex("070000004041424344454647");
    byte[] associated = hex("50515253c0c1c2c3c4c5c6c7");
    byte[] text = sunscreen();
    byte[] sealed = new byte[text.length + 16];
    cipher().seal(key, nonce, associated, text, 0, text.length, sealed, 0);
    assertEquals(
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
            + "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
            + "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
            + "3ff4def08e4b7a9de576d26586cec64b6116"
            + "1ae10b594f09e26a7e902ecbd0600691",
        HexFormat.of().formatHex(sealed));
  }

  @Test
  void itIsBouncyCastlesAtEveryLength() throws InvalidCipherTextException {
    assertEquals(2142, agreesWithBouncyCastle(20261122));
  }

  @Test
  void itIsBouncyCastlesWithOtherNumbersInEveryRun() throws InvalidCipherTextException {
    assertEquals(2142, agreesWithBouncyCastle(new Random().nextLong()));
  }

  /** Keys, nonces, texts and places are random, the lengths are all of them. */
  private int agreesWithBouncyCastle(long seed) throws InvalidCipherTextException {
    Random random = new Random(seed);
    int compared = 0;
    for (int length : LENGTHS) {
      byte[] key = bytes(random, 32);
      byte[] nonce = bytes(random, 12);
      byte[] associated = bytes(random, length % 3 == 0 ? random.nextInt(70) : 0);
      int from = random.nextInt(20);
      int to = random.nextInt(20);
      byte[] text = bytes(random, from + length + random.nextInt(20));
      String message = "length " + length + ", seed " + seed;

      byte[] expected = new byte[length + 16];
      bouncyCastle(key, nonce, associated, text, from, length, expected);
      byte[] around = bytes(random, to + length + 16 + random.nextInt(20));
      byte[] sealed = around.clone();
      cipher().seal(key, nonce, associated, text, from, length, sealed, to);
      System.arraycopy(expected, 0, around, to, expected.length);
      assertArrayEquals(around, sealed, message);

      byte[] opened = bytes(random, from + length + random.nextInt(20));
      byte[] before = opened.clone();
      sealed[to + random.nextInt(length + 16)] ^= (byte) (1 << random.nextInt(8));
      assertFalse(cipher().open(key, nonce, associated, sealed, to, length + 16, opened, from));
      assertArrayEquals(before, opened, message);
      System.arraycopy(expected, 0, sealed, to, expected.length);
      assertTrue(cipher().open(key, nonce, associated, sealed, to, length + 16, opened, from));
      System.arraycopy(text, from, before, from, length);
      assertArrayEquals(before, opened, message);
      compared++;
    }
    return compared;
  }

  @Test
  void aTextMayBeSealedAndOpenedWhereItStands() {
    byte[] key = new byte[32];
    byte[] nonce = new byte[12];
    for (int length : LENGTHS) {
      byte[] text = bytes(new Random(length), length);
      byte[] apart = new byte[length + 16];
      cipher().seal(key, nonce, new byte[0], text, 0, length, apart, 0);
      byte[] inPlace = Arrays.copyOf(text, length + 16);
      cipher().seal(key, nonce, new byte[0], inPlace, 0, length, inPlace, 0);
      assertArrayEquals(apart, inPlace);
      assertTrue(cipher().open(key, nonce, new byte[0], inPlace, 0, length + 16, inPlace, 0));
      assertArrayEquals(text, Arrays.copyOf(inPlace, length));
    }
  }

  @Test
  void theCounterGoesOnFromCallToCall() {
    int[] once = new int[ChaCha20.BLOCK_WORDS];
    int[] often = new int[ChaCha20.BLOCK_WORDS];
    byte[] whole = new byte[3 * 512 + 3 * 64];
    implementation.xor(once, whole, 0, whole.length, whole, 0);
    byte[] parts = new byte[whole.length];
    int at = 0;
    for (int length : new int[] {64, 512, 128, 1024}) {
      implementation.xor(often, parts, at, length, parts, at);
      at += length;
    }
    assertEquals(whole.length, at);
    assertArrayEquals(whole, parts);
    assertArrayEquals(once, often);
  }

  @Test
  void placesOutsideAnArrayAreABug() {
    byte[] key = new byte[32];
    byte[] nonce = new byte[12];
    byte[] none = new byte[0];
    byte[] ten = new byte[10];
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> cipher().seal(key, nonce, none, ten, 1, 10, new byte[40], 0));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> cipher().seal(key, nonce, none, ten, 0, 10, new byte[25], 0));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> cipher().open(key, nonce, none, new byte[26], 1, 26, ten, 0));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> cipher().open(key, nonce, none, new byte[27], 0, 27, ten, 0));
  }

  private ChaCha20Poly1305 cipher() {
    return new ChaCha20Poly1305(implementation);
  }

  private static void bouncyCastle(
      byte[] key, byte[] nonce, byte[] associated, byte[] text, int from, int length, byte[] sealed)
      throws InvalidCipherTextException {
    var cipher = new org.bouncycastle.crypto.modes.ChaCha20Poly1305();
    cipher.init(true, new AEADParameters(new KeyParameter(key), 128, nonce, associated));
    int written = cipher.processBytes(text, from, length, sealed, 0);
    assertEquals(sealed.length, written + cipher.doFinal(sealed, written));
  }

  private static byte[] sunscreen() {
    return ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
            + "future, sunscreen would be it.")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
