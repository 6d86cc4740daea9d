package org.keyrite.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.keyrite.signature.Checks.NOW;
import static org.keyrite.signature.Checks.malformed;
import static org.keyrite.signature.Checks.rejected;
import static org.keyrite.signature.Checks.utf8;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.crypto.signing.SshPublicKey;
import org.keyrite.crypto.signing.SshReader;

/** SSH signatures, made here; {@link SshSignatureIT} has those that ssh-keygen makes. */
class SshSignatureTest {
  private static final Signer ALICE = new Signer(1);
  private static final Signer MALLORY = new Signer(2);
  private static final byte[] MESSAGE = new byte[100_000];
  private static final String GOOD = ALICE.ssh(MESSAGE);
  private static final KeyName KEY = ALICE.pinned().name();

  @ParameterizedTest
  @ValueSource(strings = {"sha256", "sha512"})
  void aGoodSignature(String hash) throws Exception {
    Finding.Good good = Checks.good(check(ALICE.ssh(MESSAGE, Signer.NAMESPACE, "", hash), MESSAGE));
    String shown = hash.replace("sha", "SHA-");
    assertEquals(
        new Finding.Good(KEY, KEY.fingerprint(), Optional.empty(), "ssh-ed25519, " + shown, ""),
        good);
  }

  @Test
  void lineEndsOfEitherKindAndLinesOfAnyLength() throws Exception {
    Checks.good(check(GOOD.replace("\n", "\r\n"), MESSAGE));
    Checks.good(check(GOOD.strip(), MESSAGE));
    String[] lines = GOOD.split("\n", -1);
    Checks.good(check(GOOD.replace(lines[1] + "\n", lines[1]), MESSAGE));
  }

  @Test
  void otherBytesAreNotSigned() throws Exception {
    byte[] changed = MESSAGE.clone();
    changed[0] = 1;
    rejected(
        KEY, Rejection.NOT_THESE_BYTES, "The key did not sign these bytes.", check(GOOD, changed));
  }

  @Test
  void anotherNamespaceIsAnotherPurpose() throws Exception {
    rejected(
        KEY,
        Rejection.WRONG_PURPOSE,
        "It was made for 'git', and not for 'file'.",
        check(ALICE.ssh(MESSAGE, "git", "", "sha512"), MESSAGE));
    rejected(
        KEY,
        Rejection.WRONG_PURPOSE,
        "It was made for '', and not for 'file'.",
        check(ALICE.ssh(MESSAGE, "", "", "sha512"), MESSAGE));
    assertThrows(
        IllegalArgumentException.class,
        () -> SshSignature.check(utf8(GOOD), List.of(ALICE.pinned()), "", NOW));
  }

  @Test
  void aCertificateIsNoKeyThatCouldBePinned() throws Exception {
    SshPublicKey certificate =
        SshPublicKey.of("ssh-ed25519-cert-v01@openssh.com", utf8("nonce"), utf8("key"));
    rejected(
        Optional.empty(),
        Rejection.UNSUPPORTED,
        "It was made with an SSH certificate, which is not accepted here.",
        check(
            Signer.armored(Signer.sshBlob(1, certificate, "file", "", "sha512", utf8("x"))),
            MESSAGE));
  }

  @Test
  void anotherKeyIsUnknown() throws Exception {
    String forged = MALLORY.ssh(MESSAGE);
    rejected(
        Optional.empty(),
        Rejection.UNKNOWN_KEY,
        "It is by " + MALLORY.pinned().fingerprint() + ", a key that is not pinned.",
        check(forged, MESSAGE));
    // The pinned key before a signature by another.
    byte[] blob = Base64.getMimeDecoder().decode(body(forged));
    byte[] key = ALICE.sshKey().encoded();
    System.arraycopy(key, 0, blob, 14, key.length);
    rejected(
        KEY,
        Rejection.NOT_THESE_BYTES,
        "The key did not sign these bytes.",
        check(Signer.armored(blob), MESSAGE));
  }

  @Test
  void theReservedFieldIsForNobodyYet() throws Exception {
    rejected(
        KEY,
        Rejection.UNSUPPORTED,
        "It has a field that this version does not know.",
        check(ALICE.ssh(MESSAGE, Signer.NAMESPACE, "x", "sha512"), MESSAGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha1", "md5", "SHA512", "sha384", ""})
  void hashesThatTheFormatDoesNotHave(String hash) throws Exception {
    rejected(
        KEY,
        Rejection.UNSUPPORTED,
        "keyrite does not know the kind of hash that it signs.",
        check(ALICE.ssh(MESSAGE, Signer.NAMESPACE, "", hash), MESSAGE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 127})
  void versionsThatAreNotKnown(int version) throws Exception {
    byte[] blob =
        Signer.sshBlob(version, ALICE.sshKey(), Signer.NAMESPACE, "", "sha512", new byte[0]);
    rejected(
        Optional.empty(),
        Rejection.UNSUPPORTED,
        "keyrite does not know its version.",
        check(Signer.armored(blob), MESSAGE));
  }

  @Test
  void anRsaKeyHasOneEncoding() throws Exception {
    BigInteger modulus = BigInteger.TWO.pow(2047).add(BigInteger.ONE);
    byte[] exponent = {0, 1, 0, 1};
    SshPublicKey padded = SshPublicKey.of("ssh-rsa", exponent, modulus.toByteArray());
    Checks.malformed(
        "is malformed inside of its armor", () -> by(padded, "rsa-sha2-512", new byte[256]));
  }

  @Test
  void rsaWithSha1() throws Exception {
    SshPublicKey key =
        SshPublicKey.rsa(BigInteger.valueOf(65537), BigInteger.TWO.pow(3071).add(BigInteger.ONE));
    rejected(
        new KeyName(Scheme.SSH, key.fingerprint()),
        Rejection.WEAK_HASH,
        "It is over a SHA-1 hash, which can be forged.",
        by(key, "ssh-rsa", new byte[384]));
  }

  @Test
  void shortRsaKeys() throws Exception {
    SshPublicKey key =
        SshPublicKey.rsa(BigInteger.valueOf(65537), BigInteger.TWO.pow(2046).add(BigInteger.ONE));
    rejected(
        new KeyName(Scheme.SSH, key.fingerprint()),
        Rejection.WEAK_KEY,
        "The RSA key has fewer than 2048 bits, or numbers that nobody should use.",
        by(key, "rsa-sha2-512", new byte[256]));
  }

  @Test
  void ed25519KeysThatAnybodyCanSignWith() throws Exception {
    SshPublicKey key = SshPublicKey.of("ssh-ed25519", new byte[32]);
    rejected(
        new KeyName(Scheme.SSH, key.fingerprint()),
        Rejection.WEAK_KEY,
        "Not only its owner could sign under this key.",
        by(key, "ssh-ed25519", new byte[64]));
  }

  @Test
  void keysAndAlgorithmsThatAreNotKnownOrNotOfEachOther() throws Exception {
    SshPublicKey rsa =
        SshPublicKey.rsa(BigInteger.valueOf(3), BigInteger.TWO.pow(2047).add(BigInteger.ONE));
    unsupported(rsa, "rsa-sha2-1024");
    unsupported(rsa, "rsa-sha2-512-cert-v01@openssh.com");
    unsupported(rsa, "ssh-ed25519");
    unsupported(ALICE.sshKey(), "ssh-rsa");
    unsupported(ALICE.sshKey(), "sk-ssh-ed25519@openssh.com");
    unsupported(SshPublicKey.of("ssh-dss", new byte[1]), "ssh-dss");
    String certificate = "ssh-ed25519-cert-v01@openssh.com";
    unsupported(SshPublicKey.of(certificate, new byte[32], new byte[32]), certificate);
    unsupported(SshPublicKey.of(certificate, new byte[32], new byte[32]), "ssh-ed25519");
    String web = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com";
    unsupported(SshPublicKey.of("sk-ecdsa-sha2-nistp256@openssh.com", new byte[1]), web);
  }

  private static void unsupported(SshPublicKey key, String algorithm) throws Exception {
    rejected(
        new KeyName(Scheme.SSH, key.fingerprint()),
        Rejection.UNSUPPORTED,
        "Its kind is unknown, or not its key's.",
        by(key, algorithm, new byte[64]));
  }

  @Test
  void aSecurityKeyMustHaveBeenTouched() throws Exception {
    SshPublicKey key = securityKey();
    KeyName name = new KeyName(Scheme.SSH, key.fingerprint());
    String untouched =
        "The security key was not touched for it, which only a pin that begins with"
            + " no-touch-required admits.";
    String unchecked = "No security key checked for it who its user is.";
    Checks.good(onSecurityKey(1, ""));
    Checks.good(onSecurityKey(5, ""));
    rejected(name, Rejection.USER_NOT_PRESENT, untouched, onSecurityKey(0, ""));
    rejected(name, Rejection.USER_NOT_PRESENT, untouched, onSecurityKey(4, ""));
    Checks.good(onSecurityKey(0, "no-touch-required "));
    Checks.good(onSecurityKey(5, "verify-required "));
    rejected(name, Rejection.USER_NOT_PRESENT, unchecked, onSecurityKey(1, "verify-required "));
    Checks.good(onSecurityKey(4, "no-touch-required,verify-required "));
  }

  @Test
  void aFlagThatIsPutInLaterIsNotSigned() throws Exception {
    String file = securityKeySignature(MESSAGE, 0);
    byte[] blob = Base64.getMimeDecoder().decode(body(file));
    blob[blob.length - 5] = 1;
    rejected(
        new KeyName(Scheme.SSH, securityKey().fingerprint()),
        Rejection.NOT_THESE_BYTES,
        "The key did not sign these bytes.",
        Checks.finding(
            begin(Signer.armored(blob), SshSigner.parse(utf8(securityKey().toString()))), MESSAGE));
  }

  @Test
  void aKeyThatIsNoSecurityKeyChecksNoUser() throws Exception {
    SshSigner signer = SshSigner.parse(utf8("verify-required " + ALICE.sshKey()));
    rejected(
        KEY,
        Rejection.USER_NOT_PRESENT,
        "No security key checked for it who its user is.",
        Checks.finding(begin(GOOD, signer), MESSAGE));
  }

  @Test
  void theValidityOfTheKeyIsThatOfNow() throws Exception {
    SshSigner signer =
        ALICE
            .pinned()
            .during(
                Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                Optional.of(Instant.parse("2026-11-22T12:00:00Z")));
    Checks.good(at("2026-11-01T00:00:00Z", signer));
    Checks.good(at("2026-11-22T12:00:00Z", signer));
    rejected(
        KEY,
        Rejection.KEY_NOT_YET_VALID,
        "The key is not valid before 2026-11-01T00:00:00Z.",
        at("2026-10-31T23:59:59Z", signer));
    rejected(
        KEY,
        Rejection.KEY_EXPIRED,
        "The key is not valid after 2026-11-22T12:00:00Z.",
        at("2026-11-22T12:00:01Z", signer));
  }

  @Test
  void filesThatAreNone() {
    String[] lines = GOOD.split("\n", -1);
    none("is empty", "");
    none("is longer than 64 KiB", "x".repeat((64 << 10) + 1));
    none("does not start with -----BEGIN SSH SIGNATURE-----", "\n" + GOOD);
    none("does not start with -----BEGIN SSH SIGNATURE-----", "x\n" + GOOD);
    none("does not start with -----BEGIN SSH SIGNATURE-----", " " + GOOD);
    none("ends before -----END SSH SIGNATURE-----", lines[0] + "\n" + lines[1] + "\n");
    none("ends before -----END SSH SIGNATURE-----", GOOD.replace("END", "End"));
    none("has a signature that is not base64", GOOD.replace(lines[1], lines[1] + " "));
    none("has a signature that is not base64", GOOD.replace(lines[1], "-" + lines[1]));
    none("has a signature that is not base64", GOOD.replace("\n-----END", "=\n-----END"));
    none("holds bytes after the signature", GOOD + "\n");
    none("holds bytes after the signature", GOOD + "x");
    none("holds bytes after the signature", GOOD + GOOD);
    none("holds a control character in line 2", GOOD.replace("\nU1NI", "\n\0U1NI"));
    none("is malformed inside of its armor", lines[0] + "\n" + lines[lines.length - 2] + "\n");
  }

  @Test
  void contentsThatAreNone() throws Exception {
    byte[] blob = Base64.getMimeDecoder().decode(body(GOOD));
    String sentence = "is malformed inside of its armor";
    none(sentence, Signer.armored(Arrays.copyOf(blob, blob.length + 1)));
    int accepted = 0;
    for (int length = 0; length < blob.length; length++) {
      none(sentence, Signer.armored(Arrays.copyOf(blob, length)));
      accepted++;
    }
    assertEquals(blob.length, accepted);
    byte[] other = blob.clone();
    other[0] = 's';
    none(sentence, Signer.armored(other));
    // A signature that is longer than its type has it, and a key that is.
    byte[] long64 = SshReader.written(utf8("ssh-ed25519"), new byte[64], new byte[0]);
    none(
        sentence,
        Signer.armored(Signer.sshBlob(1, ALICE.sshKey(), Signer.NAMESPACE, "", "sha512", long64)));
  }

  private static void none(String sentence, String file) {
    malformed(sentence, () -> begin(file, ALICE.pinned()));
  }

  private static Finding at(String now, SshSigner signer) throws Exception {
    return Checks.finding(
        SshSignature.check(utf8(GOOD), List.of(signer), Signer.NAMESPACE, Instant.parse(now)),
        MESSAGE);
  }

  /** A signature of some bytes by a key of any type. */
  private static Finding by(SshPublicKey key, String algorithm, byte[] signature) throws Exception {
    byte[] encoded = SshReader.written(utf8(algorithm), signature);
    byte[] blob = Signer.sshBlob(1, key, Signer.NAMESPACE, "", "sha512", encoded);
    return Checks.finding(
        begin(Signer.armored(blob), SshSigner.pinned(key.fingerprint())), MESSAGE);
  }

  static SshPublicKey securityKey() throws Exception {
    byte[] point = ALICE.sshKey().fields().string();
    return SshPublicKey.of("sk-ssh-ed25519@openssh.com", point, utf8("ssh:"));
  }

  private static Finding onSecurityKey(int flags, String options) throws Exception {
    SshSigner signer = SshSigner.parse(utf8(options + securityKey()));
    return Checks.finding(begin(securityKeySignature(MESSAGE, flags), signer), MESSAGE);
  }

  static String securityKeySignature(byte[] message, int flags) throws Exception {
    byte[] hash = StrongHash.SHA_512.begin().finish(message);
    byte[] signed =
        Signer.join(
            utf8("SSHSIG"),
            SshReader.written(utf8(Signer.NAMESPACE), new byte[0], utf8("sha512"), hash));
    byte[] flagsAndCounter = {(byte) flags, 0, 0, 0, 7};
    byte[] signature =
        ALICE.sign(Signer.join(Sha256.of(utf8("ssh:")), flagsAndCounter, Sha256.of(signed)));
    byte[] encoded =
        Signer.join(
            SshReader.written(utf8("sk-ssh-ed25519@openssh.com"), signature), flagsAndCounter);
    return Signer.armored(
        Signer.sshBlob(1, securityKey(), Signer.NAMESPACE, "", "sha512", encoded));
  }

  private static String body(String file) {
    return file.replaceAll("-----[^-]*-----", "");
  }

  private static Finding check(String file, byte[] message) throws SignatureFormatException {
    return Checks.finding(begin(file, ALICE.pinned()), message);
  }

  private static SignatureCheck begin(String file, SshSigner signer)
      throws SignatureFormatException {
    return SshSignature.check(utf8(file), List.of(signer), Signer.NAMESPACE, NOW);
  }
}
