package org.keyrite.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keyrite.age.header.AgeException.NoPassphrase;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.os.TerminalEcho;
import org.keyrite.os.TerminalEcho.TerminalException;
import org.keyrite.os.Tty;
import org.keyrite.text.Visible;

/** The terminal of this process ({@link Tty}), opened for each question and closed after it. */
public final class ControllingTerminal implements Terminal {
  private static final String ADVICE = "run it at a terminal";

  /** In bytes. Terminals pass on no line of more than 4095. */
  private static final int MAX_LENGTH = 4096;

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
  public int readKey(String question) throws IOException {
    try (TerminalEcho _ = TerminalEcho.offForOneKey();
        InputStream in = open()) {
      show(utf8(Visible.of(question) + " "));
      try {
        int key = in.read();
        if (key < 0) {
          throw new NoPassphrase("no answer was given: the terminal was closed", ADVICE);
        }
        return key;
      } finally {
        show(utf8(TAKE_BACK));
      }
    } catch (TerminalException e) {
      throw new NoPassphrase("could not read an answer: " + e.getMessage(), ADVICE);
    }
  }

  @Override
  public Dialogue dialogue() throws IOException {
    return TerminalDialogue.open();
  }

  private static InputStream open() throws NoPassphrase {
    try {
      return Tty.input();
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
    try (OutputStream out = Tty.output()) {
      out.write(text);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
