package org.keyrite.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyrite.crypto.signing.SshPublicKey;

/**
 * A file of allowed signers, which says which principals sign with which keys.
 *
 * <p>Stricter than {@code ssh-keygen}: a line that is wrong is an error whoever is asked for, and a
 * time must have the zone {@code Z}, for without it every machine reads it in its own zone.
 * Certificates are not supported.
 *
 * <p>Specification: ssh-keygen(1), "ALLOWED SIGNERS".
 */
public final class AllowedSigners {
  /** In bytes. */
  private static final int MOST_BYTES = 1 << 20;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern DIGITS = Pattern.compile("[0-9]{8}(?:[0-9]{4}(?:[0-9]{2})?)?");

  private final List<Line> lines;

  private record Line(SshPatterns principals, SshSigner signer) {}

  private AllowedSigners(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /**
   * Reads a file.
   *
   * @param file at most 1 MiB
   */
  public static AllowedSigners parse(byte[] file) throws SignatureFormatException {
    TextLines text = new TextLines(file, MOST_BYTES);
    List<Line> lines = new ArrayList<>();
    while (!text.atEnd()) {
      String line = text.next("a signer").strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        lines.add(line(line, text.number()));
      }
    }
    if (lines.isEmpty()) {
      throw new SignatureFormatException("names no signer");
    }
    return new AllowedSigners(lines);
  }

  private static Line line(String text, int number) throws SignatureFormatException {
    boolean quoted = text.startsWith("\"");
    int start = quoted ? 1 : 0;
    int end = start;
    while (end < text.length()
        && (quoted ? text.charAt(end) != '"' : !SshOptions.isSpace(text.charAt(end)))) {
      end++;
    }
    if (end == text.length()) {
      throw new SignatureFormatException("has no SSH public key in line " + number);
    }
    if (end == start) {
      throw new SignatureFormatException("names no principal in line " + number);
    }
    return new Line(
        SshPatterns.parse(text.substring(start, end)),
        signer(text.substring(end + 1).strip(), number));
  }

  private static SshSigner signer(String text, int number) throws SignatureFormatException {
    Optional<SshPublicKey> alone = SshPublicKey.parse(text);
    if (alone.isPresent()) {
      return SshSigner.pinned(alone.get().fingerprint());
    }
    SshOptions options = SshOptions.parse(text, number);
    String fingerprint = SshSigner.key(options.key(), number).fingerprint();
    if (options.take("cert-authority").isPresent()) {
      throw new SignatureFormatException(
          "has the option cert-authority in line " + number + ", and certificates are not read");
    }
    Optional<String> namespaces = options.take("namespaces");
    if (namespaces.isPresent() && namespaces.get().isEmpty()) {
      throw new SignatureFormatException("names no namespace in line " + number);
    }
    Optional<Instant> after = time(options.take("valid-after"), number);
    Optional<Instant> before = time(options.take("valid-before"), number);
    options.requireNone(number);
    if (after.isPresent() && before.isPresent() && !before.get().isAfter(after.get())) {
      throw new SignatureFormatException(
          "has a key that ends before it begins to be valid in line " + number);
    }
    return new SshSigner(
        fingerprint, namespaces.map(SshPatterns::parse), after, before, true, false);
  }

  private static Optional<Instant> time(Optional<String> value, int number)
      throws SignatureFormatException {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String text = value.get();
    if (!text.endsWith("Z")) {
      throw new SignatureFormatException(
          "has a time without its zone in line " + number + ": write Z after it, for UTC");
    }
    String digits = text.substring(0, text.length() - 1);
    try {
      if (DIGITS.matcher(digits).matches()) {
        String whole = digits + "0".repeat(14 - digits.length());
        return Optional.of(LocalDateTime.parse(whole, TIME).toInstant(ZoneOffset.UTC));
      }
    } catch (DateTimeException e) {
      // Reported like every other text that is no time.
    }
    throw new SignatureFormatException(
        "has a time in line " + number + " that is not of the form YYYYMMDD[HHMM[SS]]Z");
  }

  /**
   * The keys of a principal, each with its conditions.
   *
   * @param principal a name such as {@code alice@example.com}, which patterns in the file match
   * @return in the file's order; empty if the file has none of it
   */
  public List<SshSigner> of(String principal) {
    return lines.stream()
        .filter(line -> line.principals().match(principal))
        .map(Line::signer)
        .toList();
  }
}
