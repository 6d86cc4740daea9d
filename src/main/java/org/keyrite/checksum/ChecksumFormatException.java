package org.keyrite.checksum;

/** A file is not a list of checksums, or not one that can be accepted. */
public final class ChecksumFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param predicate what is wrong, as the predicate of a sentence about the file: {@code is
   *     empty}, {@code has an absolute name in line 3}
   */
  ChecksumFormatException(String predicate) {
    super(predicate);
  }
}
