package org.keyrite.signature;

/** A file is not a signature file, a key, or a list of keys of the stated kind. */
public final class SignatureFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence what is wrong, as the predicate of a sentence about the file: {@code is empty},
   *     {@code holds bytes after the signature}
   */
  public SignatureFormatException(String sentence) {
    super(sentence);
  }

  public SignatureFormatException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
