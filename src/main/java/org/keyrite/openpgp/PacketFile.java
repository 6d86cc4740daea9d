package org.keyrite.openpgp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of packets: binary, or in one or several blocks of armor with nothing but empty lines
 * around them. Text beside a block could be taken for signed, and is refused.
 */
final class PacketFile {
  /** The start of a message that has its text in the clear, which is no armor at all. */
  static final String CLEAR_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";

  private static final Pattern BEGIN = Pattern.compile("-----BEGIN (PGP [A-Z ]{1,32})-----");

  /** Around blocks: endless ones would keep a reader busy that has nothing to read. */
  private static final int MAX_EMPTY_LINES = 1024;

  private static final int MARK_BYTES = 3;
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream source;
  private final boolean armored;
  private ArmorBlockLines lines;
  private InputStream block;

  private PacketFile(InputStream source, boolean armored) {
    this.source = source;
    this.armored = armored;
  }

  /** Looks at the first byte: of a packet it has the highest bit, and of armor it has not. */
  static PacketFile open(InputStream in) throws IOException {
    BufferedInputStream source = new BufferedInputStream(in, BUFFER_BYTES);
    source.mark(MARK_BYTES);
    byte[] start = source.readNBytes(MARK_BYTES);
    if (start.length == 0) {
      throw new Malformed("is empty");
    }
    requireNoMark(start);
    source.reset();
    return new PacketFile(source, start[0] >= 0);
  }

  /** Refuses the marks of Windows' encodings, the bytes of which would start strange packets. */
  static void requireNoMark(byte[] start) throws Malformed {
    int first = ByteBuffer.wrap(Arrays.copyOf(start, Integer.BYTES)).getInt() >>> 8;
    if (first == 0xefbbbf) {
      throw new Malformed("starts with a byte-order mark");
    }
    if (first >> 8 == 0xfffe || first >> 8 == 0xfeff) {
      throw new Malformed("is text in UTF-16, as PowerShell's redirection writes it");
    }
  }

  /** One armor block after another, of which a binary file is one without a type. */
  Optional<PacketReader> next() throws IOException {
    if (block != null && block.read() >= 0) {
      throw new IllegalStateException("the block before has not been read to its end");
    }
    if (armored) {
      block = nextArmor();
    } else {
      block = block == null ? source : null;
    }
    return Optional.ofNullable(block).map(PacketReader::new);
  }

  /** Of the block at hand; empty for a binary file, which does not say. */
  Optional<String> type() {
    return block instanceof ArmorBlock armor ? Optional.of(armor.type()) : Optional.empty();
  }

  private InputStream nextArmor() throws IOException {
    boolean begun = lines != null;
    if (!begun) {
      lines = new ArmorBlockLines(source);
    }
    for (int empty = 0; empty <= MAX_EMPTY_LINES; empty++) {
      String line = lines.next();
      if (line == null) {
        if (!begun) {
          throw new Malformed("is empty");
        }
        return null;
      }
      if (!line.isEmpty()) {
        return ArmorBlock.open(lines, typeIn(line, begun));
      }
    }
    throw new Malformed("has more than " + MAX_EMPTY_LINES + " empty lines in a row");
  }

  private static String typeIn(String line, boolean begun) throws Malformed {
    if (line.equals(CLEAR_SIGNED)) {
      throw new Malformed(
          begun
              ? "holds a clear-signed message after the armor's END line: each needs a file of its"
                  + " own"
              : "holds a clear-signed message, which has to be verified as one");
    }
    Matcher begin = BEGIN.matcher(line);
    if (begin.matches()) {
      return begin.group(1);
    }
    throw new Malformed(
        begun
            ? "holds something after the armor's END line"
            : "is neither binary OpenPGP nor armor that starts with a BEGIN line");
  }
}
