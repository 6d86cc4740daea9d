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
 * @param namespaces a list of patterns, as ssh_config has them, of what it may sign for; without
 *     it, for everything
 */
public record SshSigner(
    String fingerprint,
    Optional<Instant> validAfter,
    Optional<Instant> validBefore,
    boolean touchRequired,
    boolean userCheckRequired,
    Optional<String> namespaces) {
  private static final Pattern FINGERPRINT =
      Pattern.compile("SHA256:[0-9A-Za-z+/]{42}[048AEIMQUYcgkosw]");

  public SshSigner {
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(validAfter);
    Objects.requireNonNull(validBefore);
    Objects.requireNonNull(namespaces);
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
    return new SshSigner(
        fingerprint, Optional.empty(), Optional.empty(), true, false, Optional.empty());
  }

  /**
   * Reads a public key in full: the one line of a {@code .pub} file. Before it may stand the
   * options {@code no-touch-required} and {@code verify-required} of {@code authorized_keys}, and
   * {@code namespaces}, {@code valid-after} and {@code valid-before} of {@code allowed_signers},
   * whose times are in UTC here.
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
    Optional<Instant> after = options.takeTime("valid-after");
    Optional<Instant> before = options.takeTime("valid-before");
    Optional<String> namespaces = options.takeValue("namespaces");
    options.requireNone();
    return new SshSigner(fingerprint, after, before, touchRequired, userCheckRequired, namespaces);
  }

  /**
   * The same key, valid for a time, if its options do not say for which.
   *
   * @param from the first moment, if there is one
   * @param to the last moment, if there is one
   */
  public SshSigner during(Optional<Instant> from, Optional<Instant> to)
      throws SignatureFormatException {
    if ((from.isPresent() && validAfter.isPresent())
        || (to.isPresent() && validBefore.isPresent())) {
      throw new SignatureFormatException("has options that say when it is valid, too: say it once");
    }
    return new SshSigner(
        fingerprint,
        from.or(() -> validAfter),
        to.or(() -> validBefore),
        touchRequired,
        userCheckRequired,
        namespaces);
  }

  /** What it is called. */
  public KeyName name() {
    return new KeyName(Scheme.SSH, fingerprint);
  }

  /** Nothing if it may sign for something. */
  void requireFor(String namespace) throws Refusal {
    if (namespaces.isPresent() && !Patterns.match(namespaces.get(), namespace)) {
      throw new Refusal(
          name(),
          Rejection.WRONG_PURPOSE,
          "The key may sign for '"
              + namespaces.get()
              + "' (namespaces), and not for '"
              + namespace
              + "'.");
    }
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
