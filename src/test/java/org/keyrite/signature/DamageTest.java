package org.keyrite.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.keyrite.signature.Checks.NOW;
import static org.keyrite.signature.Checks.utf8;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.signature.Minisign.Legacy;

/** A good file of each format, cut at every byte and with every bit turned around. */
class DamageTest {
  private static final Signer ALICE = new Signer(1);
  private static final byte[] MESSAGE = utf8("what was signed");

  /** One of the formats, with a good signature of the message. */
  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  record Format(String name, byte[] file, Reader reader) {
    Finding read(byte[] changed) throws SignatureFormatException {
      return reader.read(changed);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Reads a file and checks it. */
  @FunctionalInterface
  interface Reader {
    Finding read(byte[] file) throws SignatureFormatException;
  }

  static Stream<Format> formats() throws Exception {
    SshSigner ecdsa = SshSigner.parse(SshVectorsTest.vector("ecdsa_sk.pub"));
    byte[] signed = SshVectorsTest.vector("signed-data");
    return Stream.of(
        new Format(
            "minisign",
            utf8(ALICE.minisign("ED", MESSAGE, "timestamp:1\tfile:x")),
            file -> minisign(file, Legacy.REFUSED)),
        new Format(
            "minisign, legacy",
            utf8(ALICE.minisign("Ed", MESSAGE, "timestamp:1\tfile:x")),
            file -> minisign(file, Legacy.ALLOWED)),
        new Format(
            "signify",
            utf8(ALICE.signify(MESSAGE)),
            file ->
                Checks.finding(
                    Signify.check(file, List.of(ALICE.signifyKey()), new WholeMessage()), MESSAGE)),
        new Format(
            "signify, embedded",
            Signer.join(utf8(ALICE.signify(MESSAGE)), MESSAGE),
            file -> Signify.open(file, List.of(ALICE.signifyKey())).findings().getFirst()),
        new Format(
            "SSH",
            utf8(ALICE.ssh(MESSAGE)),
            file ->
                Checks.finding(
                    SshSignature.check(file, List.of(ALICE.pinned()), Signer.NAMESPACE, NOW),
                    MESSAGE)),
        new Format(
            "SSH, ECDSA on a security key",
            SshVectorsTest.vector("ecdsa_sk.sig"),
            file ->
                Checks.finding(SshSignature.check(file, List.of(ecdsa), "unittest", NOW), signed)));
  }

  private static Finding minisign(byte[] file, Legacy legacy) throws SignatureFormatException {
    return Checks.finding(
        Minisign.check(file, List.of(ALICE.minisignKey()), legacy, new WholeMessage(), NOW),
        MESSAGE);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatIsCutShortIsNeverGood(Format format) throws Exception {
    Checks.good(format.read(format.file()));
    int good = 0;
    for (int length = 0; length < format.file().length; length++) {
      if (isGood(format, Arrays.copyOf(format.file(), length))) {
        good++;
        // Only the end of the last line is missing, which every tool can do without.
        assertEquals(format.file().length - 1, length);
        assertEquals('\n', format.file()[length]);
      }
    }
    assertEquals(format.name().equals("signify, embedded") ? 0 : 1, good);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aBitThatIsTurnedAroundIsNoticed(Format format) throws Exception {
    int untrusted = format.name().startsWith("SSH") ? 0 : lengthOfFirstLine(format.file());
    int noticed = 0;
    for (int at = untrusted; at < format.file().length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = format.file().clone();
        changed[at] ^= (byte) (1 << bit);
        assertFalse(isGood(format, changed), "byte " + at + ", bit " + bit);
        noticed++;
      }
    }
    assertEquals((format.file().length - untrusted) * 8, noticed);
  }

  private static int lengthOfFirstLine(byte[] file) {
    int length = 0;
    while (file[length] != '\n') {
      length++;
    }
    return length;
  }

  private static boolean isGood(Format format, byte[] file) {
    try {
      return format.read(file) instanceof Finding.Good;
    } catch (SignatureFormatException e) {
      return false;
    }
  }
}
