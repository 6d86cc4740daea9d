package org.keyrite.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keyrite.files.BoundedFile;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.signature.SignedMessage;

/**
 * A text that can be read without any program, with signatures below it (section 7).
 *
 * <p>What a person sees in such a file and what is signed in it are not the same by themselves, so
 * the file may hold nothing that is not signed, apart from the lines that make it such a file.
 *
 * <p>Its content is what is signed, each line of it with a line feed at its end: without the dashes
 * that were put before lines, and without the blanks, tabs and carriage returns at their ends,
 * which are not signed.
 */
public final class ClearSignedMessage {
  private static final int MOST_BYTES = 16 << 20;

  private static final byte[] SIGNATURE =
      "-----BEGIN PGP SIGNATURE-----".getBytes(StandardCharsets.US_ASCII);

  private static final int MAX_HEADERS = 16;

  /** The one header that may stand here. Whatever else does could be taken for signed. */
  private static final Pattern HASHES =
      Pattern.compile(
          "Hash: (?:(?:MD5|SHA1|RIPEMD160|SHA224|SHA256|SHA384|SHA512|SHA3-256|SHA3-512)"
              + "(?:, ?|$)){1,9}");

  private ClearSignedMessage() {}

  /**
   * Reads a message and verifies its signatures.
   *
   * @param file at most 16 MiB
   * @param now when it is judged whether a key is still valid
   * @throws SignatureFormatException if it is not one such message and nothing more
   */
  public static SignedMessage read(byte[] file, Certificates certificates, Instant now)
      throws SignatureFormatException {
    try {
      if (file.length > MOST_BYTES) {
        throw new Malformed("is longer than " + BoundedFile.inWords(MOST_BYTES));
      }
      Lines lines = new Lines(file, PacketFile.begin(file));
      readHeaders(lines);
      byte[] text = readText(lines);
      DocumentSignatures signatures =
          new DocumentSignatures(
              new SignatureJudge(certificates, now),
              Set.of(Signature.Type.TEXT),
              new DocumentHashes());
      readSignatures(PacketFile.open(file, lines.start), signatures);
      // The last line's end is not signed (section 7.1).
      signatures.update(text, 0, Math.max(text.length - 1, 0));
      return new SignedMessage(text, signatures.findings());
    } catch (IOException e) {
      throw Malformed.asFormatException(e);
    }
  }

  private static void readHeaders(Lines lines) throws Malformed {
    if (!lines.next() || !lines.text().equals(PacketFile.CLEAR_SIGNED)) {
      throw new Malformed("is not a clear-signed message: it does not start with its BEGIN line");
    }
    for (int headers = 0; headers <= MAX_HEADERS && lines.next(); headers++) {
      if (lines.length() == 0) {
        return;
      }
      if (!HASHES.matcher(lines.text()).matches()) {
        throw new Malformed("has a line above its text that is not signed");
      }
    }
    throw new Malformed("has no empty line above its text");
  }

  private static byte[] readText(Lines lines) throws Malformed {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (lines.next()) {
      if (lines.is(SIGNATURE)) {
        return text.toByteArray();
      }
      // Section 7.1: a dash is put before lines that start with one, and may be before others.
      int from = lines.startsWith("-") ? lines.start + 2 : lines.start;
      if (from > lines.start && !lines.startsWith("- ")) {
        throw new Malformed("has a line in its text that starts with a dash of its own");
      }
      text.write(lines.bytes, from, Math.max(lines.contentEnd() - from, 0));
      text.write('\n');
    }
    throw new Malformed("has no signature below its text");
  }

  private static void readSignatures(PacketFile packets, DocumentSignatures signatures)
      throws IOException {
    DetachedSignatures.readBlock(packets.next().orElseThrow(), signatures);
    Optional<PacketReader> another = packets.next();
    if (another.isPresent()) {
      throw new Malformed("holds something after its signatures");
    }
  }

  /** The lines of the file, one at a time. */
  private static final class Lines {
    private final byte[] bytes;
    private int start;
    private int end;

    Lines(byte[] bytes, int begin) {
      this.bytes = bytes;
      this.end = begin - 1;
    }

    boolean next() {
      start = end + 1;
      if (start >= bytes.length) {
        return false;
      }
      end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      return true;
    }

    /** Without one line end of either kind, but with blanks. */
    int length() {
      return (end > start && bytes[end - 1] == '\r' ? end - 1 : end) - start;
    }

    /** Where blanks, tabs and carriage returns begin that end the line. */
    int contentEnd() {
      int contentEnd = end;
      while (contentEnd > start && ArmorBlockLines.isBlank(bytes[contentEnd - 1])) {
        contentEnd--;
      }
      return contentEnd;
    }

    String text() {
      return new String(bytes, start, length(), StandardCharsets.ISO_8859_1);
    }

    boolean is(byte[] line) {
      return Arrays.equals(bytes, start, contentEnd(), line, 0, line.length);
    }

    boolean startsWith(String ascii) {
      byte[] expected = ascii.getBytes(StandardCharsets.US_ASCII);
      return end - start >= expected.length
          && Arrays.equals(bytes, start, start + expected.length, expected, 0, expected.length);
    }
  }
}
