package org.keyrite.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.signature.Checks.malformed;
import static org.keyrite.signature.Checks.utf8;
import static org.keyrite.signature.StockTool.ACCEPTS;
import static org.keyrite.signature.StockTool.REFUSES;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.signature.Minisign.Legacy;

/** What minisign signs, and attack by attack, what it makes of a signature and what we do. */
@Tag("tool")
class MinisignIT {
  private static final byte[] FILE = new byte[1_000_000];
  private static final String VERIFY = "minisign -V -p a.pub -m file";

  @TempDir private Path folder;
  private StockTool minisign;
  private NumberedKey key;

  @BeforeEach
  void makeKeys() throws Exception {
    minisign = new StockTool(folder, "minisign");
    for (String name : List.of("a", "b")) {
      minisign.succeed("minisign -G -W -p " + name + ".pub -s " + name + ".key");
    }
    minisign.write("file", FILE);
    minisign.succeed("minisign -S -W -s a.key -m file");
    key = NumberedKey.parse(Scheme.MINISIGN, minisign.read("a.pub"));
  }

  @Test
  void whatMinisignSigns() throws Exception {
    Finding.Good good = Checks.good(check());
    assertEquals(key.name(), good.key());
    Instant made = good.made().orElseThrow();
    assertTrue(made.isBefore(now()) && made.isAfter(now().minusSeconds(600)), made.toString());
    assertEquals("timestamp:" + made.getEpochSecond() + "\tfile:file\thashed", good.comment());
    assertTrue(minisign.accepts(VERIFY));
    assertTrue(minisign.accepts("minisign -V -m file -P " + key.name().fingerprint()));
  }

  @Test
  void attackChangedFile() throws Exception {
    byte[] changed = FILE.clone();
    changed[500_000] = 1;
    minisign.write("file", changed);
    assertEquals(REFUSES, minisign.accepts(VERIFY));
    rejected(Rejection.NOT_THESE_BYTES, check());
  }

  @Test
  void attackLegacySignature() throws Exception {
    minisign.succeed("minisign -S -l -W -s a.key -m file");
    assertEquals(ACCEPTS, minisign.accepts(VERIFY));
    assertEquals(REFUSES, minisign.accepts(VERIFY + " -H"));
    rejected(Rejection.LEGACY, check());
    byte[] file = minisign.read("file.minisig");
    Checks.good(
        Checks.finding(
            Minisign.check(file, List.of(key), Legacy.ALLOWED, new WholeMessage(), now()), FILE));
  }

  @Test
  void attackLastOfTwoKeysWins() throws Exception {
    NumberedKey other = NumberedKey.parse(Scheme.MINISIGN, minisign.read("b.pub"));
    String first = " -P " + key.name().fingerprint();
    String second = " -P " + other.name().fingerprint();
    assertEquals(REFUSES, minisign.accepts("minisign -V -m file" + first + second));
    assertEquals(ACCEPTS, minisign.accepts("minisign -V -m file" + second + first));
    // Here every pinned key counts, whatever the order.
    for (List<NumberedKey> keys : List.of(List.of(key, other), List.of(other, key))) {
      Finding.Good good =
          Checks.good(
              Checks.finding(
                  Minisign.check(
                      minisign.read("file.minisig"),
                      keys,
                      Legacy.REFUSED,
                      new WholeMessage(),
                      now()),
                  FILE));
      assertEquals(key.name(), good.key());
    }
  }

  @Test
  void attackBytesAfterTheSignature() {
    append("<script>");
    assertEquals(ACCEPTS, minisign.accepts(VERIFY));
    none("holds bytes after the signature");
  }

  @Test
  void attackSecondSignatureAfterTheFirst() {
    append(new String(minisign.read("file.minisig"), UTF_8));
    assertEquals(ACCEPTS, minisign.accepts(VERIFY));
    none("holds bytes after the signature");
  }

  @Test
  void attackControlCharactersInTheUntrustedComment() {
    replace("untrusted comment: ", "untrusted comment: \u001b[2J\u001b[HVerified. ");
    assertEquals(ACCEPTS, minisign.accepts(VERIFY));
    none("holds a control character in line 1");
  }

  @Test
  void attackControlCharactersInTheTrustedComment() {
    minisign.succeed("minisign -S -W -s a.key -m file -t \u001b[2J");
    assertEquals(ACCEPTS, minisign.accepts(VERIFY));
    none("holds a control character in line 3");
  }

  @Test
  void attackChangedTrustedComment() throws Exception {
    replace("file:file", "file:evil");
    assertEquals(REFUSES, minisign.accepts(VERIFY));
    rejected(Rejection.NOT_THESE_BYTES, check());
  }

  @Test
  void attackDateInTheFuture() throws Exception {
    minisign.succeed("minisign -S -W -s a.key -m file -t timestamp:99999999999");
    assertEquals(ACCEPTS, minisign.accepts(VERIFY));
    rejected(Rejection.SIGNATURE_IN_FUTURE, check());
  }

  @Test
  void attackAnotherKeyUnderTheSameNumber() throws Exception {
    Signer mallory = new Signer(7);
    byte[] pinned = decode(key.name().fingerprint());
    String[] lines = mallory.minisign("ED", FILE, "x").split("\n", -1);
    byte[] blob = decode(lines[1]);
    System.arraycopy(pinned, 2, blob, 2, 8);
    lines[1] = Signer.base64(blob);
    minisign.write("file.minisig", utf8(String.join("\n", lines)));
    assertEquals(REFUSES, minisign.accepts(VERIFY));
    rejected(Rejection.NOT_THESE_BYTES, check());
  }

  @Test
  void attackKeyUnderWhichEverythingIsSigned() {
    String forged = forgedForTheNeutralPoint();
    minisign.write("file.minisig", utf8(forged));
    String neutral = neutralKey();
    assertEquals(REFUSES, minisign.accepts("minisign -V -m file -P " + neutral));
    malformed(
        "has a key under which anybody could sign",
        () -> NumberedKey.parse(Scheme.MINISIGN, utf8(neutral)));
  }

  @Test
  void attackSecondFormOfTheSameBase64() {
    String file = new String(minisign.read("file.minisig"), UTF_8);
    String signature = file.split("\n", -1)[1];
    // The last digit before the padding has two bits that stand for nothing.
    int last = signature.indexOf('=') - 1;
    char digit = signature.charAt(last);
    String other =
        signature.substring(0, last) + (char) (digit + 1) + signature.substring(last + 1);
    replace(signature, other);
    assertEquals(ACCEPTS, minisign.accepts(VERIFY));
    none("has a signature that is not base64");
  }

  /** R is the neutral point and S is zero, in both signatures. */
  static String forgedForTheNeutralPoint() {
    byte[] signature = new byte[64];
    signature[0] = 1;
    return "untrusted comment: x\n"
        + Signer.base64(Signer.join(utf8("ED"), new byte[8], signature))
        + "\ntrusted comment: x\n"
        + Signer.base64(signature)
        + "\n";
  }

  static String neutralKey() {
    byte[] point = new byte[32];
    point[0] = 1;
    return Signer.base64(Signer.join(utf8("Ed"), new byte[8], point));
  }

  private void append(String text) {
    minisign.write("file.minisig", Signer.join(minisign.read("file.minisig"), utf8(text)));
  }

  private void replace(String from, String to) {
    String file = new String(minisign.read("file.minisig"), UTF_8);
    minisign.write(
        "file.minisig", utf8(file.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to))));
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static Instant now() {
    return Instant.now().plusSeconds(60);
  }

  private void none(String sentence) {
    malformed(sentence, this::check);
  }

  private Finding check() throws SignatureFormatException {
    return Checks.finding(
        Minisign.check(
            minisign.read("file.minisig"), List.of(key), Legacy.REFUSED, new WholeMessage(), now()),
        minisign.read("file"));
  }

  private void rejected(Rejection rejection, Finding found) {
    Finding.Rejected rejected = assertInstanceOf(Finding.Rejected.class, found);
    assertEquals(rejection, rejected.rejection());
    assertEquals(Optional.of(key.name()), rejected.key());
  }
}
