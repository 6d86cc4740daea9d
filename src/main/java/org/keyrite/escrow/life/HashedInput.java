package org.keyrite.escrow.life;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import org.keyrite.crypto.hash.RunningHash;
import org.keyrite.crypto.hash.StrongHash;

/** An input of which the hash is known when all of it was read. */
final class HashedInput extends FilterInputStream {
  private final RunningHash hash = StrongHash.SHA_256.begin();

  HashedInput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    hash.update(bytes, offset, Math.max(count, 0));
    return count;
  }

  /** Reads what is left; the SHA-256 of all that was read, in hex. */
  String hex() throws IOException {
    transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(hash.finish());
  }
}
