package org.keyrite.age;

import java.util.Arrays;
import java.util.function.Function;
import org.keyrite.age.header.AgeException.KeyFailure;

/**
 * How the secret of an identity is written down, in upper case.
 *
 * @param prefix the human-readable part
 * @param kind what errors call them, with its article
 * @param length the secret's, in bytes
 */
record SecretEncoding(String prefix, String kind, int length) {
  /** The encoding, which the caller must wipe. The secret is wiped here. */
  byte[] encode(byte[] secret) {
    try {
      return Bech32.encode(prefix, secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * Reads an encoding.
   *
   * @param fromSecret makes the identity from a copy of the secret, which is then wiped
   */
  <T> T decode(byte[] encoded, Function<byte[], T> fromSecret) throws KeyFailure {
    byte[] secret = Bech32.decode(prefix, encoded, "the identity");
    try {
      if (secret.length != length) {
        throw new KeyFailure(
            "the identity does not have the length of " + kind + " identity",
            "copy it again, from its first character to its last");
      }
      return fromSecret.apply(secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
