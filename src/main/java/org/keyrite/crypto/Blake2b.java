package org.keyrite.crypto;

import java.security.MessageDigest;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/** BLAKE2b (RFC 7693), which the JDK does not have, in the shape of the hashes that it has. */
final class Blake2b extends MessageDigest {
  private final Blake2bDigest digest;

  Blake2b(int bits) {
    super("BLAKE2b-" + bits);
    this.digest = new Blake2bDigest(bits);
  }

  @Override
  protected void engineUpdate(byte input) {
    digest.update(input);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    digest.update(input, offset, length);
  }

  @Override
  protected byte[] engineDigest() {
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }

  @Override
  protected void engineReset() {
    digest.reset();
  }
}
