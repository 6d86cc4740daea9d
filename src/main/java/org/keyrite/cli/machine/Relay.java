package org.keyrite.cli.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.keyrite.os.MemoryFile;

/**
 * Passes on what a program prints into memory, while it does. There is no pipe in between, whose
 * pages the kernel would give back as they are.
 */
final class Relay implements AutoCloseable {
  private static final long PAUSE_MILLISECONDS = 20;

  private final MemoryFile file;
  private final OutputStream to;
  private final boolean shown;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
  private final Thread worker = Thread.ofPlatform().daemon().name("relay").unstarted(this::work);
  private long passed;
  private int last;
  private IOException failure;

  private Relay(MemoryFile file, OutputStream to, boolean shown) {
    this.file = file;
    this.to = to;
    this.shown = shown;
  }

  /**
   * Begins.
   *
   * @param shown whether it goes to a terminal: then what a terminal would obey is replaced
   */
  static Relay begin(MemoryFile file, OutputStream to, boolean shown) {
    Relay relay = new Relay(file, to, shown);
    relay.worker.start();
    return relay;
  }

  private void work() {
    try {
      while (true) {
        pass();
        Thread.sleep(PAUSE_MILLISECONDS);
      }
    } catch (InterruptedException e) {
      // The program has ended: whoever closes this passes on the rest.
    }
  }

  private void pass() {
    try (FileChannel from = FileChannel.open(file.path())) {
      while (failure == null && from.read(buffer.clear(), passed) > 0) {
        passed += buffer.position();
        if (shown) {
          hideControls(buffer.array(), buffer.position());
        }
        to.write(buffer.array(), 0, buffer.position());
      }
      to.flush();
    } catch (IOException e) {
      failure = e; // The program's output goes on; nobody takes it any more.
    }
  }

  /** Line ends and tabs stay. U+0080 to U+009F, which some obey too, begin with 0xc2. */
  private void hideControls(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      int value = bytes[i] & 0xff;
      boolean control = value < ' ' && value != '\n' && value != '\t';
      if (control || value == 0x7f || (last == 0xc2 && value >= 0x80 && value < 0xa0)) {
        bytes[i] = '?';
      }
      last = value;
    }
  }

  /**
   * Passes on what is left.
   *
   * @throws IOException when something could not be passed on
   */
  @Override
  public void close() throws IOException {
    worker.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        worker.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    pass();
    if (failure != null) {
      throw failure;
    }
  }
}
