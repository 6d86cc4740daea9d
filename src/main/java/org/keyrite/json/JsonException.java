package org.keyrite.json;

/** The bytes are not the JSON that was asked for. The message never repeats any of them. */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1L;

  JsonException(String message, int offset) {
    super(message + " at byte " + offset);
  }
}
