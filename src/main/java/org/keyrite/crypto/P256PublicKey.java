package org.keyrite.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;

/** The public key of DHKEM(P-256, HKDF-SHA256). Specification: RFC 9180, section 4.1. */
public final class P256PublicKey implements KemPublicKey {
  /** In bytes. */
  public static final int COMPRESSED_LENGTH = 33;

  private static final int KEM = 0x0010;

  private final ECPoint point;

  private P256PublicKey(ECPoint point) {
    this.point = point;
  }

  /** Reads a compressed point; empty if it is none. */
  public static Optional<P256PublicKey> decodeCompressed(byte[] encoded) {
    return encoded.length == COMPRESSED_LENGTH
        ? P256.point(encoded).map(P256PublicKey::new)
        : Optional.empty();
  }

  @Override
  public Encapsulation encapsulate(String info) {
    BigInteger ephemeral = P256.ephemeral();
    byte[] share = P256.share(ephemeral);
    try (SecretBytes agreed = new SecretBytes(P256.agree(point, ephemeral))) {
      byte[] shared = Hpke.extractAndExpand(KEM, agreed.bytes(), Hpke.join(share, encoded()));
      return new Encapsulation(share, KEM, shared, info);
    }
  }

  @Override
  public byte[] encoded() {
    return point.getEncoded(false);
  }

  /** The other encoding, {@link #COMPRESSED_LENGTH} bytes. */
  public byte[] compressed() {
    return point.getEncoded(true);
  }
}
