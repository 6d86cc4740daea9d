package org.keyrite.signature;

import java.util.Objects;

/**
 * What a pinned public key is called in a policy and in a receipt.
 *
 * @param scheme what it makes signatures of
 * @param fingerprint the scheme's own form, whole: OpenPGP 40 or 64 upper-case hex digits (of the
 *     primary key), minisign and signify the base64 of the public key, SSH {@code SHA256:…}
 */
public record KeyName(Scheme scheme, String fingerprint) {
  public KeyName {
    Objects.requireNonNull(scheme);
    Objects.requireNonNull(fingerprint);
  }

  @Override
  public String toString() {
    return scheme.word() + " " + fingerprint;
  }
}
