package org.keyrite.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/** A key that ECDSA signatures are verified with (FIPS 186-5, section 6). */
public final class EcdsaPublicKey {
  private static final byte UNCOMPRESSED = 4;

  private final Curve curve;
  private final ECPublicKeyParameters key;

  private EcdsaPublicKey(Curve curve, ECPublicKeyParameters key) {
    this.curve = curve;
    this.key = key;
  }

  /** The curves of SP 800-186 that signatures are made on. */
  public enum Curve {
    P_256("P-256", "secp256r1"),
    P_384("P-384", "secp384r1"),
    P_521("P-521", "secp521r1");

    private final String name;
    private final String libraryName;

    Curve(String name, String libraryName) {
      this.name = name;
      this.libraryName = libraryName;
    }

    /** The hash that SSH pairs it with (RFC 5656, section 6.2.1); OpenPGP wants none shorter. */
    public StrongHash hash() {
      return switch (this) {
        case P_256 -> StrongHash.SHA_256;
        case P_384 -> StrongHash.SHA_384;
        case P_521 -> StrongHash.SHA_512;
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Reads a point that is not compressed; empty if it is none, or not on the curve. */
  public static Optional<EcdsaPublicKey> of(Curve curve, byte[] encoded) {
    if (encoded.length == 0 || encoded[0] != UNCOMPRESSED) {
      return Optional.empty();
    }
    X9ECParameters parameters = CustomNamedCurves.getByName(curve.libraryName);
    try {
      ECPublicKeyParameters key =
          new ECPublicKeyParameters(
              parameters.getCurve().decodePoint(encoded), new ECDomainParameters(parameters));
      return Optional.of(new EcdsaPublicKey(curve, key));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public Curve curve() {
    return curve;
  }

  /**
   * Whether the key signed the hash. Both of the signatures that follow from one another are its
   * own: they say the same.
   */
  public boolean verifies(byte[] hash, BigInteger r, BigInteger s) {
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, key);
    return verifier.verifySignature(hash, r, s);
  }
}
