package org.keyrite.age.ssh;

import java.util.List;
import java.util.Optional;
import org.keyrite.age.Identity;
import org.keyrite.age.StanzaOpening;
import org.keyrite.age.UnwrapResult;
import org.keyrite.age.header.AgeException.HeaderFailure;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.RsaSecret;

/** An RSA SSH key that is not protected by a passphrase, or no longer. */
final class SshRsaIdentity implements Identity {
  private final RsaSecret secret;
  private final SshRsaRecipient recipient;

  /** Takes ownership of the secret. */
  SshRsaIdentity(RsaSecret secret) throws KeyFailure {
    this.secret = secret;
    this.recipient = SshRsaRecipient.ofOwner(secret.publicKey());
  }

  @Override
  public UnwrapResult unwrap(List<Stanza> stanzas) throws HeaderFailure {
    return StanzaOpening.first(stanzas, SshRsaRecipient.TYPE, this::unwrap);
  }

  private Optional<FileKey> unwrap(Stanza stanza) throws HeaderFailure {
    check(stanza);
    return SshRecipients.isFor(stanza, recipient.key())
        ? Optional.of(unwrapOurs(stanza))
        : Optional.empty();
  }

  private FileKey unwrapOurs(Stanza stanza) throws HeaderFailure {
    return secret
        .unwrapFileKey(stanza.body(), SshRsaRecipient.LABEL)
        .orElseThrow(
            () -> new HeaderFailure("an ssh-rsa stanza for this key does not open with it"));
  }

  /** A stanza for whomever must be well-formed. */
  static void check(Stanza stanza) throws HeaderFailure {
    if (stanza.arguments().size() != 1
        || !SshRecipients.isFingerprint(stanza.arguments().getFirst())
        || stanza.body().length < RsaSecret.MIN_BITS / Byte.SIZE) {
      throw new HeaderFailure("an ssh-rsa stanza is malformed");
    }
  }

  @Override
  public SshRsaRecipient recipient() {
    return recipient;
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
