package org.keyrite.escrow.slip39;

import java.util.Arrays;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.sealing.Pbkdf2;

/**
 * The encryption of a secret before it is split: four rounds of a Feistel network whose function is
 * PBKDF2 (SLIP-0039, "Encryption of the master secret").
 *
 * <p>Nothing shows whether a passphrase was the right one: another gives another secret.
 */
final class MasterSecret {
  private static final int[] ENCRYPTION = {0, 1, 2, 3};
  private static final int[] DECRYPTION = {3, 2, 1, 0};

  private static final int ITERATIONS = 10_000 / ENCRYPTION.length;

  private MasterSecret() {}

  static SecretBytes encrypt(SecretBytes secret, SecretBytes passphrase, SetParameters set) {
    return apply(ENCRYPTION, secret, passphrase, set);
  }

  static SecretBytes decrypt(SecretBytes encrypted, SecretBytes passphrase, SetParameters set) {
    return apply(DECRYPTION, encrypted, passphrase, set);
  }

  private static SecretBytes apply(
      int[] rounds, SecretBytes from, SecretBytes passphrase, SetParameters set) {
    int half = from.bytes().length / 2;
    byte[] left = Arrays.copyOf(from.bytes(), half);
    byte[] right = Arrays.copyOfRange(from.bytes(), half, 2 * half);
    for (int round : rounds) {
      byte[] key = roundKey(round, right, passphrase, set);
      for (int i = 0; i < half; i++) {
        left[i] ^= key[i];
      }
      Arrays.fill(key, (byte) 0);
      byte[] swapped = left;
      left = right;
      right = swapped;
    }
    byte[] result = Joined.of(right, left);
    Arrays.fill(left, (byte) 0);
    Arrays.fill(right, (byte) 0);
    return new SecretBytes(result);
  }

  private static byte[] roundKey(
      int round, byte[] right, SecretBytes passphrase, SetParameters set) {
    byte[] salt = Joined.of(saltPrefix(set), right);
    try (SecretBytes password =
        new SecretBytes(Joined.of(new byte[] {(byte) round}, passphrase.bytes()))) {
      int iterations = ITERATIONS << set.iterationExponent();
      return Pbkdf2.derive(password, salt, iterations, right.length);
    } finally {
      Arrays.fill(salt, (byte) 0);
    }
  }

  private static byte[] saltPrefix(SetParameters set) {
    int identifier = set.identifier();
    return set.extendable()
        ? new byte[0]
        : new byte[] {
          's', 'h', 'a', 'm', 'i', 'r', (byte) (identifier >>> Byte.SIZE), (byte) identifier
        };
  }
}
