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
    return place
        .map(mark -> at(mark.getLine() + 1, mark.getColumn() + 1, message))
        .orElseGet(() -> new YamlException(message));
  }

  /** A complaint with its place, counted from 1. */
  static YamlException at(int line, int column, String message) {
    return new YamlException("line " + line + ", column " + column + ": " + message);
  }
}
