package org.keyrite.age.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.Ciphertexts;
import org.keyrite.age.header.AgeException.PayloadFailure;
import org.keyrite.age.header.Inspection.PostQuantum;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.PayloadKey;

/** What a file tells without a key. */
class InspectionTest {
  private static final int CHUNK = 65_536;

  @ParameterizedTest
  @CsvSource({
    "0, 32",
    "1, 32",
    "65536, 32",
    "65537, 48",
    "131072, 48",
    "131073, 64",
    "1000000, 272",
  })
  void sizesAddUpToTheFile(int plaintext, long overhead) throws IOException {
    byte[] file = Ciphertexts.encrypt(new byte[plaintext]);
    Inspection inspection = inspect(file, OptionalLong.empty());
    assertEquals(inspection, inspect(file, OptionalLong.of(file.length)));
    assertEquals(
        new Inspection(
            false,
            List.of("X25519"),
            PostQuantum.NO,
            file.length - plaintext - overhead,
            0,
            overhead,
            plaintext),
        inspection);
    assertEquals(file.length, inspection.length());
  }

  @ParameterizedTest
  @CsvSource({"'\n', ''", "'\r\n', ''", "'\n', ' \n\n'"})
  void armorIsCountedWithItsLineEndsAndTheSpaceAroundIt(String lineEnd, String space)
      throws IOException {
    String armored = armored(100).replace("\n", lineEnd) + space;
    Inspection inspection = inspect(ascii(space + armored), OptionalLong.of(1));
    assertEquals(100, inspection.payloadLength());
    assertEquals(true, inspection.armored());
    assertEquals(armored.length() + space.length(), inspection.length());
  }

  @ParameterizedTest
  @CsvSource({
    "x, UNKNOWN",
    "X25519, NO",
    "ssh-rsa, NO",
    "ssh-ed25519, NO",
    "p256tag, NO",
    "piv-p256, NO",
    "scrypt, YES",
    "mlkem768x25519, YES",
    "mlkem768p256tag, YES",
    "scrypt mlkem768x25519, YES",
    "x mlkem768x25519, UNKNOWN",
    "mlkem768x25519 x, UNKNOWN",
    "x X25519, NO",
    "mlkem768x25519 X25519, NO",
    "X25519 mlkem768x25519, NO",
  })
  void oneClassicStanzaUndoesTheOthersAndAnUnknownOneMight(String types, PostQuantum expected)
      throws IOException {
    byte[] file = file(types, 32);
    Inspection inspection = inspect(file, OptionalLong.empty());
    assertEquals(expected, inspection.postQuantum());
    assertEquals(List.of(types.split(" ")), inspection.stanzaTypes());
  }

  @ParameterizedTest
  @CsvSource({"0", "15", "16", "31", "65569", "65583", "65584"})
  void aPayloadOfALengthThatNoneHasIsRefused(int length) throws IOException {
    byte[] file = file("x", length);
    assertThrows(PayloadFailure.class, () -> inspect(file, OptionalLong.empty()));
    assertThrows(PayloadFailure.class, () -> inspect(file, OptionalLong.of(file.length)));
  }

  @ParameterizedTest
  @CsvSource({"32, 0", "33, 1", "65568, 65536", "65585, 65537"})
  void theShortestAndTheLongestOfEachNumberOfChunks(int length, long payload) throws IOException {
    assertEquals(payload, inspect(file("x", length), OptionalLong.empty()).payloadLength());
  }

  @Test
  void aChunkIsAsLongHereAsWhereItIsSealed() {
    assertEquals(PayloadKey.CHUNK_LENGTH, Inspection.CHUNK_LENGTH);
    assertEquals(PayloadKey.OVERHEAD, Inspection.TAG_LENGTH);
  }

  @Test
  void aFileLongerThanAnyMemoryNeedNotBeRead() throws IOException {
    byte[] start = file("x", 0);
    long length = start.length + 16 + (1L << 40) / CHUNK * (CHUNK + 16);
    assertEquals(1L << 40, inspect(start, OptionalLong.of(length)).payloadLength());
  }

  private static Inspection inspect(byte[] file, OptionalLong length) throws IOException {
    return Inspection.of(new ByteArrayInputStream(file), length);
  }

  private static byte[] file(String types, int payload) {
    List<Stanza> stanzas =
        Stream.of(types.split(" ")).map(type -> new Stanza(type, List.of(), new byte[0])).toList();
    byte[] header = Header.create(stanzas, FileKey.generate()::headerMac).encode();
    return Arrays.copyOf(header, header.length + payload);
  }

  private static String armored(int length) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (AgeOutput output = Age.encryptArmored(List.of(Ciphertexts.IDENTITY.recipient()), file)) {
      output.write(new byte[length]);
      output.finish();
    }
    return file.toString(StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
