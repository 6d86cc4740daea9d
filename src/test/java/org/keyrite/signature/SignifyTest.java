package org.keyrite.signature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.signature.Checks.malformed;
import static org.keyrite.signature.Checks.rejected;
import static org.keyrite.signature.Checks.utf8;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signatures of signify: the public vectors, and those made here. */
class SignifyTest {
  private static final Signer ALICE = new Signer(1);
  private static final Signer MALLORY = new Signer(2);
  private static final NumberedKey KEY = ALICE.signifyKey();
  private static final byte[] MESSAGE = utf8("SHA256 (x) = …\n".repeat(10_000));
  private static final String GOOD = ALICE.signify(MESSAGE);
  private static final String NOT_SIGNED = "The key did not sign these bytes.";

  @Test
  void thePublicVectors() throws Exception {
    NumberedKey key = NumberedKey.parse(Scheme.SIGNIFY, vector("regresskey.pub"));
    assertEquals(
        new Finding.Good(key.name(), key.name().fingerprint(), Optional.empty(), "Ed25519", ""),
        Checks.finding(
            Signify.check(vector("orders.txt.sig"), List.of(key), new WholeMessage()),
            vector("orders.txt")));
    rejected(
        key.name(),
        Rejection.NOT_THESE_BYTES,
        NOT_SIGNED,
        Checks.finding(
            Signify.check(vector("forgery.txt.sig"), List.of(key), new WholeMessage()),
            vector("forgery.txt")));
  }

  @Test
  void aDetachedSignature() throws Exception {
    for (String file : List.of(GOOD, GOOD.replace("\n", "\r\n"), GOOD.strip())) {
      Finding.Good good = Checks.good(check(file, MESSAGE));
      assertEquals(KEY.name(), good.key());
      assertEquals(Optional.empty(), good.made());
    }
    byte[] changed = MESSAGE.clone();
    changed[changed.length - 1] ^= 1;
    rejected(KEY.name(), Rejection.NOT_THESE_BYTES, NOT_SIGNED, check(GOOD, changed));
    rejected(KEY.name(), Rejection.NOT_THESE_BYTES, NOT_SIGNED, check(GOOD, new byte[0]));
  }

  @Test
  void anEmptyMessage() throws Exception {
    Checks.good(check(ALICE.signify(new byte[0]), new byte[0]));
  }

  @Test
  void aMessageBehindItsSignature() throws Exception {
    SignedMessage opened = Signify.open(embedded(GOOD, MESSAGE), List.of(KEY));
    Checks.good(opened.findings().getFirst());
    assertArrayEquals(MESSAGE, opened.content().orElseThrow());
    byte[] changed = embedded(GOOD, MESSAGE);
    changed[changed.length - 1] ^= 1;
    SignedMessage forged = Signify.open(changed, List.of(KEY));
    rejected(KEY.name(), Rejection.NOT_THESE_BYTES, NOT_SIGNED, forged.findings().getFirst());
    assertEquals(Optional.empty(), forged.content());
    SignedMessage unknown = Signify.open(embedded(GOOD, MESSAGE), List.of());
    assertEquals(Optional.empty(), unknown.content());
  }

  @Test
  void oneModeIsNotTheOther() throws Exception {
    byte[] whole = embedded(ALICE.signify(new byte[1]), new byte[1]);
    malformed(
        "holds bytes after the signature",
        () -> Signify.check(whole, List.of(KEY), new WholeMessage()));
    // A detached signature is one of an empty message to the other mode.
    SignedMessage opened = Signify.open(utf8(GOOD), List.of(KEY));
    rejected(KEY.name(), Rejection.NOT_THESE_BYTES, NOT_SIGNED, opened.findings().getFirst());
  }

  @Test
  void anotherKeyIsUnknown() throws Exception {
    rejected(
        Optional.empty(),
        Rejection.UNKNOWN_KEY,
        "It names a key that is not pinned.",
        check(MALLORY.signify(MESSAGE), MESSAGE));
  }

  @Test
  void ofTwoKeysWithOneNumberTheSignerIsFound() throws Exception {
    byte[] twin = Base64.getDecoder().decode(MALLORY.keyLine());
    Arrays.fill(twin, 2, 10, (byte) ~1);
    NumberedKey other = NumberedKey.parse(Scheme.SIGNIFY, utf8(Signer.base64(twin)));
    Finding found =
        Checks.finding(Signify.check(utf8(GOOD), List.of(other, KEY), new WholeMessage()), MESSAGE);
    assertEquals(KEY.name(), Checks.good(found).key());
  }

  @Test
  void aKindThatIsNotKnown() throws Exception {
    String[] lines = GOOD.split("\n", -1);
    byte[] blob = Base64.getDecoder().decode(lines[1]);
    blob[1] = 'D';
    rejected(
        Optional.empty(),
        Rejection.UNSUPPORTED,
        "keyrite does not know its kind.",
        check(GOOD.replace(lines[1], Signer.base64(blob)), MESSAGE));
  }

  @Test
  void filesThatAreNone() {
    String[] lines = GOOD.split("\n", -1);
    none("is empty", "");
    none("does not have an untrusted comment in line 1", GOOD.substring(1));
    none("ends before a signature", lines[0] + "\n");
    none("has a signature that is not base64", GOOD.replace(lines[1], lines[1] + "\t"));
    none("has a signature of 42 bytes instead of 74", GOOD.replace(lines[1], ALICE.keyLine()));
    none("holds a control character in line 1", GOOD.replace("verify", "\u001bverify"));
    malformed(
        "is longer than 64 KiB",
        () -> Signify.check(new byte[(64 << 10) + 1], List.of(KEY), new WholeMessage()));
    malformed("is longer than 16 MiB", () -> Signify.open(new byte[(16 << 20) + 1], List.of(KEY)));
    malformed(
        "holds bytes after the signature",
        () -> Signify.check(utf8(GOOD + "\n"), List.of(KEY), new WholeMessage()));
  }

  @Test
  void signaturesInsideOfGzipFilesAreNotRead() {
    byte[] gzip = {0x1f, (byte) 0x8b, 8, 0x10};
    String sentence = "is a gzip file, perhaps with a signature inside, which is not read";
    malformed(sentence, () -> Signify.check(gzip, List.of(KEY), new WholeMessage()));
    malformed(sentence, () -> Signify.open(gzip, List.of(KEY)));
  }

  @Test
  void aMessageThatDoesNotFitIntoMemory() {
    byte[] signature = ALICE.sign(new byte[2 << 20]);
    WholeCheck fits = whole(signature);
    Checks.good(Checks.finding(fits, new byte[2 << 20]));
    rejected(
        KEY.name(),
        Rejection.UNSUPPORTED,
        "It is over the whole of a file of more than 2 MiB, which would have to be kept in"
            + " memory.",
        Checks.finding(whole(signature), new byte[(2 << 20) + 1]));
  }

  private static WholeCheck whole(byte[] signature) {
    Finding good = new Finding.Good(KEY.name(), "", Optional.empty(), "Ed25519", "");
    return new WholeCheck(List.of(KEY), signature, _ -> good, new WholeMessage(2 << 20));
  }

  private static void none(String sentence, String file) {
    malformed(sentence, () -> Signify.check(utf8(file), List.of(KEY), new WholeMessage()));
    malformed(sentence, () -> Signify.open(utf8(file), List.of(KEY)));
  }

  private static byte[] embedded(String signature, byte[] message) {
    return Signer.join(utf8(signature), message);
  }

  private static Finding check(String file, byte[] message) throws SignatureFormatException {
    return Checks.finding(Signify.check(utf8(file), List.of(KEY), new WholeMessage()), message);
  }

  private static byte[] vector(String name) throws IOException {
    try (InputStream in = SignifyTest.class.getResourceAsStream("/vectors/signify/" + name)) {
      return in.readAllBytes();
    }
  }

  /** A file has as many signatures as it likes, and is kept once. */
  @Test
  void signaturesOfOneFileShareIt() {
    byte[] message = new byte[8 << 20];
    WholeMessage shared = new WholeMessage();
    List<WholeCheck> checks = new ArrayList<>();
    byte[] good = ALICE.sign(message);
    for (int i = 0; i < 20; i++) {
      Finding found = new Finding.Good(KEY.name(), "", Optional.empty(), "Ed25519", "");
      byte[] signature = i == 7 ? new byte[64] : good;
      checks.add(new WholeCheck(List.of(KEY), signature, _ -> found, shared));
    }
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    for (int at = 0; at < message.length; at += 1 << 16) {
      for (WholeCheck check : checks) {
        check.update(message, at, 1 << 16);
      }
    }
    long kept = memory.getCurrentThreadAllocatedBytes() - before;
    assertTrue(kept < 3L * message.length, () -> kept + " bytes");
    for (int i = 0; i < 20; i++) {
      boolean isGood = checks.get(i).findings().getFirst() instanceof Finding.Good;
      assertEquals(i != 7, isGood);
    }
  }

  /** In whatever order, and in whatever pieces, they are given it. */
  @Test
  void signaturesThatShareAFileNeedNotBeInStep() {
    byte[] message = utf8("what was released\n".repeat(10_000));
    byte[] signature = ALICE.sign(message);
    WholeMessage shared = new WholeMessage();
    Finding good = new Finding.Good(KEY.name(), "", Optional.empty(), "Ed25519", "");
    WholeCheck one = new WholeCheck(List.of(KEY), signature, _ -> good, shared);
    WholeCheck two = new WholeCheck(List.of(KEY), signature, _ -> good, shared);
    two.update(message, 0, 100);
    Checks.good(Checks.finding(one, message));
    two.update(message, 100, message.length - 100);
    Checks.good(two.findings().getFirst());
  }
}
