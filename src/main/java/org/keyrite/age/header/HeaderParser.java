package org.keyrite.age.header;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keyrite.age.header.AgeException.HeaderFailure;
import org.keyrite.text.CanonicalBase64;

/**
 * Reads a header and not one byte more, so that the payload can be read from the same stream.
 *
 * <p>Specification: "ABNF definition of file header".
 */
public final class HeaderParser implements StanzaParser.Lines {
  // A header is held in memory and each of its stanzas may cost a key agreement, before anything
  // in it is authenticated. Without limits, a small machine could be kept busy, or filled, by
  // whoever supplies the file.

  /**
   * In bytes, as in age: twenty thousand X25519 stanzas, or more post-quantum ones than others
   * read.
   */
  public static final int MAX_LENGTH = 2 << 20;

  /** At 0.1 ms for each agreement, less than half a second for each identity. */
  public static final int MAX_STANZAS = 4096;

  /** In bytes: ten times a post-quantum stanza's argument line. */
  public static final int MAX_LINE_LENGTH = 16 << 10;

  private static final String ANY_VERSION = "age-encryption.org/";
  private static final String UTF_16_MARK = "\u00ff\u00fe";

  private final InputStream in;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream(256);
  private final List<Stanza> stanzas = new ArrayList<>();

  private HeaderParser(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the header at the start of a stream.
   *
   * @param in is read byte by byte and should be buffered
   */
  public static Header parse(InputStream in) throws IOException {
    return new HeaderParser(in).parse();
  }

  /** Whether a stream begins with the format's name, of any version; reads no further. */
  public static boolean isBeginning(InputStream in) throws IOException {
    byte[] name = ANY_VERSION.getBytes(StandardCharsets.US_ASCII);
    return Arrays.equals(in.readNBytes(name.length), name);
  }

  private Header parse() throws IOException {
    checkVersion(line());
    String line = line();
    while (!line.startsWith(Header.MAC_MARK)) {
      if (stanzas.size() == MAX_STANZAS) {
        throw new HeaderFailure("the header has more than " + MAX_STANZAS + " stanzas");
      }
      stanzas.add(StanzaParser.parse(line, this));
      line = line();
    }
    if (stanzas.isEmpty()) {
      throw new HeaderFailure("the header has no stanza");
    }
    byte[] mac = mac(line);
    int authenticated = read.size() - (line.length() + 1) + Header.MAC_MARK.length();
    return new Header(stanzas, Arrays.copyOf(read.toByteArray(), authenticated), mac);
  }

  private static void checkVersion(String line) throws HeaderFailure {
    if (line.equals(Header.VERSION_LINE)) {
      return;
    }
    if (line.startsWith(UTF_16_MARK)) {
      throw new HeaderFailure(
          "the file was changed to UTF-16: it looks like PowerShell redirection",
          "get it again, and write it with -o instead of the redirection");
    }
    if (line.equals(Header.VERSION_LINE + "\r")) {
      throw new HeaderFailure(
          "the file was changed by a program that took it for text",
          "transfer it as a binary file, or encrypt it with armor");
    }
    if (line.startsWith(ANY_VERSION)) {
      throw new HeaderFailure(
          "the file is in a version of the age format other than v1",
          "open it with the program that made it");
    }
    throw new HeaderFailure(
        "this is not an age file: it does not start with the format's name",
        "check that it is the encrypted file, and the whole of it");
  }

  private static byte[] mac(String line) throws HeaderFailure {
    String prefix = Header.MAC_MARK + " ";
    if (line.startsWith(prefix)) {
      byte[] mac =
          CanonicalBase64.UNPADDED.decode(line.substring(prefix.length())).orElse(new byte[0]);
      if (mac.length == Header.MAC_LENGTH) {
        return mac;
      }
    }
    throw new HeaderFailure("the header's last line does not hold a MAC");
  }

  @Override
  public byte[] next() throws IOException {
    return line().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public HeaderFailure malformed(String sentence) {
    return new HeaderFailure(sentence);
  }

  @Override
  public HeaderFailure unfinished() {
    return new HeaderFailure(
        "a stanza's body does not end with a short line, as in files of an old beta version of age"
            + " or rage",
        "open such a file with age v1.0.0-beta6 or with rage");
  }

  /** The next line without its line feed, one character for each byte. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder(Header.BODY_COLUMNS + 16);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw endsEarly(line.toString());
      }
      if (line.length() == MAX_LINE_LENGTH) {
        throw new HeaderFailure("the header has a line of more than " + MAX_LINE_LENGTH + " bytes");
      }
      if (read.size() == MAX_LENGTH) {
        throw new HeaderFailure("the header is longer than " + MAX_LENGTH + " bytes");
      }
      read.write(next);
      line.append((char) next);
    }
    read.write('\n');
    return line.toString();
  }

  private HeaderFailure endsEarly(String line) throws HeaderFailure {
    if (read.size() == 0) {
      return new HeaderFailure("the file is empty");
    }
    if (read.size() == line.length()) {
      checkVersion(line);
    }
    return new HeaderFailure("the file ends before its header does");
  }
}
