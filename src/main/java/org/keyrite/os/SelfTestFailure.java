package org.keyrite.os;

/**
 * This processor, or the program that runs on it, computes wrongly: nothing that it encrypts or
 * verifies can be relied on.
 */
public final class SelfTestFailure extends Error {
  private static final long serialVersionUID = 1L;

  /** The order is that of the answers in selftest.c, the first of which is number 1. */
  private static final String[] NAMES = {
    "ChaCha20-Poly1305", "SHA-256", "SHA-384", "SHA-512", "BLAKE2b"
  };

  SelfTestFailure(int answer) {
    super(NAMES[answer - 1]);
  }
}
