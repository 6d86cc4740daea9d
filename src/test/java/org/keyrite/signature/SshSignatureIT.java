package org.keyrite.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.signature.Checks.NOW;
import static org.keyrite.signature.Checks.malformed;
import static org.keyrite.signature.Checks.utf8;
import static org.keyrite.signature.StockTool.ACCEPTS;
import static org.keyrite.signature.StockTool.REFUSES;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.crypto.signing.SshPublicKey;
import org.keyrite.crypto.signing.SshReader;
import org.keyrite.testing.Keyrite;

/** What ssh-keygen signs, and attack by attack, what it makes of a signature and what we do. */
@Tag("tool")
class SshSignatureIT {
  private static final byte[] FILE = new byte[100_000];
  private static final String VERIFY =
      "ssh-keygen -Y verify -f allowed -I alice -n file -s file.sig";

  @TempDir private Path folder;
  private StockTool ssh;

  @BeforeEach
  void requireTool() {
    ssh = new StockTool(folder, "ssh-keygen");
    ssh.write("file", FILE);
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519, 256, 'ssh-ed25519, SHA-512'",
    "ecdsa, 256, 'ecdsa-sha2-nistp256, SHA-512'",
    "ecdsa, 384, 'ecdsa-sha2-nistp384, SHA-512'",
    "ecdsa, 521, 'ecdsa-sha2-nistp521, SHA-512'",
    "rsa, 2048, 'rsa-sha2-512, SHA-512'",
    "rsa, 3072, 'rsa-sha2-512, SHA-512'"
  })
  void whatSshKeygenSigns(String type, String bits, String algorithm) throws Exception {
    sign("-t " + type + " -b " + bits, "");
    assertTrue(ssh.accepts(FILE, VERIFY));
    Finding.Good good = Checks.good(check());
    assertEquals(algorithm, good.algorithm());
    assertTrue(ssh.accepts("ssh-keygen -l -f key.pub"));
    byte[] changed = FILE.clone();
    changed[99_999] = 1;
    ssh.write("file", changed);
    rejected(Rejection.NOT_THESE_BYTES);
  }

  @Test
  void hashesOfBothKinds() throws Exception {
    sign("-t ed25519", "-O hashalg=sha256 ");
    assertEquals("ssh-ed25519, SHA-256", Checks.good(check()).algorithm());
  }

  @Test
  void aKeyIsPinnedByTheFingerprintThatSshKeygenShows() throws Exception {
    sign("-t ed25519", "");
    byte[] shown =
        Keyrite.execute(
                new byte[0],
                List.of("ssh-keygen", "-l", "-f", folder.resolve("key.pub").toString()))
            .stdout();
    String fingerprint = new String(shown, UTF_8).split(" ", -1)[1];
    Checks.good(check(SshSigner.pinned(fingerprint)));
  }

  @Test
  void attackChangedFile() throws Exception {
    sign("-t ed25519", "");
    ssh.write("file", utf8("evil"));
    assertEquals(REFUSES, ssh.accepts(utf8("evil"), VERIFY));
    rejected(Rejection.NOT_THESE_BYTES);
  }

  @Test
  void attackSignatureForAnotherNamespace() throws Exception {
    sign("-t ed25519", "");
    ssh.succeed("rm file.sig");
    ssh.succeed("ssh-keygen -q -Y sign -n git -f key file");
    assertEquals(REFUSES, ssh.accepts(FILE, VERIFY));
    rejected(Rejection.WRONG_PURPOSE);
  }

  @Test
  void attackBytesAfterTheSignature() throws Exception {
    sign("-t ed25519", "");
    ssh.write("file.sig", Signer.join(ssh.read("file.sig"), utf8("<script>")));
    assertEquals(ACCEPTS, ssh.accepts(FILE, VERIFY));
    malformed("holds bytes after the signature", this::check);
  }

  @Test
  void attackBytesBeforeTheSignature() throws Exception {
    sign("-t ed25519", "");
    ssh.write("file.sig", Signer.join(utf8("<script>\n"), ssh.read("file.sig")));
    assertEquals(REFUSES, ssh.accepts(FILE, VERIFY));
    malformed("does not start with -----BEGIN SSH SIGNATURE-----", this::check);
  }

  @Test
  void attackShortRsaKey() throws Exception {
    for (String name : List.of("rsa-1024", "rsa-1024.pub")) {
      try (InputStream in = SshSignatureIT.class.getResourceAsStream("/ssh-keys/" + name)) {
        ssh.write(name.replace("rsa-1024", "key"), in.readAllBytes());
      }
    }
    ssh.succeed("chmod 600 key");
    signWithKey("");
    assertEquals(ACCEPTS, ssh.accepts(FILE, VERIFY));
    rejected(Rejection.WEAK_KEY);
  }

  @Test
  void attackSecurityKeyThatNobodyTouched() throws Exception {
    SshPublicKey key = SshSignatureTest.securityKey();
    forged(key, SshSignatureTest.securityKeySignature(FILE, 0));
    assertEquals(ACCEPTS, ssh.accepts(FILE, VERIFY));
    rejected(Rejection.USER_NOT_PRESENT);
  }

  @Test
  void attackReservedFieldInUse() throws Exception {
    Signer alice = new Signer(1);
    forged(alice.sshKey(), alice.ssh(FILE, "file", "x", "sha512"));
    assertEquals(REFUSES, ssh.accepts(FILE, VERIFY));
    rejected(Rejection.UNSUPPORTED);
  }

  @Test
  void attackKeyUnderWhichEverythingIsSigned() throws Exception {
    byte[] point = new byte[32];
    point[0] = 1;
    byte[] signature = new byte[64];
    signature[0] = 1;
    SshPublicKey key = SshPublicKey.of("ssh-ed25519", point);
    byte[] encoded = SshReader.written(utf8("ssh-ed25519"), signature);
    forged(key, Signer.armored(Signer.sshBlob(1, key, "file", "", "sha512", encoded)));
    assertEquals(ACCEPTS, ssh.accepts(FILE, VERIFY));
    rejected(Rejection.WEAK_KEY);
  }

  @Test
  void attackExpiredKey() throws Exception {
    sign("-t ed25519", "");
    allow("valid-before=\"20200101Z\" ");
    assertEquals(REFUSES, ssh.accepts(FILE, VERIFY));
    Optional<Instant> then = Optional.of(Instant.parse("2020-01-01T00:00:00Z"));
    rejected(Rejection.KEY_EXPIRED, check(signer().during(Optional.empty(), then)));
    allow("valid-after=\"20990101Z\" ");
    assertEquals(REFUSES, ssh.accepts(FILE, VERIFY));
    Optional<Instant> later = Optional.of(Instant.parse("2099-01-01T00:00:00Z"));
    rejected(Rejection.KEY_NOT_YET_VALID, check(signer().during(later, Optional.empty())));
  }

  private void sign(String kind, String options) {
    ssh.succeed("ssh-keygen -q -N  -f key " + kind);
    signWithKey(options);
  }

  private void signWithKey(String options) {
    ssh.succeed("ssh-keygen -q -Y sign " + options + "-n file -f key file");
    allow("");
  }

  private void forged(SshPublicKey key, String signature) {
    ssh.write("key.pub", utf8(key + "\n"));
    ssh.write("file.sig", utf8(signature));
    allow("");
  }

  private void allow(String options) {
    ssh.write("allowed", Signer.join(utf8("alice " + options), ssh.read("key.pub")));
  }

  private SshSigner signer() throws SignatureFormatException {
    return SshSigner.parse(ssh.read("key.pub"));
  }

  private Finding check() throws SignatureFormatException {
    return check(signer());
  }

  private Finding check(SshSigner signer) throws SignatureFormatException {
    return Checks.finding(
        SshSignature.check(ssh.read("file.sig"), List.of(signer), Signer.NAMESPACE, NOW),
        ssh.read("file"));
  }

  private void rejected(Rejection rejection) throws SignatureFormatException {
    rejected(rejection, check());
  }

  private static void rejected(Rejection rejection, Finding finding) {
    Finding.Rejected rejected = assertInstanceOf(Finding.Rejected.class, finding);
    assertEquals(rejection, rejected.rejection());
    assertTrue(rejected.key().isPresent());
  }
}
