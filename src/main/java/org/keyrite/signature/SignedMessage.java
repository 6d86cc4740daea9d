package org.keyrite.signature;

import java.util.List;
import java.util.Optional;

/** A message that came in one file with its signatures, which have been checked. */
public final class SignedMessage implements SignatureCheck {
  private final byte[] content;
  private final List<Finding> findings;

  public SignedMessage(byte[] content, List<Finding> findings) {
    this.content = content;
    this.findings = List.copyOf(findings);
  }

  @Override
  public List<Finding> findings() {
    return findings;
  }

  @Override
  public Optional<byte[]> content() {
    return findings.stream().anyMatch(Finding.Good.class::isInstance)
        ? Optional.of(content)
        : Optional.empty();
  }
}
