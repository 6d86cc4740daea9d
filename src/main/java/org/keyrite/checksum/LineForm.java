package org.keyrite.checksum;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of lines. No line is of two of them: no name of an algorithm is a hash. */
enum LineForm {
  /**
   * Of {@code sha256sum}: the hash, a space, a space or an asterisk, the name. Some projects leave
   * the second mark out; a name cannot begin with it then.
   */
  GNU("(?<hash>[0-9a-fA-F]+) (?<mark>[ *]?)(?<name>.+)"),
  /** Of {@code sha256} and {@code sha256sum --tag}. */
  BSD("(?<tag>[0-9A-Za-z/-]+) \\((?<name>.+)\\) = (?<hash>[0-9a-fA-F]+)"),
  /** Of {@code openssl dgst}, with names of algorithms of its own. */
  OPENSSL("(?<tag>[0-9A-Za-z/-]+)\\((?<name>.+)\\)= (?<hash>[0-9a-fA-F]+)");

  private final Pattern pattern;

  LineForm(String regex) {
    this.pattern = Pattern.compile(regex, Pattern.DOTALL);
  }

  /**
   * Has the groups {@code hash} and {@code name}, and {@code mark} in GNU's form, {@code tag} in
   * the others.
   */
  Matcher matcher(String line) {
    return pattern.matcher(line);
  }
}
