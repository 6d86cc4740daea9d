package org.keyrite.signature;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyrite.crypto.signing.SshPublicKey;

/**
 * A pinned SSH key, and what it may sign, and when.
 *
 * @param fingerprint {@code SHA256:…}, as {@code ssh-keygen -l} shows it; the key itself comes with
 *     each signature
 * @param validAfter the first moment at which it counts
 * @param validBefore the last moment at which it counts
 * @param touchRequired whether a security key must state that somebody touched it
 * @param userCheckRequired whether a security key must state that it checked who that was, by PIN
 *     or finger
 */
public record SshSigner(
    String fingerprint,
    Optional<Instant> validAfter,
    Optional<Instant> validBefore,
    boolean touchRequired,
    boolean userCheckRequired) {
  private static final Pattern FINGERPRINT =
      Pattern.compile("SHA256:[0-9A-Za-z+/]{42}[048AEIMQUYcgkosw]");

  public SshSigner {
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(validAfter);
    Objects.requireNonNull(validBefore);
  }

  /**
   * A key that may sign at all times.
   *
   * @param fingerprint {@code SHA256:} and 43 digits of base64
   */
  public static SshSigner pinned(String fingerprint) throws SignatureFormatException {
    if (!FINGERPRINT.matcher(fingerprint).matches()) {
      throw new SignatureFormatException(
          "is not a fingerprint as ssh-keygen -l shows it, SHA256:…");
    }
    return new SshSigner(fingerprint, Optional.empty(), Optional.empty(), true, false);
  }

  /**
   * Reads a public key in full: the one line of a {@code .pub} file. Before it may stand the
   * options {@code no-touch-required} and {@code verify-required} of {@code authorized_keys}.
   *
   * @param file at most 64 KiB
   */
  public static SshSigner parse(byte[] file) throws SignatureFormatException {
    TextLines lines = new TextLines(file, TextLines.MOST_BYTES);
    String line = lines.next("a key").strip();
    if (line.startsWith("#")) {
      throw new SignatureFormatException("has a comment where only the key's line may be");
    }
    lines.requireEnd("the key");
    Optional<SshPublicKey> alone = SshPublicKey.parse(line);
    if (alone.isPresent()) {
      return pinned(alone.get().fingerprint());
    }
    SshOptions options = SshOptions.parse(line);
    String fingerprint =
        SshPublicKey.parse(options.key())
            .orElseThrow(() -> new SignatureFormatException("has no SSH public key in line 1"))
            .fingerprint();
    boolean touchRequired = !options.take("no-touch-required");
    boolean userCheckRequired = options.take("verify-required");
    options.requireNone();
    return new SshSigner(
        fingerprint, Optional.empty(), Optional.empty(), touchRequired, userCheckRequired);
  }

  /**
   * The same key, valid for a time.
   *
   * @param from the first moment, if there is one
   * @param to the last moment, if there is one
   */
  public SshSigner during(Optional<Instant> from, Optional<Instant> to) {
    return new SshSigner(fingerprint, from, to, touchRequired, userCheckRequired);
  }

  /** What it is called. */
  public KeyName name() {
    return new KeyName(Scheme.SSH, fingerprint);
  }

  /** Nothing if it may sign now. */
  void requireValid(Instant now) throws Refusal {
    if (validAfter.isPresent() && now.isBefore(validAfter.get())) {
      throw new Refusal(
          name(),
          Rejection.KEY_NOT_YET_VALID,
          "The key is not valid before " + validAfter.get() + ".");
    }
    if (validBefore.isPresent() && now.isAfter(validBefore.get())) {
      throw new Refusal(
          name(), Rejection.KEY_EXPIRED, "The key is not valid after " + validBefore.get() + ".");
    }
  }
}
