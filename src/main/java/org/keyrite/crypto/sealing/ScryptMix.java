package org.keyrite.crypto.sealing;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.keyrite.os.NativeMemory;

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
  private final List<NativeMemory> memory = new ArrayList<>();
  private final IntBuffer[] pieces;
  private final int[] kept = new int[BLOCK_WORDS];
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
    NativeMemory.require((long) cost * BLOCK_WORDS * Integer.BYTES);
    this.pieces = new IntBuffer[Math.ceilDiv(cost, BLOCKS_PER_PIECE)];
    try {
      for (int i = 0; i < pieces.length; i++) {
        memory.add(
            new NativeMemory(Math.min(cost, BLOCKS_PER_PIECE) * BLOCK_WORDS * Integer.BYTES));
        pieces[i] = memory.getLast().bytes().asIntBuffer();
      }
    } catch (OutOfMemoryError e) {
      memory.forEach(NativeMemory::close);
      throw e;
    }
  }

  /**
   * Mixes a block, in place.
   *
   * @param block {@link #BLOCK_WORDS} words
   */
  void mix(int[] block) {
    Arrays.fill(kept, 0);
    for (int i = 0; i < cost; i++) {
      pieces[i / BLOCKS_PER_PIECE].put(place(i), block);
      mixWithKept(block);
    }
    for (int i = 0; i < cost; i++) {
      int chosen = block[BLOCK_WORDS - SALSA_WORDS] & (cost - 1);
      pieces[chosen / BLOCKS_PER_PIECE].get(place(chosen), kept);
      mixWithKept(block);
    }
  }

  private static int place(int block) {
    return block % BLOCKS_PER_PIECE * BLOCK_WORDS;
  }

  /** scryptBlockMix of a block XOR the kept one, section 4: the even parts come out first. */
  private void mixWithKept(int[] block) {
    int last = BLOCK_WORDS - SALSA_WORDS;
    for (int i = 0; i < SALSA_WORDS; i++) {
      state[i] = block[last + i] ^ kept[last + i];
    }
    for (int part = 0; part < SALSA_BLOCKS; part++) {
      int in = SALSA_WORDS * part;
      for (int i = 0; i < SALSA_WORDS; i++) {
        sum[i] = state[i] ^ block[in + i] ^ kept[in + i];
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
    for (int[] used : new int[][] {kept, mixed, sum, state}) {
      Arrays.fill(used, 0);
    }
    for (IntBuffer piece : pieces) {
      for (int at = 0; at < piece.capacity(); at += BLOCK_WORDS) {
        piece.put(at, kept);
      }
    }
    memory.forEach(NativeMemory::close);
  }
}
