package org.keyrite.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Keyrite.Result;

/**
 * The ready policies in {@code ceremony/trust}, on the lists that the projects have signed: {@code
 * releases/SOURCES.md} says where those are from.
 *
 * <p>They are judged as of the day on which all of it was looked up: keys expire.
 */
class RealReleasesIT {
  private static final Path POLICIES = Path.of("ceremony/trust");
  private static final Path RELEASES = Path.of("src/test/resources/releases");
  private static final String DAY = "2026-11-28";

  @TempDir Path folder;

  /** Seven builders of the seven in the policy, which needs four. */
  @Test
  void bitcoinCore() throws Exception {
    Path list = RELEASES.resolve("bitcoin-core/SHA256SUMS");
    Path policy = POLICIES.resolve("bitcoin-core/trust.yaml");
    assertEquals(
        List.of(
            "yes it lists 28 files",
            "yes builders needs 4 of 7 and has 7: achow101, benthecarman, marcofleon, pinheadmz,"
                + " sedited, sipsorcery, theStack",
            "signed by achow101 at 2026-07-07T00:09:57Z (openpgp, RSA 4096, SHA-256)",
            "signed by benthecarman at 2026-07-07T08:42:48Z (openpgp, RSA 3072, SHA-256)",
            "signed by marcofleon at 2026-07-07T18:51:30Z (openpgp, Ed25519, SHA-256)",
            "signed by pinheadmz at 2026-07-07T12:29:22Z (openpgp, RSA 4096, SHA-256)",
            "signed by sedited at 2026-07-07T12:35:55Z (openpgp, RSA 4096, SHA-256)",
            "signed by sipsorcery at 2026-07-08T22:20:53Z (openpgp, RSA 4096, SHA-256)",
            "signed by theStack at 2026-07-07T22:31:42Z (openpgp, RSA 4096, SHA-256)"),
        yes(policy, list, DAY));
    // The keys of two have expired then, and those of three more.
    assertEquals(
        "yes builders needs 4 of 7 and has 5: benthecarman, pinheadmz, sedited, sipsorcery,"
            + " theStack",
        yes(policy, list, "2027-12-01").get(1));
    assertEquals(
        "builders needs 4 of 7 and has 2: benthecarman, pinheadmz",
        whyNot(policy, list, "2031-01-01"));
  }

  @Test
  void ubuntu() throws Exception {
    assertEquals(
        List.of(
            "yes it lists 6 files",
            "yes ubuntu-cdimage signed it",
            "signed by ubuntu-cdimage at 2026-08-27T22:43:09Z (openpgp, RSA 4096, SHA-512)"),
        yes(POLICIES.resolve("ubuntu/trust.yaml"), RELEASES.resolve("ubuntu/SHA256SUMS"), DAY));
  }

  /** Another edition than the policy's: its names are what changes. */
  @Test
  void fedora() throws Exception {
    Path policy =
        changed("fedora", "Fedora-Workstation-44-1.7-x86_64", "Fedora-Cloud-44-1.7-aarch64");
    assertEquals(
        List.of(
            "yes it lists 6 files, and has 6 comments",
            "yes fedora-44 signed it",
            "signed by fedora-44 at 2026-04-24T15:34:18Z (openpgp, RSA 4096, SHA-256, as text)"),
        yes(policy, RELEASES.resolve("fedora/CHECKSUM"), DAY));
  }

  @Test
  void qubes() throws Exception {
    assertEquals(
        List.of(
            "yes it lists 1 file, and has 1 blank line, 1 line with another hash",
            "yes qubes-4.3 signed it",
            "signed by qubes-4.3 at 2026-10-02T02:54:50Z (openpgp, RSA 4096, SHA-512)"),
        yes(
            POLICIES.resolve("qubes/trust.yaml"),
            RELEASES.resolve("qubes/Qubes-R4.3.2-x86_64.iso.DIGESTS"),
            DAY));
    assertEquals(
        List.of(
            "yes it lists 1 file, and has 1 blank line, 3 lines with other hashes",
            "yes qubes-4.2 signed it",
            "signed by qubes-4.2 at 2025-02-17T05:00:00Z (openpgp, RSA 4096, SHA-256, as text)"),
        yes(POLICIES.resolve("qubes-4.2/trust.yaml"), RELEASES.resolve("qubes-4.2/DIGESTS"), DAY));
  }

  /** An older release than the policy's, which is not accepted under it. */
  @Test
  void monero() throws Exception {
    Path list = RELEASES.resolve("monero/SHA256SUMS");
    assertEquals(
        "binaryfate did not sign it", whyNot(POLICIES.resolve("monero/trust.yaml"), list, DAY));
    assertEquals(
        List.of(
            "yes it lists 19 files, and has 12 comments",
            "yes binaryfate signed it",
            "signed by binaryfate at 2024-03-10T15:17:26Z (openpgp, RSA 4096, SHA-256, as text)"),
        yes(changed("monero", "not-before: 2026-01-01", "not-before: 2024-01-01"), list, DAY));
  }

  /** A list with folders in its names. */
  @Test
  void nodeJs() throws Exception {
    Path policy = folder.resolve("trust.yaml");
    Files.writeString(
        policy,
        """
        version: keyrite/trust/v1
        signers:
          - name: aduh95
            keys:
              - openpgp: 5BE8A3F6C8A5C01D106C0AD820B1A390B168D356
                certificate: %s
        artifacts:
          - file: SHASUMS256.txt
            version: 24.11.1
            lists: sha256
            signatures:
              - {file: SHASUMS256.txt.asc, scheme: openpgp, mode: clear-signed}
            required: [aduh95]
        """
            .formatted(RELEASES.resolve("nodejs/aduh95.asc").toAbsolutePath()));
    assertEquals(
        List.of(
            "yes it lists 32 files, and has 1 blank line",
            "yes aduh95 signed it",
            "signed by aduh95 at 2025-11-11T22:29:43Z (openpgp, Ed25519, SHA-256, as text)"),
        yes(policy, RELEASES.resolve("nodejs/SHASUMS256.txt"), DAY));
  }

  /** One bit of a hash, and the seven signatures are of something else. */
  @Test
  void aChangedListIsNot() throws Exception {
    Path list = folder.resolve("SHA256SUMS");
    byte[] bytes = Files.readAllBytes(RELEASES.resolve("bitcoin-core/SHA256SUMS"));
    bytes[0] ^= 1;
    Files.write(list, bytes);
    Files.copy(RELEASES.resolve("bitcoin-core/SHA256SUMS.asc"), folder.resolve("SHA256SUMS.asc"));
    assertEquals(
        "the signature of achow101 in SHA256SUMS.asc is not of these bytes",
        whyNot(POLICIES.resolve("bitcoin-core/trust.yaml"), list, DAY));
  }

  /** A ready policy for another release: one thing is changed in it. */
  private Path changed(String project, String from, String to) throws Exception {
    String text = Files.readString(POLICIES.resolve(project).resolve("trust.yaml"));
    assertEquals(true, text.contains(from));
    Path keys = Files.createDirectory(folder.resolve("keys"));
    try (Stream<Path> files = Files.list(POLICIES.resolve(project).resolve("keys"))) {
      for (Path file : files.toList()) {
        Files.copy(file, keys.resolve(file.getFileName()));
      }
    }
    return Files.writeString(folder.resolve("trust.yaml"), text.replace(from, to));
  }

  /** The conditions of the one file, and its signatures. */
  private static List<String> yes(Path policy, Path list, String day) {
    Result result = verify(policy, list, day);
    String receipt = new String(result.stdout(), UTF_8).replaceAll("\n {12,}", " ");
    assertEquals(0, result.status(), receipt + result.stderr());
    return receipt
        .lines()
        .filter(line -> line.startsWith("  yes  ") || line.startsWith("  signed  "))
        .map(line -> line.strip().replaceAll(" {2,}", " "))
        .toList();
  }

  private static String whyNot(Path policy, Path list, String day) {
    Result result = verify(policy, list, day);
    assertEquals(3, result.status(), result.stderr());
    String sentence = result.stderr().lines().findFirst().orElseThrow();
    return sentence.replaceAll("keyrite: .* is not admitted: (.*)\\.", "$1");
  }

  private static Result verify(Path policy, Path list, String day) {
    return Keyrite.run(
        new byte[0], "verify", "--policy", policy.toString(), "--at", day, list.toString());
  }
}
