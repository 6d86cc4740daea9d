package org.keyrite.escrow;

import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Fault;

/** Makes what is printed for trustees who have no recipient, in a workspace and nowhere else. */
public interface PaperKits extends AutoCloseable {
  /**
   * Writes a trustee's kit.
   *
   * @return the words as they were read back from it, as {@link ShareText#parse} takes them; the
   *     caller closes them
   */
  SecretBytes write(PaperShare share) throws Fault;

  /** All of them stay: the set is complete. */
  void commit() throws Fault;

  /** Removes what was not committed. */
  @Override
  void close();
}
