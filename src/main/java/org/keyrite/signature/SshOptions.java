package org.keyrite.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The options before a public key, in {@code authorized_keys} and {@code allowed_signers}: names,
 * some of them with a value in quotation marks, with commas between.
 *
 * @param values by their names in lower case; empty where there is none
 * @param key what follows them
 */
record SshOptions(Map<String, String> values, String key) {
  private static final Pattern TIME = Pattern.compile("[0-9]{8}(?:[0-9]{4}(?:[0-9]{2})?)?[Zz]?");

  /** Reads the options at the start of the one line of a file. */
  static SshOptions parse(String text) throws SignatureFormatException {
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
          throw new SignatureFormatException("has an option that does not end in line 1");
        }
        value = text.substring(at + 2, end).replace("\\\"", "\"");
        at = end + 1;
      }
      if (name.isEmpty()) {
        throw new SignatureFormatException("has neither a key nor an option in line 1");
      }
      if (values.put(name, value) != null) {
        throw new SignatureFormatException("has the option " + name + " twice in line 1");
      }
    } while (text.startsWith(",", at) && ++at > 0);
    if (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
      throw new SignatureFormatException("has neither a key nor an option in line 1");
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

  /** Takes an option away, if it is there. */
  boolean take(String name) {
    return values.remove(name) != null;
  }

  /** Takes an option with a value away. */
  Optional<String> takeValue(String name) {
    return Optional.ofNullable(values.remove(name));
  }

  /** Takes an option away whose value is a time: a day, or a day and a time of day, in UTC. */
  Optional<Instant> takeTime(String name) throws SignatureFormatException {
    Optional<String> text = takeValue(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (TIME.matcher(text.get()).matches()) {
        String digits = text.get().replaceAll("[Zz]", "") + "000000";
        return Optional.of(
            LocalDateTime.of(
                    Integer.parseInt(digits, 0, 4, 10),
                    Integer.parseInt(digits, 4, 6, 10),
                    Integer.parseInt(digits, 6, 8, 10),
                    Integer.parseInt(digits, 8, 10, 10),
                    Integer.parseInt(digits, 10, 12, 10),
                    Integer.parseInt(digits, 12, 14, 10))
                .toInstant(ZoneOffset.UTC));
      }
    } catch (DateTimeException e) {
      // A month 13 is as little a time as a word is.
    }
    throw new SignatureFormatException(
        "has the option " + name + " in line 1 without a time, such as 20261122 or 202611221030");
  }

  /** Those that nobody has taken would change what the line means. */
  void requireNone() throws SignatureFormatException {
    if (values.containsKey("cert-authority")) {
      throw new SignatureFormatException(
          "is that of an authority (cert-authority), which could make any number of keys: pin the"
              + " key that signs");
    }
    for (String name : values.keySet()) {
      throw new SignatureFormatException(
          "has the option " + name + " in line 1, which is not known");
    }
  }
}
