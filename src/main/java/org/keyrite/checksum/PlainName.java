package org.keyrite.checksum;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What a file's name has to be like before people can rely on it: it shows what it names, and is
 * not another's under another spelling.
 */
public final class PlainName {
  private PlainName() {}

  /** The same for all names that some file system takes for the same. */
  public static String folded(String name) {
    String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return folded.chars().allMatch(character -> character < 0x80)
        ? folded
        : Normalizer.normalize(folded, Normalizer.Form.NFC);
  }
}
