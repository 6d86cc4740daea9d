package org.keyrite.cli.console;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes what a person pastes to be decrypted, all of it before anything else happens on the
 * terminal. It can only be armor, so it ends at the END line, without a key for "end of file".
 */
public final class TerminalInput {
  /** In bytes. */
  private static final int MAX_LENGTH = 16 << 20;

  private static final String END = "-----END AGE ENCRYPTED FILE-----\n";

  private TerminalInput() {}

  public static InputStream read(InputStream terminal) throws IOException {
    byte[] pasted = new byte[1 << 16];
    int length = 0;
    int count = terminal.read(pasted);
    while (count >= 0) {
      int from = Math.max(0, length - END.length());
      length += count;
      String latest = new String(pasted, from, length - from, StandardCharsets.ISO_8859_1);
      if (latest.contains(END)) {
        break;
      }
      if (length == MAX_LENGTH) {
        throw new IOException("more than 16 MiB were pasted");
      }
      if (length == pasted.length) {
        pasted = Arrays.copyOf(pasted, 2 * length);
      }
      count = terminal.read(pasted, length, pasted.length - length);
    }
    return new ByteArrayInputStream(pasted, 0, length);
  }
}
