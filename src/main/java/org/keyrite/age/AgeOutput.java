package org.keyrite.age;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.keyrite.age.header.ArmorOutput;
import org.keyrite.crypto.sealing.PayloadKey;

/**
 * Encrypts what is written to it, chunk by chunk, or what it is given to read, on all cores.
 *
 * <p>{@link #finish()} ends the file. Closing does not: a stream that is closed on the way out of a
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
  private int length;
  private long chunk;
  private boolean ended;

  /** Takes ownership of the key and of the destination, to which the header has been written. */
  AgeOutput(PayloadKey key, OutputStream destination) {
    this.key = key;
    this.destination = destination;
    this.armor = destination instanceof ArmorOutput output ? Optional.of(output) : Optional.empty();
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    checkOpen();
    int from = offset;
    int end = offset + count;
    while (from < end) {
      // A full chunk waits until it is known whether it is the last one.
      if (length == plaintext.length) {
        writeChunk();
      }
      int taken = Math.min(end - from, plaintext.length - length);
      System.arraycopy(bytes, from, plaintext, length, taken);
      length += taken;
      from += taken;
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  private void writeChunk() throws IOException {
    key.seal(chunk, false, plaintext, 0, length, sealed, 0);
    chunk++;
    length = 0;
    try {
      destination.write(sealed);
    } catch (IOException e) {
      // It is not known how much of it was written: nothing may follow.
      end();
      throw e;
    }
  }

  /**
   * Ends the file: writes the last chunk, and the last line of the armor if there is one. Flushes
   * the destination and leaves it open.
   */
  public void finish() throws IOException {
    finish(InputStream.nullInputStream());
  }

  /**
   * Encrypts all of a source, which it leaves open, and ends the file. What fails to be read is
   * thrown as the source threw it, after what came before was written.
   */
  public void finish(InputStream rest) throws IOException {
    checkOpen();
    try {
      InputStream source =
          length == 0
              ? rest
              : new SequenceInputStream(new ByteArrayInputStream(plaintext, 0, length), rest);
      ChunkCipher sealer = new ChunkSealer(key);
      new PayloadTransfer(
              sealer, new ChunkSource(source, chunk, sealer.lengthBefore()), destination)
          .run();
    } finally {
      end();
    }
    if (armor.isPresent()) {
      armor.get().finish();
    }
    destination.flush();
  }

  private void checkOpen() throws IOException {
    if (ended) {
      throw new IOException("the file has been ended");
    }
  }

  private void end() {
    ended = true;
    Arrays.fill(plaintext, (byte) 0);
    key.close();
  }

  /** Flushes the destination. What has been written since the last full chunk stays behind. */
  @Override
  public void flush() throws IOException {
    destination.flush();
  }

  /** Closes the destination. Without {@link #finish()}, what it holds is not a whole file. */
  @Override
  public void close() throws IOException {
    end();
    destination.close();
  }
}
