package org.keyrite.age.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keyrite.age.header.AgeException.KeyFailure;

/**
 * A file between a BEGIN and an END line, taken apart. Specification: RFC 7468, and RFC 1421 for
 * the headers of the format that OpenSSL had before PKCS #8.
 *
 * @param label the text between BEGIN and the dashes
 * @param dekInfo how the body is encrypted; empty if no header says that it is
 * @param body everything else up to the END line, without line ends
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
record PemFile(String label, String dekInfo, byte[] body) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";
  private static final String DEK_INFO = "DEK-Info:";

  static PemFile parse(byte[] file) throws KeyFailure {
    int end = endOfLine(file, 0);
    String first = text(file, 0, end);
    if (!first.startsWith(BEGIN) || !first.endsWith(DASHES) || first.length() < 16) {
      throw SshPrivateKeyFile.malformed();
    }
    String label = first.substring(BEGIN.length(), first.length() - DASHES.length());
    byte[] last = ascii("-----END " + label + DASHES);
    String dekInfo = "";
    byte[] body = new byte[file.length];
    int length = 0;
    try {
      for (int from = end + 1; from < file.length; from = end + 1) {
        end = endOfLine(file, from);
        if (startsWith(file, from, last)) {
          return new PemFile(label, dekInfo, Arrays.copyOf(body, length));
        }
        if (startsWith(file, from, ascii(DEK_INFO))) {
          dekInfo = text(file, from + DEK_INFO.length(), end).strip();
        } else if (!isHeader(file, from, end)) {
          for (int i = from; i < end; i++) {
            if (file[i] != '\r' && file[i] != ' ') {
              body[length++] = file[i];
            }
          }
        }
      }
    } finally {
      Arrays.fill(body, (byte) 0);
    }
    throw new KeyFailure(
        "the private key is cut short: its END line is missing",
        "copy it again, from the BEGIN line to the END line");
  }

  /** Base64 has no colon. */
  private static boolean isHeader(byte[] file, int from, int end) {
    for (int i = from; i < end; i++) {
      if (file[i] == ':') {
        return true;
      }
    }
    return false;
  }

  private static int endOfLine(byte[] file, int from) {
    int end = from;
    while (end < file.length && file[end] != '\n') {
      end++;
    }
    return end;
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] start) {
    return bytes.length - from >= start.length
        && Arrays.equals(bytes, from, from + start.length, start, 0, start.length);
  }

  /** Of a line that is no secret. */
  private static String text(byte[] file, int from, int end) {
    return new String(file, from, end - from, StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
