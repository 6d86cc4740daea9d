package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.age.Ciphertexts.data;
import static org.keyrite.age.Ciphertexts.decrypt;
import static org.keyrite.age.Ciphertexts.encrypt;
import static org.keyrite.age.Ciphertexts.open;
import static org.keyrite.age.Ciphertexts.payloadStart;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.age.AgeException.PayloadFailure;

/** Files of many runs of chunks: what is done at once still comes out as if done in order. */
class PayloadOnAllCoresTest {
  private static final int CHUNK = 64 * 1024;
  private static final int SEALED = CHUNK + 16;
  private static final int RUN = PayloadInput.RUN_CHUNKS * CHUNK;
  private static final int CHUNKS = 21;

  @AfterEach
  void noThreadIsLeft() {
    PayloadWorkers.assertNoneIsLeft();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        RUN - 1,
        RUN,
        RUN + CHUNK,
        RUN + CHUNK + 1,
        2 * RUN,
        2 * RUN + 1,
        9 * RUN,
        9 * RUN + CHUNK + 1
      })
  void everyLengthComesBack(int length) throws IOException {
    byte[] file = encrypt(data(length));
    assertEquals(payloadStart() + length + 16 * ((length + CHUNK - 1) / CHUNK), file.length);
    assertArrayEquals(data(length), decrypt(file));
  }

  @Test
  void aSmallFileNeedsNoThread() throws IOException {
    byte[] file = encrypt(data(RUN));
    try (InputStream plaintext = open(new ByteArrayInputStream(file))) {
      assertEquals(RUN, plaintext.readAllBytes().length);
      assertEquals(Set.of(), PayloadWorkers.alive());
    }
  }

  @Test
  void exactlyTheChunksBeforeABadOneAreReleased() {
    byte[] plaintext = data(CHUNKS * CHUNK);
    byte[] file = encrypt(plaintext);
    for (int bad = 0; bad < CHUNKS; bad++) {
      byte[] changed = file.clone();
      changed[payloadStart() + bad * SEALED + 7] ^= 1;
      assertReleased(Arrays.copyOf(plaintext, bad * CHUNK), changed);
    }
  }

  @Test
  void ofAFileThatIsCutShortTheWholeChunksAreReleased() {
    byte[] plaintext = data(CHUNKS * CHUNK);
    byte[] file = encrypt(plaintext);
    for (int whole = 0; whole < CHUNKS; whole++) {
      byte[] start = Arrays.copyOf(plaintext, whole * CHUNK);
      assertReleased(start, Arrays.copyOf(file, payloadStart() + whole * SEALED + 100));
      assertReleased(start, Arrays.copyOf(file, payloadStart() + whole * SEALED));
    }
  }

  @Test
  void aFailureOfTheSourceComesAfterTheChunksBeforeIt() throws IOException {
    byte[] plaintext = data(CHUNKS * CHUNK);
    byte[] file = encrypt(plaintext);
    for (int whole = 0; whole < CHUNKS; whole++) {
      InputStream source = new Failing(file, payloadStart() + whole * SEALED + 1);
      try (InputStream in = open(source)) {
        assertArrayEquals(Arrays.copyOf(plaintext, whole * CHUNK), in.readNBytes(whole * CHUNK));
        for (int i = 0; i < 2; i++) {
          assertEquals("the disk is gone", assertThrows(IOException.class, in::read).getMessage());
        }
      }
    }
  }

  @Test
  void whoStopsReadingLeavesNoThreadBehind() throws IOException {
    byte[] file = encrypt(data(CHUNKS * CHUNK));
    for (int length = 0; length < CHUNKS * CHUNK; length += CHUNK) {
      InputStream plaintext = open(new ByteArrayInputStream(file));
      assertEquals(length, plaintext.readNBytes(length).length);
      plaintext.close();
      plaintext.close();
      assertThrows(IOException.class, plaintext::read);
      PayloadWorkers.assertNoneIsLeft();
    }
  }

  @Test
  void aDestinationThatFailsEndsTheFile() throws IOException {
    byte[] plaintext = data(4 * RUN);
    OutputStream full = new Full(payloadStart() + 3 * RUN);
    AgeOutput output = Age.encrypt(List.of(Ciphertexts.IDENTITY.recipient()), full);
    IOException failure =
        assertThrows(
            IOException.class,
            () -> {
              while (true) {
                output.write(plaintext);
              }
            });
    assertEquals("no space left", failure.getMessage());
    PayloadWorkers.assertNoneIsLeft();
    assertThrows(IOException.class, () -> output.write(1));
    assertThrows(IOException.class, output::finish);
    output.close();
  }

  @Test
  void flushingWritesEveryFullRun() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (AgeOutput output = Age.encrypt(List.of(Ciphertexts.IDENTITY.recipient()), file)) {
      output.write(data(6 * RUN + 1));
      output.flush();
      // One chunk, five runs of four, and less than a run that stays behind.
      assertEquals(payloadStart() + 21 * SEALED, file.size());
      output.finish();
    }
    assertEquals(6 * RUN + 1, decrypt(file.toByteArray()).length);
  }

  @Test
  void memoryDoesNotGrowWithTheFile() throws IOException {
    byte[] plaintext = data(RUN);
    Set<Integer> arrays = new HashSet<>();
    OutputStream destination =
        new OutputStream() {
          @Override
          public void write(int value) {}

          @Override
          public void write(byte[] bytes, int from, int count) {
            arrays.add(System.identityHashCode(bytes));
          }
        };
    try (AgeOutput output = Age.encrypt(List.of(Ciphertexts.IDENTITY.recipient()), destination)) {
      for (int i = 0; i < 400; i++) {
        output.write(plaintext);
      }
      output.finish();
    }
    // The runs at work, the one being filled, and what the header was written from.
    assertTrue(arrays.size() <= 4 * 4 + 2 + 2, arrays.size() + " arrays");
  }

  private static void assertReleased(byte[] expected, byte[] file) {
    ByteArrayOutputStream released = new ByteArrayOutputStream();
    assertThrows(
        PayloadFailure.class,
        () -> {
          try (InputStream plaintext = open(new ByteArrayInputStream(file))) {
            plaintext.transferTo(released);
          }
        });
    assertArrayEquals(expected, released.toByteArray());
  }

  /** A file on a disk that can be read up to some place, and says that there is more. */
  private static final class Failing extends InputStream {
    private final byte[] bytes;
    private final int end;
    private int position;

    Failing(byte[] bytes, int end) {
      this.bytes = bytes;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      read(one, 0, 1);
      return one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (position == end) {
        throw new IOException("the disk is gone");
      }
      int count = Math.min(length, end - position);
      System.arraycopy(bytes, position, buffer, offset, count);
      position += count;
      return count;
    }

    @Override
    public int available() {
      return bytes.length - position;
    }
  }

  /** A disk that has room for so many bytes. */
  private static final class Full extends OutputStream {
    private long room;

    Full(long room) {
      this.room = room;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[1], 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      room -= count;
      if (room < 0) {
        throw new IOException("no space left");
      }
    }
  }
}
