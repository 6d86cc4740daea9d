package org.keyrite.crypto.sealing;

import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.agreement.ECDHCRawAgreement;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.signing.NistCurves;

/** The curve P-256 (SP 800-186), for encrypting to keys that hardware holds. */
final class P256 {
  /** In bytes. */
  static final int UNCOMPRESSED_LENGTH = 65;

  private static final byte UNCOMPRESSED = 4;

  private P256() {}

  /** Reads a public key, compressed or not; empty for anything else, and at infinity. */
  static Optional<ECPublicKeyParameters> publicKey(byte[] encoded) {
    // The library knows a third form, which SEC 1 calls hybrid and nobody should send.
    if (encoded.length == 0 || encoded[0] > UNCOMPRESSED) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ECPublicKeyParameters(
              NistCurves.P_256.getCurve().decodePoint(encoded), NistCurves.P_256));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A public key's encoding, not compressed: {@link #UNCOMPRESSED_LENGTH} bytes. */
  static byte[] encoded(ECPublicKeyParameters key) {
    boolean compressed = false;
    return key.getQ().getEncoded(compressed);
  }

  /**
   * A new key pair, to agree with one public key and to be forgotten. The library multiplies by its
   * secret in constant time, and holds it in an integer, which nothing can wipe.
   */
  static final class Ephemeral {
    private final AsymmetricCipherKeyPair pair;

    Ephemeral() {
      ECKeyPairGenerator generator = new ECKeyPairGenerator();
      generator.init(new ECKeyGenerationParameters(NistCurves.P_256, Randomness.source()));
      this.pair = generator.generateKeyPair();
    }

    /** The public half, not compressed. */
    byte[] share() {
      return encoded((ECPublicKeyParameters) pair.getPublic());
    }

    /** What both sides of an agreement know: an x coordinate of 32 bytes. */
    byte[] agree(ECPublicKeyParameters key) {
      ECDHCRawAgreement agreement = new ECDHCRawAgreement();
      agreement.init(pair.getPrivate());
      byte[] agreed = new byte[agreement.getAgreementSize()];
      agreement.calculateAgreement(key, agreed, 0);
      return agreed;
    }
  }
}
