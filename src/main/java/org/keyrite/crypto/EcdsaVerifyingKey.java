package org.keyrite.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;

/** A public key for ECDSA (FIPS 186-5, section 6) on one of NIST's curves. */
public final class EcdsaVerifyingKey {
  private static final byte UNCOMPRESSED = 4;

  private final Curve curve;
  private final ECPublicKeyParameters key;

  private EcdsaVerifyingKey(Curve curve, ECPublicKeyParameters key) {
    this.curve = curve;
    this.key = key;
  }

  /** The curves of SP 800-186 that signatures are made on. */
  public enum Curve {
    P_256("P-256", "secp256r1", 256),
    P_384("P-384", "secp384r1", 384),
    P_521("P-521", "secp521r1", 512);

    private final String name;
    private final String libraryName;
    private final int hashBits;

    Curve(String name, String libraryName, int hashBits) {
      this.name = name;
      this.libraryName = libraryName;
      this.hashBits = hashBits;
    }

    /** The shortest hash that is as strong as the curve. */
    public int hashBits() {
      return hashBits;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Reads a point that is not compressed; empty if it is none, or not on the curve. */
  public static Optional<EcdsaVerifyingKey> of(Curve curve, byte[] encoded) {
    if (encoded.length == 0 || encoded[0] != UNCOMPRESSED) {
      return Optional.empty();
    }
    X9ECParameters parameters = CustomNamedCurves.getByName(curve.libraryName);
    try {
      ECPoint point = parameters.getCurve().decodePoint(encoded);
      return Optional.of(
          new EcdsaVerifyingKey(
              curve, new ECPublicKeyParameters(point, new ECDomainParameters(parameters))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public Curve curve() {
    return curve;
  }

  /** Whether the key signed the hash. */
  public boolean verifies(byte[] hash, BigInteger r, BigInteger s) {
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, key);
    return verifier.verifySignature(hash, r, s);
  }
}
