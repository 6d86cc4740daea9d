package org.keyrite.crypto;

import static org.keyrite.crypto.LittleEndian.INTS;

import java.util.Arrays;

/** ChaCha20 a block at a time, for every machine and for what is left of whole vectors. */
final class ScalarChaCha20 implements ChaCha20 {
  @Override
  public void xor(int[] state, byte[] in, int from, int length, byte[] out, int to) {
    int[] keyStream = new int[BLOCK_WORDS];
    int whole = length - length % BLOCK_LENGTH;
    for (int at = 0; at < whole; at += BLOCK_LENGTH) {
      block(state, keyStream);
      state[COUNTER]++;
      for (int word = 0; word < BLOCK_WORDS; word++) {
        int place = at + word * Integer.BYTES;
        INTS.set(out, to + place, (int) INTS.get(in, from + place) ^ keyStream[word]);
      }
    }
    if (whole < length) {
      block(state, keyStream);
      state[COUNTER]++;
      for (int at = whole; at < length; at++) {
        int shift = at % Integer.BYTES * Byte.SIZE;
        out[to + at] = (byte) (in[from + at] ^ keyStream[(at - whole) / Integer.BYTES] >>> shift);
      }
    }
    Arrays.fill(keyStream, 0);
  }

  /** Section 2.3. In local variables, which the compiler keeps in registers where it can. */
  static void block(int[] state, int[] keyStream) {
    int x0 = state[0];
    int x1 = state[1];
    int x2 = state[2];
    int x3 = state[3];
    int x4 = state[4];
    int x5 = state[5];
    int x6 = state[6];
    int x7 = state[7];
    int x8 = state[8];
    int x9 = state[9];
    int x10 = state[10];
    int x11 = state[11];
    int x12 = state[12];
    int x13 = state[13];
    int x14 = state[14];
    int x15 = state[15];
    for (int i = 0; i < DOUBLE_ROUNDS; i++) {
      x0 += x4;
      x12 = Integer.rotateLeft(x12 ^ x0, 16);
      x8 += x12;
      x4 = Integer.rotateLeft(x4 ^ x8, 12);
      x0 += x4;
      x12 = Integer.rotateLeft(x12 ^ x0, 8);
      x8 += x12;
      x4 = Integer.rotateLeft(x4 ^ x8, 7);
      x1 += x5;
      x13 = Integer.rotateLeft(x13 ^ x1, 16);
      x9 += x13;
      x5 = Integer.rotateLeft(x5 ^ x9, 12);
      x1 += x5;
      x13 = Integer.rotateLeft(x13 ^ x1, 8);
      x9 += x13;
      x5 = Integer.rotateLeft(x5 ^ x9, 7);
      x2 += x6;
      x14 = Integer.rotateLeft(x14 ^ x2, 16);
      x10 += x14;
      x6 = Integer.rotateLeft(x6 ^ x10, 12);
      x2 += x6;
      x14 = Integer.rotateLeft(x14 ^ x2, 8);
      x10 += x14;
      x6 = Integer.rotateLeft(x6 ^ x10, 7);
      x3 += x7;
      x15 = Integer.rotateLeft(x15 ^ x3, 16);
      x11 += x15;
      x7 = Integer.rotateLeft(x7 ^ x11, 12);
      x3 += x7;
      x15 = Integer.rotateLeft(x15 ^ x3, 8);
      x11 += x15;
      x7 = Integer.rotateLeft(x7 ^ x11, 7);
      x0 += x5;
      x15 = Integer.rotateLeft(x15 ^ x0, 16);
      x10 += x15;
      x5 = Integer.rotateLeft(x5 ^ x10, 12);
      x0 += x5;
      x15 = Integer.rotateLeft(x15 ^ x0, 8);
      x10 += x15;
      x5 = Integer.rotateLeft(x5 ^ x10, 7);
      x1 += x6;
      x12 = Integer.rotateLeft(x12 ^ x1, 16);
      x11 += x12;
      x6 = Integer.rotateLeft(x6 ^ x11, 12);
      x1 += x6;
      x12 = Integer.rotateLeft(x12 ^ x1, 8);
      x11 += x12;
      x6 = Integer.rotateLeft(x6 ^ x11, 7);
      x2 += x7;
      x13 = Integer.rotateLeft(x13 ^ x2, 16);
      x8 += x13;
      x7 = Integer.rotateLeft(x7 ^ x8, 12);
      x2 += x7;
      x13 = Integer.rotateLeft(x13 ^ x2, 8);
      x8 += x13;
      x7 = Integer.rotateLeft(x7 ^ x8, 7);
      x3 += x4;
      x14 = Integer.rotateLeft(x14 ^ x3, 16);
      x9 += x14;
      x4 = Integer.rotateLeft(x4 ^ x9, 12);
      x3 += x4;
      x14 = Integer.rotateLeft(x14 ^ x3, 8);
      x9 += x14;
      x4 = Integer.rotateLeft(x4 ^ x9, 7);
    }
    keyStream[0] = x0 + state[0];
    keyStream[1] = x1 + state[1];
    keyStream[2] = x2 + state[2];
    keyStream[3] = x3 + state[3];
    keyStream[4] = x4 + state[4];
    keyStream[5] = x5 + state[5];
    keyStream[6] = x6 + state[6];
    keyStream[7] = x7 + state[7];
    keyStream[8] = x8 + state[8];
    keyStream[9] = x9 + state[9];
    keyStream[10] = x10 + state[10];
    keyStream[11] = x11 + state[11];
    keyStream[12] = x12 + state[12];
    keyStream[13] = x13 + state[13];
    keyStream[14] = x14 + state[14];
    keyStream[15] = x15 + state[15];
  }
}
