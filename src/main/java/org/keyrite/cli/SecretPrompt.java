package org.keyrite.cli;

import java.io.IOException;
import org.keyrite.crypto.SecretBytes;

/** Asks the person at the terminal, past standard input and output, which are for the data. */
@FunctionalInterface
interface SecretPrompt {
  /** Where there is nobody to ask. */
  SecretPrompt NOBODY =
      _ -> {
        throw new IOException("there is nobody to ask");
      };

  /**
   * Asks for a line that nobody may see.
   *
   * @param question without a space after it
   * @return may be empty; the caller closes it
   * @throws IOException if nobody can be asked, or nobody answers
   */
  SecretBytes readSecret(String question) throws IOException;
}
