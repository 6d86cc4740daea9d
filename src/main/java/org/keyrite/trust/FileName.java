package org.keyrite.trust;

import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlText;
import org.keyrite.yaml.YamlValue;

/** The plain name of a file: in one folder, whatever that is, and in no other. */
final class FileName {
  private FileName() {}

  static String read(YamlValue value) throws YamlException {
    String name = YamlText.line(value);
    YamlText.path(value);
    if (!isPlain(name)) {
      throw value.error("the plain name of a file is expected here, without a folder");
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
