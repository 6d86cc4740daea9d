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
    if (isAscii(name)) {
      return name.toLowerCase(Locale.ROOT);
    }
    String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static boolean isAscii(String name) {
    for (int at = 0; at < name.length(); at++) {
      if (name.charAt(at) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
