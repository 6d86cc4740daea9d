package org.keyrite.signature;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The options before a public key, in {@code authorized_keys} and {@code allowed_signers}: names,
 * some of them with a value in quotation marks, with commas between.
 *
 * @param values by name in lower case; empty where an option has none
 * @param key what follows them
 */
record SshOptions(Map<String, String> values, String key) {
  /**
   * Reads the options at the start of a line.
   *
   * @param line where it is, for the sentence
   */
  static SshOptions parse(String text, int line) throws SignatureFormatException {
    Map<String, String> values = new LinkedHashMap<>();
    int at = 0;
    do {
      int start = at;
      while (at < text.length() && isOfName(text.charAt(at))) {
        at++;
      }
      String name = text.substring(start, at).toLowerCase(Locale.ROOT);
      String value = "";
      if (text.startsWith("=\"", at)) {
        int end = closingQuote(text, at + 2);
        if (end < 0) {
          throw new SignatureFormatException("has an option that does not end in line " + line);
        }
        value = text.substring(at + 2, end).replace("\\\"", "\"");
        at = end + 1;
      }
      if (name.isEmpty()) {
        throw new SignatureFormatException("has neither a key nor an option in line " + line);
      }
      if (values.put(name, value) != null) {
        throw new SignatureFormatException("has the option " + name + " twice in line " + line);
      }
    } while (text.startsWith(",", at) && ++at > 0);
    if (at < text.length() && !isSpace(text.charAt(at))) {
      throw new SignatureFormatException("has neither a key nor an option in line " + line);
    }
    return new SshOptions(values, text.substring(at).strip());
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

  static boolean isSpace(char character) {
    return character == ' ' || character == '\t';
  }

  /** Takes an option away, and gives its value. */
  Optional<String> take(String name) {
    return Optional.ofNullable(values.remove(name));
  }

  /** Those that nobody has taken would change what the line means. */
  void requireNone(int line) throws SignatureFormatException {
    for (String name : values.keySet()) {
      throw new SignatureFormatException(
          "has the option " + name + " in line " + line + ", which is not known");
    }
  }
}
