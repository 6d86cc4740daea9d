package org.keyrite.crypto.sealing;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.SecretBytes;

/** The public key of MLKEM768-P256. Specification: C2SP hpke-hybrids. */
public final class MlKem768P256PublicKey implements KemPublicKey {
  /** In bytes. */
  public static final int LENGTH = MlKem768.PUBLIC_KEY_LENGTH + P256.UNCOMPRESSED_LENGTH;

  private static final int KEM = 0x0050;
  private static final String LABEL = "MLKEM768-P256";

  private final byte[] encoded;
  private final MLKEMPublicKeyParameters postQuantum;
  private final ECPublicKeyParameters classic;

  private MlKem768P256PublicKey(byte[] encoded, ECPublicKeyParameters classic) {
    this.encoded = encoded;
    this.postQuantum = MlKem768.publicKey(Arrays.copyOf(encoded, MlKem768.PUBLIC_KEY_LENGTH));
    this.classic = classic;
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
      return P256.publicKey(classicHalf(encoded))
          .map(classic -> new MlKem768P256PublicKey(encoded, classic));
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
    P256.Ephemeral ephemeral = new P256.Ephemeral();
    byte[] share = ephemeral.share();
    try (SecretBytes secret = new SecretBytes(half.getSecret());
        SecretBytes agreed = new SecretBytes(ephemeral.agree(classic))) {
      byte[] shared = Hybrid.combine(secret.bytes(), agreed.bytes(), share, classicHalf(), LABEL);
      return new Encapsulation(Joined.of(half.getEncapsulation(), share), KEM, shared, info);
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
