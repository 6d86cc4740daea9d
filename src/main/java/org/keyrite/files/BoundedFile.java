package org.keyrite.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.os.RegularFile;

/**
 * Reads small files whole. A file that is longer than its kind can be is not read, and a named pipe
 * or a device, which could keep the program waiting for ever, is not opened.
 */
public final class BoundedFile {
  private BoundedFile() {}

  /** A file is longer than its kind can be. */
  public static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    private final int mostBytes;

    private TooLong(int mostBytes) {
      this.mostBytes = mostBytes;
    }

    /** What is wrong, as the predicate of a sentence about the file: it names the limit. */
    public String predicate() {
      return "is longer than " + inWords(mostBytes);
    }

    @Override
    public String getMessage() {
      return "it " + predicate();
    }
  }

  /** A limit as a sentence has it, such as {@code 64 KiB}. */
  public static String inWords(int bytes) {
    if (bytes >= 1 << 20) {
      return (bytes >> 20) + " MiB";
    }
    return bytes >= 1 << 10 ? (bytes >> 10) + " KiB" : bytes + " bytes";
  }

  /**
   * Reads a file.
   *
   * @param links how to take links; they are followed when this says nothing
   * @throws IOException when it cannot be read, is no regular file, or is {@link TooLong}
   */
  public static byte[] bytes(Path file, int mostBytes, LinkOption... links) throws IOException {
    try (InputStream in = RegularFile.open(file, links)) {
      return bytes(in, mostBytes);
    }
  }

  /** Reads what is left of a stream; what was read of one that is too long is wiped. */
  public static byte[] bytes(InputStream in, int mostBytes) throws IOException {
    byte[] bytes = in.readNBytes(mostBytes);
    if (in.read() >= 0) {
      Arrays.fill(bytes, (byte) 0);
      throw new TooLong(mostBytes);
    }
    return bytes;
  }

  /**
   * Reads a file that somebody named.
   *
   * @param what what it should be, with its article, for a message
   */
  public static byte[] read(Path file, int mostBytes, String what) throws Failed {
    try {
      return bytes(file, mostBytes);
    } catch (IOException e) {
      String clause = clause(file.toString(), e);
      throw new Failed(
          (e instanceof NoSuchFileException ? "T" + clause.substring(1) : clause) + ".",
          "Name " + what + ".",
          e);
    }
  }

  /**
   * Why a file could not be read, without a full stop.
   *
   * @param name what to call the file
   */
  public static String clause(String name, IOException failure) {
    return failure instanceof NoSuchFileException
        ? "there is no file " + name
        : name + " cannot be read: " + Reason.of(failure);
  }
}
