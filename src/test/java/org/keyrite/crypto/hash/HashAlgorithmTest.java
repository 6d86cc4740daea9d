package org.keyrite.crypto.hash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.crypto.hash.StrongHash.Family;

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
    assertHash(MessageDigest.getInstance(algorithm.toString()).digest(MESSAGE), algorithm);
  }

  /** Against coreutils' b2sum. */
  @ParameterizedTest
  @CsvSource({
    "256, 66e316105d11471bfd40c9461fcd7c2e982b8840922e8fb55f5689161dedf3a7",
    "512, c2521531f9d55ad5822ec47edc9d3575deb903df7c571e78f96257412d57a9c2afe291"
        + "dde9370025fa88838a3b8ffb148d75c1ff6cc2359d6999a81c80c4b64d"
  })
  void blake2bIsTheOneOfB2sumAndCanBeCopied(int bits, String whole) {
    assertHash(HexFormat.of().parseHex(whole), new StrongHash(Family.BLAKE2B, bits));
  }

  private static void assertHash(byte[] whole, HashAlgorithm algorithm) {
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
