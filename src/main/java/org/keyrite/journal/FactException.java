package org.keyrite.journal;

/** A fact is missing, or of another kind than it should be. */
public final class FactException extends Exception {
  private static final long serialVersionUID = 1L;

  FactException(String fact) {
    super("the fact '" + fact + "'");
  }
}
