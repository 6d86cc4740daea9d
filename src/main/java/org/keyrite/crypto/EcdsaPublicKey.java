package org.keyrite.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.keyrite.crypto.StrongHash.Family;

/** A key that ECDSA signatures are verified with (FIPS 186-5), each curve with its own hash. */
public final class EcdsaPublicKey {
  private static final byte UNCOMPRESSED = 4;

  private final ECPublicKeyParameters key;
  private final StrongHash hash;

  private EcdsaPublicKey(ECPublicKeyParameters key, StrongHash hash) {
    this.key = key;
    this.hash = hash;
  }

  /** The curves of SP 800-186, with the hash that SSH pairs each with (RFC 5656, 6.2.1). */
  public enum Curve {
    P_256("secp256r1", 256),
    P_384("secp384r1", 384),
    P_521("secp521r1", 512);

    private final String name;
    private final int hashBits;

    Curve(String name, int hashBits) {
      this.name = name;
      this.hashBits = hashBits;
    }
  }

  /** Reads a point that is not compressed; empty if it is not one of the curve. */
  public static Optional<EcdsaPublicKey> decode(Curve curve, byte[] encoded) {
    X9ECParameters parameters = CustomNamedCurves.getByName(curve.name);
    if (encoded.length == 0 || encoded[0] != UNCOMPRESSED) {
      return Optional.empty();
    }
    try {
      ECPublicKeyParameters key =
          new ECPublicKeyParameters(
              parameters.getCurve().decodePoint(encoded), new ECDomainParameters(parameters));
      return Optional.of(new EcdsaPublicKey(key, new StrongHash(Family.SHA_2, curve.hashBits)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a signature over a message is that of this key. Both of the signatures that follow from
   * one another are: they say the same.
   */
  public boolean verifies(BigInteger r, BigInteger s, byte[] message) {
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, key);
    return verifier.verifySignature(hash.begin().finish(message), r, s);
  }
}
