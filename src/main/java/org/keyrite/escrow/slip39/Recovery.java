package org.keyrite.escrow.slip39;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.SetException.Kind;

/**
 * What shares gave: a secret that is still encrypted, if only with the empty passphrase, and what
 * is known of each share by it.
 *
 * <p>That shares belong together does not show that the secret is the right one: who makes all of
 * them makes a secret of their choice. It must be compared with the recipient it should have.
 */
public final class Recovery implements AutoCloseable {
  private final SetParameters set;
  private final SecretBytes encrypted;
  private final SortedMap<ShareIndex, Standing> standings;

  /** What is known of a share. */
  public enum Standing {
    /** It fits the digest of the others that fit. */
    GOOD,
    /** It does not. */
    FAULTY,
    /**
     * There are too few shares of its group to tell; or it is a secret of its own, whose threshold
     * is one, and there is no digest.
     */
    UNDECIDED
  }

  /** Takes over the encrypted secret. */
  Recovery(SetParameters set, SecretBytes encrypted, Map<ShareIndex, Standing> standings) {
    this.set = set;
    this.encrypted = encrypted;
    this.standings = new TreeMap<>(standings);
  }

  /** What is known of each share that was there. */
  public SortedMap<ShareIndex, Standing> standings() {
    return new TreeMap<>(standings);
  }

  /**
   * The secret of a set that has no passphrase. It takes 10,000 × 2<sup>exponent</sup> hashes of
   * the set's iteration exponent: a few milliseconds at 0, some minutes at 15.
   */
  public SecretBytes decrypt() {
    try (SecretBytes none = new SecretBytes(new byte[0])) {
      return MasterSecret.decrypt(encrypted, none, set);
    }
  }

  /**
   * The secret under a passphrase; another, if it is not the right one. Time as above.
   *
   * @param passphrase printable ASCII
   * @throws SetException if it is not
   */
  public SecretBytes decrypt(SecretBytes passphrase) throws SetException {
    for (byte character : passphrase.bytes()) {
      if (character < ' ' || character > '~') {
        throw new SetException(Kind.FOREIGN_PASSPHRASE);
      }
    }
    return MasterSecret.decrypt(encrypted, passphrase, set);
  }

  /** Whether both give the same secret. */
  public boolean isSameAs(Recovery other) {
    return set.equals(other.set) && encrypted.isSameAs(other.encrypted);
  }

  @Override
  public void close() {
    encrypted.close();
  }

  @Override
  public String toString() {
    return "the secret of set " + set.identifier() + " (secret)";
  }
}
