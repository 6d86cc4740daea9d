package org.keyrite.cli.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** How fast bytes went by of late: a disk is slower than what it had at hand, a pipe pauses. */
final class Rate {
  private static final long WINDOW_NANOSECONDS = TimeUnit.SECONDS.toNanos(5);

  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long nanoseconds, long bytes) {}

  /** At that time, it had been so many bytes since the beginning. */
  void add(long nanoseconds, long bytes) {
    samples.addLast(new Sample(nanoseconds, bytes));
    while (nanoseconds - samples.getFirst().nanoseconds() > WINDOW_NANOSECONDS
        && samples.size() > 2) {
      samples.removeFirst();
    }
  }

  /** In bytes a second; 0 while it is not known. */
  double perSecond() {
    if (samples.size() < 2) {
      return 0;
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    long nanoseconds = last.nanoseconds() - first.nanoseconds();
    return nanoseconds <= 0
        ? 0
        : (last.bytes() - first.bytes()) * (double) TimeUnit.SECONDS.toNanos(1) / nanoseconds;
  }
}
