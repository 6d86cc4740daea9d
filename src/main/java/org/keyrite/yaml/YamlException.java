package org.keyrite.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** The file is not what its reader expects; the message begins with line and column. */
public final class YamlException extends Exception {
  private static final long serialVersionUID = 1L;

  YamlException(String message) {
    super(message);
  }

  /** A complaint with its place, where the engine knows that. */
  static YamlException at(Optional<Mark> place, String message) {
    return new YamlException(place.map(YamlException::inWords).orElse("") + message);
  }

  private static String inWords(Mark mark) {
    return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
  }
}
