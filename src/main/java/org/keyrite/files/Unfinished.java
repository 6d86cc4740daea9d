package org.keyrite.files;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.keyrite.os.Shutdown;

/**
 * Work that is completed, or else undone: when this is closed, and on the signals that end a
 * program politely. Power loss and {@code kill -9} leave it as it is.
 *
 * <p>A step of the work is done in this object's monitor, so that whoever is in the middle of one
 * finishes it before everything is undone.
 */
public final class Unfinished implements AutoCloseable {
  private final Deque<Undo> undone = new ArrayDeque<>();
  private final Thread atShutdown;
  private boolean ended;

  /** How the work is undone. It may have failed before there was anything to undo. */
  @FunctionalInterface
  public interface Undo {
    void undo() throws IOException;
  }

  /** A step of the work. */
  @FunctionalInterface
  public interface Step {
    /** Takes it. */
    void take() throws IOException;
  }

  /** To be made before there is anything to undo. Does not return when the program is ending. */
  public Unfinished(String what, Undo undo) {
    undone.push(undo);
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

  /** Has something undone as well, before what was named earlier. */
  public synchronized void undoWith(Undo undo) throws IOException {
    requireGoingOn();
    undone.push(undo);
  }

  /**
   * Takes a step, for whose end a signal waits.
   *
   * @throws IOException if the work was given up before, or if the step throws it
   */
  public synchronized void take(Step step) throws IOException {
    requireGoingOn();
    step.take();
  }

  /**
   * Takes the last step: the point of no return. If it fails, it is none.
   *
   * @throws IOException as for {@link #take}
   */
  public synchronized void complete(Step last) throws IOException {
    take(last);
    complete();
    Shutdown.decide();
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
    for (Undo undo : undone) {
      try {
        undo.undo();
      } catch (IOException e) {
        // The failure that led here is the one to report.
      }
    }
  }

  /** Undoes the work, unless it is complete. */
  @Override
  public void close() {
    discard();
    Shutdown.notAnyMore(atShutdown);
  }
}
