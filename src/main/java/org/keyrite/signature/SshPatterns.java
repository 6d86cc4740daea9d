package org.keyrite.signature;

import java.util.List;

/**
 * A list of patterns, as OpenSSH matches names with it: {@code *} and {@code ?} stand for
 * characters, and a pattern after {@code !} excludes what others admit. Specification:
 * ssh_config(5), "PATTERNS".
 *
 * @param patterns in the file's order
 */
public record SshPatterns(List<String> patterns) {
  public SshPatterns {
    patterns = List.copyOf(patterns);
  }

  /** Patterns between commas. */
  public static SshPatterns parse(String text) {
    return new SshPatterns(List.of(text.split(",", -1)));
  }

  /** Whether a name is admitted by one of them and excluded by none. */
  public boolean match(String name) {
    boolean admitted = false;
    for (String pattern : patterns) {
      if (pattern.startsWith("!")) {
        if (matches(pattern.substring(1), name)) {
          return false;
        }
      } else {
        admitted |= matches(pattern, name);
      }
    }
    return admitted;
  }

  /**
   * Goes back to the last asterisk only, so that the time is at most the product of the lengths.
   */
  private static boolean matches(String pattern, String name) {
    int at = 0;
    int asterisk = -1;
    int afterAsterisk = 0;
    int position = 0;
    while (position < name.length()) {
      char wanted = at < pattern.length() ? pattern.charAt(at) : '\0';
      if (wanted == '*') {
        asterisk = at++;
        afterAsterisk = position;
      } else if (at < pattern.length() && (wanted == '?' || wanted == name.charAt(position))) {
        at++;
        position++;
      } else if (asterisk >= 0) {
        at = asterisk + 1;
        position = ++afterAsterisk;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }
}
