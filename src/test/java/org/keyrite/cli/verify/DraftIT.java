package org.keyrite.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Release;

/** From a folder of keys and a signed release to a policy, and to its YES. */
class DraftIT {
  private Release release;

  @BeforeEach
  void begin() throws Exception {
    release = new Release();
    release.file("app.tar.gz", "the app");
    release.file("notes.txt", "the notes");
  }

  @AfterEach
  void end() throws Exception {
    release.close();
  }

  private Keyrite.Result draft(String... arguments) {
    List<String> line =
        new ArrayList<>(List.of("env", "-C", release.policy().getParent().toString()));
    line.addAll(List.of(Keyrite.executable().toString(), "verify", "draft"));
    line.addAll(Arrays.asList(arguments));
    return Keyrite.execute(new byte[0], line);
  }

  @Tag("tool")
  @Test
  void whoSignedIsAPolicyThatAdmitsTheRelease() throws Exception {
    String alice = release.openPgpKey("alice", "0");
    String bob = release.openPgpKey("bob", "10y");
    release.openPgpKey("carol", "2y");
    release.openPgpKey("dave", "0");
    release.sums("app.tar.gz", "notes.txt");
    for (String name : List.of("alice", "bob", "carol")) {
      release.append(
          "SHA256SUMS.asc", release.openPgpSignature(Release.SIGNED, name, "SHA256SUMS"));
    }
    Files.writeString(release.keys().resolve("README"), "not a key");
    Keyrite.Result result =
        draft(
            "--keys=keys",
            "--sums=download/SHA256SUMS",
            "--signature=download/SHA256SUMS.asc",
            "--release=1.0");
    assertEquals("", result.stderr());
    assertEquals(0, result.status());
    String text = new String(result.stdout(), UTF_8);
    List<String> lines = text.lines().map(String::strip).toList();
    assertTrue(lines.contains("- openpgp: \"" + spoken(alice) + "\""), text);
    assertTrue(lines.contains("- openpgp: \"" + spoken(bob) + "\""), text);
    assertTrue(
        lines.contains("# Ed25519, SHA-256, signed on 2025-04-13, expires on 2033-12-29"), text);
    assertTrue(text.contains("  # not carol: The key "), text);
    assertTrue(text.contains(" expired on 2025-12-31T00:00:00Z"), text);
    assertTrue(lines.contains("# not dave: no signature here"), text);
    assertTrue(lines.contains("members: [alice, bob]"), text);
    Files.write(release.policy(), result.stdout());
    String receipt = release.admits();
    assertTrue(receipt.contains("  yes       2 files of it: as it lists them\n"), receipt);
    Files.delete(release.folder().resolve("notes.txt"));
    release.admits();
    release.file("app.tar.gz", "another app");
    release.denies(
        "SHA256SUMS is not admitted: 1 of 1 file of it: not as it lists them: app.tar.gz has"
            + " another SHA-256.");
  }

  private static String spoken(String fingerprint) {
    return fingerprint.replaceAll("(.{4})(?=.)", "$1 ");
  }

  @Tag("tool")
  @Test
  void keysOfOtherSchemes() throws Exception {
    release.minisignKey("maker");
    release.sshKey("builder");
    release.run("minisign", "-S", "-s", "../keys/maker.sec", "-m", "app.tar.gz");
    release.run(
        "ssh-keygen", "-q", "-Y", "sign", "-f", "../keys/builder", "-n", "file", "app.tar.gz");
    Files.writeString(
        release.keys().resolve("allowed_signers"),
        "builder@example.org namespaces=\"file\" "
            + Files.readString(release.keys().resolve("builder.pub")));
    Files.delete(release.keys().resolve("builder.pub"));
    Files.delete(release.folder().resolve("notes.txt"));
    Keyrite.Result result =
        draft(
            "--keys=keys",
            "--signature=download/app.tar.gz.minisig",
            "--signature=download/app.tar.gz.sig",
            "--release=1.0",
            "download/app.tar.gz");
    assertEquals("", result.stderr());
    String text = new String(result.stdout(), UTF_8);
    assertTrue(text.contains("members: [builder-example.org, maker]"), text);
    Files.write(release.policy(), result.stdout());
    release.admits();
  }

  @Test
  void whatIsNotClear() {
    assertUsage(
        "Name the file that is signed, or the list with --sums.",
        "--keys=k",
        "--signature=s",
        "--release=1");
    assertUsage(
        "--sums-kind is about the list of --sums, and there is none.",
        "--keys=k",
        "--signature=s",
        "--release=1",
        "--sums-kind=sha512",
        "file");
    assertUsage("Missing required option: '--keys=PLACE'.", "--signature=s", "--release=1", "file");
    assertUsage(
        "--release: 'latest' names another file every day; write the version it has.",
        "--keys=k",
        "--signature=s",
        "--release=latest",
        "file");
    assertUsage(
        "download is a folder: name the file that is signed.",
        "--keys=k",
        "--signature=s",
        "--release=1",
        "download");
    Keyrite.Result result = draft("--keys=keys", "--signature=none", "--release=1", "app.tar.gz");
    assertEquals(
        "keyrite: none cannot be read: No such file or directory.\n"
            + "         Name the signature's file.\n",
        result.stderr());
    assertEquals(1, result.status());
  }

  private void assertUsage(String sentence, String... arguments) {
    Keyrite.Result result = draft(arguments);
    assertEquals("keyrite: " + sentence, result.stderr().lines().findFirst().orElseThrow());
    assertEquals(2, result.status());
  }
}
