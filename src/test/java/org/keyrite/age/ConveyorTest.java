package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs come back done and in order, whoever did them, and no thread outlives its use. */
@Timeout(60)
class ConveyorTest {
  private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16})
  void jobsComeBackDoneAndInOrder(int cores) {
    List<Integer> back = new ArrayList<>();
    try (Conveyor<Job> conveyor = new Conveyor<>(cores)) {
      for (int number = 0; number < 5000; number++) {
        while (conveyor.isFull()) {
          back.add(conveyor.take().result());
        }
        conveyor.add(new Job(number));
      }
      while (!conveyor.isEmpty()) {
        back.add(conveyor.take().result());
      }
    }
    assertEquals(IntStream.range(0, 5000).boxed().toList(), back);
    assertTrue(seen.size() <= Math.min(cores, 5), seen.size() + " threads");
    PayloadWorkers.assertNoneIsLeft();
  }

  @Test
  void oneCoreAndAFewJobsNeedNoThread() {
    try (Conveyor<Job> alone = new Conveyor<>(1);
        Conveyor<Job> small = new Conveyor<>(8)) {
      alone.add(new Job(1));
      assertTrue(alone.isFull());
      alone.take();
      for (int i = 0; i < 10; i++) {
        small.add(new Job(i));
        small.add(new Job(i));
        small.take();
        small.take();
      }
    }
    assertEquals(Set.of(Thread.currentThread()), seen);
  }

  @Test
  void itsOwnerDoesWhatNoWorkerHasBegun() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (Conveyor<Runnable> conveyor = new Conveyor<>(2)) {
      conveyor.add(
          () -> {
            begun.countDown();
            await(end);
          });
      // The only worker is held by the first job, so the others can only be done by the owner, who
      // waits for the first.
      conveyor.add(end::countDown);
      conveyor.add(() -> {});
      begun.await();
      conveyor.take();
      assertTrue(conveyor.hasDone());
      conveyor.take();
      conveyor.take();
      assertTrue(conveyor.isEmpty());
    }
    PayloadWorkers.assertNoneIsLeft();
  }

  @Test
  void closingWaitsForWhatIsRunningAndGivesUpTheRest() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    Conveyor<Runnable> conveyor = new Conveyor<>(2);
    conveyor.add(
        () -> {
          begun.countDown();
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
          done.add("running");
        });
    conveyor.add(() -> done.add("waiting"));
    conveyor.add(() -> done.add("waiting"));
    begun.await();
    // An interrupt does not make it return early: what jobs work on is wiped right after.
    Thread.currentThread().interrupt();
    conveyor.close();
    assertTrue(Thread.interrupted());
    assertEquals(List.of("running"), done);
    PayloadWorkers.assertNoneIsLeft();
  }

  @Test
  void aConveyorThatIsForgottenLosesItsThreads() {
    Conveyor<Job> forgotten = new Conveyor<>(3);
    forgotten.add(new Job(1));
    forgotten.add(new Job(2));
    forgotten.add(new Job(3));
    Set<Thread> workers = PayloadWorkers.alive();
    assertEquals(2, workers.size());
    assertTrue(workers.stream().allMatch(Thread::isDaemon));
    PayloadWorkers.assertNoneIsLeft();
    assertFalse(forgotten.isEmpty());
  }

  @Test
  void aJobThatThrowsIsABugAndIsReported() {
    try (Conveyor<Runnable> conveyor = new Conveyor<>(2)) {
      conveyor.add(
          () -> {
            throw new IllegalArgumentException("a bug");
          });
      IllegalStateException reported = assertThrows(IllegalStateException.class, conveyor::take);
      assertEquals("a bug", reported.getCause().getMessage());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Job implements Runnable {
    private final int number;
    private int result = -1;

    Job(int number) {
      this.number = number;
    }

    @Override
    public void run() {
      seen.add(Thread.currentThread());
      result = number;
    }

    int result() {
      return result;
    }
  }
}
