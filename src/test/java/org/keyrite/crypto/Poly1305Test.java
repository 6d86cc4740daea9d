package org.keyrite.crypto;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The authenticator, where its arithmetic is at its limits. */
class Poly1305Test {
  private static final String ONES = "f".repeat(32);

  /** Numbers 1 and 5 to 11: those of whole blocks, which are all there are in the cipher. */
  @ParameterizedTest
  @CsvSource({
    "00, 00, 00 00 00 00, 00",
    "02, 00, ones, 03",
    "02, ones, 02, 03",
    "01, 00, ones f0ffffffffffffffffffffffffffffff 11, 05",
    "01, 00, ones fbfefefefefefefefefefefefefefefe 01010101010101010101010101010101, 00",
    "02, 00, fdffffffffffffffffffffffffffffff, faffffffffffffffffffffffffffffff",
    "0100000000000000 04, 00, e33594d7505e43b9 3394d7505e4379cd01 00 01, 14000000000000005500",
    "0100000000000000 04, 00, e33594d7505e43b9 3394d7505e4379cd01 00, 13"
  })
  void theEdgesAreThoseOfRfc8439AppendixA3(String r, String s, String message, String tag) {
    byte[] key = HexFormat.of().parseHex(block(r.replace(" ", "")) + block(s));
    String blocks = Stream.of(message.split(" ", -1)).map(Poly1305Test::block).collect(joining());
    byte[] bytes = HexFormat.of().parseHex(blocks);
    assertEquals(block(tag), HexFormat.of().formatHex(tag(key, bytes)));
  }

  @Test
  void itIsBouncyCastlesForExtremeWordsInMessagesOfEveryLength() {
    long[] words = {0, 1, -1, -2, -5, -6, 3, Long.MIN_VALUE, Long.MAX_VALUE, 0x0ffffffc0ffffffcL};
    Random random = new Random(1305);
    int compared = 0;
    // Longer than what is worked on in halves, which begins at 256 blocks.
    for (int blocks = 0; blocks < 600; blocks++) {
      byte[] key = extremes(words, random, 2);
      byte[] message = extremes(words, random, blocks);
      assertArrayEquals(bouncyCastle(key, message), tag(key, message), blocks + " blocks");
      compared++;
    }
    for (long word : words) {
      byte[] ones = new byte[32];
      Arrays.fill(ones, (byte) 0xff);
      byte[] message = extremes(new long[] {word}, random, 4096);
      assertArrayEquals(bouncyCastle(ones, message), tag(ones, message));
      compared++;
    }
    assertEquals(610, compared);
  }

  @Test
  void aPartIsFilledUpWithZeros() {
    Random random = new Random(16);
    byte[] key = extremes(new long[] {random.nextLong()}, random, 2);
    for (int length = 0; length <= 4200; length++) {
      byte[] message = new byte[length];
      random.nextBytes(message);
      byte[] padded = Arrays.copyOf(message, (length + 15) / 16 * 16);
      assertArrayEquals(bouncyCastle(key, padded), tag(key, message));
    }
  }

  private static byte[] tag(byte[] key, byte[] message) {
    try (Poly1305 poly = new Poly1305(key)) {
      poly.absorb(message, 0, message.length);
      return poly.tag();
    }
  }

  private static byte[] bouncyCastle(byte[] key, byte[] message) {
    var poly = new org.bouncycastle.crypto.macs.Poly1305();
    poly.init(new KeyParameter(key));
    poly.update(message, 0, message.length);
    byte[] tag = new byte[16];
    poly.doFinal(tag, 0);
    return tag;
  }

  private static byte[] extremes(long[] words, Random random, int blocks) {
    byte[] bytes = new byte[16 * blocks];
    for (int at = 0; at < bytes.length; at += 8) {
      LittleEndian.putLong(bytes, at, words[random.nextInt(words.length)]);
    }
    return bytes;
  }

  /** A block of which the last zeros are left out. */
  private static String block(String start) {
    return start.equals("ones") ? ONES : start + "0".repeat(32 - start.length());
  }
}
