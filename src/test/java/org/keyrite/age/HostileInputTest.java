package org.keyrite.age;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.keyrite.age.files.Identities;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.ArmorInput;

/** Whatever is fed to a parser, it ends in a result or in the parser's own exception. */
class HostileInputTest {
  private static final byte[] FILE = Ciphertexts.encrypt(Ciphertexts.data(300));
  private static final byte[] ARMORED = armored();

  @Property(tries = 500)
  void anythingAtAll(@ForAll byte[] bytes) throws IOException {
    decrypt(bytes);
    keys(bytes);
  }

  @Property(tries = 500)
  void anythingBehindAGoodStart(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
    decrypt(concatenate("age-encryption.org/v1\n", bytes));
    decrypt(concatenate("age-encryption.org/v1\n-> X25519 ", bytes));
    decrypt(concatenate("age-encryption.org/v1\n-> X25519 A\n", bytes));
    decrypt(concatenate("age-encryption.org/v1\n-> x\n\n--- ", bytes));
    decrypt(concatenate(ArmorInput.BEGIN + "\n", bytes));
    keys(concatenate("age1", bytes));
    keys(concatenate("AGE-SECRET-KEY-1", bytes));
  }

  @Property(tries = 1000)
  void aGoodFileWithAChangedByte(
      @ForAll @IntRange(max = 10_000) int at, @ForAll byte value, @ForAll boolean armored)
      throws IOException {
    byte[] file = (armored ? ARMORED : FILE).clone();
    boolean changes = file[at % file.length] != value;
    file[at % file.length] = value;
    // In armor, a line's end may become other space; nowhere else is there a second form.
    if (decrypt(file) && changes && !armored) {
      throw new AssertionError("a changed byte at " + at % file.length + " was not noticed");
    }
  }

  @Property(tries = 500)
  void aGoodFileCutShort(@ForAll @IntRange(max = 10_000) int at, @ForAll boolean armored)
      throws IOException {
    byte[] file = armored ? ARMORED : FILE;
    int end = at % file.length;
    // The last line feed of armor may be missing.
    if (decrypt(Arrays.copyOf(file, end)) && !(armored && end == file.length - 1)) {
      throw new AssertionError("a file of " + end + " bytes was taken for the whole");
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
      Identities.read(new ByteArrayInputStream(bytes), Prompts.NOBODY);
    } catch (KeyFailure e) {
      // Its own exception.
    }
    try {
      Recipients.read(new ByteArrayInputStream(bytes), _ -> {});
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
