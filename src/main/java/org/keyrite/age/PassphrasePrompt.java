package org.keyrite.age;

import java.io.IOException;
import org.keyrite.age.header.AgeException;
import org.keyrite.crypto.SecretBytes;

/** Asks a person for a passphrase, and only when it turns out to be needed. */
@FunctionalInterface
public interface PassphrasePrompt {
  /**
   * Asks.
   *
   * @return not empty; now belongs to the caller, who closes it
   * @throws AgeException.NoPassphrase if nobody can be asked, or nobody answers
   */
  SecretBytes ask() throws IOException;

  /** Asks for that of an SSH key, under the same terms. */
  default SecretBytes askForSshKey() throws IOException {
    return ask();
  }

  /** Tells that the passphrase opened an identity file, and none of the identities fits. */
  default void openedInVain() {}
}
