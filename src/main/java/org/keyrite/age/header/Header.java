package org.keyrite.age.header;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.keyrite.text.CanonicalBase64;

/**
 * A file's header: the stanzas, and the bytes that its MAC covers.
 *
 * <p>Specification: "Header".
 *
 * @param authenticated what the MAC covers: the very bytes up to and including the {@code ---}
 *     mark; not a copy
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
public record Header(List<Stanza> stanzas, byte[] authenticated, byte[] mac) {
  static final String VERSION_LINE = "age-encryption.org/v1";
  public static final String STANZA_MARK = "->";
  static final String MAC_MARK = "---";
  static final int MAC_LENGTH = 32;
  public static final int BODY_COLUMNS = 64;

  public Header {
    stanzas = List.copyOf(stanzas);
  }

  /**
   * A new header.
   *
   * @param mac the MAC of what the header covers, made with the file key that the stanzas wrap
   */
  public static Header create(List<Stanza> stanzas, UnaryOperator<byte[]> mac) {
    StringBuilder text = new StringBuilder(VERSION_LINE).append('\n');
    for (Stanza stanza : stanzas) {
      append(text, stanza);
    }
    byte[] authenticated = text.append(MAC_MARK).toString().getBytes(StandardCharsets.US_ASCII);
    return new Header(stanzas, authenticated, mac.apply(authenticated));
  }

  /** The bytes of the header, to its last line feed. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(authenticated.length + 48);
    bytes.writeBytes(authenticated);
    String macLine = " " + CanonicalBase64.UNPADDED.encode(mac) + "\n";
    bytes.writeBytes(macLine.getBytes(StandardCharsets.US_ASCII));
    return bytes.toByteArray();
  }

  private static void append(StringBuilder text, Stanza stanza) {
    text.append(STANZA_MARK).append(' ').append(stanza.type());
    for (String argument : stanza.arguments()) {
      text.append(' ').append(argument);
    }
    text.append('\n');
    String body = CanonicalBase64.UNPADDED.encode(stanza.body());
    // A body ends with a line shorter than the rest, so one that fills its last line is followed by
    // an empty one: `<=` and not `<`.
    for (int from = 0; from <= body.length(); from += BODY_COLUMNS) {
      text.append(body, from, Math.min(from + BODY_COLUMNS, body.length())).append('\n');
    }
  }
}
