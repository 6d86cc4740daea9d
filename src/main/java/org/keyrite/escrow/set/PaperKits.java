package org.keyrite.escrow.set;

import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.fault.Fault;

/** Makes the recovery sheets of trustees who have no recipient, in memory and nowhere else. */
public interface PaperKits extends AutoCloseable {
  /**
   * Asks for the place before there is anything to be lost.
   *
   * @throws Fault if it cannot be used
   */
  void requirePlace() throws Fault;

  /**
   * Writes a trustee's kit.
   *
   * @return the words as they were read back from it, as {@link ShareText#parse} takes them; the
   *     caller closes them
   */
  SecretBytes write(SetRecord record, Share share) throws Fault;

  /**
   * Writes a trustee's kit, and reads it back.
   *
   * @return the share that is on it, which the caller closes
   */
  default Share print(SetRecord record, Share share) throws Fault {
    try (SecretBytes words = write(record, share)) {
      return SetWriter.checked(record, share, words);
    }
  }

  /**
   * All of them stay, unless they are withdrawn. Until {@link #settled} they are marked, so that
   * they are found if this program is killed.
   */
  void commit() throws Fault;

  /** The set to which they belong is complete. */
  void settled();

  /** Removes what was committed: the set did not come about. */
  void withdraw();

  /** Removes what was not committed. */
  @Override
  void close();
}
