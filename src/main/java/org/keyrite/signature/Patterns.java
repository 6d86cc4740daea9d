package org.keyrite.signature;

/** Lists of patterns as OpenSSH has them (ssh_config, PATTERNS). */
final class Patterns {
  private Patterns() {}

  /**
   * Whether a text matches one of the patterns, and none of those that begin with {@code !}.
   *
   * @param list patterns with commas between, in which {@code *} stands for any text and {@code ?}
   *     for any character
   */
  static boolean match(String list, String text) {
    boolean one = false;
    for (String pattern : list.split(",", -1)) {
      boolean not = pattern.startsWith("!");
      if (matches(pattern.substring(not ? 1 : 0), text)) {
        if (not) {
          return false;
        }
        one = true;
      }
    }
    return one;
  }

  /** Goes back to the last star only, so that no pattern takes long. */
  private static boolean matches(String pattern, String text) {
    int at = 0;
    int star = -1;
    int afterStar = 0;
    int i = 0;
    while (i < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        afterStar = i;
      } else if (at < pattern.length()
          && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(i))) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++afterStar;
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
