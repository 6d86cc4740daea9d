package org.keyrite.crypto.hash;

import org.keyrite.os.OpenSsl.Hash;
import org.keyrite.os.OpenSsl.Hashing;

/** One of OpenSSL's hashes. */
record OpenSslHash(Hashing hashing) implements RunningHash {
  /** A hash of so many bits. */
  static OpenSslHash begin(Hash hash, int bits) {
    return new OpenSslHash(Hashing.begin(hash, bits / Byte.SIZE));
  }

  @Override
  public RunningHash update(byte[] bytes, int offset, int length) {
    hashing.update(bytes, offset, length);
    return this;
  }

  @Override
  public RunningHash copy() {
    return new OpenSslHash(hashing.copy());
  }

  @Override
  public byte[] finish() {
    return hashing.finish();
  }
}
