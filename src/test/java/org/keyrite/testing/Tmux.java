package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A real terminal, most often of 80 by 24 characters, on which a program runs and a person types.
 */
public final class Tmux implements AutoCloseable {
  private static final long PATIENCE_NANOSECONDS = 30_000_000_000L;

  private final String server = "keyrite-test-" + UUID.randomUUID();

  /**
   * Starts a program; when it has ended, the screen shows {@code [status N]}.
   *
   * @param command the program and its arguments
   */
  public Tmux(List<String> command) {
    this(80, command);
  }

  /** The same, on a terminal of so many columns. */
  public Tmux(int columns, List<String> command) {
    Tools.require("tmux");
    List<String> start =
        new ArrayList<>(List.of("new-session", "-d", "-x", Integer.toString(columns), "-y", "24"));
    start.addAll(
        List.of("sh", "-c", "trap : INT QUIT; \"$@\"; echo \"[status $?]\"; exec sleep 600", "sh"));
    start.addAll(command);
    assertEquals(0, tmux(start.toArray(String[]::new)).status());
  }

  private Keyrite.Result tmux(String... arguments) {
    List<String> command = new ArrayList<>(List.of("tmux", "-L", server, "-f", "/dev/null"));
    command.addAll(Arrays.asList(arguments));
    return Keyrite.execute(new byte[0], command);
  }

  /** What is on the screen and above it, without the blanks that fill it up. */
  public String screen() {
    Keyrite.Result result = tmux("capture-pane", "-p", "-S", "-", "-J");
    return new String(result.stdout(), StandardCharsets.UTF_8).stripTrailing();
  }

  /** Waits until one of the texts is on the screen. */
  public void await(String... texts) {
    long end = System.nanoTime() + PATIENCE_NANOSECONDS;
    while (Arrays.stream(texts).noneMatch(screen()::contains)) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "never on the screen: " + String.join(", ", texts) + "\n" + screen());
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Types a text, and then a key by tmux's name for it, such as {@code Enter} or {@code C-c}. */
  public void type(String text, String key) {
    if (!text.isEmpty()) {
      tmux("send-keys", "-l", text);
    }
    tmux("send-keys", key);
  }

  /** Pastes a text, all of it at once; its line ends are those of the Enter key. */
  public void paste(String text) {
    assertEquals(0, tmux("set-buffer", "--", text).status());
    assertEquals(0, tmux("paste-buffer").status());
  }

  /** Makes the terminal narrower or wider, and waits until its program can know that. */
  public void resize(int columns) {
    assertEquals(0, tmux("resize-window", "-x", Integer.toString(columns), "-y", "24").status());
    try {
      Thread.sleep(400);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    tmux("kill-server");
  }
}
