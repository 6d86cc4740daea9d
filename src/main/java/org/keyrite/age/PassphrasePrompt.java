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

  /**
   * The public half of a protected SSH key that does not hold it in the clear: the line of a file
   * beside it.
   *
   * @throws AgeException.KeyFailure if there is none, or it cannot be read
   */
  default String publicKey() throws IOException {
    throw new AgeException.KeyFailure("the private key's public half is not beside it", "");
  }

  /** Tells that the passphrase opened an identity file, and none of the identities fits. */
  default void openedInVain() {}
}
