package org.keyrite.age;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;

/** Files that tests are about, and what comes out of them. */
public final class Ciphertexts {
  public static final X25519Identity IDENTITY = X25519Identity.generate();

  private Ciphertexts() {}

  /** Data that is the same in every run, and has no pattern that a bug could hide in. */
  public static byte[] data(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }

  public static byte[] encrypt(byte[] plaintext) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (AgeOutput output = Age.encrypt(List.of(IDENTITY.recipient()), file)) {
      output.write(plaintext);
      output.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  static InputStream open(InputStream file) throws IOException {
    return Age.decrypt(List.of(IDENTITY), file);
  }

  public static byte[] decrypt(byte[] file) throws IOException {
    try (InputStream plaintext = open(new ByteArrayInputStream(file))) {
      return plaintext.readAllBytes();
    }
  }

  /** The length of the header and the nonce that every one of these files starts with. */
  static int payloadStart() {
    return encrypt(new byte[0]).length - 16;
  }
}
