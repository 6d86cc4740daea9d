package org.keyrite.crypto;

import java.security.MessageDigest;
import org.keyrite.os.OpenSsl.Hash;
import org.keyrite.os.OpenSsl.Hashing;

/** One of OpenSSL's hashes, in the shape of those that the JDK has. */
final class OpenSslDigest extends MessageDigest implements Cloneable {
  private final int length;
  private Hashing hashing;

  /** A hash of so many bits. */
  OpenSslDigest(Hash hash, int bits) {
    super(hash.name());
    this.length = bits / Byte.SIZE;
    this.hashing = Hashing.begin(hash, length);
  }

  @Override
  protected int engineGetDigestLength() {
    return length;
  }

  @Override
  protected void engineUpdate(byte input) {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    hashing.update(input, offset, length);
  }

  @Override
  protected byte[] engineDigest() {
    return hashing.finish();
  }

  @Override
  protected void engineReset() {
    hashing.finish();
  }

  @Override
  public Object clone() throws CloneNotSupportedException {
    OpenSslDigest copy = (OpenSslDigest) super.clone();
    copy.hashing = hashing.copy();
    return copy;
  }
}
