package org.keyrite.age.header;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.Ciphertexts;
import org.keyrite.age.header.AgeException.ArmorFailure;
import org.keyrite.testing.OneByteAtATime;

/** Armor has one form. */
class ArmorTest {
  private static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----\n";
  private static final String END = "-----END AGE ENCRYPTED FILE-----\n";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 47, 48, 49, 95, 96, 97, 49151, 49152, 49153, 100_000})
  void everyLengthComesBack(int length) throws IOException {
    byte[] data = Ciphertexts.data(length);
    for (int step : new int[] {1, 47, 48, 49, 100_000}) {
      byte[] armored = armor(data, step);
      assertArrayEquals(data, new ArmorInput(new ByteArrayInputStream(armored)).readAllBytes());
      assertArrayEquals(data, new ArmorInput(new OneByteAtATime(armored)).readAllBytes());
    }
  }

  @Test
  void linesHave64ColumnsAndTheLastOneIsNeverEmpty() throws IOException {
    String line = "A".repeat(64) + "\n";
    assertEquals(BEGIN + END, text(armor(new byte[0], 1)));
    assertEquals(BEGIN + "AAAA\n" + END, text(armor(new byte[3], 1)));
    assertEquals(BEGIN + line + END, text(armor(new byte[48], 1)));
    assertEquals(BEGIN + line + "AA==\n" + END, text(armor(new byte[49], 1)));
    assertEquals(BEGIN + line.repeat(1025) + END, text(armor(new byte[48 * 1025], 1000)));
  }

  @Test
  void lineEndsOfBothKindsAndSpaceAroundItAreAccepted() throws IOException {
    String armored = BEGIN + "AAAA\n" + END;
    assertArrayEquals(new byte[3], decode(armored));
    assertArrayEquals(new byte[3], decode(armored.stripTrailing()));
    assertArrayEquals(new byte[3], decode(armored.stripTrailing() + "\r"));
    assertArrayEquals(new byte[3], decode(armored.replace("\n", "\r\n")));
    assertArrayEquals(new byte[3], decode(" \t\n\r\n" + armored + "\n \r\n\t"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "AAAA\n",
        "x\n" + BEGIN + "AAAA\n" + END,
        " " + BEGIN + "AAAA\n" + END,
        BEGIN,
        BEGIN + "AAAA",
        BEGIN + "AAAA\n",
        BEGIN + "AAAA\nAAAA\n" + END,
        BEGIN + "AAAA\n\n" + END,
        BEGIN + "\nAAAA\n" + END,
        BEGIN + "AAAA \n" + END,
        BEGIN + " AAAA\n" + END,
        BEGIN + "AAA\n" + END,
        BEGIN + "AAB=\n" + END,
        BEGIN + "AAAA\r\r\n" + END,
        BEGIN + "A-_A\n" + END,
        BEGIN + "AAAA\n" + END + "x",
        BEGIN + "AAAA\n" + END + BEGIN + "AAAA\n" + END,
        BEGIN + "AAAA\n" + " " + END,
        BEGIN + "Comment: x\n\nAAAA\n" + END,
        BEGIN + "AAAA=\n" + END,
        BEGIN + "====\n" + END
      })
  void anythingElseIsRefused(String armored) {
    assertThrows(ArmorFailure.class, () -> decode(armored));
  }

  @Test
  void endlessSpaceAndEndlessLinesAreRefused() {
    assertThrows(ArmorFailure.class, () -> decode("\n".repeat(1025) + BEGIN + END));
    assertThrows(ArmorFailure.class, () -> decode(" ".repeat(70_000) + "\n" + BEGIN + END));
    assertThrows(ArmorFailure.class, () -> decode(BEGIN + END + " ".repeat(1025)));
    assertThrows(ArmorFailure.class, () -> decode(BEGIN + "A".repeat(68) + "\n" + END));
    assertThrows(ArmorFailure.class, () -> decode(BEGIN + "A".repeat(200_000) + "\n" + END));
  }

  @Test
  void whatWasDecodedBeforeAFailureIsGivenOutFirst() throws IOException {
    InputStream in = input(BEGIN + ("A".repeat(64) + "\n").repeat(3) + "!\n" + END);
    assertEquals(144, in.readNBytes(144).length);
    assertThrows(ArmorFailure.class, in::read);
    assertThrows(ArmorFailure.class, () -> in.read(new byte[1]));
  }

  @Test
  void whatIsAtHandIsWhatTheLinesAtHandHold() throws IOException {
    InputStream in = input(BEGIN + ("A".repeat(64) + "\n").repeat(3) + END);
    assertEquals(144, in.available());
    assertEquals(0, in.read());
    assertEquals(143, in.available());
    assertEquals(143, in.readNBytes(143).length);
    assertEquals(0, in.available());
    assertEquals(-1, in.read());
    assertEquals(0, in.available());
  }

  @Test
  void anArmoredFileIsRecognizedBehindSpaceAndOpened() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("\r\n \n".getBytes(StandardCharsets.US_ASCII));
    try (AgeOutput output = Age.encryptArmored(List.of(Ciphertexts.IDENTITY.recipient()), file)) {
      output.write(Ciphertexts.data(200_000));
      output.finish();
    }
    assertTrue(text(file.toByteArray()).endsWith(END));
    assertArrayEquals(Ciphertexts.data(200_000), Ciphertexts.decrypt(file.toByteArray()));
  }

  @Test
  void withoutItsEndArmorIsNotAFile() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (AgeOutput output = Age.encryptArmored(List.of(Ciphertexts.IDENTITY.recipient()), file)) {
      output.write(Ciphertexts.data(200_000));
    }
    assertThrows(AgeException.class, () -> Ciphertexts.decrypt(file.toByteArray()));
  }

  private static byte[] armor(byte[] data, int step) throws IOException {
    ByteArrayOutputStream armored = new ByteArrayOutputStream();
    ArmorOutput output = new ArmorOutput(armored);
    for (int from = 0; from < data.length; from += step) {
      output.write(data, from, Math.min(step, data.length - from));
    }
    output.finish();
    return armored.toByteArray();
  }

  private static byte[] decode(String armored) throws IOException {
    return input(armored).readAllBytes();
  }

  private static InputStream input(String armored) {
    return new ArmorInput(new ByteArrayInputStream(armored.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String text(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }
}
