package org.keyrite.ceremony;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.keyrite.age.Recipient;
import org.keyrite.crypto.Sha256;

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
    BACKUPS;

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
    return Fingerprint.of(Sha256.hex(recipient.toString().getBytes(StandardCharsets.US_ASCII)));
  }
}
