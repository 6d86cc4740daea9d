package org.keyrite.crypto.hash;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** HMAC (RFC 2104) with SHA-256: 32 bytes. */
public final class HmacSha256 implements AutoCloseable {
  /** In bytes. */
  public static final int LENGTH = 32;

  private final HMac hmac = new HMac(new SHA256Digest());

  public HmacSha256(byte[] key) {
    KeyParameter copy = new KeyParameter(key);
    hmac.init(copy);
    Arrays.fill(copy.getKey(), (byte) 0);
  }

  /** The code of one message. */
  public static byte[] of(byte[] key, byte[] message) {
    try (HmacSha256 hmac = new HmacSha256(key)) {
      byte[] code = new byte[LENGTH];
      hmac.update(message);
      hmac.finish(code);
      return code;
    }
  }

  public HmacSha256 update(byte[] part) {
    hmac.update(part, 0, part.length);
    return this;
  }

  /** Writes the code of the message so far, and begins the next one. */
  public void finish(byte[] code) {
    hmac.doFinal(code, 0);
  }

  /** The library has no method that forgets a key; another key takes the place of its traces. */
  @Override
  public void close() {
    hmac.init(new KeyParameter(new byte[LENGTH]));
  }
}
