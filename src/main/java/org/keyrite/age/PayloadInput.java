package org.keyrite.age;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.keyrite.age.AgeException.PayloadFailure;
import org.keyrite.crypto.PayloadKey;

/**
 * Decrypts a payload, one chunk at a time: it never holds more, and never gives out a byte of a
 * chunk that it has not authenticated.
 *
 * <p>Specification: "Payload".
 */
final class PayloadInput extends InputStream {
  private static final int SEALED_LENGTH = PayloadKey.CHUNK_LENGTH + PayloadKey.OVERHEAD;

  private final PayloadKey key;
  private final InputStream source;
  // One byte more than a chunk: whether it is there tells whether the chunk is the final one.
  private final byte[] sealed = new byte[SEALED_LENGTH + 1];
  private final byte[] plaintext = new byte[PayloadKey.CHUNK_LENGTH];
  private int buffered;
  private int position;
  private int limit;
  private long chunk;
  private boolean finished;
  private IOException failure;

  /** Takes ownership of the key and of the source. */
  PayloadInput(PayloadKey key, InputStream source) {
    this.key = key;
    this.source = source;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (position == limit && !nextChunk()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(plaintext, position, bytes, offset, count);
    position += count;
    return count;
  }

  @Override
  public int read() throws IOException {
    if (position == limit && !nextChunk()) {
      return -1;
    }
    return plaintext[position++] & 0xff;
  }

  @Override
  public int available() {
    return limit - position;
  }

  /** Opens the next chunk; false at the authenticated end, and an exception at any other. */
  private boolean nextChunk() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (finished) {
      return false;
    }
    try {
      open();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    return limit > 0;
  }

  private void open() throws IOException {
    buffered += source.readNBytes(sealed, buffered, sealed.length - buffered);
    int length = Math.min(buffered, SEALED_LENGTH);
    boolean more = buffered > SEALED_LENGTH;
    boolean full = length == SEALED_LENGTH;
    if (length < PayloadKey.OVERHEAD) {
      throw new PayloadFailure("the file ends before its last chunk does");
    }
    if (length == PayloadKey.OVERHEAD && chunk > 0) {
      // The specification gives a payload one form only: this one should have ended a chunk ago.
      throw new PayloadFailure("the last chunk is empty");
    }
    boolean last = !more;
    if (!key.open(chunk, last, sealed, length, plaintext)) {
      // A full chunk may be authentic and still not belong here, at the end or before it. It was
      // meant to be read, so it is; what follows, or does not, is the failure.
      if (!full || !key.open(chunk, !last, sealed, length, plaintext)) {
        throw new PayloadFailure("a chunk of the file was changed, moved or cut short");
      }
      failure =
          new PayloadFailure(
              more ? "there is more after the last chunk" : "the file ends before its last chunk");
    }
    position = 0;
    limit = length - PayloadKey.OVERHEAD;
    chunk++;
    finished = last;
    sealed[0] = sealed[SEALED_LENGTH];
    buffered = more ? 1 : 0;
  }

  @Override
  public void close() throws IOException {
    failure = failure == null ? new IOException("the stream is closed") : failure;
    position = 0;
    limit = 0;
    Arrays.fill(plaintext, (byte) 0);
    key.close();
    source.close();
  }
}
