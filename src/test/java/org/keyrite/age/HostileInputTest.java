package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrite.age.files.Identities;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.ArmorInput;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.testing.Trials;

/** Whatever is fed to a parser, it ends in a result or in the parser's own exception. */
class HostileInputTest {
  private static final byte[] FILE = Ciphertexts.encrypt(Ciphertexts.data(300));
  private static final byte[] ARMORED = armored();

  @Test
  void anythingAtAll() {
    Trials.run(
        500,
        random -> {
          byte[] bytes = Trials.bytes(random, 250);
          decrypt(bytes);
          keys(bytes);
        });
  }

  @Test
  void anythingBehindAGoodStart() {
    Trials.run(
        500,
        random -> {
          byte[] bytes = Trials.bytes(random, 200);
          decrypt(concatenate("age-encryption.org/v1\n", bytes));
          decrypt(concatenate("age-encryption.org/v1\n-> X25519 ", bytes));
          decrypt(concatenate("age-encryption.org/v1\n-> X25519 A\n", bytes));
          decrypt(concatenate("age-encryption.org/v1\n-> x\n\n--- ", bytes));
          decrypt(concatenate(ArmorInput.BEGIN + "\n", bytes));
          keys(concatenate("age1", bytes));
          keys(concatenate("AGE-SECRET-KEY-1", bytes));
        });
  }

  @Test
  void aGoodFileWithAChangedByte() {
    Trials.run(
        1000,
        random -> {
          boolean armored = random.nextBoolean();
          byte[] file = (armored ? ARMORED : FILE).clone();
          int at = random.nextInt(file.length);
          byte value = (byte) random.nextInt(256);
          boolean changes = file[at] != value;
          file[at] = value;
          // In armor, a line's end may become other space; nowhere else is there a second form.
          if (decrypt(file) && changes && !armored) {
            throw new AssertionError("a changed byte at " + at + " was not noticed");
          }
        });
  }

  @Test
  void aGoodFileCutShort() throws IOException {
    whole(FILE, FILE.length);
    // The last line feed of armor may be missing.
    whole(ARMORED, ARMORED.length - 1);
  }

  private static void whole(byte[] file, int least) throws IOException {
    for (int end = 0; end < file.length; end++) {
      assertEquals(end >= least, decrypt(Arrays.copyOf(file, end)), "of " + end + " bytes");
    }
  }

  private static boolean decrypt(byte[] file) throws IOException {
    try (InputStream plaintext = Ciphertexts.open(new ByteArrayInputStream(file))) {
      plaintext.readAllBytes();
      return true;
    } catch (AgeException e) {
      return false;
    }
  }

  private static void keys(byte[] bytes) throws IOException {
    try {
      Identities.read(new ByteArrayInputStream(bytes), PluginKeys.NONE, Prompts.NOBODY);
    } catch (KeyFailure e) {
      // Its own exception.
    }
    try {
      Recipients.read(new ByteArrayInputStream(bytes), PluginKeys.NONE, _ -> {});
    } catch (KeyFailure e) {
      // Its own exception.
    }
  }

  private static byte[] concatenate(String start, byte[] rest) {
    byte[] bytes = start.getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(bytes, bytes.length + rest.length);
    System.arraycopy(rest, 0, all, bytes.length, rest.length);
    return all;
  }

  private static byte[] armored() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (AgeOutput output = Age.encryptArmored(List.of(Ciphertexts.IDENTITY.recipient()), file)) {
      output.write(Ciphertexts.data(300));
      output.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
