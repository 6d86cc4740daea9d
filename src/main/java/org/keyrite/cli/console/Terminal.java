package org.keyrite.cli.console;

import java.io.IOException;
import org.keyrite.crypto.SecretBytes;

/** The terminal at which a person sits, wherever standard input and output lead. */
public interface Terminal {
  /**
   * Asks for a line that nobody may see, and takes the question back from the screen.
   *
   * @param question without a space after it
   * @return may be empty; the caller closes it
   * @throws org.keyrite.age.header.AgeException.NoPassphrase if nobody can be asked, or nobody
   *     answers
   */
  SecretBytes readSecret(String question) throws IOException;

  /**
   * Asks for one key, which nobody sees, and takes the question back from the screen.
   *
   * @param question without a space after it
   * @return the key's first byte
   * @throws org.keyrite.age.header.AgeException.NoPassphrase if nobody can be asked, or nobody
   *     answers
   */
  int readKey(String question) throws IOException;

  /**
   * Begins a dialogue, whose answers are seen while they are typed.
   *
   * @return which the caller closes
   * @throws org.keyrite.age.header.AgeException.NoPassphrase if nobody can be asked
   */
  Dialogue dialogue() throws IOException;

  /** Shows text, which may be secret, in ASCII. Not a line until it ends in a line feed. */
  void show(byte[] text) throws IOException;

  /**
   * The terminal, held for a number of questions. What is typed ahead answers the next of them and
   * is not seen before; what is left when the dialogue ends, however it does, is discarded.
   */
  interface Dialogue extends AutoCloseable {
    /**
     * Asks for a line that is seen while it is typed, and takes question and answer back from the
     * screen.
     *
     * @param question of one or more lines, each of which is broken between words where the
     *     terminal is too narrow for it
     * @return may be empty; the caller closes it
     * @throws org.keyrite.age.header.AgeException.NoPassphrase if nobody answers
     */
    SecretBytes ask(String question) throws IOException;

    /** Shows a line that stays, broken likewise. */
    void say(String line) throws IOException;

    @Override
    void close();
  }
}
