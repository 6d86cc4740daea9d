package org.keyrite.age.ssh;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.sealing.Ed25519PublicKey;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.SharedSecret;
import org.keyrite.crypto.sealing.WrapKey;
import org.keyrite.crypto.sealing.X25519Secret;
import org.keyrite.crypto.signing.SshPublicKey;
import org.keyrite.crypto.signing.SshReader;
import org.keyrite.crypto.signing.SshReader.Malformed;
import org.keyrite.text.CanonicalBase64;

/**
 * An Ed25519 SSH key, whose point serves for X25519. A stanza names it by four bytes of its hash,
 * so files reveal whom they are for.
 *
 * <p>The type is not in the specification; it is as age's package agessh has it.
 */
final class SshEd25519Recipient implements Recipient {
  static final String TYPE = "ssh-ed25519";
  private static final String INFO = "age-encryption.org/v1/ssh-ed25519";

  private final SshPublicKey key;
  private final byte[] share;

  private SshEd25519Recipient(SshPublicKey key, byte[] share) {
    this.key = key;
    this.share = share;
  }

  /**
   * The recipient that a key of this type is.
   *
   * @throws KeyFailure if it is not a point of the curve
   */
  static SshEd25519Recipient of(SshPublicKey key) throws KeyFailure {
    try {
      SshReader fields = key.fields();
      byte[] point = fields.string();
      fields.requireEnd();
      Optional<byte[]> share = Ed25519PublicKey.toX25519Share(point);
      return new SshEd25519Recipient(key, share.orElseThrow(SshRecipients::unusable));
    } catch (Malformed e) {
      throw SshRecipients.unusable();
    }
  }

  SshPublicKey key() {
    return key;
  }

  @Override
  public Wrapped wrap(FileKey fileKey) throws KeyFailure {
    try (X25519Secret ephemeral = X25519Secret.generate();
        SharedSecret shared = ephemeral.agree(share).orElseThrow(SshRecipients::unusable)) {
      byte[] ephemeralShare = ephemeral.publicShare();
      try (WrapKey wrapKey = wrapKey(shared, ephemeralShare)) {
        Stanza stanza =
            new Stanza(
                TYPE,
                List.of(
                    SshRecipients.fingerprint(key),
                    CanonicalBase64.UNPADDED.encode(ephemeralShare)),
                wrapKey.wrapFileKey(fileKey));
        return new Wrapped(List.of(stanza), Set.of());
      }
    }
  }

  /**
   * The key that both sides derive. The tweak binds it to the SSH key itself, so that the same
   * secret in another guise is no recipient of the file.
   */
  WrapKey wrapKey(SharedSecret shared, byte[] ephemeralShare) {
    try (SharedSecret tweaked = shared.tweakedBy(key.encoded(), INFO)) {
      return tweaked.wrapKey(Joined.of(ephemeralShare, share), INFO);
    }
  }

  @Override
  public String toString() {
    return key.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SshEd25519Recipient recipient && key.equals(recipient.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }
}
