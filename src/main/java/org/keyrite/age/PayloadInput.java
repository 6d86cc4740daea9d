package org.keyrite.age;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.keyrite.crypto.sealing.PayloadKey;

/**
 * Decrypts a payload, chunk by chunk or, by {@link #transferTo}, on all cores, and never gives out
 * a byte of a chunk that it has not authenticated.
 *
 * <p>Specification: "Payload".
 */
final class PayloadInput extends InputStream {
  private final PayloadKey key;
  private final InputStream source;
  private final ChunkCipher opener;
  private final ChunkSource chunks;
  private final ChunkRun current;
  private boolean unusable;

  /** Takes ownership of the key and of the source. */
  PayloadInput(PayloadKey key, InputStream source) {
    this.key = key;
    this.source = source;
    this.opener = new ChunkOpener(key);
    this.chunks = new ChunkSource(source, 0, opener.lengthBefore());
    this.current = new ChunkRun(opener, 1);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (!hasNext()) {
      return -1;
    }
    int count = Math.min(length, available());
    current.output().get(bytes, offset, count);
    return count;
  }

  @Override
  public int read() throws IOException {
    return hasNext() ? current.output().get() & 0xff : -1;
  }

  @Override
  public int available() {
    return current.output().remaining();
  }

  /** False at the authenticated end, and an exception at any other. */
  private boolean hasNext() throws IOException {
    checkUsable();
    while (available() == 0) {
      current.throwFailure();
      if (chunks.hasEnded()) {
        return false;
      }
      current.read(chunks);
      current.process();
    }
    return true;
  }

  /** If this fails, there is no reading on. */
  @Override
  public long transferTo(OutputStream destination) throws IOException {
    checkUsable();
    unusable = true;
    long length = current.write(destination);
    if (!chunks.hasEnded()) {
      length += new PayloadTransfer(opener, chunks, destination).run();
    }
    unusable = false;
    return length;
  }

  private void checkUsable() throws IOException {
    if (unusable) {
      throw new IOException("the stream is closed");
    }
  }

  @Override
  public void close() throws IOException {
    unusable = true;
    current.close();
    key.close();
    source.close();
  }
}
