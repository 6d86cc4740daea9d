package org.keyrite.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrite.text.Utf8Text;

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

  private final byte[] source;
  private final boolean armored;
  private final ArmorBlockLines lines;
  private boolean begun;
  private Optional<String> type = Optional.empty();

  private PacketFile(byte[] source) {
    this.source = source;
    this.armored = source[0] >= 0;
    this.lines = new ArmorBlockLines(new ByteArrayInputStream(source));
  }

  /** Looks at the first byte: of a packet it has the highest bit, and of armor it has not. */
  static PacketFile open(byte[] file) throws Malformed {
    return open(file, begin(file));
  }

  /** The same from a place in a file. */
  static PacketFile open(byte[] file, int from) throws Malformed {
    if (from == file.length) {
      throw new Malformed("is empty");
    }
    return new PacketFile(Arrays.copyOfRange(file, from, file.length));
  }

  /** Where it begins: after the mark of its text, if it is text. */
  static int begin(byte[] file) throws Malformed {
    try {
      return Utf8Text.begin(file);
    } catch (Utf8Text.NotUtf8 e) {
      throw new Malformed(e.getMessage());
    }
  }

  /** One armor block after another, of which a binary file is one without a type. */
  Optional<PacketReader> next() throws IOException {
    byte[] block = armored ? nextArmor() : begun ? null : source;
    begun = true;
    return Optional.ofNullable(block).map(PacketReader::new);
  }

  /** Of the block at hand; empty for a binary file, which does not say. */
  Optional<String> type() {
    return type;
  }

  private byte[] nextArmor() throws IOException {
    for (int empty = 0; empty <= MAX_EMPTY_LINES; empty++) {
      String line = lines.next();
      if (line == null) {
        if (!begun) {
          throw new Malformed("is empty");
        }
        return null;
      }
      if (!line.isEmpty()) {
        type = Optional.of(typeIn(line, begun));
        return ArmorBlock.read(lines, type.get());
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
