package org.keyrite.crypto.signing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.keyrite.crypto.hash.StrongHash;

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
    P_256("P-256"),
    P_384("P-384"),
    P_521("P-521");

    private final String name;

    Curve(String name) {
      this.name = name;
    }

    private ECDomainParameters domain() {
      return switch (this) {
        case P_256 -> NistCurves.P_256;
        case P_384 -> NistCurves.p384();
        case P_521 -> NistCurves.p521();
      };
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

  /** Reads an uncompressed point; empty for anything else, and for a point off the curve. */
  public static Optional<EcdsaPublicKey> of(Curve curve, byte[] encoded) {
    if (encoded.length == 0 || encoded[0] != UNCOMPRESSED) {
      return Optional.empty();
    }
    ECDomainParameters domain = curve.domain();
    try {
      ECPublicKeyParameters key =
          new ECPublicKeyParameters(domain.getCurve().decodePoint(encoded), domain);
      return Optional.of(new EcdsaPublicKey(curve, key));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public Curve curve() {
    return curve;
  }

  /** The same key as SSH writes it (RFC 5656, section 3.1). */
  public SshPublicKey asSsh() {
    String name =
        switch (curve) {
          case P_256 -> "nistp256";
          case P_384 -> "nistp384";
          case P_521 -> "nistp521";
        };
    boolean compressed = false;
    return SshPublicKey.of(
        "ecdsa-sha2-" + name,
        name.getBytes(StandardCharsets.US_ASCII),
        key.getQ().getEncoded(compressed));
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
