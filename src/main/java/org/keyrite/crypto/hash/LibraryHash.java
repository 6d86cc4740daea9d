package org.keyrite.crypto.hash;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.util.Memoable;

/** One of BouncyCastle's hashes. */
public record LibraryHash(Digest digest) implements RunningHash {
  @Override
  public RunningHash update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
    return this;
  }

  @Override
  public RunningHash copy() {
    return new LibraryHash(
        switch (digest) {
          case SHA3Digest sha3 -> new SHA3Digest(sha3);
          case Blake2bDigest blake2b -> new Blake2bDigest(blake2b);
          default -> (Digest) ((Memoable) digest).copy();
        });
  }

  @Override
  public byte[] finish() {
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }
}
