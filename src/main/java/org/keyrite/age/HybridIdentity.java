package org.keyrite.age;

import java.util.List;
import java.util.Optional;
import org.keyrite.age.header.AgeException.HeaderFailure;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.MlKem768X25519PublicKey;
import org.keyrite.crypto.sealing.MlKem768X25519Secret;
import org.keyrite.crypto.sealing.WrapKey;

/**
 * A post-quantum identity, {@code AGE-SECRET-KEY-PQ-1…}.
 *
 * <p>Specification: "The MLKEM768-X25519 hybrid post-quantum recipient type".
 */
public final class HybridIdentity implements NativeIdentity {
  public static final String PREFIX = "AGE-SECRET-KEY-PQ-";
  private static final SecretEncoding ENCODING =
      new SecretEncoding(PREFIX, "a post-quantum", MlKem768X25519Secret.LENGTH);

  private final MlKem768X25519Secret secret;
  private final HybridRecipient recipient;

  private HybridIdentity(MlKem768X25519Secret secret) {
    this.secret = secret;
    this.recipient = new HybridRecipient(secret.publicKey());
  }

  /** A new identity. */
  public static HybridIdentity generate() {
    return new HybridIdentity(MlKem768X25519Secret.generate());
  }

  /**
   * The identity of a known secret.
   *
   * @param secret 32 bytes; copied, so the caller still has to wipe its own
   */
  public static HybridIdentity fromSecret(byte[] secret) {
    return new HybridIdentity(MlKem768X25519Secret.copyOf(secret));
  }

  /**
   * Reads an identity's encoding: {@code AGE-SECRET-KEY-PQ-1} and 58 more characters, in ASCII.
   *
   * @param encoded not changed, so the caller still has to wipe it
   * @throws KeyFailure if it is anything else
   */
  public static HybridIdentity parse(byte[] encoded) throws KeyFailure {
    return ENCODING.decode(encoded, HybridIdentity::fromSecret);
  }

  @Override
  public UnwrapResult unwrap(List<Stanza> stanzas) throws HeaderFailure {
    return StanzaOpening.first(stanzas, HybridRecipient.STANZA_TYPE, this::unwrap);
  }

  private Optional<FileKey> unwrap(Stanza stanza) throws HeaderFailure {
    byte[] encapsulated =
        StanzaOpening.argument(
            stanza, MlKem768X25519PublicKey.ENCAPSULATED_LENGTH, "a post-quantum stanza");
    try (WrapKey key =
        secret
            .decapsulate(encapsulated, HybridRecipient.INFO)
            .orElseThrow(
                () -> new HeaderFailure("a post-quantum stanza's share is a point of low order"))) {
      return key.unwrapFileKey(stanza.body());
    }
  }

  @Override
  public HybridRecipient recipient() {
    return recipient;
  }

  @Override
  public byte[] exposeSecret() {
    return secret.exposeSecret();
  }

  @Override
  public byte[] exposeEncoding() {
    return ENCODING.encode(secret.exposeSecret());
  }

  @Override
  public void close() {
    secret.close();
  }

  /** Names the identity by its public half. */
  @Override
  public String toString() {
    return "the identity of " + recipient;
  }
}
