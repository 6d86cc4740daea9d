package org.keyrite.age.ssh;

import java.util.List;
import java.util.Optional;
import org.keyrite.age.Identity;
import org.keyrite.age.StanzaOpening;
import org.keyrite.age.UnwrapResult;
import org.keyrite.age.header.AgeException.HeaderFailure;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.sealing.Ed25519Secret;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.SharedSecret;
import org.keyrite.crypto.sealing.WrapKey;
import org.keyrite.crypto.sealing.X25519Secret;
import org.keyrite.crypto.signing.SshPublicKey;
import org.keyrite.text.CanonicalBase64;

/** An Ed25519 SSH key that is not protected by a passphrase, or no longer. */
final class SshEd25519Identity implements Identity {
  private final X25519Secret secret;
  private final SshEd25519Recipient recipient;

  /** The identity of a secret, which the caller still has to close. */
  SshEd25519Identity(Ed25519Secret secret) throws KeyFailure {
    this.secret = secret.toX25519();
    this.recipient =
        SshEd25519Recipient.of(SshPublicKey.of(SshEd25519Recipient.TYPE, secret.publicKey()));
  }

  @Override
  public UnwrapResult unwrap(List<Stanza> stanzas) throws HeaderFailure {
    return StanzaOpening.first(stanzas, SshEd25519Recipient.TYPE, this::unwrap);
  }

  private Optional<FileKey> unwrap(Stanza stanza) throws HeaderFailure {
    byte[] share = checkedShare(stanza);
    return SshRecipients.isFor(stanza, recipient.key())
        ? Optional.of(unwrapOurs(stanza, share))
        : Optional.empty();
  }

  private FileKey unwrapOurs(Stanza stanza, byte[] share) throws HeaderFailure {
    try (SharedSecret shared =
            secret
                .agree(share)
                .orElseThrow(
                    () ->
                        new HeaderFailure(
                            "an ssh-ed25519 stanza's share is a point of low order"));
        WrapKey wrapKey = recipient.wrapKey(shared, share)) {
      return wrapKey
          .unwrapFileKey(stanza.body())
          .orElseThrow(
              () -> new HeaderFailure("an ssh-ed25519 stanza for this key does not open with it"));
    }
  }

  /** The ephemeral share of a stanza for whomever, which must be well-formed. */
  static byte[] checkedShare(Stanza stanza) throws HeaderFailure {
    List<String> arguments = stanza.arguments();
    if (arguments.size() == 2
        && SshRecipients.isFingerprint(arguments.getFirst())
        && stanza.body().length == WrapKey.WRAPPED_LENGTH) {
      Optional<byte[]> share = CanonicalBase64.UNPADDED.decode(arguments.getLast());
      if (share.isPresent() && share.get().length == X25519Secret.LENGTH) {
        return share.get();
      }
    }
    throw new HeaderFailure("an ssh-ed25519 stanza is malformed");
  }

  @Override
  public SshEd25519Recipient recipient() {
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
