package org.keyrite.checksum;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrite.crypto.hash.StrongHash;

/**
 * One line, taken apart.
 *
 * @param form the form it is in
 * @param tag the algorithm as the line has it; empty in GNU's form
 * @param name without escapes, and not yet looked at
 * @param hash in lower-case hex, of any length
 * @param number where it is, from one
 */
record ListedLine(LineForm form, String tag, String name, String hash, int number) {
  /** A line of POSIX {@code cksum}: a CRC, a length, a name. */
  private static final Pattern CRC = Pattern.compile("[0-9]{1,10} [0-9]+ .+", Pattern.DOTALL);

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
            form == LineForm.GNU ? "" : matcher.group("tag"),
            escaped ? unescaped(name, number) : withoutBackslash(name, number),
            matcher.group("hash").toLowerCase(Locale.ROOT),
            number);
      }
    }
    throw new ChecksumFormatException(junk(line) + " in line " + number);
  }

  private static String junk(String line) {
    if (line.isEmpty()) {
      return "has nothing";
    }
    if (line.startsWith("#")) {
      return "has a comment, which no checksum covers,";
    }
    return CRC.matcher(line).matches()
        ? "has a CRC, which anyone can forge,"
        : "has something other than a checksum and a name";
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
   * What the hash is made with.
   *
   * @param stated what it must be; empty where only the line says
   */
  StrongHash algorithm(Optional<StrongHash> stated) throws ChecksumFormatException {
    StrongHash algorithm =
        form == LineForm.GNU
            ? AlgorithmNames.ofLength(hash.length(), stated, number)
            : AlgorithmNames.ofTag(tag, number);
    if (stated.isPresent() && !stated.get().equals(algorithm)) {
      throw new ChecksumFormatException(
          "has " + algorithm + " in line " + number + ", where " + stated.get() + " is expected");
    }
    if (hash.length() != algorithm.hexDigits()) {
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
    return algorithm;
  }
}
