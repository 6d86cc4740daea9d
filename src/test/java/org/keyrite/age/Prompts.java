package org.keyrite.age;

import java.nio.charset.StandardCharsets;
import org.keyrite.age.header.AgeException.NoPassphrase;
import org.keyrite.crypto.SecretBytes;

/** People to ask, for tests. */
public final class Prompts {
  /** A machine at which nobody sits. */
  public static final PassphrasePrompt NOBODY =
      () -> {
        throw new NoPassphrase("nobody is there", "");
      };

  private Prompts() {}

  /** Someone who always gives the same answer. */
  public static PassphrasePrompt saying(String passphrase) {
    return () -> new SecretBytes(passphrase.getBytes(StandardCharsets.UTF_8));
  }
}
