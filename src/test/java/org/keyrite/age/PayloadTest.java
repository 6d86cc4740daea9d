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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.age.header.AgeException.PayloadFailure;
import org.keyrite.testing.OneByteAtATime;

/**
 * The payload at the lengths where its chunks begin and end, and what was done to it on the way.
 */
class PayloadTest {
  private static final int CHUNK = 64 * 1024;
  private static final int SEALED = CHUNK + 16;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1, 5 * CHUNK})
  void everyLengthComesBackHoweverItIsReadAndWritten(int length) throws IOException {
    byte[] plaintext = data(length);
    int chunks = Math.max(1, (length + CHUNK - 1) / CHUNK);
    for (int step : new int[] {1, 1000, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 1}) {
      byte[] file = encryptInSteps(plaintext, step);
      assertEquals(payloadStart() + length + 16 * chunks, file.length);
      assertArrayEquals(plaintext, decrypt(file));
      assertArrayEquals(plaintext, readInSteps(file, step));
    }
    assertArrayEquals(plaintext, open(new OneByteAtATime(encrypt(plaintext))).readAllBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1})
  void aFileCutAnywhereNearAChunksEndIsRefused(int length) {
    byte[] file = encrypt(data(length));
    for (int chunk = 0; chunk * SEALED < file.length - payloadStart(); chunk++) {
      for (int cut : new int[] {0, 1, 15, 16, 17, SEALED - 17, SEALED - 16, SEALED - 1, SEALED}) {
        int end = payloadStart() + chunk * SEALED + cut;
        if (end < file.length) {
          assertRefused(length, Arrays.copyOf(file, end));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK})
  void anythingAfterTheLastChunkIsRefused(int length) {
    byte[] file = encrypt(data(length));
    for (int more : new int[] {1, 15, 16, 17, SEALED - 1, SEALED, SEALED + 1}) {
      assertRefused(length, Arrays.copyOf(file, file.length + more));
    }
  }

  @Test
  void aChangedBitIsRefusedAndNothingOfItsChunkIsReleased() {
    int length = 2 * CHUNK + 100;
    byte[] plaintext = data(length);
    byte[] file = encrypt(plaintext);
    for (int chunk = 0; chunk < 3; chunk++) {
      int start = payloadStart() + chunk * SEALED;
      int end = Math.min(start + SEALED, file.length);
      for (int at : new int[] {start, start + 1, start + 64, end - 17, end - 16, end - 1}) {
        byte[] changed = file.clone();
        changed[at] ^= 0x10;
        byte[] released = assertRefused(length, changed);
        assertEquals(chunk * CHUNK, released.length);
      }
    }
  }

  @Test
  void chunksCannotBeMovedRepeatedOrDropped() {
    byte[] file = encrypt(data(3 * CHUNK + 1));
    int start = payloadStart();
    byte[] header = Arrays.copyOf(file, start);
    byte[] first = Arrays.copyOfRange(file, start, start + SEALED);
    byte[] second = Arrays.copyOfRange(file, start + SEALED, start + 2 * SEALED);
    byte[] third = Arrays.copyOfRange(file, start + 2 * SEALED, start + 3 * SEALED);
    byte[] last = Arrays.copyOfRange(file, start + 3 * SEALED, file.length);
    assertReleases(0, header, second, first, third, last);
    assertReleases(1, header, first, first, second, third, last);
    assertReleases(1, header, first, third, last);
    assertReleases(2, header, first, second, last);
    assertReleases(0, header, last);
    assertReleases(3, header, first, second, third, third);
  }

  @Test
  void anEmptyLastChunkMayOnlyBeTheFirst() throws IOException {
    assertArrayEquals(new byte[0], decrypt(encrypt(new byte[0])));
    // The vector stream_last_chunk_empty is the other half.
  }

  @Test
  void afterAFailureThereIsNothingMore() throws IOException {
    byte[] file = encrypt(data(2 * CHUNK));
    file[payloadStart()] ^= 1;
    InputStream plaintext = open(new ByteArrayInputStream(file));
    assertThrows(PayloadFailure.class, plaintext::read);
    assertThrows(PayloadFailure.class, plaintext::read);
    assertThrows(PayloadFailure.class, () -> plaintext.read(new byte[10]));
    plaintext.close();
    assertThrows(IOException.class, plaintext::read);
  }

  @Test
  void afterTheEndThereIsTheEnd() throws IOException {
    InputStream plaintext = open(new ByteArrayInputStream(encrypt(data(3))));
    assertEquals(0, plaintext.read(new byte[0]));
    assertEquals(3, plaintext.readAllBytes().length);
    assertEquals(-1, plaintext.read());
    assertEquals(-1, plaintext.read(new byte[5]));
  }

  @Test
  void plaintextIsReleasedChunkByChunk() throws IOException {
    byte[] file = encrypt(data(3 * CHUNK));
    // The source fails where the third chunk starts; the first has long been handed out.
    InputStream source = new FailingAfter(file, payloadStart() + 2 * SEALED);
    InputStream plaintext = open(source);
    assertEquals(CHUNK, plaintext.readNBytes(CHUNK).length);
    IOException failure = assertThrows(IOException.class, () -> plaintext.readNBytes(2 * CHUNK));
    assertEquals("the disk is gone", failure.getMessage());
  }

  @Test
  void anOutputThatIsNotFinishedIsNotAFile() throws IOException {
    for (int length : new int[] {0, 1, CHUNK, CHUNK + 1}) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      try (AgeOutput output = Age.encrypt(List.of(Ciphertexts.IDENTITY.recipient()), file)) {
        output.write(data(length));
      }
      assertRefused(length, file.toByteArray());
    }
  }

  @Test
  void anOutputThatIsFinishedTakesNoMore() throws IOException {
    AgeOutput output =
        Age.encrypt(List.of(Ciphertexts.IDENTITY.recipient()), OutputStream.nullOutputStream());
    output.finish();
    assertThrows(IOException.class, () -> output.write(1));
    assertThrows(IOException.class, output::finish);
  }

  /** Refused, and every byte that was released belongs there. Returns those. */
  private static byte[] assertRefused(int length, byte[] file) {
    ByteArrayOutputStream released = new ByteArrayOutputStream();
    assertThrows(
        PayloadFailure.class, () -> open(new ByteArrayInputStream(file)).transferTo(released));
    byte[] bytes = released.toByteArray();
    assertTrue(bytes.length <= length);
    assertArrayEquals(Arrays.copyOf(data(length), bytes.length), bytes);
    return bytes;
  }

  private static void assertReleases(int chunks, byte[]... parts) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      file.writeBytes(part);
    }
    byte[] released = assertRefused(3 * CHUNK + 1, file.toByteArray());
    assertEquals(chunks * CHUNK, released.length);
  }

  private static byte[] encryptInSteps(byte[] plaintext, int step) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (AgeOutput output = Age.encrypt(List.of(Ciphertexts.IDENTITY.recipient()), file)) {
      for (int from = 0; from < plaintext.length; from += step) {
        output.write(plaintext, from, Math.min(step, plaintext.length - from));
      }
      output.finish();
    }
    return file.toByteArray();
  }

  private static byte[] readInSteps(byte[] file, int step) throws IOException {
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    byte[] buffer = new byte[step];
    InputStream in = open(new ByteArrayInputStream(file));
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      plaintext.write(buffer, 0, count);
    }
    return plaintext.toByteArray();
  }

  private static final class FailingAfter extends InputStream {
    private final ByteArrayInputStream bytes;

    FailingAfter(byte[] bytes, int length) {
      this.bytes = new ByteArrayInputStream(bytes, 0, length + 1);
    }

    @Override
    public int read() throws IOException {
      int next = bytes.read();
      if (next < 0) {
        throw new IOException("the disk is gone");
      }
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = bytes.read(buffer, offset, length);
      if (count < 0) {
        throw new IOException("the disk is gone");
      }
      return count;
    }
  }
}
