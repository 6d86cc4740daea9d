package org.keyrite.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.keyrite.age.header.AgeException.NoPassphrase;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.os.Shutdown;
import org.keyrite.os.TerminalEcho;
import org.keyrite.os.TerminalEcho.TerminalException;
import org.keyrite.os.Tty;

/**
 * A dialogue at the person's terminal. The terminal shows nothing by itself: each key is shown from
 * here, while the question that it answers stands there. Meanwhile the terminal breaks no line
 * either (its last column takes what is too much), so question and answer have as many rows as the
 * question has lines, however wide the terminal is and whatever is typed, and are cleared without
 * counting.
 */
final class TerminalDialogue implements Terminal.Dialogue {
  private static final String ADVICE = "run it at a terminal";

  /** DECAWM, which the VT100 and all terminals since know. */
  private static final String BREAK_NO_LINE = "\u001b[?7l";

  private static final String BREAK_LINES = "\u001b[?7h";
  private static final String CLEAR_TO_END = "\u001b[J";

  private final Thread atSignal = new Thread(this::end, "clear what was typed");
  private final InputStream in;
  private final OutputStream out;
  private final TerminalEcho echo;
  private String question = "";
  private boolean ended;

  private TerminalDialogue(InputStream in, OutputStream out, TerminalEcho echo) {
    this.in = in;
    this.out = out;
    this.echo = echo;
  }

  /** Takes hold of the terminal. */
  static TerminalDialogue open() throws NoPassphrase {
    TerminalEcho echo = silence();
    try {
      TerminalDialogue dialogue = new TerminalDialogue(Tty.input(), Tty.output(), echo);
      Shutdown.atEnd(dialogue.atSignal);
      return dialogue;
    } catch (IOException e) {
      echo.close();
      throw new NoPassphrase("nobody can be asked: there is no terminal", ADVICE);
    }
  }

  private static TerminalEcho silence() throws NoPassphrase {
    try {
      return TerminalEcho.offKeyByKey();
    } catch (TerminalException e) {
      throw new NoPassphrase("nobody can be asked: " + e.getMessage(), ADVICE);
    }
  }

  @Override
  public SecretBytes ask(String text) throws IOException {
    try (TypedLine line = new TypedLine()) {
      begin(text);
      try {
        boolean goesOn = true;
        while (goesOn) {
          goesOn = take(line, in.read());
        }
        return line.content();
      } finally {
        clear();
      }
    }
  }

  private synchronized void begin(String text) throws IOException {
    awaitIfEnding();
    question = text;
    write(BREAK_NO_LINE + text);
  }

  /** Takes a key; false if it ended the line. */
  private boolean take(TypedLine line, int key) throws IOException {
    if (key < 0) {
      throw new NoPassphrase("no answer was given: the terminal was closed", ADVICE);
    }
    synchronized (this) {
      awaitIfEnding();
      switch (line.take(key)) {
        case ADDED -> out.write(shown(key));
        case ERASED -> showAgain(line);
        case TOO_LONG -> throw new NoPassphrase("the line is longer than 16 KiB", "choose another");
        case ENDED -> {
          return false;
        }
        case NONE -> {}
      }
      return true;
    }
  }

  private void showAgain(TypedLine line) throws IOException {
    write("\r" + CLEAR_TO_END + question.substring(question.lastIndexOf('\n') + 1));
    try (SecretBytes content = line.content()) {
      for (byte key : content.bytes()) {
        out.write(shown(key));
      }
    }
  }

  /**
   * What is pasted may hold what a terminal obeys. Nothing that is asked for has other letters than
   * ASCII's, so a question mark for each byte of one is enough.
   */
  private static int shown(int key) {
    return key == '\t' ? ' ' : key >= ' ' && key <= '~' ? key : '?';
  }

  private synchronized void clear() {
    long rowsAbove = question.chars().filter(character -> character == '\n').count();
    try {
      write((rowsAbove == 0 ? "\r" : "\u001b[" + rowsAbove + "F") + CLEAR_TO_END + BREAK_LINES);
    } catch (IOException e) {
      // The terminal is gone, and what it showed with it.
    }
    question = "";
  }

  @Override
  public synchronized void show(byte[] text) throws IOException {
    awaitIfEnding();
    out.write(text);
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** After a signal has cleared the screen nothing more is shown, whatever is read then. */
  private void awaitIfEnding() {
    if (ended) {
      Shutdown.awaitIfEnding();
    }
  }

  private synchronized void end() {
    ended = true;
    if (!question.isEmpty()) {
      clear();
    }
  }

  @Override
  public void close() {
    end();
    echo.close();
    Shutdown.notAnyMore(atSignal);
    try (in;
        out) {
      return;
    } catch (IOException e) {
      // Nothing was buffered.
    }
  }
}
