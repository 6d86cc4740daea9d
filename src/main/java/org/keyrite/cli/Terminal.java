package org.keyrite.cli;

import java.io.IOException;
import org.keyrite.crypto.SecretBytes;

/** The terminal at which a person sits, wherever standard input and output lead. */
interface Terminal {
  /**
   * Asks for a line that nobody may see, and takes the question back from the screen.
   *
   * @param question without a space after it
   * @return may be empty; the caller closes it
   * @throws org.keyrite.age.AgeException.NoPassphrase if nobody can be asked, or nobody answers
   */
  SecretBytes readSecret(String question) throws IOException;

  /**
   * Asks for a line that is seen while it is typed, and takes question and answer back from the
   * screen.
   *
   * @param question of one or more lines
   * @return may be empty; the caller closes it
   * @throws org.keyrite.age.AgeException.NoPassphrase if nobody can be asked, or nobody answers
   */
  SecretBytes readShown(String question) throws IOException;

  /** Shows text, which may be secret, in ASCII. Not a line until it ends in a line feed. */
  void show(byte[] text) throws IOException;
}
