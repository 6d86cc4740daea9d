package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.keyrite.age.Ciphertexts.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.age.header.AgeException.PayloadFailure;

/** A source that pauses, as pipes do, keeps back neither what came before nor what failed. */
// What hangs here does not listen to interrupts.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PayloadPauseTest {
  private static final int CHUNK = TransferTrial.CHUNK;
  private static final int SEALED = TransferTrial.SEALED;
  private static final int CHUNKS = 30;

  private final TransferTrial trial = new TransferTrial();
  private final byte[] plaintext = data(CHUNKS * CHUNK);
  private final byte[] sealed = trial.sealedInOneLoop(plaintext);
  private PipedOutputStream writer;
  private PipedInputStream pipe;

  @BeforeEach
  void openPipe() throws IOException {
    writer = new PipedOutputStream();
    pipe = new PipedInputStream(writer, 64 * CHUNK);
  }

  @AfterEach
  void noThreadIsLeft() {
    PayloadWorkers.assertNoneIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16})
  void everyChunkIsSealedAsSoonAsItIsKnownNotToBeTheLast(int cores) throws Exception {
    assertPassedOnAtOnce(trial.sealing(pipe).onCores(cores), plaintext, CHUNK, sealed, SEALED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16})
  void everyChunkIsOpenedAsSoonAsItIsKnownNotToBeTheLast(int cores) throws Exception {
    assertPassedOnAtOnce(trial.opening(pipe).onCores(cores), sealed, SEALED, plaintext, CHUNK);
  }

  /** Feeds some chunks at a time, with the first byte of the chunk after them or without. */
  private void assertPassedOnAtOnce(
      TransferTrial transfer, byte[] before, int lengthBefore, byte[] after, int lengthAfter)
      throws Exception {
    CompletableFuture<Long> end = transfer.start();
    int fed = 0;
    for (int chunks = 1; chunks < CHUNKS; chunks += 1 + chunks % 7) {
      for (int first = 0; first <= 1; first++) {
        feed(before, fed, chunks * lengthBefore + first);
        fed = chunks * lengthBefore + first;
        int known = chunks - 1 + first;
        transfer.awaitWritten(known * lengthAfter);
        assertArrayEquals(Arrays.copyOf(after, known * lengthAfter), transfer.written());
      }
    }
    feed(before, fed, before.length);
    writer.close();
    assertEquals(after.length, end.join());
    assertArrayEquals(after, transfer.written());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 25})
  void aReaderThatWentAwayIsNoticedThough(int chunks) throws IOException {
    IOException gone = new IOException("broken pipe");
    TransferTrial sealing = trial.sealing(pipe).onCores(4).failingAfter(chunks * SEALED, gone);
    CompletableFuture<Long> end = sealing.start();
    feed(plaintext, 0, (chunks + 1) * CHUNK + 1);
    assertSame(gone, assertThrows(CompletionException.class, end::join).getCause());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 25})
  void aBadChunkIsReportedThough(int chunks) throws IOException {
    sealed[chunks * SEALED] ^= 1;
    TransferTrial opening = trial.opening(pipe).onCores(4);
    CompletableFuture<Long> end = opening.start();
    feed(sealed, 0, (chunks + 1) * SEALED + 1);
    assertInstanceOf(
        PayloadFailure.class, assertThrows(CompletionException.class, end::join).getCause());
    assertArrayEquals(Arrays.copyOf(plaintext, chunks * CHUNK), opening.written());
  }

  @Test
  void aSourceThatCannotTellWhatIsAtHandIsReadAllTheSame() throws IOException {
    InputStream silent =
        new FilterInputStream(pipe) {
          @Override
          public int available() throws IOException {
            throw new IOException("no such thing");
          }
        };
    feed(plaintext, 0, plaintext.length);
    writer.close();
    TransferTrial sealing = trial.sealing(silent).onCores(4);
    assertEquals(sealed.length, sealing.run());
    assertArrayEquals(sealed, sealing.written());
  }

  private void feed(byte[] bytes, int from, int to) throws IOException {
    writer.write(bytes, from, to - from);
    writer.flush();
  }
}
