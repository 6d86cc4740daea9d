package org.keyrite.crypto.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.SecretBytes;

/** Keys end when they are closed, print nothing of themselves, and do only what they are for. */
class SecretsTest {

  @Test
  void aClosedSecretIsWipedAndCannotBeUsed() {
    byte[] bytes = {1, 2, 3};
    SecretBytes secret = new SecretBytes(bytes, 3);
    secret.close();
    assertArrayEquals(new byte[3], bytes);
    assertThrows(IllegalStateException.class, secret::bytes);
  }

  @Test
  void aClosedKeyRefusesToWork() {
    FileKey fileKey = FileKey.generate();
    PayloadKey payloadKey = fileKey.payloadKey(new byte[16]);
    payloadKey.close();
    fileKey.close();
    assertThrows(IllegalStateException.class, () -> fileKey.headerMac(new byte[0]));
    assertThrows(
        IllegalStateException.class,
        () -> payloadKey.seal(0, true, new byte[0], 0, 0, new byte[PayloadKey.OVERHEAD], 0));
  }

  @Test
  void nothingPrintsItself() {
    X25519Secret secret = X25519Secret.generate();
    SharedSecret shared = secret.agree(X25519Secret.generate().publicShare()).orElseThrow();
    FileKey fileKey = FileKey.generate();
    for (Object key :
        List.of(
            secret,
            shared,
            shared.wrapKey(new byte[0], ""),
            fileKey,
            fileKey.payloadKey(new byte[16]),
            new SecretBytes(new byte[1], 1))) {
      assertTrue(key.toString().endsWith("(secret)"), key.toString());
    }
  }

  @Test
  void aSecretOfAnotherLengthIsABug() {
    assertThrows(IllegalArgumentException.class, () -> X25519Secret.copyOf(new byte[31]));
    assertThrows(IllegalArgumentException.class, () -> X25519Secret.generate().agree(new byte[33]));
  }

  @Test
  void aCopiedSecretIsTheCallersToWipeAndAnExposedOneToo() {
    byte[] bytes = Randomness.bytes(X25519Secret.LENGTH);
    byte[] original = bytes.clone();
    try (X25519Secret secret = X25519Secret.copyOf(bytes)) {
      bytes[0]++;
      assertArrayEquals(original, secret.exposeSecret());
      secret.exposeSecret()[0]++;
      assertArrayEquals(original, secret.exposeSecret());
    }
  }

  @Test
  void aWrappedFileKeyIsUnwrappedByTheSameKeyOnly() {
    SharedSecret shared =
        X25519Secret.generate().agree(X25519Secret.generate().publicShare()).orElseThrow();
    FileKey fileKey = FileKey.generate();
    byte[] wrapped = shared.wrapKey(new byte[0], "one").wrapFileKey(fileKey);
    assertEquals(WrapKey.WRAPPED_LENGTH, wrapped.length);
    byte[] mac = fileKey.headerMac(new byte[0]);
    FileKey unwrapped = shared.wrapKey(new byte[0], "one").unwrapFileKey(wrapped).orElseThrow();
    assertTrue(unwrapped.authenticates(new byte[0], mac));
    assertTrue(shared.wrapKey(new byte[0], "two").unwrapFileKey(wrapped).isEmpty());
    assertTrue(shared.wrapKey(new byte[] {1}, "one").unwrapFileKey(wrapped).isEmpty());
    assertThrows(
        IllegalArgumentException.class,
        () -> shared.wrapKey(new byte[0], "one").unwrapFileKey(new byte[33]));
  }

  @Test
  void aChunkOpensOnlyInItsOwnPlace() {
    PayloadKey key = FileKey.generate().payloadKey(new byte[16]);
    byte[] sealed = new byte[5 + PayloadKey.OVERHEAD];
    byte[] plaintext = {1, 2, 3, 4, 5};
    byte[] opened = new byte[5];
    for (long chunk : new long[] {0, 1, 255, 256, 1L << 32, Long.MAX_VALUE}) {
      key.seal(chunk, false, plaintext, 0, 5, sealed, 0);
      assertTrue(key.open(chunk, false, sealed, 0, sealed.length, opened, 0));
      assertArrayEquals(plaintext, opened);
      assertFalse(key.open(chunk, true, sealed, 0, sealed.length, opened, 0));
      assertFalse(key.open(chunk ^ 1, false, sealed, 0, sealed.length, opened, 0));
    }
    assertThrows(
        IllegalArgumentException.class, () -> key.seal(-1, false, plaintext, 0, 5, sealed, 0));
  }
}
