package org.keyrite.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlText;
import org.keyrite.yaml.YamlValue;

/** The plain name of a file: in one folder, whatever that is, and in no other. */
final class FileName {
  /** As Linux limits it. */
  private static final int MOST_BYTES = 255;

  private FileName() {}

  static String read(YamlValue value) throws YamlException {
    String name = YamlText.line(value);
    if (!name.equals(name.strip())) {
      throw value.error("the name begins or ends with a space");
    }
    YamlText.path(value);
    if (!isPlain(name)) {
      throw value.error("expected the plain name of a file, without a folder");
    }
    if (name.getBytes(UTF_8).length > MOST_BYTES) {
      throw value.error("no file has a name of more than " + MOST_BYTES + " bytes");
    }
    return name;
  }

  static boolean isPlain(String name) {
    return name.indexOf('/') < 0
        && name.indexOf('\\') < 0
        && !name.equals(".")
        && !name.equals("..");
  }
}
