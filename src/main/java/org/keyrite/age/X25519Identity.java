package org.keyrite.age;

import java.util.List;
import java.util.Optional;
import org.keyrite.age.header.AgeException.HeaderFailure;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.SharedSecret;
import org.keyrite.crypto.sealing.WrapKey;
import org.keyrite.crypto.sealing.X25519Secret;

/**
 * An X25519 identity, {@code AGE-SECRET-KEY-1…}.
 *
 * <p>Specification: "The X25519 recipient type".
 */
public final class X25519Identity implements NativeIdentity {
  public static final String PREFIX = "AGE-SECRET-KEY-";
  private static final SecretEncoding ENCODING =
      new SecretEncoding(PREFIX, "an X25519", X25519Secret.LENGTH);

  private final X25519Secret secret;
  private final X25519Recipient recipient;

  private X25519Identity(X25519Secret secret) {
    this.secret = secret;
    this.recipient = new X25519Recipient(secret.publicShare());
  }

  /** A new identity. */
  public static X25519Identity generate() {
    return new X25519Identity(X25519Secret.generate());
  }

  /**
   * The identity of a known secret.
   *
   * @param secret 32 bytes; copied, so the caller still has to wipe its own
   */
  public static X25519Identity fromSecret(byte[] secret) {
    return new X25519Identity(X25519Secret.copyOf(secret));
  }

  /**
   * Reads an identity's encoding: {@code AGE-SECRET-KEY-1} and 58 more characters, in ASCII.
   *
   * @param encoded not changed, so the caller still has to wipe it
   * @throws KeyFailure if it is anything else
   */
  public static X25519Identity parse(byte[] encoded) throws KeyFailure {
    return ENCODING.decode(encoded, X25519Identity::fromSecret);
  }

  @Override
  public UnwrapResult unwrap(List<Stanza> stanzas) throws HeaderFailure {
    return StanzaOpening.first(stanzas, X25519Recipient.STANZA_TYPE, this::unwrap);
  }

  private Optional<FileKey> unwrap(Stanza stanza) throws HeaderFailure {
    byte[] share = StanzaOpening.argument(stanza, X25519Secret.LENGTH, "an X25519 stanza");
    try (SharedSecret shared =
            secret
                .agree(share)
                .orElseThrow(
                    () -> new HeaderFailure("an X25519 stanza's share is a point of low order"));
        WrapKey wrapKey = recipient.wrapKey(shared, share)) {
      return wrapKey.unwrapFileKey(stanza.body());
    }
  }

  @Override
  public X25519Recipient recipient() {
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
