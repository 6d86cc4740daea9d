package org.keyrite.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks for secrets in files and in the memory of processes. */
final class Search {
  private static final int BUFFER = 1 << 20;
  private static final int PAIRS = 1 << 16;

  /** By the first two bytes. */
  private final byte[][][] pieces = new byte[PAIRS][][];

  private int longest = 2;

  Search(Collection<Secret> secrets) {
    for (Secret secret : secrets) {
      for (byte[] piece : secret.pieces()) {
        int pair = pair(piece, 0);
        byte[][] before = pieces[pair] == null ? new byte[0][] : pieces[pair];
        pieces[pair] = Arrays.copyOf(before, before.length + 1);
        pieces[pair][before.length] = piece;
        longest = Math.max(longest, piece.length);
      }
    }
  }

  private static int pair(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  /** Whether a secret stands in these bytes. */
  boolean finds(byte[] bytes) {
    return finds(bytes, bytes.length);
  }

  private boolean finds(byte[] bytes, int length) {
    for (int at = 0; at + 1 < length; at++) {
      byte[][] candidates = pieces[pair(bytes, at)];
      if (candidates != null) {
        for (byte[] piece : candidates) {
          if (at + piece.length <= length
              && Arrays.equals(bytes, at, at + piece.length, piece, 0, piece.length)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The files below a folder that hold a secret. What goes away meanwhile is passed over. */
  List<Path> in(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isIn(file)) {
          found.add(file);
        }
      }
    } catch (UncheckedIOException e) {
      // Somebody else's folder, which went while it was read.
    }
    return found;
  }

  /** Whether a file holds a secret; one that cannot be read holds none. */
  boolean isIn(Path file) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      return isIn(in, 0, in.length());
    } catch (IOException e) {
      return false;
    }
  }

  /** The places where a process holds a secret: names of its mappings, and open files in memory. */
  List<String> inMemoryOf(long process) {
    Path proc = Path.of("/proc", Long.toString(process));
    TreeSet<String> found = new TreeSet<>();
    try (RandomAccessFile memory = new RandomAccessFile(proc.resolve("mem").toFile(), "r")) {
      for (String line : Files.readAllLines(proc.resolve("maps"))) {
        String[] fields = line.split(" +", 6);
        String[] range = fields[0].split("-", 2);
        if (fields[1].startsWith("r")
            && isIn(memory, Long.parseUnsignedLong(range[0], 16), length(range))) {
          found.add(fields.length < 6 || fields[5].isEmpty() ? "anonymous" : fields[5]);
        }
      }
    } catch (IOException e) {
      // It has ended.
    }
    try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
      for (Path each : (Iterable<Path>) open::iterator) {
        String name = Files.readSymbolicLink(each).toString();
        if (name.startsWith("/memfd:") && isIn(each)) {
          found.add(name);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // Likewise.
    }
    return List.copyOf(found);
  }

  private static long length(String[] range) {
    return Long.parseUnsignedLong(range[1], 16) - Long.parseUnsignedLong(range[0], 16);
  }

  private boolean isIn(RandomAccessFile file, long start, long length) {
    byte[] buffer = new byte[BUFFER];
    int kept = 0;
    try {
      file.seek(start);
      for (long left = length; left > 0; ) {
        int read = file.read(buffer, kept, (int) Math.min(left, BUFFER - kept));
        if (read <= 0) {
          break;
        }
        left -= read;
        if (finds(buffer, kept + read)) {
          return true;
        }
        int keep = Math.min(longest - 1, kept + read);
        System.arraycopy(buffer, kept + read - keep, buffer, 0, keep);
        kept = keep;
      }
    } catch (IOException e) {
      // Such as the kernel's own page among a process's.
    }
    return false;
  }
}
