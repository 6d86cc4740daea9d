package org.keyrite.age.header;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * Writes ASCII armor: base64 in lines of 64 columns between a BEGIN and an END line.
 *
 * <p>Specification: "ASCII armor".
 */
public final class ArmorOutput extends OutputStream {
  private static final byte[] LINE_END = {'\n'};

  // "MIME" is the JDK's name for base64 in lines; the lines are those of RFC 7468.
  private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(ArmorInput.COLUMNS, LINE_END);

  private final OutputStream destination;
  private final byte[] lines = new byte[ArmorInput.LINE_BYTES * 1024];
  private int buffered;
  private boolean begun;

  public ArmorOutput(OutputStream destination) {
    this.destination = destination;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int from = offset;
    int end = offset + length;
    while (from < end) {
      int count = Math.min(end - from, lines.length - buffered);
      System.arraycopy(bytes, from, lines, buffered, count);
      buffered += count;
      from += count;
      if (buffered == lines.length) {
        writeLines();
      }
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /** Writes what is left and the END line. Leaves the destination open. */
  public void finish() throws IOException {
    writeLines();
    writeLine(ArmorInput.END);
  }

  private void writeLines() throws IOException {
    if (!begun) {
      begun = true;
      writeLine(ArmorInput.BEGIN);
    }
    if (buffered > 0) {
      byte[] full = buffered == lines.length ? lines : Arrays.copyOf(lines, buffered);
      destination.write(ENCODER.encode(full));
      destination.write(LINE_END);
      buffered = 0;
    }
  }

  private void writeLine(String line) throws IOException {
    destination.write((line + '\n').getBytes(StandardCharsets.US_ASCII));
  }

  /** Flushes the destination. Data that does not fill its lines yet stays behind. */
  @Override
  public void flush() throws IOException {
    destination.flush();
  }

  /** Closes the destination, without an END line if there was none yet. */
  @Override
  public void close() throws IOException {
    destination.close();
  }
}
