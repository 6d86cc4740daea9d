package org.keyrite.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.hash.StrongHash;

/**
 * The signatures of minisign. A file has one: an untrusted comment, the signature over the file or
 * over its hash, a trusted comment, and the signature over the first signature and that comment.
 *
 * <p>Stricter than minisign: nothing may follow, base64 must be canonical, comments must be plain
 * text, and a signature over the whole file (the legacy kind) must be allowed.
 *
 * <p>What a good one does not show is when it was made. Its date is what the signer's machine wrote
 * into the trusted comment: a claim under the signer's key, which is worth what the signer is
 * worth.
 *
 * <p>Specification: <a href="https://jedisct1.github.io/minisign/">minisign</a>, "Signature
 * format".
 */
public final class Minisign {
  private static final String TRUSTED_COMMENT = "trusted comment: ";
  private static final String OF_HASH = "ED";
  private static final String OF_WHOLE = "Ed";

  /** Twelve digits reach beyond the year 33000. */
  private static final Pattern TIMESTAMP = Pattern.compile("timestamp:([0-9]{1,12})");

  private static final Pattern FILE = Pattern.compile("file:(.+)");

  private Minisign() {}

  /**
   * What becomes of signatures over the whole file, which only old versions of minisign make by
   * themselves.
   */
  public enum Legacy {
    REFUSED,
    /** They are checked; the file is kept in memory, and may have 256 MiB. */
    ALLOWED
  }

  /**
   * Begins to check a signature file.
   *
   * @param file a whole {@code .minisig} file, at most 64 KiB
   * @param keys the pinned keys
   * @param message where the file is kept if the signature is over the whole of it; the checks of
   *     several signatures may share it
   * @param now a signature that is dated later is rejected
   * @throws SignatureFormatException when the file is not a signature of minisign
   */
  public static SignatureCheck check(
      byte[] file, List<NumberedKey> keys, Legacy legacy, WholeMessage message, Instant now)
      throws SignatureFormatException {
    TextLines lines = new TextLines(file, TextLines.MOST_BYTES);
    lines.comment(NumberedKey.COMMENT, "an untrusted comment");
    byte[] signature =
        lines.base64("a signature", NumberedKey.HEAD_LENGTH + NumberedKey.SIGNATURE_LENGTH);
    String comment = lines.comment(TRUSTED_COMMENT, "a trusted comment");
    byte[] overComment =
        lines.base64("a signature of the trusted comment", NumberedKey.SIGNATURE_LENGTH);
    lines.requireEnd("the signature");
    try {
      return check(signature, comment, overComment, keys, legacy, message, now);
    } catch (Refusal e) {
      return e.check();
    }
  }

  private static SignatureCheck check(
      byte[] numbered,
      String comment,
      byte[] overComment,
      List<NumberedKey> keys,
      Legacy legacy,
      WholeMessage message,
      Instant now)
      throws Refusal {
    String kind = NumberedKey.ascii(numbered, 0, NumberedKey.KIND_LENGTH);
    if (!kind.equals(OF_HASH) && !kind.equals(OF_WHOLE)) {
      throw new Refusal(Optional.empty(), Rejection.UNSUPPORTED, "keyrite does not know its kind.");
    }
    byte[] signature = Arrays.copyOfRange(numbered, NumberedKey.HEAD_LENGTH, numbered.length);
    NumberedKey key =
        signerOfComment(NumberedKey.named(keys, numbered), signature, comment, overComment);
    if (kind.equals(OF_WHOLE) && legacy == Legacy.REFUSED) {
      throw new Refusal(
          key.name(), Rejection.LEGACY, "It is over the whole file, as old versions made it.");
    }
    Optional<Instant> made = made(comment);
    if (made.isPresent() && made.get().isAfter(now)) {
      throw new Refusal(
          key.name(),
          Rejection.SIGNATURE_IN_FUTURE,
          "It is dated later than now: " + made.get() + ".");
    }
    if (kind.equals(OF_WHOLE)) {
      Finding good = good(key, made, "Ed25519", comment);
      return new WholeCheck(List.of(key), signature, _ -> good, message);
    }
    Finding good = good(key, made, "Ed25519, BLAKE2b-512", comment);
    return new HashedCheck(
        StrongHash.BLAKE2B_512.begin(),
        hash -> key.ed25519().verifies(hash, signature) ? good : key.notTheseBytes());
  }

  private static NumberedKey signerOfComment(
      List<NumberedKey> keys, byte[] signature, String comment, byte[] overComment) throws Refusal {
    byte[] signed = Joined.of(signature, comment.getBytes(UTF_8));
    for (NumberedKey key : keys) {
      if (key.ed25519().verifies(signed, overComment)) {
        return key;
      }
    }
    throw new Refusal(
        keys.getFirst().name(),
        Rejection.NOT_THESE_BYTES,
        "The key did not sign this signature with its trusted comment.");
  }

  /** The one date among the comment's fields; two of them would be none. */
  private static Optional<Instant> made(String comment) {
    List<String> dates = fields(comment, TIMESTAMP);
    return dates.size() == 1
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(dates.getFirst())))
        : Optional.empty();
  }

  /** The name of the file; several are none that a file has. */
  private static Optional<String> file(String comment) {
    List<String> names = fields(comment, FILE);
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join("\t", names));
  }

  private static List<String> fields(String comment, Pattern form) {
    return Stream.of(comment.split("\t", -1))
        .map(form::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  private static Finding good(
      NumberedKey key, Optional<Instant> made, String algorithm, String comment) {
    return new Finding.Good(
        key.name(), key.name().fingerprint(), made, algorithm, comment, file(comment));
  }
}
