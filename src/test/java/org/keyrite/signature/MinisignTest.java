package org.keyrite.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrite.signature.Checks.NOW;
import static org.keyrite.signature.Checks.malformed;
import static org.keyrite.signature.Checks.rejected;
import static org.keyrite.signature.Checks.utf8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.signature.Minisign.Legacy;

/** Signatures of minisign, made here; {@link MinisignIT} has those that minisign makes. */
class MinisignTest {
  private static final Signer ALICE = new Signer(1);
  private static final Signer MALLORY = new Signer(2);
  private static final NumberedKey KEY = ALICE.minisignKey();
  private static final byte[] MESSAGE = new byte[100_000];
  private static final String COMMENT = "timestamp:1700000000\tfile:x\thashed";
  private static final Instant MADE = Instant.ofEpochSecond(1_700_000_000);
  private static final String GOOD = ALICE.minisign("ED", MESSAGE, COMMENT);

  @Test
  void aGoodSignatureSaysWhoAndWhenAndWhat() throws Exception {
    assertEquals(
        new Finding.Good(
            KEY.name(),
            KEY.name().fingerprint(),
            Optional.of(MADE),
            "Ed25519, BLAKE2b-512",
            COMMENT,
            Optional.of("x")),
        check(GOOD, MESSAGE));
    assertEquals(new KeyName(Scheme.MINISIGN, ALICE.keyLine()), KEY.name());
  }

  @Test
  void lineEndsOfEitherKind() throws Exception {
    Finding expected = check(GOOD, MESSAGE);
    Checks.good(expected);
    assertEquals(expected, check(GOOD.replace("\n", "\r\n"), MESSAGE));
    assertEquals(expected, check(GOOD.strip(), MESSAGE));
  }

  @Test
  void theLegacyKindMustBeAllowed() throws Exception {
    String signature = ALICE.minisign("Ed", MESSAGE, COMMENT);
    rejected(
        KEY.name(),
        Rejection.LEGACY,
        "It is over the whole file, as old versions made it.",
        check(signature, MESSAGE));
    Finding.Good good =
        Checks.good(Checks.finding(begin(signature, NOW, Legacy.ALLOWED, KEY), MESSAGE));
    assertEquals("Ed25519", good.algorithm());
    assertEquals(Optional.of(MADE), good.made());
    byte[] changed = MESSAGE.clone();
    changed[changed.length - 1] = 1;
    rejected(
        KEY.name(),
        Rejection.NOT_THESE_BYTES,
        "The key did not sign these bytes.",
        Checks.finding(begin(signature, NOW, Legacy.ALLOWED, KEY), changed));
  }

  @Test
  void whoSignsAHashInTheOldWaySignsItsFile() throws Exception {
    byte[] hash = StrongHash.BLAKE2B_512.begin().finish(MESSAGE);
    String legacy = ALICE.minisign("Ed", hash, COMMENT);
    Checks.good(Checks.finding(begin(legacy, NOW, Legacy.ALLOWED, KEY), hash));
    String[] lines = legacy.split("\n", -1);
    byte[] blob = Base64.getDecoder().decode(lines[1]);
    blob[1] = 'D';
    lines[1] = Signer.base64(blob);
    // The format's own weakness: what is signed does not say of which kind it is.
    Checks.good(check(String.join("\n", lines), MESSAGE));
  }

  @Test
  void otherBytesAreNotSigned() throws Exception {
    byte[] changed = MESSAGE.clone();
    changed[50_000] ^= 1;
    String sentence = "The key did not sign these bytes.";
    rejected(KEY.name(), Rejection.NOT_THESE_BYTES, sentence, check(GOOD, changed));
    rejected(
        KEY.name(), Rejection.NOT_THESE_BYTES, sentence, check(GOOD, Arrays.copyOf(MESSAGE, 1)));
    rejected(KEY.name(), Rejection.NOT_THESE_BYTES, sentence, check(GOOD, new byte[0]));
  }

  @Test
  void anotherTrustedCommentIsNotSigned() throws Exception {
    rejected(
        KEY.name(),
        Rejection.NOT_THESE_BYTES,
        "The key did not sign this signature with its trusted comment.",
        check(GOOD.replace("timestamp:17", "timestamp:16"), MESSAGE));
    // That of another signature of the same key.
    String[] lines = GOOD.split("\n", -1);
    String[] others = ALICE.minisign("ED", new byte[1], "another").split("\n", -1);
    lines[2] = others[2];
    lines[3] = others[3];
    rejected(
        KEY.name(),
        Rejection.NOT_THESE_BYTES,
        "The key did not sign this signature with its trusted comment.",
        check(String.join("\n", lines), MESSAGE));
  }

  @Test
  void theUntrustedCommentMeansNothing() throws Exception {
    Finding expected = Checks.good(check(GOOD, MESSAGE));
    assertEquals(expected, check(GOOD.replace(": signature", ": signed by Mallory"), MESSAGE));
    assertEquals(expected, check(GOOD.replace(": signature", ": "), MESSAGE));
  }

  @Test
  void anotherKeyIsUnknown() throws Exception {
    String sentence = "It names a key that is not pinned.";
    rejected(
        Optional.empty(),
        Rejection.UNKNOWN_KEY,
        sentence,
        check(MALLORY.minisign("ED", MESSAGE, COMMENT), MESSAGE));
    SignatureCheck nobody =
        Minisign.check(utf8(GOOD), List.of(), Legacy.REFUSED, new WholeMessage(), NOW);
    rejected(Optional.empty(), Rejection.UNKNOWN_KEY, sentence, Checks.finding(nobody, MESSAGE));
  }

  @Test
  void aKeyNumberAloneMakesNobodyTheSigner() throws Exception {
    String[] forged = MALLORY.minisign("ED", MESSAGE, COMMENT).split("\n", -1);
    byte[] blob = Base64.getDecoder().decode(forged[1]);
    Arrays.fill(blob, 2, 10, (byte) ~1);
    forged[1] = Signer.base64(blob);
    rejected(
        KEY.name(),
        Rejection.NOT_THESE_BYTES,
        "The key did not sign this signature with its trusted comment.",
        check(String.join("\n", forged), MESSAGE));
  }

  @Test
  void ofTwoKeysWithOneNumberTheSignerIsFound() throws Exception {
    byte[] twin = Base64.getDecoder().decode(MALLORY.keyLine());
    Arrays.fill(twin, 2, 10, (byte) ~1);
    NumberedKey other = NumberedKey.parse(Scheme.MINISIGN, utf8(Signer.base64(twin)));
    Finding.Good good =
        Checks.good(Checks.finding(begin(GOOD, NOW, Legacy.REFUSED, other, KEY), MESSAGE));
    assertEquals(KEY.name(), good.key());
  }

  @Test
  void aSignatureFromTheFuture() throws Exception {
    Checks.good(Checks.finding(begin(GOOD, MADE, Legacy.REFUSED, KEY), MESSAGE));
    rejected(
        KEY.name(),
        Rejection.SIGNATURE_IN_FUTURE,
        "It is dated later than now: 2023-11-14T22:13:20Z.",
        Checks.finding(begin(GOOD, MADE.minusSeconds(1), Legacy.REFUSED, KEY), MESSAGE));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "'', NONE",
        "no date, NONE",
        "timestamp:, NONE",
        "timestamp:-1, NONE",
        "timestamp:1700000000 , NONE",
        "timestamp:1e9, NONE",
        "timestamp:1234567890123, NONE",
        "'timestamp:1\ttimestamp:2', NONE",
        "xtimestamp:1, NONE",
        "'file:x\ttimestamp:1700000000', 2023-11-14T22:13:20Z",
        "timestamp:0, 1970-01-01T00:00:00Z"
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void theDateIsTheOneInTheComment(String comment, String made) throws Exception {
    Finding.Good good = Checks.good(check(ALICE.minisign("ED", MESSAGE, comment), MESSAGE));
    String expected = made.strip();
    assertEquals(
        expected.equals("NONE") ? Optional.empty() : Optional.of(Instant.parse(expected)),
        good.made());
    assertEquals(comment, good.comment());
  }

  @Test
  void aKindThatIsNotKnown() throws Exception {
    rejected(
        Optional.empty(),
        Rejection.UNSUPPORTED,
        "keyrite does not know its kind.",
        check(ALICE.minisign("EE", MESSAGE, COMMENT), MESSAGE));
  }

  @Test
  void filesThatAreNone() {
    String[] lines = GOOD.split("\n", -1);
    none("is empty", "");
    none("is longer than 64 KiB", "x".repeat((64 << 10) + 1));
    none("does not have an untrusted comment in line 1", "\ufeff\ufeff" + GOOD);
    none("is text in UTF-16, as PowerShell's redirection writes it", "u\0n\0t\0");
    none("does not have an untrusted comment in line 1", GOOD.substring(1));
    none("does not have an untrusted comment in line 1", "\n" + GOOD);
    none("has more than 8192 bytes in line 1", GOOD.replace(": signature", "x".repeat(8192)));
    none("ends before a signature", lines[0] + "\n");
    none("ends before a trusted comment", lines[0] + "\n" + lines[1] + "\n");
    none(
        "ends before a signature of the trusted comment",
        lines[0] + "\n" + lines[1] + "\n" + lines[2] + "\n");
    none("does not have a trusted comment in line 3", GOOD.replace("\ntrusted", "\nTrusted"));
    none("has a signature that is not base64", GOOD.replace(lines[1], lines[1] + " "));
    none("has a signature that is not base64", GOOD.replace(lines[1], lines[1] + "="));
    none("has a signature that is not base64", GOOD.replace(lines[1], lines[1].replace("=", "")));
    none(
        "has a signature of 71 bytes instead of 74", GOOD.replace(lines[1], lines[1].substring(4)));
    none("has a signature of 42 bytes instead of 74", GOOD.replace(lines[1], ALICE.keyLine()));
    none(
        "has a signature of the trusted comment that is not base64",
        GOOD.replace(lines[3], lines[3].replace("==", "")));
    none(
        "has a signature of the trusted comment of 62 bytes instead of 64",
        GOOD.replace(lines[3], lines[3].substring(0, 80) + Signer.base64(new byte[2])));
  }

  @Test
  void nothingMayFollow() {
    none("holds bytes after the signature", GOOD + "\n");
    none("holds bytes after the signature", GOOD + "x");
    none("holds bytes after the signature", GOOD + "\0");
    none("holds bytes after the signature", GOOD + GOOD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\u001b", "\r", "\u007f", "\u0085", "\u009b"})
  void commentsActOnNoTerminal(String control) {
    none(
        "holds a control character in line 1",
        GOOD.replace("signature\n", control + "signature\n"));
    none("holds a control character in line 3", ALICE.minisign("ED", MESSAGE, "x" + control + "y"));
  }

  @Test
  void commentsAreText() {
    byte[] file = utf8(GOOD);
    file[20] = (byte) 0xff;
    malformed(
        "holds bytes that are not UTF-8 in line 1",
        () -> Minisign.check(file, List.of(KEY), Legacy.REFUSED, new WholeMessage(), NOW));
  }

  private static void none(String sentence, String file) {
    malformed(sentence, () -> begin(file, NOW, Legacy.ALLOWED, KEY));
  }

  private static Finding check(String file, byte[] message) throws SignatureFormatException {
    return Checks.finding(begin(file, NOW, Legacy.REFUSED, KEY), message);
  }

  private static SignatureCheck begin(String file, Instant now, Legacy legacy, NumberedKey... keys)
      throws SignatureFormatException {
    return Minisign.check(utf8(file), List.of(keys), legacy, new WholeMessage(), now);
  }
}
