package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.age.Ciphertexts.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.age.header.AgeException.PayloadFailure;
import org.keyrite.testing.OneByteAtATime;

/**
 * Whoever does what when: what comes out is what one thread would have written, chunk after chunk,
 * and whatever fails, it fails there and leaves no thread and no plaintext behind.
 */
// What hangs here does not listen to interrupts.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PayloadTransferTest {
  private static final int CHUNK = TransferTrial.CHUNK;
  private static final int RUN = PayloadTransfer.RUN_CHUNKS * CHUNK;
  private static final int CHUNKS = 30;

  private final TransferTrial trial = new TransferTrial();

  @AfterEach
  void noThreadIsLeft() {
    PayloadWorkers.assertNoneIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 16})
  void everyLengthIsSealedAndOpenedAsOneThreadWould(int cores) throws IOException {
    // The first run is of one chunk, the others are full.
    int[] boundaries = {0, CHUNK, 2 * CHUNK, CHUNK + RUN, CHUNK + 2 * RUN, CHUNK + 9 * RUN};
    for (int boundary : boundaries) {
      for (int length = Math.max(0, boundary - 1); length <= boundary + 1; length++) {
        byte[] plaintext = data(length);
        byte[] sealed = trial.sealedInOneLoop(plaintext);
        assertPasses(sealed, trial.sealing(new ByteArrayInputStream(plaintext)).onCores(cores));
        assertPasses(plaintext, trial.opening(new ByteArrayInputStream(sealed)).onCores(cores));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16})
  void aSourceThatGivesOneByteAtATimeChangesNothing(int cores) throws IOException {
    byte[] plaintext = data(CHUNK + 3 * RUN + 1);
    byte[] sealed = trial.sealedInOneLoop(plaintext);
    assertPasses(sealed, trial.sealing(new OneByteAtATime(plaintext)).onCores(cores));
    assertPasses(plaintext, trial.opening(new OneByteAtATime(sealed)).onCores(cores));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16})
  void aFailureOfTheSourceComesAfterAllWholeChunks(int cores) {
    byte[] plaintext = data(CHUNKS * CHUNK);
    byte[] sealed = trial.sealedInOneLoop(plaintext);
    IOException gone = new IOException("the disk is gone");
    for (int whole = 0; whole < CHUNKS; whole++) {
      // Whether a chunk is the last one is known when the byte after it is.
      for (int more : new int[] {1, CHUNK}) {
        int end = whole * CHUNK + more;
        int sealedEnd = whole * TransferTrial.SEALED + more;
        byte[] expected = Arrays.copyOf(sealed, whole * TransferTrial.SEALED);
        byte[] opened = Arrays.copyOf(plaintext, whole * CHUNK);
        for (boolean forgets : new boolean[] {false, true}) {
          InputStream from = failing(plaintext, end, gone, forgets);
          assertFails(gone, expected, trial.sealing(from).onCores(cores));
          from = failing(sealed, sealedEnd, gone, forgets);
          assertFails(gone, opened, trial.opening(from).onCores(cores));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16})
  void exactlyTheChunksBeforeABadOneAreReleased(int cores) {
    byte[] plaintext = data(CHUNKS * CHUNK);
    byte[] sealed = trial.sealedInOneLoop(plaintext);
    for (int bad = 0; bad < CHUNKS; bad++) {
      byte[] changed = sealed.clone();
      changed[bad * TransferTrial.SEALED + 7] ^= 1;
      TransferTrial opening = trial.opening(new ByteArrayInputStream(changed)).onCores(cores);
      assertThrows(PayloadFailure.class, opening::run);
      assertArrayEquals(Arrays.copyOf(plaintext, bad * CHUNK), opening.written());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16})
  void afterAFailureOfTheDestinationNothingIsWritten(int cores) {
    byte[] plaintext = data(CHUNKS * CHUNK);
    byte[] sealed = trial.sealedInOneLoop(plaintext);
    for (int room = 0; room < CHUNKS * CHUNK; room += CHUNK) {
      IOException full = new IOException("no space left");
      for (TransferTrial transfer :
          new TransferTrial[] {
            trial.sealing(new ByteArrayInputStream(plaintext)),
            trial.opening(new ByteArrayInputStream(sealed))
          }) {
        transfer.onCores(cores).failingAfter(room, full);
        assertSame(full, assertThrows(IOException.class, transfer::run));
        assertTrue(transfer.written().length <= room);
        assertEquals(1, transfer.failedWrites());
      }
    }
  }

  @Test
  void aBugInAnyThreadComesOutWhereItWasStartedAndNothingIsWrittenInItsPlace() {
    byte[] plaintext = data(CHUNKS * CHUNK);
    byte[] sealed = trial.sealedInOneLoop(plaintext);
    for (Throwable bug : new Throwable[] {new IllegalStateException(), new AssertionError()}) {
      for (int chunk = 0; chunk < CHUNKS; chunk++) {
        TransferTrial reading =
            trial.sealing(new Failing(plaintext, chunk * CHUNK + 1, bug, true)).onCores(3);
        assertSame(bug, assertThrows(Throwable.class, reading::run));
        byte[] written = reading.written();
        assertTrue(written.length <= chunk * TransferTrial.SEALED);
        assertArrayEquals(Arrays.copyOf(sealed, written.length), written);
        TransferTrial writing = trial.sealing(new ByteArrayInputStream(plaintext)).onCores(3);
        writing.failingAfter(chunk * TransferTrial.SEALED, bug);
        assertSame(bug, assertThrows(Throwable.class, writing::run));
        assertEquals(1, writing.failedWrites());
      }
    }
  }

  @Test
  void aShortFileAndOneCoreNeedNoThread() throws IOException {
    TransferTrial few = trial.sealing(new ByteArrayInputStream(data(CHUNK + RUN))).onCores(16);
    few.run();
    TransferTrial alone = trial.sealing(new ByteArrayInputStream(data(20 * RUN))).onCores(1);
    alone.run();
    assertEquals(Set.of(Thread.currentThread()), few.writers());
    assertEquals(Set.of(Thread.currentThread()), alone.writers());
    assertEquals(0, few.threadsStarted() + alone.threadsStarted());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 64})
  void memoryAndThreadsDoNotGrowWithTheFileOrTheMachine(int cores) throws IOException {
    TransferTrial transfer =
        trial
            .opening(new ByteArrayInputStream(trial.sealedInOneLoop(data(80 * RUN))))
            .onCores(cores);
    assertEquals(80L * RUN, transfer.run());
    int threads = Math.min(cores, 4);
    assertEquals(threads - 1, transfer.threadsStarted());
    // A run for each thread, and the two smaller starts of the first.
    assertTrue(transfer.arrays().size() <= 2 * (threads + 2), transfer.arrays().size() + " arrays");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whereThreadsCannotBeStartedTheOthersDoIt(int possible) throws IOException {
    AtomicInteger left = new AtomicInteger(possible);
    ThreadFactory poor =
        work ->
            new Thread(work, "age-payload") {
              @Override
              public synchronized void start() {
                if (left.getAndDecrement() == 0) {
                  throw new OutOfMemoryError("no more threads");
                }
                super.start();
              }
            };
    byte[] plaintext = data(CHUNKS * CHUNK);
    TransferTrial sealing = trial.sealing(new ByteArrayInputStream(plaintext)).onCores(4);
    assertPasses(trial.sealedInOneLoop(plaintext), sealing.withThreads(poor));
  }

  @Test
  void anInterruptIsKeptAndChangesNothing() throws IOException {
    byte[] plaintext = data(CHUNKS * CHUNK);
    Thread.currentThread().interrupt();
    TransferTrial sealing = trial.sealing(new ByteArrayInputStream(plaintext)).onCores(4);
    assertPasses(trial.sealedInOneLoop(plaintext), sealing);
    assertTrue(Thread.interrupted());
  }

  @Test
  void whateverHappensThePlaintextIsWiped() {
    byte[] plaintext = data(CHUNKS * CHUNK);
    byte[] sealed = trial.sealedInOneLoop(plaintext);
    byte[] changed = sealed.clone();
    changed[17 * TransferTrial.SEALED] ^= 1;
    Function<TransferTrial, TransferTrial> full =
        transfer -> transfer.failingAfter(20 * CHUNK, new IllegalStateException());
    for (TransferTrial transfer :
        new TransferTrial[] {
          trial.sealing(new ByteArrayInputStream(plaintext)),
          trial.opening(new ByteArrayInputStream(sealed)),
          trial.opening(new ByteArrayInputStream(changed)),
          full.apply(trial.sealing(new ByteArrayInputStream(plaintext))),
          full.apply(trial.opening(new ByteArrayInputStream(sealed))),
        }) {
      try {
        transfer.onCores(4).run();
      } catch (IOException | IllegalStateException e) {
        // As it should.
      }
      assertTrue(transfer.arrays().size() >= 6, transfer.arrays().size() + " arrays");
      for (byte[] array : transfer.arrays()) {
        assertArrayEquals(new byte[array.length], array);
      }
    }
  }

  private static void assertPasses(byte[] expected, TransferTrial transfer) throws IOException {
    assertEquals(expected.length, transfer.run());
    assertArrayEquals(expected, transfer.written());
    PayloadWorkers.assertNoneIsLeft();
  }

  private static void assertFails(Throwable failure, byte[] before, TransferTrial transfer) {
    assertSame(failure, assertThrows(IOException.class, transfer::run));
    assertArrayEquals(before, transfer.written());
  }

  /** A source that fails, and that perhaps forgets what it read right before. */
  private static InputStream failing(byte[] bytes, int end, Throwable failure, boolean forgets) {
    InputStream failing = new Failing(bytes, end, failure, false);
    return forgets ? new BufferedInputStream(failing, 1 << 16) : failing;
  }

  /** A file on a disk that can be read up to some place, and says that there is more. */
  private static final class Failing extends InputStream {
    private final byte[] bytes;
    private final int end;
    private final Throwable failure;
    private final boolean once;
    private int position;
    private boolean failed;

    /** May fail but once, and go on as if nothing had been. */
    Failing(byte[] bytes, int end, Throwable failure, boolean once) {
      this.once = once;
      this.bytes = bytes;
      this.end = end;
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      read(one, 0, 1);
      return one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      boolean fails = !failed || !once;
      if (fails && position == end) {
        failed = true;
        TransferTrial.fail(failure);
      }
      int count = Math.min(length, (fails ? end : bytes.length) - position);
      System.arraycopy(bytes, position, buffer, offset, count);
      position += count;
      return count;
    }

    @Override
    public int available() {
      return bytes.length - position;
    }
  }
}
