package org.keyrite.escrow.life;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import org.keyrite.crypto.hash.RunningHash;
import org.keyrite.crypto.hash.StrongHash;

/** An output of which the hash is known when all of it was written. */
final class HashedOutput extends FilterOutputStream {
  private final RunningHash hash = StrongHash.SHA_256.begin();

  HashedOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    hash.update(bytes, offset, length);
  }

  /** The SHA-256 of all that was written, in hex. */
  String hex() {
    return HexFormat.of().formatHex(hash.finish());
  }
}
