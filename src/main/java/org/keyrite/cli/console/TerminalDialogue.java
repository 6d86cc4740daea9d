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
 * here, while the question that it answers stands there. Of a long answer only the end is shown, on
 * a row of its own, and {@link QuestionRows} knows how to clear both, whatever happened to the
 * terminal since. The terminal breaks no line meanwhile, in case it has become narrower just now.
 */
final class TerminalDialogue implements Terminal.Dialogue {
  private static final String ADVICE = "run it at a terminal";

  /** DECAWM, which the VT100 and all terminals since know. */
  private static final String BREAK_NO_LINE = "\u001b[?7l";

  private static final String BREAK_LINES = "\u001b[?7h";
  private static final String MORE = "…";

  private final Thread atSignal = new Thread(this::end, "clear what was typed");
  private final InputStream in;
  private final OutputStream out;
  private final TerminalEcho echo;
  private String question = "";
  private QuestionRows rows = new QuestionRows("", 0);
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
    rows = QuestionRows.of(text, Tty.columns());
    write(BREAK_NO_LINE + rows.shown());
  }

  /** Takes a key; false if it ended the line. */
  private boolean take(TypedLine line, int key) throws IOException {
    if (key < 0) {
      throw new NoPassphrase("no answer was given: the terminal was closed", ADVICE);
    }
    synchronized (this) {
      awaitIfEnding();
      switch (line.take(key)) {
        case ADDED, ERASED -> show(line);
        case TOO_LONG -> throw new NoPassphrase("the line is longer than 16 KiB", "choose another");
        case ENDED -> {
          return false;
        }
        case NONE -> {}
      }
      return true;
    }
  }

  private void show(TypedLine line) throws IOException {
    int columns = Tty.columns();
    if (columns == rows.columns()) {
      write(QuestionRows.CLEAR_ROW + QuestionRows.MARK);
    } else {
      write(rows.clear(columns));
      rows = QuestionRows.of(question, columns);
      write(rows.shown());
    }
    try (SecretBytes content = line.content();
        SecretBytes end = new SecretBytes(end(content.bytes(), rows.room()))) {
      write(end.bytes().length == content.bytes().length ? "" : MORE);
      out.write(end.bytes());
    }
  }

  /** As much of an answer as there is room for, with the mark that there is more. */
  private static byte[] end(byte[] keys, int room) {
    int from = keys.length <= room ? 0 : keys.length - room + 1;
    byte[] end = new byte[keys.length - from];
    for (int i = 0; i < end.length; i++) {
      end[i] = (byte) shown(keys[from + i]);
    }
    return end;
  }

  /**
   * What is pasted may hold what a terminal obeys. Nothing that is asked for has other letters than
   * ASCII's, so a question mark for each byte of one is enough.
   */
  private static int shown(int key) {
    return key == '\t' ? ' ' : key >= ' ' && key <= '~' ? key : '?';
  }

  private synchronized void clear() {
    try {
      write(rows.clear(Tty.columns()) + BREAK_LINES);
    } catch (IOException e) {
      // The terminal is gone, and what it showed with it.
    }
    question = "";
  }

  @Override
  public synchronized void say(String line) throws IOException {
    awaitIfEnding();
    write(QuestionRows.broken(line, Tty.columns()) + "\n");
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
