package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Finding.Good;
import org.keyrite.signature.Finding.Rejected;
import org.keyrite.signature.Rejection;
import org.keyrite.signature.SignatureCheck;
import org.keyrite.signature.SignatureFormatException;

/** Short ways to ask, and to state what was found. */
final class Checked {
  private Checked() {}

  static List<Finding> detached(
      byte[] signatures, byte[] data, Certificates certificates, Instant now)
      throws SignatureFormatException, IOException {
    SignatureCheck check = DetachedSignatures.read(signatures, certificates, now);
    check.update(data, 0, data.length);
    return check.findings();
  }

  static Good good(Finding finding) {
    return assertInstanceOf(Good.class, finding, finding::toString);
  }

  static Good good(List<Finding> findings) {
    assertEquals(1, findings.size());
    return good(findings.getFirst());
  }

  /** The sentence of a rejection of the given kind. */
  static String sentence(Rejection rejection, Finding finding) {
    Rejected rejected = assertInstanceOf(Rejected.class, finding, finding::toString);
    assertEquals(rejection, rejected.rejection(), rejected.sentence());
    return rejected.sentence();
  }

  static String sentence(Rejection rejection, List<Finding> findings) {
    assertEquals(1, findings.size());
    return sentence(rejection, findings.getFirst());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
