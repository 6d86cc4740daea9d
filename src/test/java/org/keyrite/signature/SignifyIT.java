package org.keyrite.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.signature.Checks.malformed;
import static org.keyrite.signature.Checks.utf8;
import static org.keyrite.signature.StockTool.ACCEPTS;
import static org.keyrite.signature.StockTool.REFUSES;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What signify signs, and attack by attack, what it makes of a signature and what we do. */
@Tag("tool")
class SignifyIT {
  private static final byte[] FILE = utf8("SHA256 (x) = 00\n".repeat(1000));
  private static final String VERIFY = "signify-openbsd -V -q -p a.pub -x sig -m file";
  private static final String VERIFY_EMBEDDED =
      "signify-openbsd -V -q -e -p a.pub -x embedded -m out";

  @TempDir private Path folder;
  private StockTool signify;
  private NumberedKey key;

  @BeforeEach
  void makeKeys() throws Exception {
    signify = new StockTool(folder, "signify-openbsd");
    signify.succeed("signify-openbsd -G -n -p a.pub -s a.sec");
    signify.write("file", FILE);
    signify.succeed("signify-openbsd -S -s a.sec -m file -x sig");
    signify.succeed("signify-openbsd -S -e -s a.sec -m file -x embedded");
    key = NumberedKey.parse(Scheme.SIGNIFY, signify.read("a.pub"));
  }

  @Test
  void whatSignifySigns() throws Exception {
    assertTrue(signify.accepts(VERIFY));
    Finding.Good good = Checks.good(check());
    assertEquals(key.name(), good.key());
    assertEquals(Optional.empty(), good.made());
    assertTrue(signify.accepts(VERIFY_EMBEDDED));
    SignedMessage opened = Signify.open(signify.read("embedded"), List.of(key));
    assertArrayEquals(FILE, opened.content().orElseThrow());
    assertArrayEquals(FILE, signify.read("out"));
  }

  @Test
  void attackChangedFile() throws Exception {
    signify.write("file", utf8("evil"));
    assertEquals(REFUSES, signify.accepts(VERIFY));
    assertEquals(
        Rejection.NOT_THESE_BYTES, assertInstanceOf(Finding.Rejected.class, check()).rejection());
  }

  @Test
  void attackChangedEmbeddedMessage() throws Exception {
    String embedded = new String(signify.read("embedded"), UTF_8);
    signify.write("embedded", utf8(embedded.replace("= 00", "= 11")));
    assertEquals(REFUSES, signify.accepts(VERIFY_EMBEDDED));
    SignedMessage opened = Signify.open(signify.read("embedded"), List.of(key));
    assertEquals(Optional.empty(), opened.content());
  }

  @Test
  void attackBytesAfterTheSignature() {
    signify.write("sig", Signer.join(signify.read("sig"), utf8("<script>")));
    assertEquals(ACCEPTS, signify.accepts(VERIFY));
    none("holds bytes after the signature");
  }

  @Test
  void attackEmbeddedMessagePassedOffAsADetachedSignature() {
    signify.write("sig", signify.read("embedded"));
    assertEquals(ACCEPTS, signify.accepts(VERIFY));
    none("holds bytes after the signature");
  }

  @Test
  void attackControlCharactersInTheComment() {
    String sig = new String(signify.read("sig"), UTF_8);
    signify.write("sig", utf8(sig.replace("verify with", "\u001b[2Jverify with")));
    assertEquals(ACCEPTS, signify.accepts(VERIFY));
    none("holds a control character in line 1");
  }

  @Test
  void attackKeyUnderWhichEverythingIsSigned() {
    byte[] signature = new byte[64];
    signature[0] = 1;
    String forged =
        "untrusted comment: x\n"
            + Signer.base64(Signer.join(utf8("Ed"), new byte[8], signature))
            + "\n";
    signify.write("sig", utf8(forged));
    String neutral = "untrusted comment: x\n" + MinisignIT.neutralKey() + "\n";
    signify.write("a.pub", utf8(neutral));
    assertEquals(ACCEPTS, signify.accepts(VERIFY));
    malformed(
        "has a key under which anybody could sign",
        () -> NumberedKey.parse(Scheme.SIGNIFY, utf8(neutral)));
  }

  @Test
  void signaturesInsideOfGzipFilesAreRefusedByName() {
    StockTool gzip = new StockTool(folder, "gzip");
    gzip.succeed("gzip -k -n file");
    gzip.succeed("signify-openbsd -S -z -s a.sec -m file.gz -x signed.gz");
    signify.write("sig", signify.read("signed.gz"));
    none("is a gzip file, perhaps with a signature inside, which is not read");
  }

  private void none(String sentence) {
    malformed(sentence, this::check);
  }

  private Finding check() throws SignatureFormatException {
    return Checks.finding(
        Signify.check(signify.read("sig"), List.of(key), new WholeMessage()), signify.read("file"));
  }
}
