package org.keyrite.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict parser: exactly one value, no duplicate names, valid UTF-8, at most {@value #MOST_DEPTH}
 * levels (deeper text would exhaust the stack).
 */
public final class JsonParser {
  private static final int MOST_DEPTH = 64;

  private final byte[] text;
  private int at;
  private int depth;

  private JsonParser(byte[] text) {
    this.text = text;
  }

  /**
   * Parses a whole text.
   *
   * @param text UTF-8 bytes, without a byte-order mark; neither kept nor changed
   * @throws JsonException when it is not one JSON value
   */
  public static JsonValue parse(byte[] text) throws JsonException {
    requireUtf8(text);
    JsonParser parser = new JsonParser(text);
    JsonValue value = parser.value();
    parser.skipSpace();
    if (parser.at < text.length) {
      value.wipe();
      throw parser.error("something follows the value");
    }
    return value;
  }

  /** Decodes in small parts that are overwritten, so that no copy of a secret is left behind. */
  private static void requireUtf8(byte[] text) throws JsonException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(text);
    CharBuffer part = CharBuffer.allocate(1024);
    CoderResult result;
    do {
      result = decoder.decode(in, part.clear(), true);
    } while (result.isOverflow());
    Arrays.fill(part.array(), '\0');
    if (result.isError()) {
      throw new JsonException("not UTF-8", in.position());
    }
  }

  private JsonException error(String message) {
    return new JsonException(message, at);
  }

  private JsonValue value() throws JsonException {
    skipSpace();
    int next = peek();
    return switch (next) {
      case '{' -> members();
      case '[' -> elements();
      case '"' -> new JsonValue.Text(string(), false);
      case 't' -> literal("true", JsonValue.Literal.TRUE);
      case 'f' -> literal("false", JsonValue.Literal.FALSE);
      case 'n' -> literal("null", JsonValue.Literal.NULL);
      default -> new JsonValue.Text(number(), true);
    };
  }

  private JsonValue members() throws JsonException {
    enter();
    Map<String, JsonValue> values = new LinkedHashMap<>();
    for (boolean more = !closes('}'); more; more = continues('}')) {
      skipSpace();
      if (peek() != '"') {
        throw error("a name was expected");
      }
      String name = new String(string(), StandardCharsets.UTF_8);
      skipSpace();
      expect(':');
      if (values.put(name, value()) != null) {
        throw error("a name stands twice in an object");
      }
    }
    depth--;
    return new JsonValue.Members(values);
  }

  private JsonValue elements() throws JsonException {
    enter();
    List<JsonValue> values = new ArrayList<>();
    for (boolean more = !closes(']'); more; more = continues(']')) {
      values.add(value());
    }
    depth--;
    return new JsonValue.Elements(values);
  }

  private void enter() throws JsonException {
    at++;
    if (++depth > MOST_DEPTH) {
      throw error("nested too deeply");
    }
  }

  private boolean closes(int bracket) throws JsonException {
    skipSpace();
    if (peek() != bracket) {
      return false;
    }
    at++;
    return true;
  }

  private boolean continues(int bracket) throws JsonException {
    if (closes(bracket)) {
      return false;
    }
    expect(',');
    return true;
  }

  private JsonValue literal(String word, JsonValue.Literal value) throws JsonException {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
    return value;
  }

  /**
   * RFC 8259 section 7. The buffer is sized at once, so that no copy of a secret is left behind.
   */
  private byte[] string() throws JsonException {
    expect('"');
    byte[] out = new byte[lengthOfString()];
    int length = 0;
    while (peek() != '"') {
      int next = take();
      if (next < ' ') {
        throw error("a control character in a string");
      }
      if (next != '\\') {
        out[length++] = (byte) next;
      } else {
        length = escape(out, length);
      }
    }
    at++;
    if (length == out.length) {
      return out;
    }
    byte[] exact = Arrays.copyOf(out, length);
    Arrays.fill(out, (byte) 0);
    return exact;
  }

  /** Bytes up to the closing quote; escapes only ever make a string shorter. */
  private int lengthOfString() throws JsonException {
    for (int i = at; i < text.length; i++) {
      if (text[i] == '"') {
        return i - at;
      }
      if (text[i] == '\\') {
        i++;
      }
    }
    throw error("a string without an end");
  }

  private int escape(byte[] out, int length) throws JsonException {
    int letter = take();
    int plain = "\"\\/bfnrt".indexOf(letter);
    if (plain >= 0) {
      out[length] = (byte) "\"\\/\b\f\n\r\t".charAt(plain);
      return length + 1;
    }
    if (letter != 'u') {
      throw error("an unknown escape in a string");
    }
    int unit = hexUnit();
    int codePoint = unit;
    if (Character.isHighSurrogate((char) unit)) {
      expect('\\');
      expect('u');
      int low = hexUnit();
      if (!Character.isLowSurrogate((char) low)) {
        throw error("half a surrogate pair");
      }
      codePoint = Character.toCodePoint((char) unit, (char) low);
    } else if (Character.isLowSurrogate((char) unit)) {
      throw error("half a surrogate pair");
    }
    byte[] encoded = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(encoded, 0, out, length, encoded.length);
    return length + encoded.length;
  }

  private int hexUnit() throws JsonException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit((char) take(), 16);
      if (digit < 0) {
        throw error("a bad \\u escape");
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  /** RFC 8259 section 6, kept as written: whoever needs a number converts it. */
  private byte[] number() throws JsonException {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (at < text.length && text[at] == '.') {
      at++;
      digits();
    }
    if (at < text.length && (text[at] | 0x20) == 'e') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    return Arrays.copyOfRange(text, start, at);
  }

  private void digits() throws JsonException {
    int start = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw error("a value was expected");
    }
  }

  private void skipSpace() {
    while (at < text.length && " \t\n\r".indexOf(text[at]) >= 0) {
      at++;
    }
  }

  private int peek() throws JsonException {
    if (at >= text.length) {
      throw error("the text ends too early");
    }
    return text[at] & 0xff;
  }

  private int take() throws JsonException {
    int next = peek();
    at++;
    return next;
  }

  private void expect(int character) throws JsonException {
    if (peek() != character) {
      throw error("'" + (char) character + "' was expected");
    }
    at++;
  }
}
