package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrite.age.header.AgeException;
import org.keyrite.crypto.SecretBytes;

/** What was encrypted to somebody else can be read back by who wrote it, and nothing else can. */
class SealedFileTest {
  private static final byte[] PLAIN = "a share".getBytes(StandardCharsets.US_ASCII);

  private final X25519Identity identity = X25519Identity.generate();

  private SealedFile seal() throws Exception {
    return SealedFile.seal(List.of(identity.recipient()), new SecretBytes(PLAIN.clone()));
  }

  @Test
  void theRecipientOpensIt() throws Exception {
    try (SealedFile file = seal();
        InputStream plain =
            Age.decrypt(List.of(identity), new ByteArrayInputStream(file.bytes()))) {
      assertArrayEquals(PLAIN, plain.readAllBytes());
    }
  }

  @Test
  void itIsReadBackWithoutTheIdentity() throws Exception {
    try (SealedFile file = seal();
        SecretBytes found = file.readBack(file.bytes())) {
      assertArrayEquals(PLAIN, found.bytes());
    }
  }

  @Test
  void everyChangedByteIsFound() throws Exception {
    try (SealedFile file = seal()) {
      byte[] whole = file.bytes();
      for (int i = 0; i < whole.length; i++) {
        byte[] changed = whole.clone();
        changed[i] ^= 1;
        assertThrows(AgeException.class, () -> file.readBack(changed), "byte " + i);
      }
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThrows(AgeException.class, () -> file.readBack(cut), length + " bytes");
      }
      byte[] longer = Arrays.copyOf(whole, whole.length + 1);
      assertThrows(AgeException.class, () -> file.readBack(longer));
    }
  }

  @Test
  void anotherFileIsNotTakenForIt() throws Exception {
    try (SealedFile file = seal();
        SealedFile other = seal()) {
      assertThrows(AgeException.HmacFailure.class, () -> file.readBack(other.bytes()));
      assertEquals("a sealed file of " + file.bytes().length + " bytes", file.toString());
    }
  }
}
