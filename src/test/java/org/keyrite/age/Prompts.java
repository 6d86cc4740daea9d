package org.keyrite.age;

import java.nio.charset.StandardCharsets;
import org.keyrite.age.AgeException.NoPassphrase;
import org.keyrite.crypto.SecretBytes;

/** People to ask, for tests. */
final class Prompts {
  /** A machine at which nobody sits. */
  static final PassphrasePrompt NOBODY =
      () -> {
        throw new NoPassphrase("nobody is there", "");
      };

  private Prompts() {}

  /** Someone who always gives the same answer. */
  static PassphrasePrompt saying(String passphrase) {
    return () -> new SecretBytes(passphrase.getBytes(StandardCharsets.UTF_8));
  }
}
