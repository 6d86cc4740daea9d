package org.keyrite.crypto;

import static org.keyrite.crypto.LittleEndian.LONGS;

/**
 * Poly1305 (RFC 8439, section 2.5): the tag of one message, under a key for that message alone.
 *
 * <p>The accumulator is three words of 64 bits, of which the third stays below 8. The limits that
 * the specification puts on <i>r</i> (its words are below 2^60, the second is a multiple of four)
 * leave room for the sums below. Time depends on the length of the message only: carries are
 * computed, not asked for.
 */
final class Poly1305 implements AutoCloseable {
  static final int KEY_LENGTH = 32;
  static final int TAG_LENGTH = 16;

  private static final int BLOCK_LENGTH = 16;

  /** From here on two halves, worked on side by side, are faster than the whole. In blocks. */
  private static final int WORTH_HALVING = 256;

  private long r0;
  private long r1;
  private long pad0;
  private long pad1;
  private long h0;
  private long h1;
  private long h2;

  /** Starts a message. The key, {@link #KEY_LENGTH} bytes, must never see another. */
  Poly1305(byte[] key) {
    this.r0 = LittleEndian.getLong(key, 0) & 0x0ffffffc_0fffffffL;
    this.r1 = LittleEndian.getLong(key, 8) & 0x0ffffffc_0ffffffcL;
    this.pad0 = LittleEndian.getLong(key, 16);
    this.pad1 = LittleEndian.getLong(key, 24);
  }

  /** Takes a part of the message, filled up with zeros to whole blocks of 16 bytes. */
  void absorb(byte[] bytes, int from, int length) {
    int blocks = length / BLOCK_LENGTH;
    int half = blocks >= WORTH_HALVING ? blocks / 2 : 0;
    if (half > 0) {
      absorbHalves(bytes, from, half);
    }
    int end = from + blocks * BLOCK_LENGTH;
    for (int at = from + 2 * half * BLOCK_LENGTH; at < end; at += BLOCK_LENGTH) {
      absorb((long) LONGS.get(bytes, at), (long) LONGS.get(bytes, at + Long.BYTES));
    }
    int rest = from + length - end;
    if (rest > 0) {
      byte[] last = new byte[BLOCK_LENGTH];
      System.arraycopy(bytes, end, last, 0, rest);
      absorb((long) LONGS.get(last, 0), (long) LONGS.get(last, Long.BYTES));
    }
  }

  /** Takes one block, given as two words: adds it and multiplies by <i>r</i>. */
  void absorb(long low, long high) {
    long s1 = r1 + (r1 >>> 2);
    long a0 = h0 + low;
    long a1 = h1 + high + carry(h0, low, a0);
    long a2 = h2 + 1 + carry(h1, high, a1);
    long p = a0 * r0;
    long q = a1 * s1;
    long d0 = p + q;
    long t = a2 * s1 + upper(a0, r0) + upper(a1, s1) + carry(p, q, d0);
    long u = a0 * r1;
    long v = a1 * r0;
    long w = u + v;
    long d1 = t + w;
    long d2 = a2 * r0 + upper(a0, r1) + upper(a1, r0) + carry(u, v, w) + carry(t, w, d1);
    long five = (d2 >>> 2) + (d2 & ~3L);
    h0 = d0 + five;
    h1 = d1 + carry(d0, five, h0);
    h2 = (d2 & 3) + carry(d1, 0, h1);
  }

  /**
   * Takes an even number of blocks. What {@link #absorb(long, long)} does to one half waits for the
   * block before, and a processor has the means to work on the other half meanwhile. With <i>n</i>
   * blocks in each, the first half's sum is worth <i>r</i>^<i>n</i> times the second's.
   */
  private void absorbHalves(byte[] bytes, int from, int blocks) {
    long r0 = this.r0;
    long r1 = this.r1;
    long s1 = r1 + (r1 >>> 2);
    long g0 = this.h0;
    long g1 = this.h1;
    long g2 = this.h2;
    long h0 = 0;
    long h1 = 0;
    long h2 = 0;
    int half = blocks * BLOCK_LENGTH;
    for (int at = from; at < from + half; at += BLOCK_LENGTH) {
      {
        long low = (long) LONGS.get(bytes, at);
        long high = (long) LONGS.get(bytes, at + Long.BYTES);
        long a0 = g0 + low;
        long a1 = g1 + high + carry(g0, low, a0);
        long a2 = g2 + 1 + carry(g1, high, a1);
        long p = a0 * r0;
        long q = a1 * s1;
        long d0 = p + q;
        long t = a2 * s1 + upper(a0, r0) + upper(a1, s1) + carry(p, q, d0);
        long u = a0 * r1;
        long v = a1 * r0;
        long w = u + v;
        long d1 = t + w;
        long d2 = a2 * r0 + upper(a0, r1) + upper(a1, r0) + carry(u, v, w) + carry(t, w, d1);
        long five = (d2 >>> 2) + (d2 & ~3L);
        g0 = d0 + five;
        g1 = d1 + carry(d0, five, g0);
        g2 = (d2 & 3) + carry(d1, 0, g1);
      }
      {
        long low = (long) LONGS.get(bytes, at + half);
        long high = (long) LONGS.get(bytes, at + half + Long.BYTES);
        long a0 = h0 + low;
        long a1 = h1 + high + carry(h0, low, a0);
        long a2 = h2 + 1 + carry(h1, high, a1);
        long p = a0 * r0;
        long q = a1 * s1;
        long d0 = p + q;
        long t = a2 * s1 + upper(a0, r0) + upper(a1, s1) + carry(p, q, d0);
        long u = a0 * r1;
        long v = a1 * r0;
        long w = u + v;
        long d1 = t + w;
        long d2 = a2 * r0 + upper(a0, r1) + upper(a1, r0) + carry(u, v, w) + carry(t, w, d1);
        long five = (d2 >>> 2) + (d2 & ~3L);
        h0 = d0 + five;
        h1 = d1 + carry(d0, five, h0);
        h2 = (d2 & 3) + carry(d1, 0, h1);
      }
    }
    try (Residue r = new Residue(r0, r1, 0);
        Residue first = new Residue(g0, g1, g2);
        Residue second = new Residue(h0, h1, h2)) {
      r.raise(blocks);
      first.multiply(r);
      first.add(second);
      this.h0 = first.word0();
      this.h1 = first.word1();
      this.h2 = first.word2();
    }
  }

  /** Ends the message. */
  byte[] tag() {
    // Of h and h + 5 - 2^130, whichever is not negative and below the modulus.
    long g0 = h0 + 5;
    long g1 = h1 + carry(h0, 5, g0);
    long g2 = h2 + carry(h1, 0, g1);
    long reduced = -(g2 >>> 2);
    long t0 = (h0 & ~reduced) | (g0 & reduced);
    long t1 = (h1 & ~reduced) | (g1 & reduced);
    byte[] tag = new byte[TAG_LENGTH];
    long low = t0 + pad0;
    LittleEndian.putLong(tag, 0, low);
    LittleEndian.putLong(tag, Long.BYTES, t1 + pad1 + carry(t0, pad0, low));
    return tag;
  }

  /** The carry out of a sum of two words, and perhaps of a carry into it. */
  private static long carry(long a, long b, long sum) {
    return ((a & b) | ((a | b) & ~sum)) >>> 63;
  }

  private static long upper(long a, long b) {
    return Math.unsignedMultiplyHigh(a, b);
  }

  @Override
  public void close() {
    r0 = r1 = pad0 = pad1 = h0 = h1 = h2 = 0;
  }

  @Override
  public String toString() {
    return "Poly1305(secret)";
  }
}
