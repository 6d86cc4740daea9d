package org.keyrite.age;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.keyrite.crypto.PayloadKey;

/**
 * Encrypts what is written to it, in constant memory.
 *
 * <p>{@link #finish} ends the file. Closing does not: a stream that is closed on the way out of a
 * failure leaves a file without its end, which every reader refuses, and not one that is whole and
 * wrong.
 *
 * <p>Specification: "Payload".
 */
public final class AgeOutput extends OutputStream {
  private final PayloadKey key;
  private final OutputStream destination;
  private final Optional<ArmorOutput> armor;
  private final byte[] plaintext = new byte[PayloadKey.CHUNK_LENGTH];
  private final byte[] sealed = new byte[PayloadKey.CHUNK_LENGTH + PayloadKey.OVERHEAD];
  private int buffered;
  private long chunk;
  private boolean ended;

  /** Takes ownership of the key and of the destination, to which the header has been written. */
  AgeOutput(PayloadKey key, OutputStream destination) {
    this.key = key;
    this.destination = destination;
    this.armor = destination instanceof ArmorOutput output ? Optional.of(output) : Optional.empty();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    checkOpen();
    int from = offset;
    int end = offset + length;
    while (from < end) {
      // A full chunk waits until it is known whether it is the last one.
      if (buffered == plaintext.length) {
        seal(false, plaintext, 0, buffered);
        buffered = 0;
      }
      if (buffered == 0 && end - from > plaintext.length) {
        seal(false, bytes, from, plaintext.length);
        from += plaintext.length;
      } else {
        int count = Math.min(end - from, plaintext.length - buffered);
        System.arraycopy(bytes, from, plaintext, buffered, count);
        buffered += count;
        from += count;
      }
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /**
   * Ends the file: writes the last chunk, and the last line of the armor if there is one. Flushes
   * the destination and leaves it open.
   */
  public void finish() throws IOException {
    checkOpen();
    seal(true, plaintext, 0, buffered);
    wipe();
    if (armor.isPresent()) {
      armor.get().finish();
    }
    destination.flush();
  }

  private void seal(boolean last, byte[] bytes, int from, int length) throws IOException {
    key.seal(chunk, last, bytes, from, length, sealed);
    chunk++;
    destination.write(sealed, 0, length + PayloadKey.OVERHEAD);
  }

  private void checkOpen() throws IOException {
    if (ended) {
      throw new IOException("the file has been ended");
    }
  }

  private void wipe() {
    ended = true;
    Arrays.fill(plaintext, (byte) 0);
    key.close();
  }

  /** Flushes the destination. Data that does not fill a chunk yet stays behind. */
  @Override
  public void flush() throws IOException {
    destination.flush();
  }

  /** Closes the destination. Without {@link #finish}, what it holds is not a whole file. */
  @Override
  public void close() throws IOException {
    wipe();
    destination.close();
  }
}
