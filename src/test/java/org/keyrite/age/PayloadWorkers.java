package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** The threads that work on payloads, whoever started them. */
final class PayloadWorkers {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private PayloadWorkers() {}

  static Set<Thread> alive() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("age-payload") && thread.isAlive())
        .collect(Collectors.toSet());
  }

  /** That they end, soon: a thread that has nothing more to do takes a moment to be gone. */
  static void assertNoneIsLeft() {
    for (Thread worker : alive()) {
      try {
        worker.join(PATIENCE);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertEquals(Set.of(), alive());
  }
}
