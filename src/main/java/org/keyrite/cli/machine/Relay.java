package org.keyrite.cli.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.keyrite.os.MemoryFile;
import org.keyrite.text.Visible;

/**
 * Passes on what a program prints into memory, while it does. There is no pipe in between, whose
 * pages the kernel would give back as they are.
 *
 * <p>To a terminal only whole characters go that show, line ends and tabs; a question mark stands
 * for every other one, and for what is no UTF-8.
 */
final class Relay implements AutoCloseable {
  private static final long PAUSE_MILLISECONDS = 20;
  private static final int BUFFER = 1 << 14;

  private final MemoryFile file;
  private final OutputStream to;
  private final boolean shown;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
  private final CharBuffer characters = CharBuffer.allocate(BUFFER);
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .replaceWith("?");
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread worker = Thread.ofPlatform().daemon().name("relay").unstarted(this::work);
  private long passed;
  private IOException failure;

  private Relay(MemoryFile file, OutputStream to, boolean shown) {
    this.file = file;
    this.to = to;
    this.shown = shown;
  }

  /**
   * Begins.
   *
   * @param shown whether it goes to a terminal
   */
  static Relay begin(MemoryFile file, OutputStream to, boolean shown) {
    Relay relay = new Relay(file, to, shown);
    relay.worker.start();
    return relay;
  }

  private void work() {
    try {
      do {
        pass();
      } while (!ended.await(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody does that; the rest is passed on in the end.
    }
  }

  private void pass() {
    try (FileChannel from = FileChannel.open(file.path())) {
      for (int count = from.read(bytes, passed);
          failure == null && count > 0;
          count = from.read(bytes, passed)) {
        passed += count;
        write(false);
      }
      to.flush();
    } catch (IOException e) {
      failure = e; // The program's output goes on; nobody takes it any more.
    }
  }

  /** Of a terminal's character that has only begun, the bytes wait for the rest. */
  private void write(boolean last) throws IOException {
    bytes.flip();
    if (shown) {
      decoder.decode(bytes, characters, last);
      String text = characters.flip().toString();
      characters.clear();
      to.write(harmless(text).getBytes(StandardCharsets.UTF_8));
    } else {
      to.write(bytes.array(), 0, bytes.limit());
      bytes.position(bytes.limit());
    }
    bytes.compact();
  }

  private static String harmless(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character ->
                safe.appendCodePoint(
                    character == '\n' || character == '\t' || Visible.shows(character)
                        ? character
                        : '?'));
    return safe.toString();
  }

  /**
   * Passes on what is left.
   *
   * @throws IOException when something could not be passed on
   */
  @Override
  public void close() throws IOException {
    ended.countDown();
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    pass();
    if (failure == null) {
      write(true);
      to.flush();
    } else {
      throw failure;
    }
  }
}
