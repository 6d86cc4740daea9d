package org.keyrite.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.testing.Fifo;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Release;
import org.keyrite.testing.Tools;

/** Attacks on a release of several builders: the answer is no, for the reason that is one. */
class VerifyRefusalsIT {
  private static final String TOO_FEW =
      "SHA256SUMS is not admitted: makers needs 2 of 3 and has 1: alice.";

  private Release release;

  @BeforeEach
  void begin() throws Exception {
    release = new Release();
    release.file("app.tar.gz", "the application");
    release.sums("app.tar.gz");
  }

  @AfterEach
  void end() throws Exception {
    release.close();
  }

  /** Alice, bob and carol, of whom two are needed; bob's key may have an end. */
  private void builders(String expiryOfBob, String... more) throws Exception {
    StringBuilder policy = new StringBuilder("signers:\n");
    for (String name : List.of("alice", "bob", "carol")) {
      String fingerprint = release.openPgpKey(name, name.equals("bob") ? expiryOfBob : "0");
      policy.append("  - name: ").append(name).append("\n    keys:\n      - {openpgp: ");
      policy.append(fingerprint).append(", certificate: keys/").append(name).append(".asc}\n");
    }
    policy.append(
        """
        groups:
          - {name: makers, members: [alice, bob, carol], threshold: 2}
        artifacts:
          - file: SHA256SUMS
            version: 1.0
            lists: sha256
            signatures:
              - {file: SHA256SUMS.asc, scheme: openpgp, mode: detached}
            required: [makers]
        """);
    for (String line : more) {
      policy.append("    ").append(line).append('\n');
    }
    policy.append("  - {file: app.tar.gz, version: 1.0, listed-in: SHA256SUMS}\n");
    release.policy(policy.toString());
  }

  private void sign(String name, String... options) throws IOException {
    signAt(Release.SIGNED, name, options);
  }

  private void signAt(Instant time, String name, String... options) throws IOException {
    release.append("SHA256SUMS.asc", release.openPgpSignature(time, name, "SHA256SUMS", options));
  }

  private void signedByTwo() throws Exception {
    builders("0");
    sign("alice");
    sign("bob");
  }

  @Tag("tool")
  @Test
  void aChangedFile() throws Exception {
    signedByTwo();
    release.admits();
    release.file("app.tar.gz", "another application");
    release.denies("app.tar.gz is not admitted: SHA256SUMS lists another SHA-256 for it.");
  }

  @Tag("tool")
  @Test
  void aChangedList() throws Exception {
    signedByTwo();
    release.file("app.tar.gz", "another application");
    release.sums("app.tar.gz");
    release.denies(
        "SHA256SUMS is not admitted: the signature of alice in SHA256SUMS.asc is not of these"
            + " bytes.");
  }

  @Tag("tool")
  @Test
  void anotherBuildersSignatureOfAnotherList() throws Exception {
    signedByTwo();
    release.file("other", "something else");
    release.append("SHA256SUMS.asc", release.openPgpSignature(Release.SIGNED, "carol", "other"));
    Files.delete(release.folder().resolve("other"));
    release.denies(
        "SHA256SUMS is not admitted: the signature of carol in SHA256SUMS.asc is not of these"
            + " bytes.");
  }

  @Tag("tool")
  @Test
  void tooFewSigners() throws Exception {
    builders("0");
    sign("alice");
    release.denies(TOO_FEW);
  }

  @Tag("tool")
  @Test
  void oneSignerTwice() throws Exception {
    builders("0");
    sign("alice");
    sign("alice");
    signAt(Release.SIGNED.plusSeconds(60), "alice");
    release.denies(TOO_FEW);
  }

  @Tag("tool")
  @Test
  void aStranger() throws Exception {
    builders("0");
    release.openPgpKey("mallory", "0");
    sign("alice");
    sign("mallory");
    release.denies(TOO_FEW);
  }

  @Tag("tool")
  @Test
  void noSignatureFile() throws Exception {
    builders("0");
    release.denies(
        "SHA256SUMS is not admitted: makers needs 2 of 3 and has none: SHA256SUMS.asc is not there.");
  }

  @Tag("tool")
  @Test
  void aKeyThatExpiredAfterItSigned() throws Exception {
    builders("2y");
    sign("alice");
    sign("bob");
    String receipt = release.denies(TOO_FEW);
    assertVoid(receipt, "by bob: ");
  }

  @Tag("tool")
  @Test
  void aKeyThatWasTakenBack() throws Exception {
    signedByTwo();
    release.admits();
    release.revoke("bob");
    assertVoid(release.denies(TOO_FEW), "by bob: ");
  }

  @Tag("tool")
  @Test
  void aSignatureFromTheFuture() throws Exception {
    builders("0");
    sign("alice");
    signAt(Instant.parse("2100-01-01T00:00:00Z"), "bob");
    assertVoid(release.denies(TOO_FEW), "by bob: ");
  }

  @Tag("tool")
  @Test
  void aWeakHash() throws Exception {
    builders("0");
    sign("alice");
    sign("bob", "--digest-algo", "SHA1", "--allow-weak-digest-algos");
    assertVoid(release.denies(TOO_FEW), "by bob: ");
  }

  @Tag("tool")
  @Test
  void aRollback() throws Exception {
    builders("0", "not-before: 2025-04-13");
    sign("alice");
    sign("bob");
    release.admits();
    Files.delete(release.folder().resolve("SHA256SUMS.asc"));
    sign("alice");
    signAt(Instant.parse("2025-04-12T23:59:59Z"), "bob");
    release.denies(TOO_FEW);
  }

  @Tag("tool")
  @Test
  void junkAfterTheSignatures() throws Exception {
    signedByTwo();
    release.append("SHA256SUMS.asc", "and more\n".getBytes(UTF_8));
    Keyrite.Result result = release.verify();
    assertEquals(3, result.status());
    assertTrue(
        result.stderr().startsWith("keyrite: SHA256SUMS is not admitted: SHA256SUMS.asc "),
        result.stderr());
  }

  @Tag("tool")
  @Test
  void anInlineMessageInPlaceOfADetachedSignature() throws Exception {
    builders("0");
    release.gpg(
        Release.SIGNED,
        "--armor",
        "--local-user",
        "alice",
        "--local-user",
        "bob",
        "--sign",
        "SHA256SUMS");
    release.denies(
        "SHA256SUMS is not admitted: SHA256SUMS.asc holds a message that brings along what it"
            + " signs, which has to be verified as one.");
  }

  @Tag("tool")
  @Test
  void aFileThatNothingAdmits() throws Exception {
    signedByTwo();
    Files.createDirectory(release.folder().resolve("more"));
    release.denies("more is not admitted: nothing in the policy admits it.");
    release.file("\u001b[2Jnotes", "mine");
    String receipt =
        release.denies("{U+1b}[2Jnotes is not admitted: nothing in the policy admits it.");
    assertEquals(-1, receipt.indexOf('\u001b'));
  }

  @Tag("tool")
  @Test
  void aFileThatIsNotThere() throws Exception {
    signedByTwo();
    Files.delete(release.folder().resolve("app.tar.gz"));
    release.denies("app.tar.gz is not admitted: it is not there.");
  }

  @Tag("tool")
  @Test
  void aLinkAPipeAFolder() throws Exception {
    signedByTwo();
    Path file = release.folder().resolve("app.tar.gz");
    Files.move(file, release.keys().resolve("app.tar.gz"));
    Files.createSymbolicLink(file, release.keys().resolve("app.tar.gz"));
    release.denies("app.tar.gz is not admitted: it is a link.");
    Files.delete(file);
    Fifo.create(file);
    release.denies("app.tar.gz is not admitted: it is not a file.");
    Files.delete(file);
    Files.createDirectory(file);
    release.denies("app.tar.gz is not admitted: it is a folder.");
  }

  @Tag("tool")
  @Test
  void aListThatLeadsOutOfItsFolder() throws Exception {
    builders("0");
    release.file("SHA256SUMS", "a".repeat(64) + "  ../../etc/passwd\n");
    sign("alice");
    sign("bob");
    release.denies(
        "SHA256SUMS is not admitted: it is no list: it has a name that leads out of its folder in"
            + " line 1.");
  }

  @Tag("tool")
  @Test
  void minisignsOldKind() throws Exception {
    String key = release.minisignKey("maker");
    release.policy(
        "signers:\n  - {name: maker, keys: [{minisign: "
            + key
            + "}]}\nartifacts:\n  - file: app.tar.gz\n    version: 1.0\n    signatures:\n"
            + "      - {file: app.tar.gz.minisig, scheme: minisign}\n    required: [maker]\n");
    Files.delete(release.folder().resolve("SHA256SUMS"));
    release.run("minisign", "-S", "-l", "-s", "../keys/maker.sec", "-m", "app.tar.gz");
    release.denies("app.tar.gz is not admitted: maker did not sign it.");
    String allowed =
        Files.readString(release.policy())
            .replace("scheme: minisign}", "scheme: minisign, legacy: allowed}");
    Files.writeString(release.policy(), allowed);
    release.admits();
  }

  @Tag("tool")
  @Test
  void anSshSignatureForSomethingElse() throws Exception {
    String key = release.sshKey("maker");
    release.policy(
        "signers:\n  - {name: maker, keys: [{ssh: "
            + key
            + "}]}\nartifacts:\n  - file: app.tar.gz\n    version: 1.0\n    signatures:\n"
            + "      - {file: app.tar.gz.sig, scheme: ssh}\n    required: [maker]\n");
    Files.delete(release.folder().resolve("SHA256SUMS"));
    release.run("ssh-keygen", "-q", "-Y", "sign", "-f", "../keys/maker", "-n", "git", "app.tar.gz");
    String receipt = release.denies("app.tar.gz is not admitted: maker did not sign it.");
    assertVoid(receipt, "by maker: It was made for 'git', and not for 'file'.");
  }

  /** What would have been the answer on another day, said so that nobody takes it for today's. */
  @Tag("tool")
  @Test
  void aRehearsal() throws Exception {
    builders("2y");
    sign("alice");
    sign("bob");
    release.denies(TOO_FEW);
    String receipt = release.admits("--at", "2025-06-01");
    assertTrue(
        receipt.contains("REHEARSAL   judged as if it were 2025-06-01T00:00:00Z\n"), receipt);
    assertTrue(
        receipt.endsWith("\nAt that time the answer is YES: 2 files are admitted.\n"), receipt);
    Keyrite.Result result = release.verify("--at", "2025-06-01", "--out", release.out() + "");
    assertEquals(2, result.status());
    assertEquals(
        "keyrite: A rehearsal releases nothing: --at and --out go together only for an old release, with --historical or 'historical: yes' in the policy.",
        result.stderr().lines().findFirst().orElseThrow());
    release.assertNothingWritten();
  }

  @Tag("tool")
  @Test
  void aPlaceThatIsTaken() throws Exception {
    signedByTwo();
    Files.createDirectory(release.out());
    Files.writeString(release.out().resolve("mine"), "precious");
    Keyrite.Result result = release.verify("--out", release.out().toString());
    assertEquals(
        "keyrite: The folder "
            + release.out()
            + " is not empty.\n         Name a new folder with --out: nothing joins or replaces"
            + " other files.\n",
        result.stderr());
    assertEquals(4, result.status());
    assertEquals("precious", Files.readString(release.out().resolve("mine")));
  }

  @Test
  void aPolicyThatIsNone() throws Exception {
    release.policy("artifact: []\n");
    Keyrite.Result result = release.verify();
    assertEquals(
        "keyrite: "
            + release.policy()
            + ", line 2, column 1: the key 'artifact' is unknown; known here: version,"
            + " historical, signers, revocations, groups, artifacts.\n         Correct the policy, and have it reviewed again.\n",
        result.stderr());
    assertEquals(4, result.status());
    Files.delete(release.policy());
    result = release.verify();
    assertEquals(
        "keyrite: There is no file " + release.policy() + ".\n         Name the policy's file.\n",
        result.stderr());
    assertEquals(4, result.status());
  }

  @Test
  void aPolicyWithACharacterThatDoesNotShow() throws Exception {
    release.policy("# \u00a0# a comment, as it seems\n");
    Keyrite.Result result = release.verify();
    assertEquals(
        "keyrite: "
            + release.policy()
            + ", line 2, column 3: the character U+00A0 does not show, or changes how the text"
            + " around it reads.\n         Correct the policy, and have it reviewed again.\n",
        result.stderr());
    assertEquals(4, result.status());
  }

  /** While the last file, a large one, is copied, a signal comes. */
  @Tag("tool")
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void aSignal(String signal, int status) throws Exception {
    signedByTwo();
    release.run("truncate", "-s", "3G", "app.tar.gz");
    String script =
        "exec \"$0\" verify --policy trust.yaml --out verified download >/dev/null 2>&1";
    Process process =
        new ProcessBuilder(
                "env",
                "--default-signal=INT,HUP,TERM",
                "sh",
                "-c",
                script,
                Keyrite.executable().toString())
            .directory(release.policy().getParent().toFile())
            .start();
    while (!halfMade(release.policy().getParent())) {
      assertTrue(process.isAlive(), "it ended before there was anything to clean up");
      Thread.sleep(5);
    }
    Keyrite.execute(new byte[0], List.of("kill", "-s", signal, Long.toString(process.pid())));
    assertEquals(status, process.waitFor());
    release.assertNothingWritten();
  }

  private static boolean halfMade(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(".verified"));
    }
  }

  @Tag("tool")
  @Test
  void aFullDisk() throws Exception {
    Tools.require("unshare");
    signedByTwo();
    release.run("truncate", "-s", "4M", "app.tar.gz");
    release.sums("app.tar.gz");
    Files.delete(release.folder().resolve("SHA256SUMS.asc"));
    sign("alice");
    sign("bob");
    String script =
        "mount -t tmpfs -o size=1m tmpfs /mnt && \"$0\" verify --policy "
            + release.policy()
            + " --out /mnt/verified "
            + release.folder()
            + " >/dev/null; echo $?; ls -A /mnt";
    Keyrite.Result result =
        Keyrite.execute(
            new byte[0],
            List.of(
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                script,
                Keyrite.executable().toString()));
    // The files are copied at the same time: the small one, too, can be the first without room.
    assertEquals(
        "keyrite: FILE cannot be copied: No space left on device.\n"
            + "         Make room for the copy, and begin again.\n",
        result.stderr().replaceFirst(" (app\\.tar\\.gz|SHA256SUMS) ", " FILE "));
    assertEquals("1\n", new String(result.stdout(), UTF_8));
  }

  private static void assertVoid(String receipt, String begin) {
    assertTrue(receipt.lines().anyMatch(line -> line.startsWith("  void      " + begin)), receipt);
  }
}
