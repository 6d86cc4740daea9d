package org.keyrite.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.fault.Refused;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.Scheme;
import org.keyrite.testing.Fifo;
import org.keyrite.trust.Party.Group;
import org.keyrite.trust.Party.Signer;
import org.keyrite.trust.SignatureFile.Mode;

/** A policy says what stands in it, and nothing else. */
final class PolicyReaderTest {
  @TempDir Path folder;

  @Test
  void everythingThatAPolicySays() throws Exception {
    Path file = ExamplePolicy.write(folder);
    Policy policy = PolicyReader.read(file);
    assertEquals(
        Optional.of(new Policy.Origin(file, Sha256.hex(Files.readAllBytes(file)))),
        policy.origin());
    Signer alice = new Signer("alice", List.of(new KeyName(Scheme.MINISIGN, ExamplePolicy.ALICE)));
    Signer bob =
        new Signer(
            "bob",
            List.of(
                new KeyName(Scheme.MINISIGN, ExamplePolicy.BOB),
                new KeyName(Scheme.SSH, "SHA256:ZzT7zkpdpsDVSiMXML463Vz3iEL2N6P11OAsQRiY5Hg")));
    Signer carol = new Signer("carol", List.of(new KeyName(Scheme.SIGNIFY, ExamplePolicy.CAROL)));
    Group builders = Group.of("builders", List.of(alice, bob), 2, false);
    Group release = Group.of("release", List.of(builders, carol), 1, false);
    assertEquals(List.of(alice, bob, carol), policy.signers());
    assertEquals(
        List.of(
            new Policy.Artifact(
                "SUMS",
                "29.0",
                Optional.empty(),
                List.of(
                    new SignatureFile(
                        "SUMS.minisig", Scheme.MINISIGN, Mode.DETACHED, false, false, ""),
                    new SignatureFile(
                        "bob.minisig", Scheme.MINISIGN, Mode.DETACHED, true, false, "")),
                List.of(release),
                Optional.of(LocalDate.of(2025, 4, 1)),
                Optional.empty(),
                Optional.of(new Policy.Lists(StrongHash.SHA_256, Policy.Files.NAMED))),
            new Policy.Artifact(
                "app.tar.gz",
                "29.0",
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of("SUMS"),
                Optional.empty()),
            new Policy.Artifact(
                "tool",
                "1.2",
                Optional.of(new Pin(List.of("a".repeat(64), "b".repeat(64)))),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        policy.artifacts());
  }

  @Test
  void aPolicyCanDoWithoutSigners() throws Exception {
    Path file = folder.resolve("trust.yaml");
    Files.writeString(
        file,
        "version: keyrite/trust/v1\nartifacts:\n  - {file: a, version: 1.0, sha256: "
            + "a".repeat(64)
            + "}\n");
    assertEquals(List.of(), PolicyReader.read(file).signers());
  }

  @Test
  void peopleMayWriteTheirNamesWithCapitals() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("trust.yaml"),
            ExamplePolicy.TEXT.replace("alice", "Alice").replace("builders", "Builders"));
    assertEquals("Alice", PolicyReader.read(file).signers().getFirst().name());
  }

  /** As without a policy. */
  @Test
  void withoutAModeASignatureFileIsDetached() throws Exception {
    Path file =
        ExamplePolicy.write(
            folder, "{file: SUMS.minisig, scheme: minisign}", "{file: SUMS.asc, scheme: openpgp}");
    assertEquals(
        SignatureFile.Mode.DETACHED,
        PolicyReader.read(file).artifacts().getFirst().signatures().getFirst().mode());
  }

  @Test
  void aPolicyThatIsNotThere() {
    Path missing = folder.resolve("missing");
    assertRefused("There is no file " + missing + ".", "Name the policy's file.", missing);
    assertRefused(folder + " cannot be read: it is a folder.", "Name the policy's file.", folder);
  }

  @Test
  void aPipeIsNotOpened() throws Exception {
    Path pipe = Fifo.create(folder.resolve("pipe"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertRefused(
                pipe + " cannot be read: it is not a file.", "Name the policy's file.", pipe));
  }

  @Test
  void aPolicyThatIsTooLongOrNoText() throws Exception {
    Path file = Files.write(folder.resolve("long"), new byte[(1 << 20) + 1]);
    assertRefused(
        file + " cannot be read: it is longer than 1 MiB.", "Name the policy's file.", file);
    Path latin = Files.write(folder.resolve("latin"), new byte[] {(byte) 0xe4});
    assertRefused("The policy " + latin + " is not UTF-8 text.", "Name the policy's file.", latin);
  }

  private static void assertRefused(String sentence, String advice, Path file) {
    Refused refused = assertThrows(Refused.class, () -> PolicyReader.read(file));
    assertEquals(sentence, refused.getMessage());
    assertEquals(advice, refused.advice());
  }
}
