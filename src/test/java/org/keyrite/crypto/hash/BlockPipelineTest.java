package org.keyrite.crypto.hash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the number of cores: each reader is shown all bytes, in order, and none twice. */
@Timeout(60)
class BlockPipelineTest {
  private static final int BLOCK = 1 << 17;

  @ParameterizedTest
  @CsvSource({"0", "1", "131071", "131072", "131073", "262144", "262145", "393216", "2000000"})
  void everyReaderIsShownEveryByte(int length) throws IOException {
    byte[] file = new byte[length];
    new Random(length).nextBytes(file);
    for (int cores = 1; cores <= 4; cores++) {
      for (int readers = 0; readers <= 5; readers++) {
        List<ByteArrayOutputStream> shown =
            Stream.generate(ByteArrayOutputStream::new).limit(readers).toList();
        run(file, cores, shown.stream().<BlockPipeline.Reader>map(out -> out::write).toList());
        for (ByteArrayOutputStream bytes : shown) {
          assertArrayEquals(file, bytes.toByteArray());
        }
      }
    }
  }

  @Test
  void ofOneCoreOneThreadIsUsed() throws IOException {
    assertEquals(Set.of(Thread.currentThread()), threads(1, 10 * BLOCK, 3));
  }

  @Test
  void ofAFewBlocksOneThreadIsUsed() throws IOException {
    assertEquals(Set.of(Thread.currentThread()), threads(4, 2 * BLOCK, 3));
  }

  @Test
  void noMoreThreadsAreUsedThanThereAreReadersAndCores() throws IOException {
    // Besides this one, which shows the first two blocks itself.
    assertEquals(3, threads(2, 10 * BLOCK, 5).size());
    assertEquals(3, threads(4, 10 * BLOCK, 2).size());
  }

  private static Set<Thread> threads(int cores, int length, int readers) throws IOException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    BlockPipeline.Reader reader = (_, _, _) -> threads.add(Thread.currentThread());
    run(new byte[length], cores, Collections.nCopies(readers, reader));
    return threads;
  }

  @Test
  void whatAReaderThrowsEndsItAndItsThreads() {
    OutOfMemoryError full = new OutOfMemoryError("full");
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    BlockPipeline.Reader counts =
        (_, _, _) -> {
          threads.add(Thread.currentThread());
        };
    BlockPipeline.Reader fails =
        new BlockPipeline.Reader() {
          private int blocks;

          @Override
          public void update(byte[] bytes, int offset, int length) {
            threads.add(Thread.currentThread());
            if (++blocks == 7) {
              throw full;
            }
          }
        };
    assertSame(
        full,
        assertThrows(
            OutOfMemoryError.class, () -> run(new byte[20 * BLOCK], 2, List.of(counts, fails))));
    threads.remove(Thread.currentThread());
    assertEquals(2, threads.size());
    threads.forEach(thread -> assertFalse(thread.isAlive()));
  }

  @Test
  void aReaderThatIsBehindIsWaitedFor() throws Exception {
    CountDownLatch passedAll = new CountDownLatch(1);
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    BlockPipeline.Reader slow =
        (bytes, offset, length) -> {
          if (shown.size() == 2 * BLOCK) {
            await(passedAll);
          }
          shown.write(bytes, offset, length);
        };
    byte[] file = new byte[6 * BLOCK];
    new Random(6).nextBytes(file);
    try (BlockPipeline pipeline = new BlockPipeline(List.of(slow), 2)) {
      InputStream in = new ByteArrayInputStream(file);
      for (int i = 0; i < 6; i++) {
        pipeline.pass(in.read(pipeline.block()));
      }
      // Two were shown at once; the other four are all the blocks that there are.
      passedAll.countDown();
      pipeline.finish();
    }
    assertArrayEquals(file, shown.toByteArray());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(byte[] file, int cores, List<BlockPipeline.Reader> readers)
      throws IOException {
    InputStream in = new ByteArrayInputStream(file);
    try (BlockPipeline pipeline = new BlockPipeline(readers, cores)) {
      byte[] block = pipeline.block();
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        pipeline.pass(count);
        block = pipeline.block();
      }
      pipeline.finish();
    }
  }
}
