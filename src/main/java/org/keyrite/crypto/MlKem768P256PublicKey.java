package org.keyrite.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;

/** The public key of MLKEM768-P256. Specification: C2SP hpke-hybrids. */
public final class MlKem768P256PublicKey implements KemPublicKey {
  /** In bytes. */
  public static final int LENGTH = MlKem768.PUBLIC_KEY_LENGTH + P256.UNCOMPRESSED_LENGTH;

  private static final int KEM = 0x0050;
  private static final String LABEL = "MLKEM768-P256";

  private final byte[] encoded;
  private final MLKEMPublicKeyParameters postQuantum;
  private final ECPoint point;

  private MlKem768P256PublicKey(byte[] encoded, ECPoint point) {
    this.encoded = encoded;
    this.postQuantum = MlKem768.publicKey(Arrays.copyOf(encoded, MlKem768.PUBLIC_KEY_LENGTH));
    this.point = point;
  }

  /**
   * Reads a public key.
   *
   * @param encoded not to be changed afterwards
   * @return empty if it is of another length or no key
   */
  public static Optional<MlKem768P256PublicKey> decode(byte[] encoded) {
    if (encoded.length != LENGTH) {
      return Optional.empty();
    }
    try {
      return P256.point(classicHalf(encoded))
          .map(point -> new MlKem768P256PublicKey(encoded, point));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] classicHalf(byte[] encoded) {
    return Arrays.copyOfRange(encoded, MlKem768.PUBLIC_KEY_LENGTH, LENGTH);
  }

  @Override
  public Encapsulation encapsulate(String info) {
    SecretWithEncapsulation half = MlKem768.encapsulate(postQuantum);
    BigInteger ephemeral = P256.ephemeral();
    byte[] share = P256.share(ephemeral);
    try (SecretBytes secret = new SecretBytes(half.getSecret());
        SecretBytes agreed = new SecretBytes(P256.agree(point, ephemeral))) {
      byte[] shared = Hybrid.combine(secret.bytes(), agreed.bytes(), share, classicHalf(), LABEL);
      return new Encapsulation(Hpke.join(half.getEncapsulation(), share), KEM, shared, info);
    }
  }

  /** The P-256 point at the end of the encoding, not compressed: 65 bytes. */
  public byte[] classicHalf() {
    return classicHalf(encoded);
  }

  @Override
  public byte[] encoded() {
    return encoded;
  }
}
