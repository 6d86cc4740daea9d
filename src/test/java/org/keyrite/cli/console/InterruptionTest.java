package org.keyrite.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.files.Unfinished;
import org.keyrite.os.Shutdown;

/** A signal has one meaning: what it says is what there is. */
class InterruptionTest {
  @TempDir private Path folder;

  /** A program with a point of no return, which is told where to wait for a signal. */
  static final class Worker {
    private Worker() {}

    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[0]);
      try (Interruption _ = Interruption.of("Nothing was made", "It is complete");
          Unfinished work = new Unfinished("the file", () -> Files.delete(file))) {
        work.take(() -> Files.createFile(file));
        awaitIf(arguments[1].equals("before"), false);
        work.complete(() -> awaitIf(arguments[1].equals("at"), false));
        awaitIf(arguments[1].equals("hung"), true);
        System.out.println("the result");
      } catch (IOException e) {
        Shutdown.awaitIfEnding(); // As the program itself does.
      }
      awaitIf(arguments[1].equals("after"), false);
    }

    /** Lets somebody send a signal, and waits until it has come; some do not go on. */
    private static void awaitIf(boolean here, boolean forEver) throws IOException {
      if (here) {
        CountDownLatch ending = new CountDownLatch(1);
        Shutdown.atEnd(new Thread(ending::countDown));
        System.out.println("now");
        System.out.flush();
        try {
          ending.await();
          if (forEver) {
            Shutdown.awaitIfEnding();
          }
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    }
  }

  private String end(String where) throws Exception {
    Path file = folder.resolve("file-" + where);
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes,
                Worker.class.getName(),
                file.toString(),
                where)
            .redirectErrorStream(true)
            .start();
    // The first line: that the signal may be sent, or, after the result was shown, the result.
    for (int key = process.getInputStream().read(); key != '\n'; ) {
      key = process.getInputStream().read();
    }
    boolean _ = process.toHandle().destroy(); // SIGTERM, and what it said stays readable
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + Files.exists(file) + " " + said;
  }

  @Test
  void aSignalBeforeThePointOfNoReturnLeavesNothing() throws Exception {
    assertEquals(
        "143 false keyrite: Interrupted. Nothing was made.\n         Begin again when you can.\n",
        end("before"));
  }

  @Test
  void afterItTheResultIsShownFirst() throws Exception {
    assertEquals(
        "143 true the result\nkeyrite: Interrupted. It is complete.\n         Do not begin again.\n",
        end("at"));
  }

  /** Such as a pipe that nobody reads. */
  @Test
  void aResultThatIsNotShownHoldsNothing() throws Exception {
    assertEquals(
        "143 true keyrite: Interrupted. It is complete.\n         Do not begin again.\n",
        end("hung"));
  }

  @Test
  void whenTheResultWasShownThereIsNothingToSay() throws Exception {
    assertEquals("143 true now\n", end("after"));
  }
}
