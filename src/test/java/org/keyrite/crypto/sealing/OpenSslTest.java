package org.keyrite.crypto.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrite.crypto.hash.LibraryHash;
import org.keyrite.testing.CLibrary;
import org.keyrite.testing.Processor;
import org.keyrite.testing.Wycheproof;

/**
 * OpenSSL's code and the C around it, on every path that it chooses between: the vectors, and what
 * BouncyCastle and the JDK give. In the executable the same code is linked in.
 */
@ParameterizedClass
@EnumSource(Processor.class)
class OpenSslTest {
  private static final int TAG = 16;
  private static final byte[] NOTHING = {};

  @Parameter Processor processor;
  private CLibrary library;

  @BeforeEach
  void pretend() {
    library = CLibrary.require();
    library.pretend(processor);
  }

  @AfterEach
  void stopPretending() {
    library.spoil(0);
    library.pretend(Processor.THIS_ONE);
  }

  @Test
  void theSelfTestPasses() {
    assertEquals(0, library.selfTest());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 2", "4, 3", "5, 4", "6, 5"})
  void theSelfTestNoticesASingleWrongBit(int fault, int answer) {
    library.spoil(fault);
    assertEquals(answer, library.selfTest());
  }

  @Test
  void everyWycheproofCaseHasItsResult() {
    int valid = 0;
    int forged = 0;
    // Nine more have nonces of other lengths, which Java refuses.
    for (Wycheproof vector : Wycheproof.read("chacha20_poly1305")) {
      byte[] nonce = vector.bytes("iv");
      if (nonce.length == 12) {
        byte[] key = vector.bytes("key");
        byte[] associated = vector.bytes("aad");
        byte[] text = vector.bytes("msg");
        byte[] sealed = join(vector.bytes("ct"), vector.bytes("tag"));
        byte[] opened = library.open(key, nonce, associated, sealed, 0);
        if (vector.isValid()) {
          assertArrayEquals(text, opened, vector.toString());
          assertArrayEquals(
              sealed, library.seal(key, nonce, associated, text, 0), vector.toString());
          valid++;
        } else {
          assertNull(opened, vector.toString());
          forged++;
        }
      }
    }
    assertEquals(List.of(256, 60), List.of(valid, forged));
  }

  @Test
  void theExampleIsThatOfRfc8439Section282() {
    byte[] sealed =
        library.seal(
            hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"),
            hex("070000004041424344454647"),
            hex("50515253c0c1c2c3c4c5c6c7"),
            ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
                    + "future, sunscreen would be it.")
                .getBytes(StandardCharsets.US_ASCII),
            0);
    assertEquals(
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
            + "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
            + "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
            + "3ff4def08e4b7a9de576d26586cec64b6116"
            + "1ae10b594f09e26a7e902ecbd0600691",
        HexFormat.of().formatHex(sealed));
  }

  /**
   * Every length to beyond two of the widest steps, 16 blocks of 64 bytes, and those around a chunk
   * of an age file.
   */
  @Test
  void theCipherIsBouncyCastlesAtEveryLength() throws InvalidCipherTextException {
    int[] lengths = lengths(2100, length -> Math.abs(length - 65536) <= 20, 65560);
    assertEquals(2142, lengths.length);
    for (int length : lengths) {
      assertTheCipherIsBouncyCastles(length, length % 64);
    }
  }

  /** At the edges of blocks and of what vectors take at once, wherever in memory they lie. */
  @Test
  void theCipherIsBouncyCastlesAtEveryOffset() throws InvalidCipherTextException {
    int[] edges = {0, 15, 16, 17, 63, 64, 65, 127, 192, 255, 256, 257, 511, 512, 1023, 1024, 1025};
    for (int length : edges) {
      for (int offset = 0; offset < 64; offset++) {
        assertTheCipherIsBouncyCastles(length, offset);
      }
    }
  }

  private void assertTheCipherIsBouncyCastles(int length, int offset)
      throws InvalidCipherTextException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] key = bytes(random, 32);
    byte[] nonce = bytes(random, 12);
    byte[] associated = bytes(random, length % 3 == 0 ? random.nextInt(70) : 0);
    byte[] text = bytes(random, length);
    String message = "length " + length + ", offset " + offset + ", seed " + seed;
    byte[] sealed = library.seal(key, nonce, associated, text, offset);
    assertArrayEquals(bouncyCastle(key, nonce, associated, text), sealed, message);
    assertArrayEquals(text, library.open(key, nonce, associated, sealed, offset), message);
    sealed[random.nextInt(sealed.length)] ^= (byte) (1 << random.nextInt(8));
    assertNull(library.open(key, nonce, associated, sealed, offset), message);
  }

  private static byte[] bouncyCastle(byte[] key, byte[] nonce, byte[] associated, byte[] text)
      throws InvalidCipherTextException {
    ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
    cipher.init(true, new AEADParameters(new KeyParameter(key), 8 * TAG, nonce, associated));
    byte[] sealed = new byte[text.length + TAG];
    int written = cipher.processBytes(text, 0, text.length, sealed, 0);
    cipher.doFinal(sealed, written);
    return sealed;
  }

  /** Every length to beyond four blocks of the largest, and around the step of a long message. */
  @ParameterizedTest
  @CsvSource({"0, SHA-256", "1, SHA-384", "2, SHA-512"})
  void aHashIsTheJdksAtEveryLength(int number, String name) throws Exception {
    MessageDigest theirs = MessageDigest.getInstance(name);
    for (int length : lengths(600, length -> Math.abs(length - 4096) <= 70, 4200)) {
      assertHash(number, theirs::digest, length);
    }
  }

  @ParameterizedTest
  @CsvSource({"512", "256", "160", "8"})
  void blake2bIsBouncyCastlesAtEveryLength(int bits) {
    for (int length : lengths(600, length -> Math.abs(length - 4096) <= 70, 4200)) {
      assertHash(3, new LibraryHash(new Blake2bDigest(bits))::finish, length);
    }
  }

  private void assertHash(int number, UnaryOperator<byte[]> theirs, int length) {
    byte[] bytes = bytes(new Random(length), length);
    byte[] expected = theirs.apply(bytes);
    for (int[] pieces : new int[][] {{length + 1}, {1}, {64, 1, 127, 128, 129}, {63}}) {
      assertArrayEquals(
          expected,
          library.hash(number, expected.length, bytes, length % 64, pieces),
          () -> "length " + length + " in pieces of " + Arrays.toString(pieces));
    }
  }

  /** All to a limit, and some beyond it. */
  private static int[] lengths(int all, IntPredicate some, int limit) {
    return IntStream.rangeClosed(0, limit)
        .filter(length -> length <= all || some.test(length))
        .toArray();
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = length == 0 ? NOTHING : new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
