package org.keyrite.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** The file is not what its reader expects; the message begins with the place of the mistake. */
public final class YamlException extends Exception {
  private static final long serialVersionUID = 1L;

  YamlException(String message) {
    this(message, null);
  }

  /**
   * @param cause of a mistake in another file, which this one names
   */
  YamlException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A complaint with its place, where the engine knows that. */
  static YamlException at(Optional<Mark> place, String message) {
    return new YamlException(place(place) + message);
  }

  static String place(Optional<Mark> place) {
    return place.map(mark -> place(mark.getLine() + 1, mark.getColumn() + 1)).orElse("");
  }

  /** A place before a complaint, counted from 1. */
  static String place(int line, int column) {
    return "line " + line + ", column " + column + ": ";
  }
}
