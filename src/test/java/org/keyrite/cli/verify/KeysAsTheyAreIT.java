package org.keyrite.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Release;

/** Keys and revocations in the files that people have. */
@Tag("tool")
class KeysAsTheyAreIT {
  private Release release;

  @BeforeEach
  void begin() throws Exception {
    release = new Release();
    release.file("file", "the file");
  }

  @AfterEach
  void end() throws Exception {
    release.close();
  }

  private Keyrite.Result verify(String... arguments) {
    return release.verifyByOptions(arguments);
  }

  private void admits(String... arguments) {
    Keyrite.Result result = verify(arguments);
    assertEquals("", result.stderr());
    assertEquals(0, result.status());
  }

  private void says(int status, String words, String... arguments) {
    Keyrite.Result result = verify(arguments);
    String all = result.stderr() + new String(result.stdout(), UTF_8);
    String plain = all.replaceAll("\\s+", " ");
    assertTrue(plain.contains(words), all);
    assertEquals(status, result.status());
  }

  private static String[] openPgp(String key, String... more) {
    List<String> line = new ArrayList<>(List.of("--signature", "file.asc", "--key", key));
    line.addAll(Arrays.asList(more));
    line.add("file");
    return line.toArray(String[]::new);
  }

  private void keys(String name, byte[]... parts) throws Exception {
    Path file = release.keys().resolve(name);
    Files.write(file, new byte[0]);
    for (byte[] part : parts) {
      Files.write(file, part, StandardOpenOption.APPEND);
    }
  }

  @Test
  void aRevocationCountsWhereverItStands() throws Exception {
    String alice = release.openPgpKey("alice", "0");
    String bob = release.openPgpKey("bob", "0");
    byte[] before = Files.readAllBytes(release.keys().resolve("alice.asc"));
    byte[] ofBob = Files.readAllBytes(release.keys().resolve("bob.asc"));
    release.append("file.asc", release.openPgpSignature(Release.SIGNED, "alice", "file"));
    release.revoke("alice");
    byte[] revocation = Files.readAllBytes(release.keys().resolve("revocation"));
    byte[] prose = "Our keys.\n\nalice, bob\n\n".getBytes(UTF_8);
    keys("KEYS", prose, ofBob, "and\r\n".getBytes(UTF_8), before, "The end".getBytes(UTF_8));
    admits(openPgp(alice, "--certificate", "../keys/KEYS"));
    String revoked = "was revoked by its owner, for all times, because it may be in others' hands";
    keys("appended", before, revocation);
    keys("first", revocation, before);
    keys("with-bob", prose, before, ofBob, revocation);
    for (String file : List.of("appended", "first", "with-bob")) {
      says(3, revoked, openPgp(alice, "--certificate", "../keys/" + file));
    }
    String[] both = {"--certificate", "../keys/KEYS", "--certificate", "../keys/revocation"};
    says(3, revoked, openPgp(alice, both));
    String[] apart = {"--certificate", "../keys/KEYS", "--revocation", "../keys/revocation"};
    says(3, revoked, openPgp(alice, apart));
    says(
        1,
        "--revocation: the revocation's file holds a revocation of a key that is not pinned, or"
            + " none at all.",
        openPgp(bob, apart));
    says(
        2,
        "--revocation is for openpgp.",
        "--signature",
        "file.asc",
        "--key",
        "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3",
        "--revocation",
        "../keys/revocation",
        "file");
    release.policy(
        "signers: [{name: alice, keys: [{openpgp: "
            + alice
            + ", certificate: keys/KEYS}]}]\nrevocations: [keys/revocation]\nartifacts:\n"
            + "  - file: file\n    version: 1.0\n    required: [alice]\n"
            + "    signatures: [{file: file.asc, scheme: openpgp}]\n");
    says(3, revoked, "--policy", "../trust.yaml", "file");
    release.policy(
        Files.readString(release.policy())
            .replace("version: keyrite/trust/v1\n", "")
            .replace("keys/revocation", "keys/bob.asc"));
    says(
        4,
        "line 3, column 15: the revocation's file holds a revocation of a key that is not pinned,"
            + " or none at all.",
        "--policy",
        "../trust.yaml",
        "file");
  }

  @Test
  void aSubkeysFingerprintGetsItsPrimarys() throws Exception {
    String alice = release.openPgpKey("alice", "0");
    release.gpg(Release.SIGNED, "--quick-add-key", alice, "ed25519", "sign", "0");
    release.export("alice");
    String listing =
        new String(
            release.gpg(Release.SIGNED, "--with-colons", "--with-subkey-fingerprint", "-k", alice),
            UTF_8);
    String subkey =
        listing
            .lines()
            .filter(line -> line.startsWith("fpr:"))
            .map(line -> line.split(":", -1)[9])
            .toList()
            .getLast();
    release.append("file.asc", release.openPgpSignature(Release.SIGNED, alice, "file"));
    admits(openPgp(alice, "--certificate", "../keys/alice.asc"));
    says(
        2,
        "this is a subkey of the key " + alice + ": pin that, and all its subkeys that sign count",
        openPgp(subkey, "--certificate", "../keys/alice.asc"));
  }

  @Test
  void anAllowedSignersFileHasKeys() throws Exception {
    for (String name : List.of("a", "b")) {
      release.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "../keys/" + name);
    }
    String a = Files.readString(release.keys().resolve("a.pub")).strip();
    String b = Files.readString(release.keys().resolve("b.pub")).strip();
    release.run("ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", "../keys/b", "file");
    String[] line = {"--signature", "file.sig", "--key", "../keys/allowed", "file"};
    String[] one = {
      "--signature", "file.sig", "--key", "../keys/allowed", "--threshold", "1", "file"
    };
    Path allowed = release.keys().resolve("allowed");
    Files.writeString(allowed, "# ours\n\nb@example.org namespaces=\"file\" " + b + "\n");
    admits(line);
    Files.writeString(allowed, "a@example.org " + a + "\nb@example.org " + b + "\n");
    says(2, "Say how many of the keys must have signed: --threshold.", line);
    admits(one);
    Files.writeString(allowed, "a@example.org " + a + "\na@example.org,b@example.org " + b + "\n");
    admits(line);
    Files.writeString(allowed, "b@example.org namespaces=\"git\" " + b + "\n");
    says(3, "The key may sign for 'git' (namespaces), and not for 'file'.", line);
    Files.writeString(allowed, "b@example.org valid-before=\"20250101\" " + b + "\n");
    says(3, "The key is not valid after 2025-01-01T00:00:00Z.", line);
    Files.writeString(allowed, "*@example.org cert-authority " + b + "\n");
    says(
        2,
        "is that of an authority (cert-authority), which could make any number of keys: pin the key"
            + " that signs.",
        line);
  }
}
