package org.keyrite.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrite.text.Utf8Text;

/**
 * A file of packets: binary, or in one or several blocks of armor. Around signatures nothing but
 * empty lines may stand, because text beside them could be taken for signed. Around keys any text
 * may: they are pinned by their fingerprints.
 */
final class PacketFile {
  /** The start of a message that has its text in the clear, which is no armor at all. */
  static final String CLEAR_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";

  private static final Pattern BEGIN = Pattern.compile("-----BEGIN (PGP [A-Z ]{1,32})-----");

  /** Around blocks: endless ones would keep a reader busy that has nothing to read. */
  private static final int MAX_EMPTY_LINES = 1024;

  private final byte[] source;
  private final boolean armored;
  private final boolean inText;
  private final ArmorBlockLines lines;
  private boolean begun;
  private Optional<String> type = Optional.empty();

  private PacketFile(byte[] source, boolean inText) {
    this.source = source;
    this.armored = source[0] >= 0;
    this.inText = inText;
    this.lines = new ArmorBlockLines(new ByteArrayInputStream(source), inText);
  }

  /** Looks at the first byte: of a packet it has the highest bit, and of armor it has not. */
  static PacketFile open(byte[] file) throws Malformed {
    return open(file, begin(file));
  }

  /** The same from a place in a file. */
  static PacketFile open(byte[] file, int from) throws Malformed {
    return open(file, from, false);
  }

  /** The same, with any text around blocks of armor, and blanks before their lines. */
  static PacketFile openInText(byte[] file) throws Malformed {
    return open(file, begin(file), true);
  }

  private static PacketFile open(byte[] file, int from, boolean inText) throws Malformed {
    if (from == file.length) {
      throw new Malformed("is empty");
    }
    return new PacketFile(Arrays.copyOfRange(file, from, file.length), inText);
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
    byte[] block = armored ? inText ? nextInText() : nextArmor() : begun ? null : source;
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

  private byte[] nextInText() throws IOException {
    for (String line = lines.nextOfText(); line != null; line = lines.nextOfText()) {
      if (line.equals(CLEAR_SIGNED) || BEGIN.matcher(line).matches()) {
        type = Optional.of(typeIn(line, begun));
        return ArmorBlock.read(lines, type.get());
      }
      // A binary revocation after armor would be lost in silence.
      if (line.chars().anyMatch(PacketFile::isBinary)) {
        throw new Malformed("holds something binary beside its armor");
      }
      // GnuPG's own revocation certificates are kept from being imported by mistake.
      if (line.startsWith(":") && BEGIN.matcher(line.substring(1)).matches()) {
        throw new Malformed("has a colon before its BEGIN line, which disables it: take it away");
      }
    }
    if (!begun) {
      throw new Malformed("is neither binary OpenPGP nor armor that starts with a BEGIN line");
    }
    return null;
  }

  private static boolean isBinary(int character) {
    return character < ' ' && character != '\t' && character != '\f' && character != '\r';
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
