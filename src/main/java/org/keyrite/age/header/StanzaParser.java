package org.keyrite.age.header;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.keyrite.text.CanonicalBase64;

/**
 * Reads a stanza, as headers and plugins both write them.
 *
 * <p>Specification: "Recipient stanza"; age-plugin, "IPC protocol".
 */
public final class StanzaParser {
  private byte[] body = new byte[Header.BODY_COLUMNS];
  private int length;

  private StanzaParser() {}

  /** Where the lines come from, and what it means if they are not as they should be. */
  public interface Lines {
    /** The next line without its line feed. It is bounded, and wiped once it has been read. */
    byte[] next() throws IOException;

    /** The exception that ends the reading. */
    AgeException malformed(String sentence);

    /** The same for a body that goes on where the next stanza starts. */
    default AgeException unfinished() {
      return malformed("a stanza's body does not end with a short line");
    }
  }

  /**
   * Reads the stanza that starts with a line.
   *
   * @param argumentLine one character for each byte
   * @param lines the ones after it; those of the stanza's body are taken
   */
  public static Stanza parse(String argumentLine, Lines lines) throws IOException {
    String[] words = argumentLine.split(" ", -1);
    if (words.length < 2 || !words[0].equals(Header.STANZA_MARK)) {
      throw lines.malformed("a line does not start a stanza where it should");
    }
    for (int i = 1; i < words.length; i++) {
      if (!Stanza.isVisible(words[i])) {
        throw lines.malformed("a stanza has an argument that is empty or not visible ASCII");
      }
    }
    List<String> arguments = List.of(words).subList(2, words.length);
    return new Stanza(words[1], arguments, new StanzaParser().body(lines));
  }

  private byte[] body(Lines lines) throws IOException {
    try {
      byte[] line;
      do {
        line = lines.next();
        if (startsWith(line, Header.STANZA_MARK) || startsWith(line, Header.MAC_MARK)) {
          throw lines.unfinished();
        }
        if (line.length > Header.BODY_COLUMNS) {
          throw lines.malformed("a stanza's body has a line of more than 64 columns");
        }
        append(
            CanonicalBase64.UNPADDED
                .decode(line)
                .orElseThrow(() -> lines.malformed("a stanza's body is not canonical base64")));
        Arrays.fill(line, (byte) 0);
      } while (line.length == Header.BODY_COLUMNS);
      return Arrays.copyOf(body, length);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  /** Whether a line starts with a mark, which base64 has no characters for. */
  private static boolean startsWith(byte[] line, String mark) {
    return text(Arrays.copyOf(line, mark.length())).equals(mark);
  }

  private void append(byte[] bytes) {
    if (bytes.length > body.length - length) {
      byte[] larger = Arrays.copyOf(body, 2 * body.length);
      Arrays.fill(body, (byte) 0);
      body = larger;
    }
    System.arraycopy(bytes, 0, body, length, bytes.length);
    length += bytes.length;
    Arrays.fill(bytes, (byte) 0);
  }

  /** A line as text, one character for each byte. */
  public static String text(byte[] line) {
    return new String(line, StandardCharsets.ISO_8859_1);
  }
}
