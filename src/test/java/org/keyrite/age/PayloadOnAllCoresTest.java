package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.age.header.AgeException.ArmorFailure;
import org.keyrite.age.header.AgeException.PayloadFailure;

/** What is encrypted and decrypted on all cores is what it is on one, chunk by chunk. */
class PayloadOnAllCoresTest {
  private static final int CHUNK = 64 * 1024;
  private static final int SEALED = CHUNK + 16;
  private static final int CHUNKS = 40;

  private final byte[] plaintext = data(CHUNKS * CHUNK);

  @AfterEach
  void noThreadIsLeft() {
    PayloadWorkers.assertNoneIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK, CHUNK + 1, 13 * CHUNK - 1, 13 * CHUNK, 30 * CHUNK + 1})
  void everyLengthComesBack(int length) throws IOException {
    byte[] expected = data(length);
    for (boolean armored : new boolean[] {false, true}) {
      byte[] file = encryptFrom(0, expected, armored);
      assertArrayEquals(expected, transferred(file));
      assertArrayEquals(expected, decrypt(file));
    }
    assertArrayEquals(expected, transferred(encrypt(expected)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 17 * CHUNK, CHUNKS * CHUNK})
  void whatWasWrittenOrReadBeforeCounts(int before) throws IOException {
    byte[] file = encryptFrom(before, plaintext, false);
    assertEquals(payloadStart() + CHUNKS * SEALED, file.length);
    try (InputStream in = open(new ByteArrayInputStream(file))) {
      assertArrayEquals(Arrays.copyOf(plaintext, before), in.readNBytes(before));
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      assertEquals(plaintext.length - before, in.transferTo(rest));
      assertArrayEquals(
          Arrays.copyOfRange(plaintext, before, plaintext.length), rest.toByteArray());
      assertEquals(-1, in.read());
      assertEquals(0, in.transferTo(rest));
    }
  }

  @Test
  void exactlyTheChunksBeforeABadOneAreReleased() {
    byte[] file = encrypt(plaintext);
    for (int bad = 0; bad < CHUNKS; bad++) {
      byte[] changed = file.clone();
      changed[payloadStart() + bad * SEALED + 7] ^= 1;
      assertReleased(Arrays.copyOf(plaintext, bad * CHUNK), changed);
    }
  }

  @Test
  void ofAFileThatIsCutShortTheWholeChunksAreReleased() {
    byte[] file = encrypt(plaintext);
    for (int whole = 0; whole < CHUNKS; whole++) {
      byte[] start = Arrays.copyOf(plaintext, whole * CHUNK);
      assertReleased(start, Arrays.copyOf(file, payloadStart() + whole * SEALED + 100));
      assertReleased(start, Arrays.copyOf(file, payloadStart() + whole * SEALED));
    }
  }

  @Test
  void armorThatIsCutShortFailsAfterTheWholeChunks() throws IOException {
    byte[] file = encryptFrom(0, plaintext, true);
    ByteArrayOutputStream released = new ByteArrayOutputStream();
    try (InputStream in = open(new ByteArrayInputStream(file, 0, file.length / 2))) {
      assertThrows(ArmorFailure.class, () -> in.transferTo(released));
    }
    // Half of the text is half of the payload, and a chunk of it was not complete.
    assertArrayEquals(Arrays.copyOf(plaintext, (CHUNKS / 2 - 1) * CHUNK), released.toByteArray());
  }

  @Test
  void afterAFailureThereIsNoReadingOn() throws IOException {
    byte[] file = encrypt(plaintext);
    file[payloadStart() + 9 * SEALED] ^= 1;
    try (InputStream in = open(new ByteArrayInputStream(file))) {
      assertThrows(PayloadFailure.class, () -> in.transferTo(OutputStream.nullOutputStream()));
      assertThrows(IOException.class, in::read);
      assertThrows(IOException.class, () -> in.transferTo(OutputStream.nullOutputStream()));
    }
  }

  @Test
  void aDestinationThatFailsEndsTheFile() throws IOException {
    for (boolean atOnce : new boolean[] {true, false}) {
      AgeOutput output =
          Age.encrypt(
              List.of(Ciphertexts.IDENTITY.recipient()), new Full(payloadStart() + 20 * CHUNK));
      IOException failure =
          assertThrows(
              IOException.class,
              () -> {
                if (atOnce) {
                  output.finish(new ByteArrayInputStream(plaintext));
                } else {
                  output.write(plaintext);
                }
              });
      assertEquals("no space left", failure.getMessage());
      assertThrows(IOException.class, () -> output.write(1));
      assertThrows(IOException.class, output::finish);
      output.close();
    }
  }

  private static byte[] encryptFrom(int written, byte[] plaintext, boolean armored)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    List<Recipient> recipients = List.of(Ciphertexts.IDENTITY.recipient());
    try (AgeOutput output =
        armored ? Age.encryptArmored(recipients, file) : Age.encrypt(recipients, file)) {
      output.write(plaintext, 0, written);
      output.finish(new ByteArrayInputStream(plaintext, written, plaintext.length - written));
    }
    return file.toByteArray();
  }

  private static byte[] transferred(byte[] file) throws IOException {
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    try (InputStream in = open(new ByteArrayInputStream(file))) {
      assertEquals(in.transferTo(plaintext), plaintext.size());
    }
    return plaintext.toByteArray();
  }

  private static void assertReleased(byte[] expected, byte[] file) {
    ByteArrayOutputStream released = new ByteArrayOutputStream();
    assertThrows(
        PayloadFailure.class,
        () -> {
          try (InputStream in = open(new ByteArrayInputStream(file))) {
            in.transferTo(released);
          }
        });
    assertArrayEquals(expected, released.toByteArray());
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
