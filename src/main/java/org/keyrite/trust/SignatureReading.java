package org.keyrite.trust;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Failed;
import org.keyrite.fault.FileProblem;
import org.keyrite.fault.Reason;
import org.keyrite.files.BoundedFile;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.SignatureCheck;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.signature.WholeMessage;

/**
 * A signature file, read whole, whose signatures are checked while the signed bytes go by.
 *
 * @param sha256 the hash of the file, if its signatures can be checked
 * @param check of its signatures, if they can be
 * @param clause why they cannot; empty where all that is wrong is that there is no file
 */
record SignatureReading(
    SignatureFile file, String sha256, Optional<SignatureCheck> check, String clause) {
  /** Enough for hundreds of signatures. */
  private static final int MOST_BYTES = 4 << 20;

  /** Where the signed bytes are in it, they are held in memory. */
  static final int MOST_BYTES_WITH_FILE = 64 << 20;

  /**
   * Reads a signature file.
   *
   * @param source where it is, if that is known
   * @param message where all signatures of one file share it that need it whole
   * @throws Failed when it is there and cannot be read
   */
  static SignatureReading of(
      SignatureFile file,
      Optional<SourceFile> source,
      KeyRing keys,
      WholeMessage message,
      Moment moment)
      throws Failed {
    Optional<FileProblem> problem =
        source.isEmpty() ? Optional.of(FileProblem.NOWHERE) : source.get().problem();
    if (problem.isPresent()) {
      FileProblem known = problem.get().reached(file.file());
      // Only that it is missing is no fault, and has no clause.
      return without(file, known.missing() ? "" : known.clause());
    }
    byte[] bytes;
    try (InputStream in = source.get().open()) {
      bytes = BoundedFile.bytes(in, file.holdsItsFile() ? MOST_BYTES_WITH_FILE : MOST_BYTES);
    } catch (BoundedFile.TooLong e) {
      return without(file, e.predicate());
    } catch (IOException e) {
      throw new Failed(
          file.file() + " cannot be read: " + Reason.of(e) + ".",
          "Check its permissions, the disk, and how many files may be open (ulimit -n).",
          e);
    }
    try {
      SignatureCheck check = keys.open(file, bytes, message, moment.instant());
      return new SignatureReading(file, Sha256.hex(bytes), Optional.of(check), "");
    } catch (SignatureFormatException e) {
      return without(file, clause(file.scheme(), bytes, e));
    }
  }

  private static String clause(Scheme expected, byte[] bytes, SignatureFormatException e) {
    return Appearance.of(bytes)
        .filter(other -> other != expected)
        .map(
            other ->
                "looks like a signature of "
                    + other.word()
                    + ", where the scheme is "
                    + expected.word())
        .orElse(e.getMessage());
  }

  private static SignatureReading without(SignatureFile file, String clause) {
    return new SignatureReading(file, "", Optional.empty(), clause);
  }

  /** The signed bytes, if they are in it and it could be understood. */
  Optional<byte[]> content() {
    return check.flatMap(SignatureCheck::content);
  }

  void update(byte[] buffer, int offset, int count) {
    check.ifPresent(known -> known.update(buffer, offset, count));
  }

  /** What it turned out to be, when all bytes have gone by. */
  Examined.Signatures finish() {
    if (check.isPresent()) {
      return new Examined.Checked(file, sha256, check.get().findings());
    }
    return clause.isEmpty() ? new Examined.NoFile(file) : new Examined.NoSignatures(file, clause);
  }
}
