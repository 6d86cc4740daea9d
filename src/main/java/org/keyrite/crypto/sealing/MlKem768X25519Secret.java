package org.keyrite.crypto.sealing;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.SecretBytes;

/**
 * The secret of MLKEM768-X25519: a seed of 32 bytes, from which both halves are made.
 *
 * <p>Specification: C2SP hpke-hybrids.
 */
public final class MlKem768X25519Secret implements AutoCloseable {
  /** In bytes. */
  public static final int LENGTH = 32;

  private final SecretBytes seed;
  private final MLKEMPrivateKeyParameters postQuantum;
  private final X25519Secret classic;
  private final byte[] publicShare;

  private MlKem768X25519Secret(byte[] seed) {
    this.seed = new SecretBytes(seed, LENGTH);
    byte[] seeds = Hybrid.expandSeed(seed, MlKem768.SEED_LENGTH + X25519Secret.LENGTH);
    byte[] scalar = Arrays.copyOfRange(seeds, MlKem768.SEED_LENGTH, seeds.length);
    byte[] postQuantumSeed = Arrays.copyOf(seeds, MlKem768.SEED_LENGTH);
    this.postQuantum = MlKem768.keyPair(postQuantumSeed);
    this.classic = X25519Secret.copyOf(scalar);
    this.publicShare = classic.publicShare();
    Arrays.fill(seeds, (byte) 0);
    Arrays.fill(scalar, (byte) 0);
    Arrays.fill(postQuantumSeed, (byte) 0);
  }

  /** A new secret. */
  public static MlKem768X25519Secret generate() {
    return new MlKem768X25519Secret(Randomness.bytes(LENGTH));
  }

  /**
   * A known secret.
   *
   * @param seed {@link #LENGTH} bytes; copied, so the caller still has to wipe its own
   */
  public static MlKem768X25519Secret copyOf(byte[] seed) {
    return new MlKem768X25519Secret(seed.clone());
  }

  /** The public half. */
  public MlKem768X25519PublicKey publicKey() {
    return MlKem768X25519PublicKey.decode(Joined.of(postQuantum.getPublicKey(), publicShare))
        .orElseThrow();
  }

  /**
   * The key that somebody has encapsulated, or, if it was for someone else, one that opens nothing.
   *
   * @param encapsulated {@link MlKem768X25519PublicKey#ENCAPSULATED_LENGTH} bytes
   * @param info names the recipient type
   * @return empty if its share is a point of low order
   */
  public Optional<WrapKey> decapsulate(byte[] encapsulated, String info) {
    if (encapsulated.length != MlKem768X25519PublicKey.ENCAPSULATED_LENGTH) {
      throw new IllegalArgumentException("an encapsulated key of " + encapsulated.length);
    }
    byte[] ciphertext = Arrays.copyOf(encapsulated, MlKem768.CIPHERTEXT_LENGTH);
    byte[] share =
        Arrays.copyOfRange(encapsulated, MlKem768.CIPHERTEXT_LENGTH, encapsulated.length);
    return classic.agree(share).map(agreed -> wrapKey(ciphertext, share, agreed, info));
  }

  private WrapKey wrapKey(byte[] ciphertext, byte[] share, SharedSecret agreed, String info) {
    try (agreed;
        SecretBytes half = new SecretBytes(MlKem768.decapsulate(postQuantum, ciphertext));
        SecretBytes shared =
            new SecretBytes(
                Hybrid.combine(
                    half.bytes(),
                    agreed.bytes(),
                    share,
                    publicShare,
                    MlKem768X25519PublicKey.LABEL))) {
      return Hpke.wrapKey(MlKem768X25519PublicKey.KEM, shared.bytes(), info);
    }
  }

  /**
   * A copy of the seed, which the caller must wipe. For writing an identity down or splitting it;
   * nothing else needs it.
   */
  public byte[] exposeSecret() {
    return seed.bytes().clone();
  }

  @Override
  public void close() {
    seed.close();
    classic.close();
    postQuantum.destroy();
  }

  @Override
  public String toString() {
    return "MlKem768X25519Secret(secret)";
  }
}
