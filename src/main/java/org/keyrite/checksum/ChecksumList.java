package org.keyrite.checksum;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.keyrite.crypto.hash.StrongHash;

/**
 * What a list of checksums says with one algorithm, which whoever reads it states. No name has two
 * hashes.
 *
 * <p>What cannot change that is passed over and counted: blank lines, comments, a line that is
 * there again, and lines with other algorithms, which projects keep beside the one that counts. All
 * else that is not a hash and a name is refused.
 *
 * @param hashes of each file, in lower-case hex, in the list's order; at least one. {@code /}
 *     stands between the folders of a name
 * @param passedOver what else is in it
 */
public record ChecksumList(Map<String, String> hashes, PassedOver passedOver) {
  /** How many lines of a list say nothing. */
  public record PassedOver(int blank, int comments, int repeated, int others) {
    /** None at all. */
    public static final PassedOver NOTHING = new PassedOver(0, 0, 0, 0);

    /** In words, as they follow "has": {@code 2 comments and 1 repeated line}. */
    @Override
    public String toString() {
      StringJoiner words = new StringJoiner(", ");
      count(words, blank, "blank line");
      count(words, comments, "comment");
      count(words, repeated, "repeated line");
      count(words, others, "line with another hash", "lines with other hashes");
      return words.toString();
    }

    private static void count(StringJoiner words, int count, String one) {
      count(words, count, one, one + "s");
    }

    private static void count(StringJoiner words, int count, String one, String several) {
      if (count > 0) {
        words.add(count + " " + (count == 1 ? one : several));
      }
    }
  }

  public ChecksumList {
    hashes = Collections.unmodifiableMap(new LinkedHashMap<>(hashes));
  }

  /**
   * Reads the list of a release, whose names lead to files in its folder and in those below.
   *
   * @param file the whole file, at most 16 MiB and 100,000 lines
   * @param algorithm what the hashes are made with. That is known from outside, and never guessed:
   *     a hash of 128 digits can be of two algorithms, SHA-512 and BLAKE2b
   * @throws ChecksumFormatException when any line of it cannot be accepted, or none has that hash
   */
  public static ChecksumList ofRelease(byte[] file, StrongHash algorithm)
      throws ChecksumFormatException {
    return read(file, algorithm, new ListedNames(true));
  }

  /**
   * Reads a list whose names are paths of this machine, and may lead anywhere: they are only to be
   * compared with a path that is known, and never to be opened.
   *
   * @param file as for {@link #ofRelease}
   * @param algorithm as for {@link #ofRelease}
   * @throws ChecksumFormatException as for {@link #ofRelease}
   */
  public static ChecksumList ofPaths(byte[] file, StrongHash algorithm)
      throws ChecksumFormatException {
    return read(file, algorithm, new ListedNames(false));
  }

  private static ChecksumList read(byte[] file, StrongHash algorithm, ListedNames names)
      throws ChecksumFormatException {
    ChecksumLines lines = new ChecksumLines(file);
    ListedLine spaced = null;
    Map<String, String> hashes = new LinkedHashMap<>();
    int blank = 0;
    int comments = 0;
    int repeated = 0;
    int others = 0;
    while (lines.next()) {
      String text = lines.line();
      if (isBlank(text)) {
        blank++;
      } else if (text.startsWith("#")) {
        comments++;
      } else {
        ListedLine line = ListedLine.parse(text, lines.number());
        boolean counts = line.isOf(algorithm);
        if (line.form() == LineForm.GNU) {
          spaced = spaced == null ? line : spaced;
          line.requireSpacedAs(spaced);
        }
        if (!counts) {
          others++;
        } else if (!add(hashes, names.add(line.name(), line.number()), line)) {
          repeated++;
        }
      }
    }
    if (hashes.isEmpty()) {
      throw new ChecksumFormatException("has no " + algorithm + " in it");
    }
    return new ChecksumList(hashes, new PassedOver(blank, comments, repeated, others));
  }

  private static boolean isBlank(String line) {
    for (int at = 0; at < line.length(); at++) {
      if (line.charAt(at) != ' ' && line.charAt(at) != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Whether the name is new; with another hash than before, nobody knows which one counts. */
  private static boolean add(Map<String, String> hashes, String name, ListedLine line)
      throws ChecksumFormatException {
    String before = hashes.putIfAbsent(name, line.hash());
    if (before != null && !before.equals(line.hash())) {
      throw new ChecksumFormatException(
          "has another hash for '" + name + "' in line " + line.number() + " than before");
    }
    return before == null;
  }
}
