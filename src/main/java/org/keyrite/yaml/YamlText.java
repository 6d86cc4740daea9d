package org.keyrite.yaml;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.keyrite.text.Visible;

/** The kinds of text that occur all over the files that people review. */
public final class YamlText {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private YamlText() {}

  /** Whether a text can name something: on a screen, on paper, and in a file's name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** A name, as {@link #isName} wants it. */
  public static String name(YamlValue value) throws YamlException {
    if (!isName(value.text())) {
      throw value.error("expected a name: lower-case letters, digits and . _ - (at most 64)");
    }
    return value.text();
  }

  /** A text of at least one character, all of which show. */
  public static String line(YamlValue value) throws YamlException {
    if (value.text().isEmpty() || !Visible.shows(value.text())) {
      throw value.error("expected a text on one line, of characters that show");
    }
    return value.text();
  }

  /** A path, which not every text is where the locale has no such characters. */
  public static Path path(YamlValue value) throws YamlException {
    try {
      return Path.of(line(value));
    } catch (InvalidPathException e) {
      throw value.error("this cannot be a path on this machine");
    }
  }
}
