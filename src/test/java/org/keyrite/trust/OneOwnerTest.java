package org.keyrite.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.fault.Refused;
import org.keyrite.testing.Release;

/** One secret is one person's, however GnuPG and OpenSSH write it down. */
@Tag("tool")
class OneOwnerTest {
  private Release release;

  @BeforeEach
  void begin() throws Exception {
    release = new Release();
  }

  @AfterEach
  void end() throws Exception {
    release.close();
  }

  private Policy read(String ofAlice, String ofBob) throws Exception {
    release.policy(
        "signers:\n  - name: alice\n    keys: ["
            + ofAlice
            + "]\n  - name: bob\n    keys:\n      - "
            + ofBob
            + "\ngroups: [{name: both, members: [alice, bob], threshold: 2}]\n"
            + "artifacts:\n  - file: app\n    version: 1.0\n    signatures:\n"
            + "      - {file: app.asc, scheme: openpgp, mode: detached}\n"
            + "      - {file: app.sig, scheme: ssh}\n    required: [both]\n");
    return PolicyReader.read(release.policy());
  }

  private void refused(String message, String ofAlice, String ofBob) {
    Refused refused = assertThrows(Refused.class, () -> read(ofAlice, ofBob));
    assertEquals(release.policy() + ", line 7, column 9: " + message + ".", refused.getMessage());
  }

  private static String openPgp(String fingerprint, String certificate) {
    return "{openpgp: " + fingerprint + ", certificate: keys/" + certificate + ".asc}";
  }

  @Test
  void aKeyOfAnotherDay() throws Exception {
    String alice = openPgp(release.openPgpKey("alice", "0"), "alice");
    String again = openPgp(release.sameSecret("alice", "again"), "again");
    String bob = openPgp(release.openPgpKey("bob", "0"), "bob");
    refused("a key of this certificate is pinned already, for 'alice'", alice, again);
    // Two keys of one person count once, whatever they have in common.
    assertEquals(2, read(alice + ", " + again, bob).signers().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa2048", "nistp256", "nistp384", "nistp521"})
  void aKeyOfOpenPgpAsOneOfSsh(String algorithm) throws Exception {
    String alice = openPgp(release.openPgpKey("alice", algorithm, "sign,auth", "0"), "alice");
    String line = new String(release.gpg(Release.SIGNED, "--export-ssh-key", "alice"), UTF_8);
    String ssh = "ssh: " + line.strip();
    refused("this key is pinned already, for 'alice'", alice, ssh);
    refused("a key of this certificate is pinned already, for 'alice'", "{" + ssh + "}", alice);
    assertEquals(List.of("alice", "bob"), names(read(alice, "ssh: " + ExamplePolicy.BOB_OF_SSH)));
  }

  private static List<String> names(Policy policy) {
    return policy.signers().stream().map(Party.Signer::name).toList();
  }

  @Test
  void aCertificateThatIsNotWhatItShouldBe() throws Exception {
    String fingerprint = release.openPgpKey("alice", "0");
    String bob = release.openPgpKey("bob", "0");
    Refused other =
        assertThrows(Refused.class, () -> read(openPgp(fingerprint, "bob"), openPgp(bob, "bob")));
    assertEquals(
        release.policy() + ", line 4, column 77: the certificate of this key is not in that file.",
        other.getMessage());
    release.run("sh", "-c", "echo none > ../keys/none.asc");
    Refused none =
        assertThrows(Refused.class, () -> read(openPgp(fingerprint, "none"), openPgp(bob, "bob")));
    assertEquals(
        release.policy()
            + ", line 4, column 77: the certificate's file is neither binary OpenPGP nor armor that"
            + " starts with a BEGIN line.",
        none.getMessage());
    assertEquals(
        2, read(openPgp("0x" + fingerprint, "alice"), openPgp(bob, "bob")).signers().size());
  }

  /** One of them must hold it; the others may say what it does not. */
  @Test
  void aCertificateInSeveralFiles() throws Exception {
    String alice = release.openPgpKey("alice", "0");
    String bob = release.openPgpKey("bob", "0");
    String both = "{openpgp: %s, certificate: [keys/alice.asc, keys/bob.asc]}";
    Policy policy = read(both.formatted(alice), both.formatted(bob));
    assertEquals(2, policy.certificates().size());
    assertEquals(List.of("alice", "bob"), names(policy));
    Refused refused =
        assertThrows(
            Refused.class, () -> read(both.formatted("0".repeat(40)), both.formatted(bob)));
    assertEquals(
        release.policy()
            + ", line 4, column 77: the certificate of this key is not in these files.",
        refused.getMessage());
  }
}
