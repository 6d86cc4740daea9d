package org.keyrite.crypto;

import static jdk.incubator.vector.IntVector.SPECIES_256;
import static jdk.incubator.vector.IntVector.broadcast;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.keyrite.crypto.LittleEndian.LONGS;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;

/**
 * ChaCha20, eight blocks at a time: vector <i>i</i> holds word <i>i</i> of each of them.
 *
 * <p>The image builder keeps vectors in registers only while it sees through everything that is
 * done to them. So all rounds stand in one method, rotations are two shifts (neither the rotation
 * operator nor a method of ours), and this species is the only one in the program: with a second
 * one anywhere, or without AVX2, the same code runs a hundred times slower. {@link VectorUnit} says
 * where it may run.
 */
final class VectorChaCha20 implements ChaCha20 {
  private static final int BLOCKS = 8;
  private static final int STEP = BLOCKS * BLOCK_LENGTH;
  private static final int[] LANES = {0, 1, 2, 3, 4, 5, 6, 7};

  private final ChaCha20 rest = new ScalarChaCha20();

  @Override
  public void xor(int[] state, byte[] in, int from, int length, byte[] out, int to) {
    int[] keyStream = new int[STEP / Integer.BYTES];
    int whole = length - length % STEP;
    for (int at = 0; at < whole; at += STEP) {
      blocks(state, keyStream);
      state[COUNTER] += BLOCKS;
      xor(keyStream, in, from + at, out, to + at);
    }
    Arrays.fill(keyStream, 0);
    rest.xor(state, in, from + whole, length - whole, out, to + whole);
  }

  /** Word <i>i</i> of block <i>b</i> goes to {@code keyStream[8 * i + b]}. */
  private static void blocks(int[] state, int[] keyStream) {
    IntVector counters =
        broadcast(SPECIES_256, state[COUNTER]).add(IntVector.fromArray(SPECIES_256, LANES, 0));
    IntVector x0 = broadcast(SPECIES_256, state[0]);
    IntVector x1 = broadcast(SPECIES_256, state[1]);
    IntVector x2 = broadcast(SPECIES_256, state[2]);
    IntVector x3 = broadcast(SPECIES_256, state[3]);
    IntVector x4 = broadcast(SPECIES_256, state[4]);
    IntVector x5 = broadcast(SPECIES_256, state[5]);
    IntVector x6 = broadcast(SPECIES_256, state[6]);
    IntVector x7 = broadcast(SPECIES_256, state[7]);
    IntVector x8 = broadcast(SPECIES_256, state[8]);
    IntVector x9 = broadcast(SPECIES_256, state[9]);
    IntVector x10 = broadcast(SPECIES_256, state[10]);
    IntVector x11 = broadcast(SPECIES_256, state[11]);
    IntVector x12 = counters;
    IntVector x13 = broadcast(SPECIES_256, state[13]);
    IntVector x14 = broadcast(SPECIES_256, state[14]);
    IntVector x15 = broadcast(SPECIES_256, state[15]);
    for (int i = 0; i < DOUBLE_ROUNDS; i++) {
      x0 = x0.add(x4);
      x12 = x12.lanewise(XOR, x0);
      x12 = x12.lanewise(LSHL, 16).lanewise(OR, x12.lanewise(LSHR, 16));
      x8 = x8.add(x12);
      x4 = x4.lanewise(XOR, x8);
      x4 = x4.lanewise(LSHL, 12).lanewise(OR, x4.lanewise(LSHR, 20));
      x0 = x0.add(x4);
      x12 = x12.lanewise(XOR, x0);
      x12 = x12.lanewise(LSHL, 8).lanewise(OR, x12.lanewise(LSHR, 24));
      x8 = x8.add(x12);
      x4 = x4.lanewise(XOR, x8);
      x4 = x4.lanewise(LSHL, 7).lanewise(OR, x4.lanewise(LSHR, 25));
      x1 = x1.add(x5);
      x13 = x13.lanewise(XOR, x1);
      x13 = x13.lanewise(LSHL, 16).lanewise(OR, x13.lanewise(LSHR, 16));
      x9 = x9.add(x13);
      x5 = x5.lanewise(XOR, x9);
      x5 = x5.lanewise(LSHL, 12).lanewise(OR, x5.lanewise(LSHR, 20));
      x1 = x1.add(x5);
      x13 = x13.lanewise(XOR, x1);
      x13 = x13.lanewise(LSHL, 8).lanewise(OR, x13.lanewise(LSHR, 24));
      x9 = x9.add(x13);
      x5 = x5.lanewise(XOR, x9);
      x5 = x5.lanewise(LSHL, 7).lanewise(OR, x5.lanewise(LSHR, 25));
      x2 = x2.add(x6);
      x14 = x14.lanewise(XOR, x2);
      x14 = x14.lanewise(LSHL, 16).lanewise(OR, x14.lanewise(LSHR, 16));
      x10 = x10.add(x14);
      x6 = x6.lanewise(XOR, x10);
      x6 = x6.lanewise(LSHL, 12).lanewise(OR, x6.lanewise(LSHR, 20));
      x2 = x2.add(x6);
      x14 = x14.lanewise(XOR, x2);
      x14 = x14.lanewise(LSHL, 8).lanewise(OR, x14.lanewise(LSHR, 24));
      x10 = x10.add(x14);
      x6 = x6.lanewise(XOR, x10);
      x6 = x6.lanewise(LSHL, 7).lanewise(OR, x6.lanewise(LSHR, 25));
      x3 = x3.add(x7);
      x15 = x15.lanewise(XOR, x3);
      x15 = x15.lanewise(LSHL, 16).lanewise(OR, x15.lanewise(LSHR, 16));
      x11 = x11.add(x15);
      x7 = x7.lanewise(XOR, x11);
      x7 = x7.lanewise(LSHL, 12).lanewise(OR, x7.lanewise(LSHR, 20));
      x3 = x3.add(x7);
      x15 = x15.lanewise(XOR, x3);
      x15 = x15.lanewise(LSHL, 8).lanewise(OR, x15.lanewise(LSHR, 24));
      x11 = x11.add(x15);
      x7 = x7.lanewise(XOR, x11);
      x7 = x7.lanewise(LSHL, 7).lanewise(OR, x7.lanewise(LSHR, 25));
      x0 = x0.add(x5);
      x15 = x15.lanewise(XOR, x0);
      x15 = x15.lanewise(LSHL, 16).lanewise(OR, x15.lanewise(LSHR, 16));
      x10 = x10.add(x15);
      x5 = x5.lanewise(XOR, x10);
      x5 = x5.lanewise(LSHL, 12).lanewise(OR, x5.lanewise(LSHR, 20));
      x0 = x0.add(x5);
      x15 = x15.lanewise(XOR, x0);
      x15 = x15.lanewise(LSHL, 8).lanewise(OR, x15.lanewise(LSHR, 24));
      x10 = x10.add(x15);
      x5 = x5.lanewise(XOR, x10);
      x5 = x5.lanewise(LSHL, 7).lanewise(OR, x5.lanewise(LSHR, 25));
      x1 = x1.add(x6);
      x12 = x12.lanewise(XOR, x1);
      x12 = x12.lanewise(LSHL, 16).lanewise(OR, x12.lanewise(LSHR, 16));
      x11 = x11.add(x12);
      x6 = x6.lanewise(XOR, x11);
      x6 = x6.lanewise(LSHL, 12).lanewise(OR, x6.lanewise(LSHR, 20));
      x1 = x1.add(x6);
      x12 = x12.lanewise(XOR, x1);
      x12 = x12.lanewise(LSHL, 8).lanewise(OR, x12.lanewise(LSHR, 24));
      x11 = x11.add(x12);
      x6 = x6.lanewise(XOR, x11);
      x6 = x6.lanewise(LSHL, 7).lanewise(OR, x6.lanewise(LSHR, 25));
      x2 = x2.add(x7);
      x13 = x13.lanewise(XOR, x2);
      x13 = x13.lanewise(LSHL, 16).lanewise(OR, x13.lanewise(LSHR, 16));
      x8 = x8.add(x13);
      x7 = x7.lanewise(XOR, x8);
      x7 = x7.lanewise(LSHL, 12).lanewise(OR, x7.lanewise(LSHR, 20));
      x2 = x2.add(x7);
      x13 = x13.lanewise(XOR, x2);
      x13 = x13.lanewise(LSHL, 8).lanewise(OR, x13.lanewise(LSHR, 24));
      x8 = x8.add(x13);
      x7 = x7.lanewise(XOR, x8);
      x7 = x7.lanewise(LSHL, 7).lanewise(OR, x7.lanewise(LSHR, 25));
      x3 = x3.add(x4);
      x14 = x14.lanewise(XOR, x3);
      x14 = x14.lanewise(LSHL, 16).lanewise(OR, x14.lanewise(LSHR, 16));
      x9 = x9.add(x14);
      x4 = x4.lanewise(XOR, x9);
      x4 = x4.lanewise(LSHL, 12).lanewise(OR, x4.lanewise(LSHR, 20));
      x3 = x3.add(x4);
      x14 = x14.lanewise(XOR, x3);
      x14 = x14.lanewise(LSHL, 8).lanewise(OR, x14.lanewise(LSHR, 24));
      x9 = x9.add(x14);
      x4 = x4.lanewise(XOR, x9);
      x4 = x4.lanewise(LSHL, 7).lanewise(OR, x4.lanewise(LSHR, 25));
    }
    x0.add(broadcast(SPECIES_256, state[0])).intoArray(keyStream, 0);
    x1.add(broadcast(SPECIES_256, state[1])).intoArray(keyStream, 8);
    x2.add(broadcast(SPECIES_256, state[2])).intoArray(keyStream, 16);
    x3.add(broadcast(SPECIES_256, state[3])).intoArray(keyStream, 24);
    x4.add(broadcast(SPECIES_256, state[4])).intoArray(keyStream, 32);
    x5.add(broadcast(SPECIES_256, state[5])).intoArray(keyStream, 40);
    x6.add(broadcast(SPECIES_256, state[6])).intoArray(keyStream, 48);
    x7.add(broadcast(SPECIES_256, state[7])).intoArray(keyStream, 56);
    x8.add(broadcast(SPECIES_256, state[8])).intoArray(keyStream, 64);
    x9.add(broadcast(SPECIES_256, state[9])).intoArray(keyStream, 72);
    x10.add(broadcast(SPECIES_256, state[10])).intoArray(keyStream, 80);
    x11.add(broadcast(SPECIES_256, state[11])).intoArray(keyStream, 88);
    x12.add(counters).intoArray(keyStream, 96);
    x13.add(broadcast(SPECIES_256, state[13])).intoArray(keyStream, 104);
    x14.add(broadcast(SPECIES_256, state[14])).intoArray(keyStream, 112);
    x15.add(broadcast(SPECIES_256, state[15])).intoArray(keyStream, 120);
  }

  /**
   * A block's eight pairs of words are written out: with a loop, ChaCha20 takes an eighth longer.
   */
  private static void xor(int[] keyStream, byte[] in, int from, byte[] out, int to) {
    for (int block = 0; block < BLOCKS; block++) {
      int f = from + block * BLOCK_LENGTH;
      int t = to + block * BLOCK_LENGTH;
      LONGS.set(out, t, (long) LONGS.get(in, f) ^ words(keyStream, block));
      LONGS.set(out, t + 8, (long) LONGS.get(in, f + 8) ^ words(keyStream, block + 16));
      LONGS.set(out, t + 16, (long) LONGS.get(in, f + 16) ^ words(keyStream, block + 32));
      LONGS.set(out, t + 24, (long) LONGS.get(in, f + 24) ^ words(keyStream, block + 48));
      LONGS.set(out, t + 32, (long) LONGS.get(in, f + 32) ^ words(keyStream, block + 64));
      LONGS.set(out, t + 40, (long) LONGS.get(in, f + 40) ^ words(keyStream, block + 80));
      LONGS.set(out, t + 48, (long) LONGS.get(in, f + 48) ^ words(keyStream, block + 96));
      LONGS.set(out, t + 56, (long) LONGS.get(in, f + 56) ^ words(keyStream, block + 112));
    }
  }

  /** A word of a block's key stream and the next, as they stand in the text. */
  private static long words(int[] keyStream, int at) {
    return ((long) keyStream[at + BLOCKS] << Integer.SIZE) | (keyStream[at] & 0xffff_ffffL);
  }
}
