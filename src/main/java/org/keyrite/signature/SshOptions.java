package org.keyrite.signature;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The options before a public key, in {@code authorized_keys}: names, some of them with a value in
 * quotation marks, with commas between.
 *
 * @param names in lower case
 * @param key what follows them
 */
record SshOptions(Set<String> names, String key) {
  /** Reads the options at the start of the one line of a file. */
  static SshOptions parse(String text) throws SignatureFormatException {
    Set<String> names = new LinkedHashSet<>();
    int at = 0;
    do {
      int start = at;
      while (at < text.length() && isOfName(text.charAt(at))) {
        at++;
      }
      String name = text.substring(start, at).toLowerCase(Locale.ROOT);
      if (text.startsWith("=\"", at)) {
        int end = closingQuote(text, at + 2);
        if (end < 0) {
          throw new SignatureFormatException("has an option that does not end in line 1");
        }
        at = end + 1;
      }
      if (name.isEmpty()) {
        throw new SignatureFormatException("has neither a key nor an option in line 1");
      }
      if (!names.add(name)) {
        throw new SignatureFormatException("has the option " + name + " twice in line 1");
      }
    } while (text.startsWith(",", at) && ++at > 0);
    if (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
      throw new SignatureFormatException("has neither a key nor an option in line 1");
    }
    return new SshOptions(names, text.substring(at).strip());
  }

  private static int closingQuote(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.startsWith("\\\"", at) ? 2 : 1;
    }
    return at < text.length() ? at : -1;
  }

  private static boolean isOfName(char character) {
    return character == '-'
        || (character >= '0' && character <= '9')
        || (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z');
  }

  /** Takes an option away, if it is there. */
  boolean take(String name) {
    return names.remove(name);
  }

  /** Those that nobody has taken would change what the line means. */
  void requireNone() throws SignatureFormatException {
    for (String name : names) {
      throw new SignatureFormatException(
          "has the option " + name + " in line 1, which is not known");
    }
  }
}
