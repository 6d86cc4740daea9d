package org.keyrite.crypto.signing;

import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;
import org.keyrite.crypto.hash.StrongHash;

/**
 * A key that EdDSA signatures are verified with (RFC 8032): of the pure scheme, on Ed448 with an
 * empty context. They are verified as the strictest of their readers do, so that all of them agree
 * with a yes that is given here: every number and point must be in its one encoding, and the
 * equation must hold without the cofactor.
 */
public final class EddsaPublicKey {
  private final Curve curve;
  private final byte[] encoded;

  private EddsaPublicKey(Curve curve, byte[] encoded) {
    this.curve = curve;
    this.encoded = encoded;
  }

  /** The curves of RFC 8032. */
  public enum Curve {
    ED25519("Ed25519", Ed25519.PUBLIC_KEY_SIZE),
    ED448("Ed448", Ed448.PUBLIC_KEY_SIZE);

    private final String name;
    private final int keyLength;

    Curve(String name, int keyLength) {
      this.name = name;
      this.keyLength = keyLength;
    }

    /** Of a public key, in bytes. */
    public int keyLength() {
      return keyLength;
    }

    /** Of a signature, in bytes. */
    public int signatureLength() {
      return 2 * keyLength;
    }

    /** OpenPGP, which signs a hash, wants none shorter. */
    public StrongHash hash() {
      return switch (this) {
        case ED25519 -> StrongHash.SHA_256;
        case ED448 -> StrongHash.SHA_512;
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Reads a key that somebody can have made: a point in its one encoding, and in the group that the
   * base point makes; empty if it is none. Under a point of small order, a signature can be made
   * that fits any message.
   */
  public static Optional<EddsaPublicKey> of(Curve curve, byte[] encoded) {
    return encoded.length == curve.keyLength && isInGroup(curve, encoded)
        ? Optional.of(new EddsaPublicKey(curve, encoded.clone()))
        : Optional.empty();
  }

  private static boolean isInGroup(Curve curve, byte[] encoded) {
    return switch (curve) {
      case ED25519 -> Ed25519.validatePublicKeyFull(encoded, 0);
      case ED448 -> Ed448.validatePublicKeyFull(encoded, 0);
    };
  }

  public Curve curve() {
    return curve;
  }

  /** The same key as SSH writes it (RFC 8709, section 4). */
  public SshPublicKey asSsh() {
    return SshPublicKey.of(
        switch (curve) {
          case ED25519 -> "ssh-ed25519";
          case ED448 -> "ssh-ed448";
        },
        encoded);
  }

  /** Whether the key signed the message; not with a signature of a wrong length. */
  public boolean verifies(byte[] message, byte[] signature) {
    return verifies(message, message.length, signature);
  }

  /**
   * The same for a message at the start of an array.
   *
   * @param length of the message
   */
  public boolean verifies(byte[] message, int length, byte[] signature) {
    return signature.length == curve.signatureLength()
        && switch (curve) {
          case ED25519 -> Ed25519.verify(signature, 0, encoded, 0, message, 0, length);
          case ED448 -> Ed448.verify(signature, 0, encoded, 0, new byte[0], message, 0, length);
        };
  }
}
