package org.keyrite.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.signature.Checks.NOW;
import static org.keyrite.signature.Checks.utf8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyrite.signature.Minisign.Legacy;
import org.keyrite.testing.Fuzzing;

/** Every parser of this package, fed with mutations of good files. */
class FuzzTest {
  private static final Signer ALICE = new Signer(1);
  private static final byte[] MESSAGE = utf8("what was signed");
  private static final String KEY = ALICE.sshKey().toString();

  @Test
  void keysOfMinisignAndSignify() {
    bothHappen(
        Fuzzing.of(
                SignatureFormatException.class,
                input -> {
                  NumberedKey key = NumberedKey.parse(Scheme.MINISIGN, input);
                  String name = key.name().fingerprint();
                  assertEquals(
                      name, NumberedKey.parse(Scheme.SIGNIFY, utf8(name)).name().fingerprint());
                })
            .run(
                List.of(
                    utf8(ALICE.keyLine()), utf8("untrusted comment: x\n" + ALICE.keyLine() + "\n")),
                "untrusted comment: ",
                "RW",
                "=",
                "\n",
                "\r\n"));
  }

  @Test
  void signaturesOfMinisign() {
    List<byte[]> seeds =
        List.of(
            utf8(ALICE.minisign("ED", MESSAGE, "timestamp:1\tfile:x\thashed")),
            utf8(ALICE.minisign("Ed", MESSAGE, "timestamp:2\ttimestamp:3")));
    bothHappen(
        Fuzzing.of(
                SignatureFormatException.class,
                input ->
                    complete(
                        Minisign.check(
                            input,
                            List.of(ALICE.minisignKey()),
                            Legacy.ALLOWED,
                            new WholeMessage(),
                            NOW)))
            .run(seeds, "untrusted comment: ", "trusted comment: ", "timestamp:", "=", "\n", "\t"));
  }

  @Test
  void signaturesOfSignify() {
    List<byte[]> seeds =
        List.of(utf8(ALICE.signify(MESSAGE)), Signer.join(utf8(ALICE.signify(MESSAGE)), MESSAGE));
    List<NumberedKey> keys = List.of(ALICE.signifyKey());
    String[] words = {"untrusted comment: ", "RW", "=", "\n", "\r\n", "\u001f\u008b"};
    bothHappen(
        Fuzzing.of(
                SignatureFormatException.class,
                input -> complete(Signify.check(input, keys, new WholeMessage())))
            .run(seeds, words));
    bothHappen(
        Fuzzing.of(
                SignatureFormatException.class,
                input -> {
                  SignedMessage opened = Signify.open(input, keys);
                  Optional<byte[]> content = opened.content();
                  assertEquals(
                      opened.findings().getFirst() instanceof Finding.Good, content.isPresent());
                })
            .run(seeds, words));
  }

  @Test
  void allowedSigners() {
    bothHappen(
        Fuzzing.of(
                SignatureFormatException.class,
                input ->
                    AllowedSigners.read(input)
                        .forEach(person -> assertTrue(!person.principals().isEmpty())))
            .run(
                List.of(
                    utf8("# c\nalice,bob namespaces=\"file\" " + KEY + " x\n"), utf8("a " + KEY)),
                "alice",
                "\"",
                ",",
                " ",
                "\n",
                "#",
                KEY));
  }

  @Test
  void sshArmor() {
    bothHappen(
        Fuzzing.of(SignatureFormatException.class, SshSignature::inArmor)
            .run(
                vectors(),
                "-----BEGIN SSH SIGNATURE-----\n",
                "\n-----END SSH SIGNATURE-----",
                "\n",
                "\r\n",
                "=",
                "A"));
  }

  @Test
  void sshSignatures() {
    List<SshSigner> signers =
        Stream.of("rsa", "ecdsa", "ed25519", "ecdsa_sk", "ed25519_sk", "mldsa44-ed25519")
            .map(name -> vector(name + ".pub"))
            .map(FuzzTest::signer)
            .toList();
    List<byte[]> blobs = vectors().stream().map(FuzzTest::unarmored).toList();
    bothHappen(
        Fuzzing.of(
                SignatureFormatException.class,
                input ->
                    complete(
                        SshSignature.check(utf8(Signer.armored(input)), signers, "unittest", NOW)))
            .run(
                blobs,
                "SSHSIG",
                "\0\0\0\1",
                "\0\0\0\0",
                "ssh-ed25519",
                "sha512",
                "\177\377\377\377"));
  }

  @Test
  void sshKeys() {
    List<byte[]> keys =
        Stream.of(KEY, "no-touch-required,verify-required " + KEY, KEY + " comment")
            .map(Checks::utf8)
            .toList();
    String[] words = {KEY, " ", ",", "=\"", "\"", "verify-required", "\\\"", "\n", "#"};
    bothHappen(Fuzzing.of(SignatureFormatException.class, SshSigner::parse).run(keys, words));
  }

  private static void complete(SignatureCheck check) {
    check.update(MESSAGE, 0, MESSAGE.length);
    assertEquals(1, check.findings().size());
  }

  /** A target of which nothing is ever taken, or nothing refused, tests less than it seems to. */
  private static void bothHappen(Fuzzing.Outcome outcome) {
    assertTrue(outcome.accepted() > 0 && outcome.refused() > 0, outcome.toString());
  }

  private static List<byte[]> vectors() {
    return Stream.of("rsa", "ecdsa", "ed25519", "ecdsa_sk", "ed25519_sk", "mldsa44-ed25519")
        .map(name -> vector(name + ".sig"))
        .toList();
  }

  private static byte[] vector(String name) {
    try {
      return SshVectorsTest.vector(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SshSigner signer(byte[] file) {
    try {
      return SshSigner.parse(file);
    } catch (SignatureFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] unarmored(byte[] file) {
    try {
      return SshSignature.inArmor(file);
    } catch (SignatureFormatException e) {
      throw new AssertionError(e);
    }
  }
}
