package org.keyrite.checksum;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.keyrite.text.Visible;

/**
 * The names of one list: which ones it may have, and which not together.
 *
 * <p>A name must show what it names, so it holds no character that does not show. That of a release
 * must stay in its folder on every system, and two of them must be two files on every system.
 */
final class ListedNames {
  /** In bytes, as Linux limits a path and each part of it. */
  private static final int MOST_BYTES = 4096;

  private static final int MOST_PART_BYTES = 255;

  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

  private final boolean ofRelease;
  private final Map<String, Seen> seen = new HashMap<>();

  private record Seen(String name, int line) {}

  /**
   * No names yet.
   *
   * @param ofRelease whether they are of files in a release's folder, and in folders below it;
   *     otherwise they are paths on this machine, wherever they lead
   */
  ListedNames(boolean ofRelease) {
    this.ofRelease = ofRelease;
  }

  /**
   * Adds a name.
   *
   * @return the name, without the {@code ./} that {@code find} writes before it
   * @throws ChecksumFormatException when it may not be there, or not with those before it
   */
  String add(String listedName, int line) throws ChecksumFormatException {
    requireVisible(listedName, line);
    if (!ofRelease) {
      return listedName;
    }
    String name = listedName.startsWith("./") ? listedName.substring(2) : listedName;
    requireInside(name, line);
    requireDistinct(name, line);
    return name;
  }

  private static void requireVisible(String name, int line) throws ChecksumFormatException {
    if (Character.isSpaceChar(name.codePointAt(0))
        || Character.isSpaceChar(name.codePointBefore(name.length()))) {
      throw new ChecksumFormatException(
          "has a name that begins or ends with a space in line " + line);
    }
    if (!Visible.shows(name)) {
      throw new ChecksumFormatException(
          "has a name with a control character, or another that does not show, in line " + line);
    }
    if (name.getBytes(UTF_8).length > MOST_BYTES) {
      throw new ChecksumFormatException("has a name longer than any path in line " + line);
    }
  }

  private static void requireInside(String name, int line) throws ChecksumFormatException {
    if (name.startsWith("/")) {
      throw new ChecksumFormatException("has an absolute name in line " + line);
    }
    // Elsewhere a backslash separates folders, too.
    for (String part : SEPARATOR.split(name, -1)) {
      if (part.isEmpty()) {
        throw new ChecksumFormatException("has a name with an empty part in line " + line);
      }
      if (part.equals("..")) {
        throw new ChecksumFormatException(
            "has a name that leads out of its folder in line " + line);
      }
      if (part.equals(".")) {
        throw new ChecksumFormatException("has a name with a part '.' in line " + line);
      }
      if (part.getBytes(UTF_8).length > MOST_PART_BYTES) {
        throw new ChecksumFormatException(
            "has a name with a part longer than " + MOST_PART_BYTES + " bytes in line " + line);
      }
    }
  }

  private void requireDistinct(String name, int line) throws ChecksumFormatException {
    Seen first = seen.putIfAbsent(PlainName.folded(name), new Seen(name, line));
    if (first != null && !first.name().equals(name)) {
      throw new ChecksumFormatException(
          "has a name in line "
              + line
              + " that differs from that in line "
              + first.line()
              + " only in case or in how its accents are written");
    }
  }
}
