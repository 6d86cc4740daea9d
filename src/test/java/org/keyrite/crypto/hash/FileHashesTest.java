package org.keyrite.crypto.hash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.hash.StrongHash.Family;
import org.keyrite.testing.OneByteAtATime;

/** Hashes of files, in the specifications' own example and in pieces of any size. */
class FileHashesTest {
  private static final StrongHash BLAKE2B_256 = new StrongHash(Family.BLAKE2B, 256);

  /** FIPS 180-4's example and RFC 7693's appendix A; BLAKE2b-256 as {@code b2sum -l 256} has it. */
  private static final Map<StrongHash, String> OF_ABC =
      Map.of(
          StrongHash.SHA_256,
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
          StrongHash.SHA_384,
          "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
              + "8086072ba1e7cc2358baeca134c825a7",
          StrongHash.SHA_512,
          "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
              + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
          StrongHash.BLAKE2B_512,
          "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
              + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
          BLAKE2B_256,
          "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");

  @Test
  void allOfThemAtOnceWhileTheFileIsCopied() throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    byte[] file = "abc".getBytes(US_ASCII);
    assertEquals(OF_ABC, FileHashes.copy(new ByteArrayInputStream(file), copy, OF_ABC.keySet()));
    assertArrayEquals(file, copy.toByteArray());
  }

  @Test
  void piecesMakeNoDifference() throws IOException {
    byte[] file = "abc".repeat(30_000).getBytes(US_ASCII);
    FileHashes whole = new FileHashes(OF_ABC.keySet());
    whole.readers().forEach(reader -> reader.update(file, 0, file.length));
    assertEquals(
        whole.finish(),
        FileHashes.copy(new OneByteAtATime(file), new ByteArrayOutputStream(), OF_ABC.keySet()));
  }

  @Test
  void anAlgorithmThatIsNamedTwiceSeesEachByteOnce() {
    FileHashes hashes = new FileHashes(Collections.nCopies(2, StrongHash.SHA_256));
    hashes.readers().forEach(reader -> reader.update("xabcx".getBytes(US_ASCII), 1, 3));
    assertEquals(List.of(OF_ABC.get(StrongHash.SHA_256)), List.copyOf(hashes.finish().values()));
  }
}
