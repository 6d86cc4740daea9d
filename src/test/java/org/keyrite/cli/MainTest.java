package org.keyrite.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when keyrite itself is at fault. */
class MainTest {
  private static final String SECRET = "AGE-SECRET-KEY-1PRECIOUS";

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @BeforeEach
  void catchErrors() {
    System.setErr(new PrintStream(err, true, UTF_8));
  }

  @AfterEach
  void giveBack() {
    System.setErr(before);
  }

  @Test
  void aMistakeInKeyriteIsASentenceWithoutTheData() throws Exception {
    assertEquals(1, verify(() -> new IllegalStateException(SECRET)));
    assertEquals(
        "keyrite: keyrite itself failed: java.lang.IllegalStateException.\n"
            + "         Please report it, with what the same command prints with --debug.\n",
        said());
  }

  @Test
  void whereItIsIsShownWhenAskedFor() throws Exception {
    assertEquals(1, verify(() -> new IllegalStateException("here"), "--debug"));
    assertTrue(
        said()
            .startsWith(
                "keyrite: keyrite itself failed: java.lang.IllegalStateException.\n"
                    + "java.lang.IllegalStateException: here\n\tat org.keyrite."),
        said());
  }

  @Test
  void moreThanAMachineCanTakeIsASentenceToo() throws Exception {
    assertEquals(1, verify(OutOfMemoryError::new));
    assertEquals(1, verify(StackOverflowError::new));
    String threads = "unable to create native thread: possibly out of memory";
    assertEquals(1, verify(() -> new OutOfMemoryError(threads)));
    assertEquals(
        "keyrite: This needs more memory than there is.\n"
            + "keyrite: The input is nested too deeply.\n"
            + "keyrite: The system gives this process no more threads.\n"
            + "         End other programs, or raise the limit for this user's processes (ulimit"
            + " -u).\n",
        said());
  }

  /** Runs a command that asks a clock, which fails. */
  private int verify(Supplier<Throwable> failure, String... more) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    String[] arguments = new String[more.length + 4];
    System.arraycopy(more, 0, arguments, 4, more.length);
    arguments[0] = "verify";
    arguments[1] = "--sha256";
    arguments[2] = "0".repeat(64);
    arguments[3] = file.toString();
    return Main.run(new FailingClock(failure), arguments);
  }

  private String said() {
    return err.toString(UTF_8);
  }

  private static final class FailingClock extends Clock {
    private final Supplier<Throwable> failure;

    FailingClock(Supplier<Throwable> failure) {
      this.failure = failure;
    }

    @Override
    public Instant instant() {
      if (failure.get() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure.get();
    }

    @Override
    public ZoneId getZone() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
