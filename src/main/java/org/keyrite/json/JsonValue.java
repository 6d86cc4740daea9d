package org.keyrite.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value. {@link #wipe} overwrites the bytes of every string in it. */
public sealed interface JsonValue {
  /** Overwrites the bytes of this value's strings and numbers, and of those below it. */
  void wipe();

  /** An object: its names in the order of the text, each once. */
  record Members(Map<String, JsonValue> values) implements JsonValue {
    /** The value under a name. */
    public Optional<JsonValue> get(String name) {
      return Optional.ofNullable(values.get(name));
    }

    @Override
    public void wipe() {
      values.values().forEach(JsonValue::wipe);
    }

    @Override
    public String toString() {
      return "object of " + values.size();
    }
  }

  /** An array. */
  record Elements(List<JsonValue> values) implements JsonValue {
    @Override
    public void wipe() {
      values.forEach(JsonValue::wipe);
    }

    @Override
    public String toString() {
      return "array of " + values.size();
    }
  }

  /** A string, its escapes resolved, or a number exactly as written. */
  final class Text implements JsonValue {
    private final byte[] utf8;
    private final boolean number;

    Text(byte[] utf8, boolean number) {
      this.utf8 = utf8;
      this.number = number;
    }

    /** A copy of the UTF-8 bytes; the caller wipes it. */
    public byte[] bytes() {
      return utf8.clone();
    }

    /** The text; only for values that are no secrets. */
    public String text() {
      return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Whether it stood in the text as a number, without quotes. */
    public boolean isNumber() {
      return number;
    }

    @Override
    public void wipe() {
      Arrays.fill(utf8, (byte) 0);
    }

    @Override
    public String toString() {
      return number ? "number" : "string";
    }
  }

  /** {@code true}, {@code false} or {@code null}. */
  enum Literal implements JsonValue {
    TRUE,
    FALSE,
    NULL;

    @Override
    public void wipe() {}
  }
}
