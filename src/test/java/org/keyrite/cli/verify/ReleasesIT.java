package org.keyrite.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Release;

/** Releases as projects make them, with the projects' own tools, are admitted under a policy. */
@Tag("tool")
class ReleasesIT {
  private Release release;

  @BeforeEach
  void begin() throws Exception {
    release = new Release();
    release.file("app-1.0.tar.gz", "the application");
    release.file("app-1.0.zip", "the application, for others");
  }

  @AfterEach
  void end() throws Exception {
    release.close();
  }

  /** The policy of a signed list and of the two files that it lists. */
  private void policy(String signers, String signatures, String list) throws Exception {
    release.policy(
        signers
            + "artifacts:\n"
            + "  - file: "
            + list
            + "\n    version: 1.0\n    lists: sha256\n    signatures:\n      - "
            + signatures
            + "\n    required: [makers]\n"
            + "  - {file: app-1.0.tar.gz, version: 1.0, listed-in: "
            + list
            + "}\n  - {file: app-1.0.zip, version: 1.0, listed-in: "
            + list
            + "}\n");
  }

  private static String maker(String key) {
    return "signers:\n  - name: makers\n    keys:\n      - " + key + "\n";
  }

  /** Several builders, each with a signature of its own in one file. */
  @Test
  void asBitcoinCoreMakesThem() throws Exception {
    StringBuilder signers = new StringBuilder("signers:\n");
    release.sums("app-1.0.tar.gz", "app-1.0.zip");
    for (String name : List.of("alice", "bob", "carol")) {
      String fingerprint = release.openPgpKey(name, "0");
      signers.append("  - name: ").append(name).append("\n    keys:\n      - openpgp: ");
      signers.append(fingerprint).append("\n        certificate: keys/");
      signers.append(name).append(".asc\n");
      release.append(
          "SHA256SUMS.asc", release.openPgpSignature(Release.SIGNED, name, "SHA256SUMS"));
    }
    signers.append("groups:\n  - name: makers\n    members: [alice, bob, carol]\n");
    signers.append("    threshold: 2\n");
    policy(
        signers.toString(),
        "{file: SHA256SUMS.asc, scheme: openpgp, mode: detached}",
        "SHA256SUMS");
    String receipt = release.admits();
    assertLine(receipt, "  yes       makers needs 2 of 3 and has 3: alice, bob, carol");
    assertLine(receipt, "  signed    by bob at 2025-04-13T10:00:00Z (openpgp, Ed25519, SHA-256)");
    assertLine(receipt, "YES: 3 files are admitted.");
  }

  /** One file that is signature and list at once. */
  @Test
  void asOpenBsdMakesThem() throws Exception {
    String key = release.signifyKey("base");
    release.sums("app-1.0.tar.gz", "app-1.0.zip");
    release.run("sh", "-c", "sha256sum --tag app-1.0.* > SHA256");
    release.run("rm", "SHA256SUMS");
    release.run(
        "signify-openbsd",
        "-S",
        "-e",
        "-s",
        "../keys/base.sec",
        "-m",
        "SHA256",
        "-x",
        "SHA256.sig");
    release.run("rm", "SHA256");
    policy(
        maker("signify: " + key), "{file: SHA256.sig, scheme: signify, mode: embedded}", "SHA256");
    String receipt = release.admits("--out", release.out().toString());
    assertLine(receipt, "  signed    by makers, undated (signify, Ed25519)");
    assertEquals(List.of("SHA256", "app-1.0.tar.gz", "app-1.0.zip"), names(release.out()));
    assertEquals(2, Files.readAllLines(release.out().resolve("SHA256")).size());
  }

  private void signWithMinisign() throws Exception {
    String key = release.minisignKey("maker");
    release.sums("app-1.0.tar.gz", "app-1.0.zip");
    release.run(
        "minisign", "-S", "-s", "../keys/maker.sec", "-m", "SHA256SUMS", "-t", "release 1.0");
    policy(maker("minisign: " + key), "{file: SHA256SUMS.minisig, scheme: minisign}", "SHA256SUMS");
  }

  @Test
  void withMinisign() throws Exception {
    signWithMinisign();
    String receipt = release.admits();
    assertLine(receipt, "  signed    by makers, undated (minisign, Ed25519, BLAKE2b-512)");
    assertLine(receipt, "    says    release 1.0");
  }

  @Test
  void withSshKeygen() throws Exception {
    String key = release.sshKey("maker");
    release.sums("app-1.0.tar.gz", "app-1.0.zip");
    release.run(
        "ssh-keygen", "-q", "-Y", "sign", "-f", "../keys/maker", "-n", "file", "SHA256SUMS");
    policy(maker("ssh: " + key), "{file: SHA256SUMS.sig, scheme: ssh}", "SHA256SUMS");
    assertLine(release.admits(), "  signed    by makers, undated (ssh, ssh-ed25519, SHA-512)");
  }

  @Test
  void clearSigned() throws Exception {
    String fingerprint = release.openPgpKey("maker", "0");
    release.sums("app-1.0.tar.gz", "app-1.0.zip");
    release.gpg(Release.SIGNED, "--local-user", "maker", "--clear-sign", "SHA256SUMS");
    policy(
        maker("{openpgp: " + fingerprint + ", certificate: keys/maker.asc}"),
        "{file: SHA256SUMS.asc, scheme: openpgp, mode: clear-signed}",
        "SHA256SUMS");
    release.admits();
    byte[] list = Files.readAllBytes(release.folder().resolve("SHA256SUMS"));
    Files.delete(release.folder().resolve("SHA256SUMS"));
    release.admits("--out", release.out().toString());
    assertArrayEquals(list, Files.readAllBytes(release.out().resolve("SHA256SUMS")));
  }

  @Test
  void inline() throws Exception {
    String fingerprint = release.openPgpKey("maker", "0");
    release.sums("app-1.0.tar.gz", "app-1.0.zip");
    release.gpg(Release.SIGNED, "--local-user", "maker", "--sign", "SHA256SUMS");
    policy(
        maker("{openpgp: " + fingerprint + ", certificate: keys/maker.asc}"),
        "{file: SHA256SUMS.gpg, scheme: openpgp, mode: inline}",
        "SHA256SUMS");
    release.admits();
    release.file("SHA256SUMS", "another list, which somebody would use\n");
    release.denies(
        "SHA256SUMS is not admitted: it is there a second time, with other bytes than in"
            + " SHA256SUMS.gpg.");
  }

  /** The verified bytes are written, as regular files, under their names, and nothing else. */
  @Test
  void theVerifiedBytesAreWritten() throws Exception {
    signWithMinisign();
    release.admits("--out", release.out().toString());
    assertEquals(List.of("SHA256SUMS", "app-1.0.tar.gz", "app-1.0.zip"), names(release.out()));
    for (String name : names(release.out())) {
      Path file = release.out().resolve(name);
      assertEquals(true, Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
      assertEquals(-1, Files.mismatch(release.folder().resolve(name), file));
    }
  }

  /** Some files: those, and the list that they need; other files beside them do not matter. */
  @Test
  void someFilesOfAFolder() throws Exception {
    signWithMinisign();
    Files.delete(release.folder().resolve("app-1.0.zip"));
    release.file("notes.txt", "mine");
    Keyrite.Result result =
        Keyrite.run(
            new byte[0],
            "verify",
            "--policy",
            release.policy().toString(),
            "--out",
            release.out().toString(),
            release.folder().resolve("app-1.0.tar.gz").toString());
    assertEquals("", result.stderr());
    assertLine(new String(result.stdout(), UTF_8), "YES: 2 files are admitted.");
    assertEquals(List.of("app-1.0.tar.gz"), names(release.out()));
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertLine(String receipt, String line) {
    assertEquals(true, receipt.lines().anyMatch(line::equals), line + "\n\n" + receipt);
  }
}
