package org.keyrite.checksum;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import org.keyrite.crypto.hash.StrongHash;

/**
 * One line, taken apart.
 *
 * @param form the form it is in
 * @param tag the algorithm as the line has it; in GNU's form, what stands before the name besides a
 *     space
 * @param name without escapes, and not yet looked at
 * @param hash in lower-case hex, of any length
 * @param number where it is, from one
 */
record ListedLine(LineForm form, String tag, String name, String hash, int number) {
  /**
   * Takes a line apart. A backslash before it says that there are escapes in its name.
   *
   * @throws ChecksumFormatException when it is in no form
   */
  static ListedLine parse(String text, int number) throws ChecksumFormatException {
    boolean escaped = text.startsWith("\\");
    String line = escaped ? text.substring(1) : text;
    for (LineForm form : LineForm.values()) {
      Matcher matcher = form.matcher(line);
      if (matcher.matches()) {
        String name = matcher.group("name");
        return new ListedLine(
            form,
            matcher.group(form == LineForm.GNU ? "mark" : "tag"),
            escaped ? unescaped(name, number) : withoutBackslash(name, number),
            matcher.group("hash").toLowerCase(Locale.ROOT),
            number);
      }
    }
    throw new ChecksumFormatException(junk(line, number));
  }

  private static String junk(String line, int number) {
    if (number == 1 && line.equals("-----BEGIN PGP SIGNED MESSAGE-----")) {
      return "is a signature file with the list in it: its mode is clear-signed";
    }
    if (number == 1 && line.startsWith("untrusted comment:")) {
      return "is a signature file: if the list is in it, its mode is embedded";
    }
    return "has something other than a checksum and a name in line " + number;
  }

  private static String withoutBackslash(String name, int number) throws ChecksumFormatException {
    if (name.indexOf('\\') >= 0) {
      // Whoever reads it may take it for a separator, for an escape, or for itself.
      throw new ChecksumFormatException(
          "has a name with a backslash that is not escaped in line " + number);
    }
    return name;
  }

  /** Coreutils escapes these three characters, and no other. */
  private static String unescaped(String name, int number) throws ChecksumFormatException {
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < name.length(); at++) {
      char character = name.charAt(at);
      if (character == '\\') {
        at++;
        char escape = at < name.length() ? name.charAt(at) : '\0';
        character =
            switch (escape) {
              case '\\' -> '\\';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default ->
                  throw new ChecksumFormatException("has an unknown escape in line " + number);
            };
      }
      plain.append(character);
    }
    return plain.toString();
  }

  /**
   * Whether its hash is made with an algorithm. Without a tag, its length has to do.
   *
   * @throws ChecksumFormatException when the hash has not the length of its algorithm, or of any
   */
  boolean isOf(StrongHash algorithm) throws ChecksumFormatException {
    if (form == LineForm.GNU) {
      if (!AlgorithmNames.isLength(hash.length()) && hash.length() != algorithm.hexDigits()) {
        throw new ChecksumFormatException(
            "has a hash of "
                + hash.length()
                + " digits in line "
                + number
                + ", and none has so many");
      }
      return hash.length() == algorithm.hexDigits();
    }
    boolean same = AlgorithmNames.ofTag(tag).equals(Optional.of(algorithm));
    if (same && hash.length() != algorithm.hexDigits()) {
      throw new ChecksumFormatException(
          "has a hash of "
              + hash.length()
              + " digits in line "
              + number
              + ", where "
              + algorithm
              + " has "
              + algorithm.hexDigits());
    }
    return same;
  }

  /**
   * In GNU's form: refuses one blank before the name where the list has two, or the other way
   * round, since the second one could belong to the name then.
   */
  void requireSpacedAs(ListedLine first) throws ChecksumFormatException {
    if (tag.isEmpty() != first.tag.isEmpty()) {
      throw new ChecksumFormatException(
          "has "
              + (tag.isEmpty() ? "one blank" : "two blanks")
              + " before the name in line "
              + number
              + ", unlike the lines before it");
    }
  }
}
