package org.keyrite.age.ssh;

import java.io.IOException;
import java.util.List;
import org.keyrite.age.Identity;
import org.keyrite.age.PassphrasePrompt;
import org.keyrite.age.Recipient;
import org.keyrite.age.UnwrapResult;
import org.keyrite.age.header.AgeException.HeaderFailure;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.signing.SshPublicKey;

/**
 * An SSH key that is protected by a passphrase, which is asked for only if a stanza is addressed to
 * the key.
 */
final class LockedSshIdentity implements Identity {
  private final SshPublicKey key;
  private final Recipient recipient;
  private final Lock lock;
  private final PassphrasePrompt prompt;

  /** Opens the key with a passphrase. */
  @FunctionalInterface
  interface Lock {
    /**
     * The identity, which the caller closes.
     *
     * @throws KeyFailure if the passphrase is wrong, or what it opens is no key
     */
    Identity open(SecretBytes passphrase) throws KeyFailure;
  }

  /**
   * A key whose public half is known.
   *
   * @throws KeyFailure if it is of a type that cannot decrypt
   */
  LockedSshIdentity(SshPublicKey key, Lock lock, PassphrasePrompt prompt) throws KeyFailure {
    this.recipient = SshRecipients.ofOwner(key);
    this.key = key;
    this.lock = lock;
    this.prompt = prompt;
  }

  @Override
  public UnwrapResult unwrap(List<Stanza> stanzas) throws IOException {
    if (!isAddressed(stanzas)) {
      return new UnwrapResult.NotForMe();
    }
    try (SecretBytes passphrase = prompt.askForSshKey();
        Identity identity = lock.open(passphrase)) {
      if (!identity.recipient().equals(recipient)) {
        throw new KeyFailure(
            "mismatched private and public SSH key",
            "do not use the key; get the file again from a backup");
      }
      return identity.unwrap(stanzas);
    }
  }

  private boolean isAddressed(List<Stanza> stanzas) throws HeaderFailure {
    for (Stanza stanza : stanzas) {
      if (!stanza.type().equals(key.type())) {
        continue;
      }
      if (key.type().equals(SshRsaRecipient.TYPE)) {
        SshRsaIdentity.check(stanza);
      } else {
        SshEd25519Identity.checkedShare(stanza);
      }
      if (SshRecipients.isFor(stanza, key)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Recipient recipient() {
    return recipient;
  }

  @Override
  public void close() {
    // Nothing was kept open.
  }

  /** Names the identity by its public half. */
  @Override
  public String toString() {
    return "the identity of " + recipient;
  }
}
