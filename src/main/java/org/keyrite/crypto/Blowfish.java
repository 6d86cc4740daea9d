package org.keyrite.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Blowfish with the expensive key schedule of bcrypt, on whose slowness bcrypt_pbkdf rests. */
final class Blowfish implements AutoCloseable {
  private static final int SUBKEYS = 18;
  private static final int BOXES = 4 * 256;
  private static final int ROUNDS = 16;

  /** Where every schedule starts: the first binary digits of pi after the point. */
  private static final int[] START = piDigits(SUBKEYS + BOXES);

  private final int[] subkeys = Arrays.copyOf(START, SUBKEYS);
  private final int[] boxes = Arrays.copyOfRange(START, SUBKEYS, START.length);

  /** Mixes a key, and a salt of a multiple of eight bytes, into the schedule. */
  void expand(byte[] salt, byte[] key) {
    mixIn(key);
    int[] block = {0, 0};
    int[] words = words(salt);
    int next = 0;
    for (int[] part : new int[][] {subkeys, boxes}) {
      for (int i = 0; i < part.length; i += 2) {
        block[0] ^= words[next];
        block[1] ^= words[next + 1];
        next = (next + 2) % words.length;
        encrypt(block, 0);
        part[i] = block[0];
        part[i + 1] = block[1];
      }
    }
  }

  /** Mixes a key alone into the schedule. */
  void expand(byte[] key) {
    expand(new byte[2 * Integer.BYTES], key);
  }

  private void mixIn(byte[] key) {
    int at = 0;
    for (int i = 0; i < SUBKEYS; i++) {
      int word = 0;
      for (int j = 0; j < Integer.BYTES; j++) {
        word = (word << Byte.SIZE) | (key[at] & 0xff);
        at = (at + 1) % key.length;
      }
      subkeys[i] ^= word;
    }
  }

  /** Encrypts two words in place. */
  void encrypt(int[] block, int at) {
    int left = block[at] ^ subkeys[0];
    int right = block[at + 1];
    for (int i = 1; i <= ROUNDS; i += 2) {
      right ^= mix(left) ^ subkeys[i];
      left ^= mix(right) ^ subkeys[i + 1];
    }
    block[at] = right ^ subkeys[SUBKEYS - 1];
    block[at + 1] = left;
  }

  private int mix(int word) {
    int sum = boxes[word >>> 24] + boxes[256 + ((word >>> 16) & 0xff)];
    return (sum ^ boxes[512 + ((word >>> 8) & 0xff)]) + boxes[768 + (word & 0xff)];
  }

  static int[] words(byte[] bytes) {
    int[] words = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).asIntBuffer().get(words);
    return words;
  }

  /** By Machin's formula: four times the arctangent of 1/5, less that of 1/239, is pi/4. */
  private static int[] piDigits(int count) {
    int spare = 64;
    BigInteger one = BigInteger.ONE.shiftLeft(count * Integer.SIZE + spare);
    BigInteger quarter =
        arctangentOfInverse(5, one).shiftLeft(2).subtract(arctangentOfInverse(239, one));
    BigInteger fraction = quarter.shiftLeft(2).mod(one).shiftRight(spare);
    byte[] digits = new byte[count * Integer.BYTES];
    byte[] bytes = fraction.toByteArray();
    System.arraycopy(bytes, 0, digits, digits.length - bytes.length, bytes.length);
    return words(digits);
  }

  private static BigInteger arctangentOfInverse(int x, BigInteger one) {
    BigInteger square = BigInteger.valueOf((long) x * x);
    BigInteger power = one.divide(BigInteger.valueOf(x));
    BigInteger sum = power;
    for (int i = 3; power.signum() != 0; i += 2) {
      power = power.divide(square).negate();
      sum = sum.add(power.divide(BigInteger.valueOf(i)));
    }
    return sum;
  }

  @Override
  public void close() {
    Arrays.fill(subkeys, 0);
    Arrays.fill(boxes, 0);
  }
}
