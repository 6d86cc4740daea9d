package org.keyrite.signature;

import java.util.List;
import java.util.Optional;

/** A message that came in one file with its signatures, which have been checked. */
public final class SignedMessage {
  private final byte[] content;
  private final List<Finding> findings;

  SignedMessage(byte[] content, List<Finding> findings) {
    this.content = content;
    this.findings = List.copyOf(findings);
  }

  /** What each signature turned out to be, in the file's order; never empty. */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * The message, whose signatures {@link #findings} tells of. Empty unless one of them is good:
   * nobody gets at what nobody signed. Not a copy.
   */
  public Optional<byte[]> content() {
    return findings.stream().anyMatch(Finding.Good.class::isInstance)
        ? Optional.of(content)
        : Optional.empty();
  }
}
