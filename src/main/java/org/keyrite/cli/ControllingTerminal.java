package org.keyrite.cli;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.keyrite.age.AgeException.NoPassphrase;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.os.Shutdown;
import org.keyrite.os.TerminalEcho;
import org.keyrite.os.TerminalEcho.TerminalException;

/** {@code /dev/tty}, opened for each question and closed after it. */
final class ControllingTerminal implements Terminal {
  private static final String NAME = "/dev/tty";
  private static final String ADVICE = "run it at a terminal";

  /** In bytes. Terminals pass on no line of more than 4095. */
  private static final int MAX_LENGTH = 4096;

  private static final int COLUMNS = 80;

  /** Ends the line, goes back to it and clears it. */
  private static final String TAKE_BACK = "\r\n\u001b[F\u001b[K";

  @Override
  public SecretBytes readSecret(String question) throws IOException {
    try (TerminalEcho _ = TerminalEcho.off();
        InputStream in = open()) {
      show(utf8(Visible.of(question) + " "));
      try {
        return readLine(in);
      } finally {
        show(utf8(TAKE_BACK));
      }
    } catch (TerminalException e) {
      throw new NoPassphrase("could not read a passphrase: " + e.getMessage(), ADVICE);
    }
  }

  @Override
  public SecretBytes readShown(String question) throws IOException {
    // What is being typed when a signal ends the program must not stay on the screen, either.
    Thread atSignal = new Thread(() -> clear(rows(question, 0) - 1), "clear what was typed");
    Shutdown.atEnd(atSignal);
    try (InputStream in = open()) {
      show(utf8(question));
      SecretBytes line = readLine(in);
      clear(rows(question, line.bytes().length));
      return line;
    } finally {
      Shutdown.notAnyMore(atSignal);
    }
  }

  /** Clears the row of the cursor and so many above it, and everything below. */
  private void clear(int rowsAbove) {
    try {
      show(utf8(rowsAbove == 0 ? "\r\u001b[J" : "\u001b[" + rowsAbove + "F\u001b[J"));
    } catch (IOException e) {
      // The terminal is gone, and what it showed with it.
    }
  }

  /** How many rows question and answer take; on wider terminals fewer, and too much is cleared. */
  private static int rows(String question, int typed) {
    List<String> lines = question.lines().toList();
    int rows = 0;
    for (String line : lines) {
      rows += 1 + Math.max(0, line.length() - 1) / COLUMNS;
    }
    int last = lines.getLast().length();
    return rows + (last + typed) / COLUMNS - Math.max(0, last - 1) / COLUMNS;
  }

  private static InputStream open() throws NoPassphrase {
    try {
      return new FileInputStream(NAME);
    } catch (IOException e) {
      throw new NoPassphrase("could not read a passphrase: there is no terminal", ADVICE);
    }
  }

  private static SecretBytes readLine(InputStream in) throws IOException {
    byte[] line = new byte[MAX_LENGTH];
    try {
      int length = 0;
      int next = in.read();
      while (next >= 0 && next != '\n') {
        if (length == MAX_LENGTH) {
          throw new NoPassphrase("the passphrase is longer than 4096 bytes", "choose another");
        }
        line[length++] = (byte) next;
        next = in.read();
      }
      if (next < 0 && length == 0) {
        throw new NoPassphrase("no passphrase was given: the terminal was closed", ADVICE);
      }
      return new SecretBytes(Arrays.copyOf(line, length));
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  @Override
  public void show(byte[] text) throws IOException {
    try (OutputStream out = new FileOutputStream(NAME)) {
      out.write(text);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
