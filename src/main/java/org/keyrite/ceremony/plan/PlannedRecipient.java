package org.keyrite.ceremony.plan;

import java.util.Locale;
import org.keyrite.age.Fingerprint;
import org.keyrite.age.Recipient;

/**
 * Who can open a result.
 *
 * @param group whether it is a host or a backup
 * @param name what people call it
 * @param recipient its age recipient
 */
public record PlannedRecipient(Group group, String name, Recipient recipient) {
  /** What a recipient is for. */
  public enum Group {
    /** An online machine that will use the secret. */
    HOSTS,
    /** Somebody who keeps a copy. */
    BACKUPS,
    /** The identity that the ceremony makes, and splits among trustees. */
    ESCROW;

    /** The plan's word for it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What people compare. {@code printf %s age1… | sha256sum} begins with the same digits, on any
   * machine.
   */
  public String fingerprint() {
    return Fingerprint.of(recipient);
  }
}
