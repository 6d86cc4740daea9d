package org.keyrite.crypto.sealing;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.SecretBytes;

/**
 * The public key of MLKEM768-X25519, also known as X-Wing.
 *
 * <p>Specification: C2SP hpke-hybrids.
 */
public final class MlKem768X25519PublicKey implements KemPublicKey {
  /** In bytes. */
  public static final int LENGTH = MlKem768.PUBLIC_KEY_LENGTH + X25519Secret.LENGTH;

  /** The length of an encapsulated key in bytes. */
  public static final int ENCAPSULATED_LENGTH = MlKem768.CIPHERTEXT_LENGTH + X25519Secret.LENGTH;

  static final int KEM = 0x647a;
  static final String LABEL = "\\.//^\\";

  private final byte[] encoded;
  private final MLKEMPublicKeyParameters postQuantum;
  private final byte[] share;

  private MlKem768X25519PublicKey(byte[] encoded) {
    this.encoded = encoded;
    this.postQuantum = MlKem768.publicKey(Arrays.copyOf(encoded, MlKem768.PUBLIC_KEY_LENGTH));
    this.share = Arrays.copyOfRange(encoded, MlKem768.PUBLIC_KEY_LENGTH, LENGTH);
  }

  /**
   * Reads a public key.
   *
   * @param encoded not to be changed afterwards
   * @return empty if it is of another length, is no key, or is one that anyone could decrypt for
   */
  public static Optional<MlKem768X25519PublicKey> decode(byte[] encoded) {
    if (encoded.length != LENGTH) {
      return Optional.empty();
    }
    try (X25519Secret probe = X25519Secret.generate()) {
      MlKem768X25519PublicKey key = new MlKem768X25519PublicKey(encoded);
      Optional<SharedSecret> shared = probe.agree(key.share);
      shared.ifPresent(SharedSecret::close);
      return shared.map(_ -> key);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public Encapsulation encapsulate(String info) {
    SecretWithEncapsulation half = MlKem768.encapsulate(postQuantum);
    try (X25519Secret ephemeral = X25519Secret.generate();
        SharedSecret agreed = ephemeral.agree(share).orElseThrow();
        SecretBytes secret = new SecretBytes(half.getSecret())) {
      byte[] ephemeralShare = ephemeral.publicShare();
      byte[] shared = Hybrid.combine(secret.bytes(), agreed.bytes(), ephemeralShare, share, LABEL);
      return new Encapsulation(
          Joined.of(half.getEncapsulation(), ephemeralShare), KEM, shared, info);
    }
  }

  @Override
  public byte[] encoded() {
    return encoded;
  }
}
