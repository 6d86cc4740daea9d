package org.keyrite.signature;

import java.util.List;
import java.util.Optional;

/**
 * The signatures of one signature file, being checked over bytes that pass by once.
 *
 * <p>It was made from a signature file that has been read in full and understood; what it decides
 * depends on that file, the pinned keys, the bytes, and the moment it was given as now.
 */
public interface SignatureCheck {
  /**
   * More of the signed bytes; {@code buffer} is not kept. Nothing is done with them where they
   * cannot change the answer.
   */
  default void update(byte[] buffer, int offset, int length) {}

  /**
   * What each signature turned out to be, in the file's order; never empty. All bytes have passed
   * by, and this is called once.
   */
  List<Finding> findings();

  /**
   * The signed bytes, if they are in the signature file itself and a pinned key signed them: nobody
   * gets at what nobody signed. Not a copy.
   */
  default Optional<byte[]> content() {
    return Optional.empty();
  }
}
