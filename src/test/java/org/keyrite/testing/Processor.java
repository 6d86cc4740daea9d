package org.keyrite.testing;

import java.util.Arrays;

/**
 * Processors that OpenSSL's code has paths for: each is this machine's without what the next newer
 * one brought. Where this machine lacks a feature, two of them are alike.
 */
public enum Processor {
  THIS_ONE(0),
  WITHOUT_IFMA(2, 21),
  WITHOUT_AVX512VL(2, 31),
  WITHOUT_AVX512(2, 16, 17, 28, 30),
  WITHOUT_SHA512(5, 0),
  WITHOUT_SHA(2, 29),
  WITHOUT_AVX2(2, 3, 5, 8),
  WITHOUT_AVX(1, 11, 28),
  WITHOUT_SSSE3(1, 9);

  /**
   * A word of {@code OPENSSL_ia32cap_P}: 1 is ECX of CPUID's leaf 1 (and bit 11 there is AMD's
   * XOP), 2 is EBX of leaf 7, 5 is EAX of leaf 7.1.
   */
  private final int word;

  /** The bits that are taken away. */
  private final int lost;

  Processor(int word, int... bits) {
    this.word = word;
    this.lost = Arrays.stream(bits).reduce(0, (mask, bit) -> mask | 1 << bit);
  }

  /** Takes away what this processor lacks, which is also what all before it lack. */
  void remove(int[] words) {
    for (Processor newer : values()) {
      if (newer.compareTo(this) <= 0) {
        words[newer.word] &= ~newer.lost;
      }
    }
  }
}
