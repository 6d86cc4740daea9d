package org.keyrite.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;

/** The curves of EdDSA (RFC 8032), each with the pure scheme, and Ed448 with an empty context. */
public enum EdwardsCurve {
  ED25519("Ed25519", Ed25519.PUBLIC_KEY_SIZE, 256),
  ED448("Ed448", Ed448.PUBLIC_KEY_SIZE, 512);

  private final String name;
  private final int keyLength;
  private final int hashBits;

  EdwardsCurve(String name, int keyLength, int hashBits) {
    this.name = name;
    this.keyLength = keyLength;
    this.hashBits = hashBits;
  }

  /** Of a public key, in bytes. A signature is twice as long. */
  public int keyLength() {
    return keyLength;
  }

  /** Where a hash is what is signed: the shortest that is as strong as the curve. */
  public int hashBits() {
    return hashBits;
  }

  /** Whether the key signed the message; keys and signatures of a wrong length sign nothing. */
  public boolean verifies(byte[] key, byte[] message, byte[] signature) {
    if (key.length != keyLength || signature.length != 2 * keyLength) {
      return false;
    }
    return switch (this) {
      case ED25519 -> Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
      case ED448 -> Ed448.verify(signature, 0, key, 0, new byte[0], message, 0, message.length);
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
