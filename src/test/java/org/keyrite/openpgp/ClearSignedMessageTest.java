package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.keyrite.openpgp.Checked.bytes;
import static org.keyrite.openpgp.Checked.good;
import static org.keyrite.openpgp.Checked.join;
import static org.keyrite.openpgp.Checked.sentence;
import static org.keyrite.openpgp.Checked.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.signature.Rejection;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.signature.SignedMessage;

/** Messages that can be read, and of which nothing may be read that is not signed. */
class ClearSignedMessageTest {
  private static final Instant SIGNED = Gpg.START.plus(Duration.ofDays(10));
  private static final Instant NOW = Gpg.START.plus(Duration.ofDays(20));
  private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----\n";

  private final Forge key = new Forge(4, Gpg.START, 1);

  /** A message whose text is given as it stands in it, and as it is signed. */
  private String message(String shown, String signed) {
    return message(shown, key.sign(0x01, SIGNED).over(bytes(signed)).packet());
  }

  private static String message(String shown, byte[] signatures) {
    return BEGIN
        + "Hash: SHA512\n\n"
        + shown
        + "-----BEGIN PGP SIGNATURE-----\n\n"
        + Base64.getMimeEncoder(64, bytes("\n")).encodeToString(signatures)
        + "\n-----END PGP SIGNATURE-----\n";
  }

  private SignedMessage read(String message) throws Exception {
    return ClearSignedMessage.read(
        bytes(message), Gpg.certificates(Set.of(key.fingerprint()), key.certificate()), NOW);
  }

  private String refused(String message) {
    return assertThrows(SignatureFormatException.class, () -> read(message)).getMessage();
  }

  @Tag("tool")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "a line\n",
        "no line end",
        "- a list\n- -- dashes\n-----BEGIN PGP SIGNATURE-----\n",
        "blanks at the end  \t\nand a return \r\nFrom me\n\n\n"
      })
  void whatGnuPgMakesGivesTheTextThatGnuPgGives(String text) throws Exception {
    try (Gpg gpg = new Gpg()) {
      String key = gpg.key("signer");
      byte[] message = gpg.run(SIGNED, key, bytes(text), "--clear-sign", "--digest-algo=SHA512");
      SignedMessage read =
          ClearSignedMessage.read(message, Gpg.certificates(Set.of(key), gpg.export(key)), NOW);
      assertEquals("Ed25519, SHA-512, as text", good(read.findings()).algorithm());
      // It gives back the blanks at the ends of lines, which are not signed.
      String theirs = text(gpg.at(NOW, message, "--decrypt"));
      assertEquals(theirs.replaceAll("[ \t\r]+\n", "\n"), text(read.content().orElseThrow()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', ''",
    "'\n', '', '\n'",
    "'a\n', 'a', 'a\n'",
    "'a\r\nb \t\r\n', 'a\r\nb', 'a\nb\n'",
    "'- -a\n- b\n- \n-  c\n', '-a\r\nb\r\n\r\n c', '-a\nb\n\n c\n'",
    "'a\rb\n', 'a\rb', 'a\rb\n'"
  })
  void theTextIsGivenAsItIsSigned(String shown, String signed, String text) throws Exception {
    SignedMessage message = read(message(shown, signed));
    good(message.findings());
    assertEquals(text, text(message.content().orElseThrow()));
  }

  @Test
  void aChangedTextIsNotSigned() throws Exception {
    String message = message("pay Bob\n", "pay Bob");
    sentence(Rejection.NOT_THESE_BYTES, read(message.replace("pay Bob", "pay Eve")).findings());
    sentence(Rejection.NOT_THESE_BYTES, read(message.replace("Bob\n", "Bob\n\n")).findings());
  }

  @Test
  void aSignatureOverBytesIsForAnotherKindOfFile() throws Exception {
    byte[] signature = key.sign(0x00, SIGNED).over(bytes("a")).packet();
    sentence(Rejection.WRONG_PURPOSE, read(message("a\n", signature)).findings());
  }

  @Test
  void severalSignaturesAreAllFound() throws Exception {
    Forge stranger = new Forge(4, Gpg.START, 2);
    byte[] signatures =
        join(
            stranger.sign(0x01, SIGNED).over(bytes("a")).packet(),
            key.sign(0x01, SIGNED).over(bytes("a")).packet());
    var findings = read(message("a\n", signatures)).findings();
    assertEquals(2, findings.size());
    sentence(Rejection.UNKNOWN_KEY, findings.get(0));
    good(findings.get(1));
  }

  @Test
  void nothingStandsInTheFileThatIsNotSigned() {
    String message = message("a\n", "a");
    String start = "is not a clear-signed message: it does not start with its BEGIN line";
    assertEquals(start, refused("trust me\n" + message));
    assertEquals(start, refused("\n" + message));
    assertEquals(start, refused(" " + message));
    assertEquals(start, refused(""));
    String after = "holds something after the armor's END line";
    assertEquals(after, refused(message + "trust me\n"));
    assertEquals(
        "holds a clear-signed message after the armor's END line: each needs a file of its own",
        refused(message + message));
    assertEquals(start, refused("\u00ef\u00bb\u00bf".repeat(2) + message));
    String armor = message.substring(message.indexOf("-----BEGIN PGP SIGNATURE"));
    assertEquals("holds something after its signatures", refused(message + armor));
    String header = "has a line above its text that is not signed";
    assertEquals(header, refused(message.replace("Hash: SHA512", "Comment: trust me")));
    assertEquals(header, refused(message.replace("Hash: SHA512", "Hash: trust me")));
    assertEquals(
        header, refused(message.replace("Hash: SHA512", "NotDashEscaped: You need GnuPG")));
    assertEquals(header, refused(message.replace("Hash: SHA512", " ")));
    assertEquals(header, refused(message.replace("Hash: SHA512\n\n", "Hash: SHA512\n\f\n\n")));
    assertEquals(header, refused(message.replace("Hash: SHA512\n\n", "a\n\n")));
    assertEquals(
        "has a line in its text that starts with a dash of its own",
        refused(message("-a\n", "-a")));
    assertEquals(
        "has a line in its text that starts with a dash of its own",
        refused(message("a\n-\n", "a\r\n-")));
    assertEquals(
        "has a line in its text that starts with a dash of its own",
        refused(BEGIN + "\n" + message));
  }

  @Test
  void headersMayBeMissingOrSeveral() throws Exception {
    String message = message("a\n", "a");
    good(read(message.replace("Hash: SHA512\n", "")).findings());
    good(read(message.replace("Hash: SHA512\n", "Hash: SHA256,SHA512\nHash: SHA1\n")).findings());
    good(read(message.replace("\n", "\r\n")).findings());
    assertEquals(
        "has no empty line above its text",
        refused(message.replace("Hash: SHA512\n", "Hash: SHA512\n".repeat(17))));
  }

  @Test
  void otherKindsOfFilesAreRefused() {
    String armor = message("", "").substring(BEGIN.length() + "Hash: SHA512\n\n".length());
    assertEquals(
        "is not a clear-signed message: it does not start with its BEGIN line", refused(armor));
    assertEquals("has no signature below its text", refused(BEGIN + "\na\n"));
    assertEquals("has no empty line above its text", refused(BEGIN));
    assertEquals(
        "is not a clear-signed message: it does not start with its BEGIN line",
        refused(text(key.sign(0x01, SIGNED).over(bytes("a")).packet())));
  }

  @Test
  void aMessageIsNotBelievedToBeEndless() {
    assertEquals(
        "is longer than 16 MiB",
        assertThrows(
                SignatureFormatException.class,
                () ->
                    ClearSignedMessage.read(
                        bytes((BEGIN + "\n").repeat(500_000)),
                        Gpg.certificates(Set.of(key.fingerprint())),
                        NOW))
            .getMessage());
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    String message = message("a\n- - b\n", "a\r\n- b");
    assertArrayEquals(bytes("a\n- b\n"), read(message).content().orElseThrow());
    for (int length = 0; length < message.length() - 1; length++) {
      refused(message.substring(0, length));
    }
  }
}
