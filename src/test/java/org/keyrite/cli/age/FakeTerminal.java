package org.keyrite.cli.age;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.keyrite.age.header.AgeException.NoPassphrase;
import org.keyrite.cli.console.Terminal;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.text.Columns;

/** Someone at a terminal, who has decided what they will type. */
public final class FakeTerminal implements Terminal {
  private final Deque<String> answers;
  private final StringBuilder shown = new StringBuilder();
  private Runnable whenAsked = () -> {};
  private int columns = 80;

  public FakeTerminal(String... answers) {
    this.answers = new ArrayDeque<>(List.of(answers));
  }

  /** How wide the screen of a dialogue is; 80 columns otherwise. */
  public FakeTerminal columns(int wide) {
    columns = wide;
    return this;
  }

  /** Whenever they are asked, this happens first. */
  void whenAsked(Runnable event) {
    whenAsked = event;
  }

  @Override
  public SecretBytes readSecret(String question) throws NoPassphrase {
    whenAsked.run();
    if (answers.isEmpty()) {
      throw new NoPassphrase(
          "could not read a passphrase: nobody is there", "run it at a terminal");
    }
    shown.append('[').append(question).append(']');
    return new SecretBytes(answers.remove().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int readKey(String question) throws NoPassphrase {
    try (SecretBytes key = readSecret(question)) {
      return key.bytes()[0];
    }
  }

  @Override
  public Dialogue dialogue() {
    return new Dialogue() {
      @Override
      public SecretBytes ask(String question) throws NoPassphrase {
        return readSecret(
            question
                .lines()
                .map(line -> Columns.filled(line, 0, columns))
                .collect(Collectors.joining("\n")));
      }

      @Override
      public void say(String line) {
        shown.append(Columns.filled(line, 0, columns)).append('\n');
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void show(byte[] text) {
    shown.append(new String(text, StandardCharsets.UTF_8));
  }

  public String shown() {
    return shown.toString();
  }
}
