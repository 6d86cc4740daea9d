package org.keyrite.trust;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlText;
import org.keyrite.yaml.YamlValue;

/** The version that people know a file by. A name that moves would let another file have it. */
public final class FixedVersion {
  private static final Set<String> MOVING_NAMES =
      Set.of("latest", "stable", "current", "newest", "main", "master", "head", "nightly", "edge");

  /** A letter of another alphabet could look like one of ours, and hide the word that it is in. */
  private static final Pattern VERSION = Pattern.compile("[!-~]+(?: [!-~]+)*");

  private static final int MOST_CHARACTERS = 64;

  private static final Pattern LETTERS = Pattern.compile("[A-Za-z]+");

  private FixedVersion() {}

  /** Reads a version, which has a digit and no word that stands for another file every day. */
  public static String read(YamlValue value) throws YamlException {
    String version = YamlText.line(value).strip();
    Matcher words = LETTERS.matcher(version);
    while (words.find()) {
      if (MOVING_NAMES.contains(words.group().toLowerCase(Locale.ROOT))) {
        throw value.error(
            "'" + version + "' names another file every day; write the version it has");
      }
    }
    if (version.chars().noneMatch(character -> character >= '0' && character <= '9')) {
      throw value.error("'" + version + "' has no digit; write the version it has, such as 1.4.2");
    }
    if (!VERSION.matcher(version).matches() || version.length() > MOST_CHARACTERS) {
      throw value.error(
          "expected a version: plain ASCII, with single spaces (at most " + MOST_CHARACTERS + ")");
    }
    return version;
  }
}
