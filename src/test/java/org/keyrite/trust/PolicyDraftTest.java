package org.keyrite.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.signature.Scheme;

/** Policies that are drafted from the releases in {@code ceremony/trust}. */
final class PolicyDraftTest {
  private static final Path EXAMPLES = Path.of("ceremony/trust");
  private static final Moment NOW = Moment.now(Instant.parse("2026-11-22T00:00:00Z"));

  @TempDir Path folder;

  private static String bitcoin(Path... keys) throws Exception {
    Path release = EXAMPLES.resolve("bitcoin-like/release");
    return PolicyDraft.of(
        release.resolve("SHA256SUMS"),
        Optional.of("sha256"),
        List.of(release.resolve("SHA256SUMS.asc")),
        List.of(keys),
        "29.0",
        NOW);
  }

  /** The draft is what a person can review, and what {@code --policy} reads. */
  @Test
  void whoSignedAListIsAPolicy() throws Exception {
    String text = bitcoin(EXAMPLES.resolve("bitcoin-like/keys"), EXAMPLES.resolve("README.md"));
    assertEquals(
        """
        # Drafted by keyrite on 2026-11-22. It trusts nobody yet: compare each fingerprint
        # with what its owner publishes elsewhere, take out whom you do not know, and choose
        # the threshold. Keep this file where the download cannot reach it.
        version: keyrite/trust/v1
        signers:
          - name: alice
            keys:
              # Ed25519, SHA-512, signed on 2025-04-13
              - openpgp: "B84C ED47 B5A3 06AE A130 626F 3EAB B74D 080B C270"
                certificate: ceremony/trust/bitcoin-like/keys/alice.asc
          - name: bob
            keys:
              # Ed25519, SHA-512, signed on 2025-04-13
              - openpgp: "45B6 E1E2 258C E669 1AF1 DB81 2DAD DD8A 8814 73BC"
                certificate: ceremony/trust/bitcoin-like/keys/bob.asc
          - name: carol
            keys:
              # Ed25519, SHA-512, signed on 2025-04-13
              - openpgp: "60D5 BC77 22FE 3B18 5513 9909 C7CD EFFC 8269 769A"
                certificate: ceremony/trust/bitcoin-like/keys/carol.asc
          # not read: ceremony/trust/README.md, which is neither binary OpenPGP nor armor that starts with a BEGIN line
        groups:
          - name: signers
            members: [alice, bob, carol]
            threshold: 2  # more than half of those who signed
        artifacts:
          - file: SHA256SUMS
            version: "29.0"
            lists: sha256
            files: present  # those of its files that are there; all: every one
            signatures:
              - {file: SHA256SUMS.asc, scheme: openpgp}
            required: [signers]
        """,
        text);
    Policy policy = PolicyReader.read(text);
    Verdict verdict =
        Verification.verify(
            policy, Subject.folder(policy, EXAMPLES.resolve("bitcoin-like/release")), NOW);
    assertEquals(Optional.empty(), verdict.whyNot());
  }

  @Test
  void whoDidNotSignIsAComment() throws Exception {
    byte[] signatures = Files.readAllBytes(EXAMPLES.resolve("bitcoin-like/release/SHA256SUMS.asc"));
    String all = new String(signatures, UTF_8);
    String first =
        all.substring(0, all.indexOf("-----END") + "-----END PGP SIGNATURE-----\n".length());
    String text =
        PolicyDraft.of(
            EXAMPLES.resolve("bitcoin-like/release/SHA256SUMS"),
            Optional.of("sha256"),
            List.of(Files.writeString(folder.resolve("SHA256SUMS.asc"), first)),
            List.of(EXAMPLES.resolve("bitcoin-like/keys")),
            "29.0",
            NOW);
    assertEquals(
        List.of("  # not bob: no signature here", "  # not carol: no signature here"),
        text.lines().filter(line -> line.startsWith("  # not")).toList());
    assertEquals(true, text.contains("    members: [alice]\n    threshold: 1 "), text);
  }

  /** A list that is in its signature file, and a key in a file of signify. */
  @Test
  void aListInItsSignatureFile() throws Exception {
    Path release = EXAMPLES.resolve("openbsd-like/release");
    String key = key(EXAMPLES.resolve("openbsd-like/trust.yaml"), "signify: ");
    Path keys = Files.createDirectory(folder.resolve("keys"));
    Files.writeString(
        keys.resolve("openbsd-76-base.pub"), "untrusted comment: a key\n" + key + "\n");
    String text =
        PolicyDraft.of(
            Path.of("SHA256"),
            Optional.of("sha256"),
            List.of(release.resolve("SHA256.sig")),
            List.of(keys),
            "7.6",
            NOW);
    assertEquals(
        true, text.contains("      - {file: SHA256.sig, scheme: signify, mode: embedded}\n"), text);
    Policy policy = PolicyReader.read(text);
    assertEquals(
        Optional.empty(),
        Verification.verify(policy, Subject.folder(policy, release), NOW).whyNot());
  }

  @Test
  void aFileOfMinisignByTheKeyItself() throws Exception {
    Path release = EXAMPLES.resolve("minisign/release");
    String key = key(EXAMPLES.resolve("minisign/trust.yaml"), "minisign: ");
    Path file = Files.writeString(folder.resolve("a maker's key\u001b[2J.pub"), key);
    String text =
        PolicyDraft.of(
            release.resolve("tool"),
            Optional.empty(),
            List.of(release.resolve("tool.minisig")),
            List.of(file),
            "1.4.2",
            NOW);
    assertEquals(true, text.contains("\n  - name: a-maker-s-key-2J\n"), text);
    assertEquals(
        Optional.empty(),
        Verification.verify(
                PolicyReader.read(text), Subject.folder(PolicyReader.read(text), release), NOW)
            .whyNot());
  }

  private static String key(Path policy, String scheme) throws Exception {
    return Files.readAllLines(policy).stream()
        .filter(line -> line.contains(scheme + "RW"))
        .findFirst()
        .map(line -> line.substring(line.indexOf("RW"), line.indexOf("RW") + 56))
        .orElseThrow();
  }

  @Test
  void nothingIsDraftedOfNothing() throws Exception {
    assertEquals(
        "There is no key for these signatures in what --keys names.",
        assertThrows(Failed.class, () -> bitcoin(EXAMPLES.resolve("README.md"))).getMessage());
    Path release = EXAMPLES.resolve("bitcoin-like/release");
    Path other = Files.writeString(folder.resolve("SHA256SUMS"), "0".repeat(64) + "  x\n");
    assertEquals(
        "No signature counts. alice: The signature names the key"
            + " B84CED47B5A306AEA130626F3EABB74D080BC270, which did not sign these bytes: they, or the"
            + " signature, were changed.",
        assertThrows(
                Denied.class,
                () ->
                    PolicyDraft.of(
                        other,
                        Optional.of("sha256"),
                        List.of(release.resolve("SHA256SUMS.asc")),
                        List.of(EXAMPLES.resolve("bitcoin-like/keys")),
                        "29.0",
                        NOW))
            .getMessage());
    assertEquals(
        release.resolve("SHA256SUMS") + " is not a signature that keyrite knows.",
        assertThrows(
                Failed.class,
                () ->
                    PolicyDraft.of(
                        release.resolve("SHA256SUMS"),
                        Optional.empty(),
                        List.of(release.resolve("SHA256SUMS")),
                        List.of(EXAMPLES.resolve("bitcoin-like/keys")),
                        "29.0",
                        NOW))
            .getMessage());
  }

  /** What says what a key may sign is kept, and a person with two keys is one. */
  @Test
  void allowedSignersAreTakenAsTheyAre() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("allowed_signers"),
            "# bob ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDQuq/Jj70VW9+jV1ZoL8/7ioN1QrMypb5Y5AbxWlt5T\n"
                + "alice@example.org,alice namespaces=\"git\",valid-before=\"20200101\" "
                + "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDQuq/Jj70VW9+jV1ZoL8/7ioN1QrMypb5Y5AbxWlt5T a\n");
    FoundKeys keys = new FoundKeys(Set.of(Scheme.SSH));
    keys.read(file);
    assertEquals(
        List.of("alice-example.org"), keys.found().stream().map(FoundKeys.Found::signer).toList());
    assertEquals(
        true,
        keys.found()
            .getFirst()
            .said()
            .get("ssh")
            .toString()
            .startsWith("namespaces=\"git\",valid-before=\"20200101\" ssh-ed25519 AAAA"));
    Path authority =
        Files.writeString(
            folder.resolve("authority"),
            Files.readAllLines(file).getLast().replace("namespaces=\"git\"", "cert-authority"));
    FoundKeys none = new FoundKeys(Set.of(Scheme.SSH));
    none.read(authority);
    assertEquals(List.of(), none.found());
    assertEquals(Set.of(authority.toString()), none.passedOver().keySet());
  }

  @Test
  void aFileThatIsNoSignatureOrNotThere() {
    Path release = EXAMPLES.resolve("bitcoin-like/release");
    List<Path> keys = List.of(EXAMPLES.resolve("bitcoin-like/keys"));
    List<Path> signature = List.of(release.resolve("SHA256SUMS.asc"));
    assertEquals(
        "There is nothing to draft: nowhere is not there.",
        assertThrows(
                Failed.class,
                () ->
                    PolicyDraft.of(
                        Path.of("nowhere"), Optional.empty(), signature, keys, "29.0", NOW))
            .getMessage());
    Path app = release.resolve("node-29.0-x86_64-linux-gnu.tar.gz");
    assertEquals(
        true,
        assertThrows(
                Failed.class,
                () -> PolicyDraft.of(app, Optional.of("sha256"), signature, keys, "29.0", NOW))
            .getMessage()
            .startsWith("There is nothing to draft: " + app.getFileName() + " is no list: it "));
  }
}
