package org.keyrite.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.crypto.StrongHash.Family;

/** Hashes are what their names say, and no other can be asked for. */
class HashAlgorithmTest {
  private static final byte[] MESSAGE = "what was released".getBytes(StandardCharsets.US_ASCII);

  /** All but BLAKE2b. */
  static List<HashAlgorithm> ofTheJdk() {
    return List.of(
        WeakHash.MD5,
        WeakHash.SHA_1,
        WeakHash.SHA_224,
        StrongHash.SHA_256,
        StrongHash.SHA_384,
        StrongHash.SHA_512,
        StrongHash.SHA3_256,
        StrongHash.SHA3_512);
  }

  @ParameterizedTest
  @MethodSource("ofTheJdk")
  void hashesAreTheJdksAndCanBeCopied(HashAlgorithm algorithm) throws Exception {
    byte[] whole = MessageDigest.getInstance(algorithm.toString()).digest(MESSAGE);
    RunningHash hash = algorithm.begin().update(MESSAGE, 0, 5);
    RunningHash copy = hash.copy();
    byte[] rest = Arrays.copyOfRange(MESSAGE, 5, MESSAGE.length);
    assertArrayEquals(whole, hash.update(rest).finish());
    assertArrayEquals(whole, copy.update(rest).finish());
    assertEquals(whole.length, algorithm.length());
  }

  @ParameterizedTest
  @CsvSource({
    "SHA_2, 224",
    "SHA_2, 160",
    "SHA_2, 264",
    "SHA_2, 640",
    "SHA_3, 224",
    "SHA_3, 264",
    "BLAKE2B, 248",
    "BLAKE2B, 257",
    "BLAKE2B, 520"
  })
  void noOtherStrongOneCanBeAskedFor(Family family, int bits) {
    assertThrows(IllegalArgumentException.class, () -> new StrongHash(family, bits));
  }
}
