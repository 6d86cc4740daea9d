package org.keyrite.crypto;

import java.util.Arrays;

/**
 * What makes scrypt expensive: scryptROMix of RFC 7914, section 5, for r = 8.
 *
 * <p>Ours, since BouncyCastle's took a third more time than age's in the image, and this takes a
 * fifth more; a test holds it against BouncyCastle's. It keeps the whole state of Salsa20/8 in
 * local variables and reads what it adds where that stands, without a pass of its own.
 */
final class ScryptMix {
  /** Twice r. */
  private static final int SALSA_BLOCKS = 16;

  /** A block in words of 32 bits: 16 for each of Salsa20's. */
  static final int BLOCK_WORDS = 16 * SALSA_BLOCKS;

  private static final int BLOCKS_PER_PIECE = 1 << 10;

  private ScryptMix() {}

  /**
   * Mixes a block, in place. All memory is asked for before anything is done, in pieces of 1 MiB.
   *
   * @param block {@link #BLOCK_WORDS} words
   * @param cost a power of two: how many blocks of 1 KiB are kept, and half of how many are mixed
   * @throws OutOfMemoryError when there is not the memory for it; nothing has been done then
   */
  static void mix(int[] block, int cost) {
    int[][] memory = new int[Math.ceilDiv(cost, BLOCKS_PER_PIECE)][];
    for (int i = 0; i < memory.length; i++) {
      memory[i] = new int[Math.min(cost, BLOCKS_PER_PIECE) * BLOCK_WORDS];
    }
    int[] zeros = new int[BLOCK_WORDS];
    int[] mixed = new int[BLOCK_WORDS];
    try {
      for (int i = 0; i < cost; i++) {
        System.arraycopy(block, 0, piece(memory, i), place(i), BLOCK_WORDS);
        mix(block, zeros, 0, mixed);
        System.arraycopy(mixed, 0, block, 0, BLOCK_WORDS);
      }
      for (int i = 0; i < cost; i++) {
        int kept = block[BLOCK_WORDS - 16] & (cost - 1);
        mix(block, piece(memory, kept), place(kept), mixed);
        System.arraycopy(mixed, 0, block, 0, BLOCK_WORDS);
      }
    } finally {
      Arrays.fill(mixed, 0);
      for (int[] piece : memory) {
        Arrays.fill(piece, 0);
      }
    }
  }

  private static int[] piece(int[][] memory, int block) {
    return memory[block / BLOCKS_PER_PIECE];
  }

  private static int place(int block) {
    return block % BLOCKS_PER_PIECE * BLOCK_WORDS;
  }

  /** scryptBlockMix of a block XOR another, section 4: the even parts come out first. */
  private static void mix(int[] block, int[] other, int from, int[] mixed) {
    int last = BLOCK_WORDS - 16;
    int x0 = block[last] ^ other[from + last];
    int x1 = block[last + 1] ^ other[from + last + 1];
    int x2 = block[last + 2] ^ other[from + last + 2];
    int x3 = block[last + 3] ^ other[from + last + 3];
    int x4 = block[last + 4] ^ other[from + last + 4];
    int x5 = block[last + 5] ^ other[from + last + 5];
    int x6 = block[last + 6] ^ other[from + last + 6];
    int x7 = block[last + 7] ^ other[from + last + 7];
    int x8 = block[last + 8] ^ other[from + last + 8];
    int x9 = block[last + 9] ^ other[from + last + 9];
    int x10 = block[last + 10] ^ other[from + last + 10];
    int x11 = block[last + 11] ^ other[from + last + 11];
    int x12 = block[last + 12] ^ other[from + last + 12];
    int x13 = block[last + 13] ^ other[from + last + 13];
    int x14 = block[last + 14] ^ other[from + last + 14];
    int x15 = block[last + 15] ^ other[from + last + 15];
    for (int part = 0; part < SALSA_BLOCKS; part++) {
      int in = 16 * part;
      int with = from + in;
      int out = 16 * (part / 2 + part % 2 * (SALSA_BLOCKS / 2));
      x0 ^= block[in] ^ other[with];
      x1 ^= block[in + 1] ^ other[with + 1];
      x2 ^= block[in + 2] ^ other[with + 2];
      x3 ^= block[in + 3] ^ other[with + 3];
      x4 ^= block[in + 4] ^ other[with + 4];
      x5 ^= block[in + 5] ^ other[with + 5];
      x6 ^= block[in + 6] ^ other[with + 6];
      x7 ^= block[in + 7] ^ other[with + 7];
      x8 ^= block[in + 8] ^ other[with + 8];
      x9 ^= block[in + 9] ^ other[with + 9];
      x10 ^= block[in + 10] ^ other[with + 10];
      x11 ^= block[in + 11] ^ other[with + 11];
      x12 ^= block[in + 12] ^ other[with + 12];
      x13 ^= block[in + 13] ^ other[with + 13];
      x14 ^= block[in + 14] ^ other[with + 14];
      x15 ^= block[in + 15] ^ other[with + 15];
      mixed[out] = x0;
      mixed[out + 1] = x1;
      mixed[out + 2] = x2;
      mixed[out + 3] = x3;
      mixed[out + 4] = x4;
      mixed[out + 5] = x5;
      mixed[out + 6] = x6;
      mixed[out + 7] = x7;
      mixed[out + 8] = x8;
      mixed[out + 9] = x9;
      mixed[out + 10] = x10;
      mixed[out + 11] = x11;
      mixed[out + 12] = x12;
      mixed[out + 13] = x13;
      mixed[out + 14] = x14;
      mixed[out + 15] = x15;
      for (int round = 0; round < 4; round++) {
        x4 ^= Integer.rotateLeft(x0 + x12, 7);
        x8 ^= Integer.rotateLeft(x4 + x0, 9);
        x12 ^= Integer.rotateLeft(x8 + x4, 13);
        x0 ^= Integer.rotateLeft(x12 + x8, 18);
        x9 ^= Integer.rotateLeft(x5 + x1, 7);
        x13 ^= Integer.rotateLeft(x9 + x5, 9);
        x1 ^= Integer.rotateLeft(x13 + x9, 13);
        x5 ^= Integer.rotateLeft(x1 + x13, 18);
        x14 ^= Integer.rotateLeft(x10 + x6, 7);
        x2 ^= Integer.rotateLeft(x14 + x10, 9);
        x6 ^= Integer.rotateLeft(x2 + x14, 13);
        x10 ^= Integer.rotateLeft(x6 + x2, 18);
        x3 ^= Integer.rotateLeft(x15 + x11, 7);
        x7 ^= Integer.rotateLeft(x3 + x15, 9);
        x11 ^= Integer.rotateLeft(x7 + x3, 13);
        x15 ^= Integer.rotateLeft(x11 + x7, 18);
        x1 ^= Integer.rotateLeft(x0 + x3, 7);
        x2 ^= Integer.rotateLeft(x1 + x0, 9);
        x3 ^= Integer.rotateLeft(x2 + x1, 13);
        x0 ^= Integer.rotateLeft(x3 + x2, 18);
        x6 ^= Integer.rotateLeft(x5 + x4, 7);
        x7 ^= Integer.rotateLeft(x6 + x5, 9);
        x4 ^= Integer.rotateLeft(x7 + x6, 13);
        x5 ^= Integer.rotateLeft(x4 + x7, 18);
        x11 ^= Integer.rotateLeft(x10 + x9, 7);
        x8 ^= Integer.rotateLeft(x11 + x10, 9);
        x9 ^= Integer.rotateLeft(x8 + x11, 13);
        x10 ^= Integer.rotateLeft(x9 + x8, 18);
        x12 ^= Integer.rotateLeft(x15 + x14, 7);
        x13 ^= Integer.rotateLeft(x12 + x15, 9);
        x14 ^= Integer.rotateLeft(x13 + x12, 13);
        x15 ^= Integer.rotateLeft(x14 + x13, 18);
      }
      x0 += mixed[out];
      x1 += mixed[out + 1];
      x2 += mixed[out + 2];
      x3 += mixed[out + 3];
      x4 += mixed[out + 4];
      x5 += mixed[out + 5];
      x6 += mixed[out + 6];
      x7 += mixed[out + 7];
      x8 += mixed[out + 8];
      x9 += mixed[out + 9];
      x10 += mixed[out + 10];
      x11 += mixed[out + 11];
      x12 += mixed[out + 12];
      x13 += mixed[out + 13];
      x14 += mixed[out + 14];
      x15 += mixed[out + 15];
      mixed[out] = x0;
      mixed[out + 1] = x1;
      mixed[out + 2] = x2;
      mixed[out + 3] = x3;
      mixed[out + 4] = x4;
      mixed[out + 5] = x5;
      mixed[out + 6] = x6;
      mixed[out + 7] = x7;
      mixed[out + 8] = x8;
      mixed[out + 9] = x9;
      mixed[out + 10] = x10;
      mixed[out + 11] = x11;
      mixed[out + 12] = x12;
      mixed[out + 13] = x13;
      mixed[out + 14] = x14;
      mixed[out + 15] = x15;
    }
  }
}
