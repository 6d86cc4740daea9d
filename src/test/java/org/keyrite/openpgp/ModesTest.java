package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.openpgp.Checked.bytes;
import static org.keyrite.openpgp.Checked.detached;
import static org.keyrite.openpgp.Checked.good;
import static org.keyrite.openpgp.Checked.join;
import static org.keyrite.openpgp.Checked.sentence;
import static org.keyrite.openpgp.Checked.text;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Finding.Good;
import org.keyrite.signature.Rejection;
import org.keyrite.signature.SignatureCheck;
import org.keyrite.signature.SignatureFormatException;

/**
 * What kind of file it is, the caller says. Each kind is refused where another is wanted, and
 * beside it stands what gpgv and sqv answer (0 accepts).
 */
@Tag("tool")
class ModesTest {
  private static final byte[] DATA = bytes("what was released\nand no more\n");
  private static final Instant SIGNED = Gpg.START.plus(Duration.ofDays(10));
  private static final Instant NOW = Gpg.START.plus(Duration.ofDays(20));

  private Gpg gpg;
  private String key;
  private byte[] certificate;
  private Certificates certificates;

  @BeforeEach
  void makeKey() throws Exception {
    gpg = new Gpg();
    key = gpg.key("signer");
    certificate = gpg.export(key);
    certificates = Gpg.certificates(Set.of(key), certificate);
  }

  @AfterEach
  void removeKey() throws IOException {
    gpg.close();
  }

  private String notDetached(byte[] file) {
    return assertThrows(
            SignatureFormatException.class, () -> detached(file, DATA, certificates, NOW))
        .getMessage();
  }

  private String notInline(byte[] file) {
    return assertThrows(
            SignatureFormatException.class, () -> InlineMessage.read(file, 1000, certificates, NOW))
        .getMessage();
  }

  private String notClearSigned(byte[] file) {
    return assertThrows(
            SignatureFormatException.class, () -> ClearSignedMessage.read(file, certificates, NOW))
        .getMessage();
  }

  private void stock(int gpgv, int sqv, byte[] signature) throws IOException {
    StockVerifiers.areAt(gpgv, sqv, certificate, signature, DATA);
  }

  @Test
  void inlinePassedAsDetached() throws Exception {
    String sentence =
        "holds a message that brings along what it signs, which has to be verified as one";
    for (String option : List.of("--compress-algo=none", "--compress-algo=zlib", "--armor")) {
      byte[] inline = gpg.run(SIGNED, key, DATA, "--sign", option);
      assertEquals(sentence, notDetached(inline));
      stock(2, 1, inline);
    }
    // The signature of another text rides on a message that is signed.
    byte[] detached = gpg.sign(SIGNED, key, DATA);
    byte[] inline = gpg.run(SIGNED, key, bytes("else"), "--sign", "--compress-algo=none");
    assertEquals(sentence, notDetached(join(detached, inline)));
    assertEquals(sentence, notDetached(join(inline, detached)));
  }

  @Test
  void clearSignedPassedAsDetached() throws Exception {
    byte[] clearSigned = gpg.run(SIGNED, key, DATA, "--clear-sign");
    assertEquals(
        "holds a clear-signed message, which has to be verified as one", notDetached(clearSigned));
    stock(2, 1, clearSigned);
    assertEquals(
        "is not a clear-signed message: it does not start with its BEGIN line",
        notClearSigned(gpg.run(SIGNED, key, DATA, "--sign", "--armor")));
    assertEquals(
        "holds a clear-signed message, which has to be verified as one", notInline(clearSigned));
  }

  @Test
  void detachedPassedAsSomethingElse() {
    String sentence = "holds only signatures, which have to be verified beside what they sign";
    assertEquals(sentence, notInline(gpg.sign(SIGNED, key, DATA)));
    assertEquals(sentence, notInline(gpg.sign(SIGNED, key, DATA, "--armor")));
    assertEquals(
        "is not a clear-signed message: it does not start with its BEGIN line",
        notClearSigned(gpg.sign(SIGNED, key, DATA, "--armor")));
  }

  @Test
  void keysPassedAsSignatures() {
    assertEquals("holds something other than signatures", notDetached(certificate));
    assertEquals("holds armor of another type than SIGNATURE", notDetached(gpg.exportArmored(key)));
    assertEquals("holds armor of another type than MESSAGE", notInline(gpg.exportArmored(key)));
    assertEquals("holds a packet that has no place in a signed message", notInline(certificate));
  }

  @Test
  void theSignatureOfTheClearSignedTextPassedAsDetached() throws Exception {
    byte[] clearSigned =
        gpg.run(SIGNED, key, bytes("a \nb\n"), "--clear-sign", "--digest-algo=SHA256");
    String armor = text(clearSigned).substring(text(clearSigned).indexOf("-----BEGIN PGP SIGN", 9));
    // It is a signature over text.
    for (String file : List.of("a\nb", "a \nb\n", "a\nb\n", "a\r\nb")) {
      sentence(Rejection.WRONG_PURPOSE, detached(bytes(armor), bytes(file), certificates, NOW));
    }
    StockVerifiers.areAt(0, 0, certificate, bytes(armor), bytes("a\r\nb"));
  }

  @Test
  void textAndBytesAreNotTheSame() throws Exception {
    byte[] overText = gpg.sign(SIGNED, key, DATA, "--textmode", "--digest-algo=SHA256");
    byte[] overBytes = gpg.sign(SIGNED, key, DATA, "--digest-algo=SHA256");
    byte[] otherLineEnds = bytes(text(DATA).replace("\n", "\r\n"));
    for (byte[] file : List.of(DATA, otherLineEnds, bytes(text(DATA).replace("\n", "\r")))) {
      assertEquals(
          "The signature that names the key "
              + key
              + " is over text, and would hold for the file with other line ends too: it has to be made"
              + " without --textmode.",
          sentence(Rejection.WRONG_PURPOSE, detached(overText, file, certificates, NOW)));
    }
    assertEquals(
        "Ed25519, SHA-256", good(detached(overBytes, DATA, certificates, NOW)).algorithm());
    sentence(Rejection.NOT_THESE_BYTES, detached(overBytes, otherLineEnds, certificates, NOW));
    StockVerifiers.areAt(0, 0, certificate, overText, otherLineEnds);
    StockVerifiers.areAt(1, 1, certificate, overBytes, otherLineEnds);
  }

  @Test
  void theBytesMayPassInAnyPieces() throws Exception {
    byte[] signature = gpg.sign(SIGNED, key, DATA);
    for (int step = 1; step < 8; step++) {
      SignatureCheck check = DetachedSignatures.read(signature, certificates, NOW);
      for (int i = 0; i < DATA.length; i += step) {
        check.update(DATA, i, Math.min(step, DATA.length - i));
      }
      good(check.findings());
    }
  }

  @Test
  void aBadBlockBeforeAGoodOne() throws Exception {
    byte[] bad = gpg.sign(SIGNED, key, bytes("else"), "--armor");
    byte[] good = gpg.sign(SIGNED, key, DATA, "--armor");
    List<Finding> findings = detached(join(bad, good), DATA, certificates, NOW);
    assertEquals(2, findings.size());
    sentence(Rejection.NOT_THESE_BYTES, findings.get(0));
    good(findings.get(1));
    stock(1, 1, join(bad, good));
    stock(1, 0, join(good, bad));
  }

  @Test
  void theSameSignatureTwice() throws Exception {
    byte[] signature = gpg.sign(SIGNED, key, DATA);
    List<Finding> findings = detached(join(signature, signature), DATA, certificates, NOW);
    assertEquals(2, findings.size());
    assertEquals(good(findings.get(0)), good(findings.get(1)));
    stock(0, 0, join(signature, signature));
  }

  @Test
  void anUnknownSignerAmongKnownOnes() throws Exception {
    String stranger = gpg.key("stranger");
    byte[] both = join(gpg.sign(SIGNED, stranger, DATA), gpg.sign(SIGNED, key, DATA));
    List<Finding> findings = detached(both, DATA, certificates, NOW);
    sentence(Rejection.UNKNOWN_KEY, findings.get(0));
    good(findings.get(1));
    stock(2, 0, both);
  }

  @Test
  void junkAroundTheSignature() throws Exception {
    byte[] binary = gpg.sign(SIGNED, key, DATA);
    byte[] armored = gpg.sign(SIGNED, key, DATA, "--armor");
    byte[] junk = bytes("trust me\n");
    assertEquals("holds bytes that are no OpenPGP packet", notDetached(join(binary, junk)));
    assertEquals("holds something after the armor's END line", notDetached(join(armored, junk)));
    String before = "is neither binary OpenPGP nor armor that starts with a BEGIN line";
    assertEquals(before, notDetached(join(junk, armored)));
    assertEquals(before, notDetached(join(junk, binary)));
    assertEquals("holds something after the armor's END line", notDetached(join(armored, binary)));
    assertEquals("holds bytes that are no OpenPGP packet", notDetached(join(binary, armored)));
    stock(0, 0, join(armored, junk));
    stock(0, 0, join(junk, armored));
  }

  @Test
  void anotherMessageAfterTheMessage() {
    byte[] message = gpg.run(SIGNED, key, DATA, "--sign", "--armor");
    assertEquals("holds something after the message", notInline(join(message, message)));
    assertEquals(
        "holds something after the message",
        notInline(join(message, gpg.sign(SIGNED, key, DATA, "--armor"))));
    assertEquals(
        "holds something after the armor's END line", notInline(join(message, bytes("x"))));
  }

  @Test
  void binaryJunkInArmor() throws Exception {
    String armored = text(gpg.sign(SIGNED, key, DATA, "--armor"));
    int at = armored.indexOf("\n\n") + 10;
    String junk = armored.substring(0, at) + "\u00ff\u0000\u0080" + armored.substring(at);
    assertEquals("has armor with a line that is not base64", notDetached(bytes(junk)));
  }

  @Test
  void anEmptyOrMeaninglessFileHoldsNoSignature() {
    assertEquals("is empty", notDetached(new byte[0]));
    assertEquals("holds no signature", notDetached(Forge.packet(10, bytes("PGP"))));
    assertEquals(
        "holds no signature",
        notDetached(bytes("-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n")));
  }

  @Test
  void filesHaveBounds() throws Exception {
    byte[] signature = gpg.sign(SIGNED, key, DATA);
    byte[][] thousand = new byte[1001][];
    Arrays.fill(thousand, signature);
    assertEquals("holds more than 1000 signatures", notDetached(join(thousand)));
    assertEquals(
        1000,
        detached(join(Arrays.copyOf(thousand, 1000)), DATA, certificates, NOW).stream()
            .filter(Good.class::isInstance)
            .count());
    assertEquals(
        "holds a packet of 262145 bytes, where at most 262144 can be",
        notDetached(Forge.packet(2, new byte[(256 << 10) + 1])));
    assertEquals(
        "holds a packet of 4294967295 bytes, where at most 262144 can be",
        notDetached(new byte[] {(byte) 0xc2, -1, -1, -1, -1, -1, 4}));
    assertEquals(
        "holds a packet without a length where it must have one",
        notDetached(join(new byte[] {(byte) 0x8b}, signature)));
    assertEquals(
        "holds a packet of the forbidden type 0", notDetached(new byte[] {(byte) 0xc0, 0}));
  }

  /** Each is inside the one before, and nothing goes in after it. */
  @Test
  void aHundredThousandNestedStructures() {
    byte[] compressed = new byte[300_000];
    for (int i = 0; i < compressed.length; i += 3) {
      compressed[i] = (byte) 0xa3;
      compressed[i + 1] = 1;
    }
    notDetached(compressed);
    notInline(compressed);
    byte[] announcements = new byte[1_500_000];
    byte[] one = Forge.packet(4, new byte[] {3, 0, 10, 22, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    for (int i = 0; i + one.length <= announcements.length; i += one.length) {
      System.arraycopy(one, 0, announcements, i, one.length);
    }
    assertEquals("announces more than 1000 signatures", notInline(announcements));
    byte[] signature = {0};
    for (int i = 0; i < 10_000; i++) {
      int length = signature.length + 6;
      if (length > 60_000) {
        break;
      }
      signature =
          join(
              new byte[] {4, 0, 22, 10, (byte) (length >> 8), (byte) length, -1},
              Forge.number(length - 5),
              new byte[] {32},
              signature);
    }
    assertTrue(notFoundGood(Forge.packet(2, signature)));
  }

  private boolean notFoundGood(byte[] file) {
    try {
      return detached(file, DATA, certificates, NOW).stream().noneMatch(Good.class::isInstance);
    } catch (SignatureFormatException | IOException e) {
      return true;
    }
  }

  @Test
  void truncatedAnywhereItIsNeverGood() {
    for (byte[] file :
        List.of(gpg.sign(SIGNED, key, DATA), gpg.sign(SIGNED, key, DATA, "--armor"))) {
      int end = file[file.length - 1] == '\n' ? file.length - 1 : file.length;
      for (int length = 0; length < end; length++) {
        assertTrue(notFoundGood(Arrays.copyOf(file, length)), "at " + length);
      }
    }
  }

  @Test
  void withAnyBitFlippedItIsNotGoodOrSaysTheSame() throws Exception {
    byte[] file = gpg.sign(SIGNED, key, DATA);
    Good whole = good(detached(file, DATA, certificates, NOW));
    for (int bit = 0; bit < file.length * 8; bit++) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      if (!notFoundGood(flipped)) {
        assertEquals(whole, good(detached(flipped, DATA, certificates, NOW)));
      }
    }
  }
}
