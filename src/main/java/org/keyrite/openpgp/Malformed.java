package org.keyrite.openpgp;

import java.io.IOException;
import org.keyrite.signature.SignatureFormatException;

/**
 * The bytes are not what they should be. It is an {@link IOException} because it passes through
 * streams; whoever opened the stream makes a {@link SignatureFormatException} of it.
 */
final class Malformed extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence what is wrong, as the predicate of a sentence about the file
   */
  Malformed(String sentence) {
    super(sentence);
  }

  /** Of a file in memory, no other failure can be. */
  static SignatureFormatException asFormatException(IOException failure) {
    return new SignatureFormatException(failure.getMessage(), failure);
  }
}
