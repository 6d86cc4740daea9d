package org.keyrite.signature;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The signatures of OpenBSD's signify: an untrusted comment, and an Ed25519 signature over the
 * whole message, which is in another file or follows in the same one. Which of the two it is, the
 * caller states.
 *
 * <p>Stricter than signify: nothing may follow a detached signature, base64 must be canonical, and
 * the comment must be plain text. Signatures inside of gzip files ({@code signify -z}) are not
 * read.
 *
 * <p>What a good one does not show: when it was made. The format has no date.
 *
 * <p>Specification: signify(1), and "signify: Securing OpenBSD From Us To You" (Unangst, 2015).
 */
public final class Signify {
  /** In bytes. With {@code signify -e}, lists are signed. */
  private static final int MOST_EMBEDDED_BYTES = 16 << 20;

  private static final String ED25519 = "Ed";

  private Signify() {}

  /**
   * Begins to check a detached signature. The message is kept in memory, and may have 256 MiB.
   *
   * @param file a whole {@code .sig} file, at most 64 KiB
   * @param keys the pinned keys
   * @param message where the message is kept, which the checks of several signatures may share
   * @throws SignatureFormatException when the file is not a detached signature of signify
   */
  public static SignatureCheck check(byte[] file, List<NumberedKey> keys, WholeMessage message)
      throws SignatureFormatException {
    TextLines lines = lines(file, TextLines.MOST_BYTES);
    byte[] signature = signature(lines);
    lines.requireEnd("the signature");
    return ofNumbered(signature, keys, message);
  }

  /**
   * Checks a message that follows its signature ({@code signify -Se}).
   *
   * @param file the whole file, at most 16 MiB
   * @param keys the pinned keys
   * @throws SignatureFormatException when the file does not start with a signature of signify
   */
  public static SignedMessage open(byte[] file, List<NumberedKey> keys)
      throws SignatureFormatException {
    TextLines lines = lines(file, MOST_EMBEDDED_BYTES);
    byte[] signature = signature(lines);
    byte[] message = lines.rest();
    return new SignedMessage(
        message, ofNumbered(signature, keys, new WholeMessage(message)).findings());
  }

  private static TextLines lines(byte[] file, int mostBytes) throws SignatureFormatException {
    if (file.length >= 2 && file[0] == 0x1f && file[1] == (byte) 0x8b) {
      throw new SignatureFormatException(
          "is a gzip file, perhaps with a signature inside, which is not read");
    }
    return new TextLines(file, mostBytes);
  }

  private static byte[] signature(TextLines lines) throws SignatureFormatException {
    lines.comment(NumberedKey.COMMENT, "an untrusted comment");
    return lines.base64("a signature", NumberedKey.HEAD_LENGTH + NumberedKey.SIGNATURE_LENGTH);
  }

  private static SignatureCheck ofNumbered(
      byte[] numbered, List<NumberedKey> keys, WholeMessage message) {
    try {
      if (!NumberedKey.ascii(numbered, 0, NumberedKey.KIND_LENGTH).equals(ED25519)) {
        throw new Refusal(
            Optional.empty(), Rejection.UNSUPPORTED, "keyrite does not know its kind.");
      }
      return new WholeCheck(
          NumberedKey.named(keys, numbered),
          Arrays.copyOfRange(numbered, NumberedKey.HEAD_LENGTH, numbered.length),
          Signify::good,
          message);
    } catch (Refusal e) {
      return e.check();
    }
  }

  private static Finding good(NumberedKey key) {
    KeyName name = key.name();
    return new Finding.Good(name, name.fingerprint(), Optional.empty(), "Ed25519", "");
  }
}
