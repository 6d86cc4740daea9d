package org.keyrite.crypto.sealing;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.Salsa20Engine;

/**
 * What makes scrypt expensive: scryptROMix of RFC 7914, section 5, for r = 8, around the library's
 * Salsa20/8.
 *
 * <p>The library has all of scrypt, but leaves the derived key and the passphrase's pads in memory,
 * and asks for its memory little by little while it works. A test holds this against it.
 */
final class ScryptMix implements AutoCloseable {
  private static final int SALSA_ROUNDS = 8;
  private static final int SALSA_WORDS = 16;

  /** Twice r. */
  private static final int SALSA_BLOCKS = 16;

  /** A block in words of 32 bits. */
  static final int BLOCK_WORDS = SALSA_WORDS * SALSA_BLOCKS;

  private static final int BLOCKS_PER_PIECE = 1 << 10;

  private final int cost;
  private final int[][] memory;
  private final int[] mixed = new int[BLOCK_WORDS];
  private final int[] sum = new int[SALSA_WORDS];
  private final int[] state = new int[SALSA_WORDS];

  /**
   * Asks for all of the memory, in pieces of 1 MiB.
   *
   * @param cost a power of two: how many blocks of 1 KiB are kept, and half of how many are mixed
   * @throws OutOfMemoryError when there is not the memory for it
   */
  ScryptMix(int cost) {
    this.cost = cost;
    this.memory = new int[Math.ceilDiv(cost, BLOCKS_PER_PIECE)][];
    for (int i = 0; i < memory.length; i++) {
      memory[i] = new int[Math.min(cost, BLOCKS_PER_PIECE) * BLOCK_WORDS];
    }
  }

  /**
   * Mixes a block, in place.
   *
   * @param block {@link #BLOCK_WORDS} words
   */
  void mix(int[] block) {
    int[] zeros = new int[BLOCK_WORDS];
    for (int i = 0; i < cost; i++) {
      System.arraycopy(block, 0, piece(i), place(i), BLOCK_WORDS);
      mix(block, zeros, 0);
    }
    for (int i = 0; i < cost; i++) {
      int kept = block[BLOCK_WORDS - SALSA_WORDS] & (cost - 1);
      mix(block, piece(kept), place(kept));
    }
  }

  private int[] piece(int block) {
    return memory[block / BLOCKS_PER_PIECE];
  }

  private static int place(int block) {
    return block % BLOCKS_PER_PIECE * BLOCK_WORDS;
  }

  /** scryptBlockMix of a block XOR another, section 4: the even parts come out first. */
  private void mix(int[] block, int[] other, int from) {
    int last = BLOCK_WORDS - SALSA_WORDS;
    for (int i = 0; i < SALSA_WORDS; i++) {
      state[i] = block[last + i] ^ other[from + last + i];
    }
    for (int part = 0; part < SALSA_BLOCKS; part++) {
      int in = SALSA_WORDS * part;
      for (int i = 0; i < SALSA_WORDS; i++) {
        sum[i] = state[i] ^ block[in + i] ^ other[from + in + i];
      }
      Salsa20Engine.salsaCore(SALSA_ROUNDS, sum, state);
      int out = SALSA_WORDS * (part / 2 + part % 2 * (SALSA_BLOCKS / 2));
      System.arraycopy(state, 0, mixed, out, SALSA_WORDS);
    }
    System.arraycopy(mixed, 0, block, 0, BLOCK_WORDS);
  }

  /** Wipes all that it used. */
  @Override
  public void close() {
    for (int[] used : new int[][] {mixed, sum, state}) {
      Arrays.fill(used, 0);
    }
    for (int[] piece : memory) {
      Arrays.fill(piece, 0);
    }
  }
}
