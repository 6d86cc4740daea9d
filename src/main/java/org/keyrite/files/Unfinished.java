package org.keyrite.files;

import java.io.IOException;
import org.keyrite.os.Shutdown;

/**
 * Work that is completed, or else undone: when this is closed, and on the signals that end a
 * program politely. Power loss and {@code kill -9} leave it as it is.
 *
 * <p>A step of the work is done in this object's monitor, so that whoever is in the middle of one
 * finishes it before everything is undone.
 */
public final class Unfinished implements AutoCloseable {
  private final Undo undo;
  private final Thread atShutdown;
  private boolean ended;

  /** How the work is undone. It may have failed before there was anything to undo. */
  @FunctionalInterface
  public interface Undo {
    void undo() throws IOException;
  }

  /** To be made before there is anything to undo. Does not return when the program is ending. */
  public Unfinished(String what, Undo undo) {
    this.undo = undo;
    this.atShutdown = new Thread(this::discard, "discard " + what);
    Shutdown.atEnd(atShutdown);
  }

  /**
   * Asked at the beginning of each step.
   *
   * @throws IOException if the work was undone, or completed
   */
  public synchronized void requireGoingOn() throws IOException {
    if (ended) {
      throw new IOException("it was given up");
    }
  }

  /** The work stays. */
  public synchronized void complete() {
    ended = true;
  }

  /** The work goes after all, although it was completed: that of which it was a part failed. */
  public synchronized void withdraw() {
    ended = false;
    discard();
  }

  private synchronized void discard() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      undo.undo();
    } catch (IOException e) {
      // The failure that led here is the one to report.
    }
  }

  /** Undoes the work, unless it is complete. */
  @Override
  public void close() {
    discard();
    Shutdown.notAnyMore(atShutdown);
  }
}
