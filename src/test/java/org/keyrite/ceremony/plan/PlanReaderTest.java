package org.keyrite.ceremony.plan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.HybridIdentity;
import org.keyrite.age.X25519Identity;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.policy.SharedIdentity;
import org.keyrite.fault.Refused;
import org.keyrite.machine.SandboxRequirement;
import org.keyrite.machine.control.MachineControl;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Fifo;
import org.keyrite.trust.Pin;

/** What a plan says is what is read; {@link PlanRefusalsTest} has what is not a plan. */
final class PlanReaderTest {
  @TempDir Path folder;

  @Test
  void everyLineOfAPlanIsRead() throws Exception {
    Plan plan = ExamplePlan.changed(folder, "bin/generator", "bin/generator");
    Path file = folder.resolve("plan.yaml");
    assertEquals(file, plan.file());
    assertEquals(Sha256.hex(Files.readAllBytes(file)), plan.sha256());
    assertEquals("example", plan.name());
    assertEquals("testnet", plan.environment());
    assertEquals(Optional.empty(), plan.preflight().validFrom());
    assertEquals(Optional.empty(), plan.preflight().validUntil());
    assertEquals(Map.of(), plan.preflight().accepted());
    assertEquals(Set.of(), plan.preflight().required());
    assertEquals(SandboxRequirement.ANY, plan.preflight().sandbox());
    assertEquals(
        new Plan.Generator(
            folder.resolve("bin/generator"),
            "1.2.3",
            Optional.of(new Pin(List.of("a".repeat(64)))),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Duration.ofMinutes(1),
            65536),
        plan.generator());
    assertEquals(
        Map.of("key", new Extraction(Optional.empty(), new Extraction.Whole())), plan.secrets());
    assertEquals(
        Map.of("id", new Extraction(Optional.empty(), new Extraction.JsonField("peer_id"))),
        plan.publicValues());
    assertEquals(
        List.of("host-1", "backup-1"),
        plan.recipients().stream().map(PlannedRecipient::name).toList());
    assertEquals(
        List.of(ExamplePlan.HOST, ExamplePlan.BACKUP),
        plan.recipients().stream().map(planned -> planned.recipient().toString()).toList());
    Plan.Artifact artifact =
        new Plan.Artifact(
            "key",
            new FileTemplate("key-{id}.age"),
            List.of(PlannedRecipient.Group.HOSTS, PlannedRecipient.Group.BACKUPS));
    assertEquals(List.of(artifact), plan.artifacts());
    assertEquals(plan.recipients(), plan.recipientsOf(artifact));
  }

  @Test
  void theEscrowIsRead() throws Exception {
    Plan plan =
        PlanReader.read(CeremonyFixture.PROJECT.resolve("ceremony/validator-identity-escrow.yaml"));
    SharedIdentity escrow = plan.escrow().orElseThrow();
    assertEquals(IdentityKind.X25519, escrow.kind());
    assertEquals("2 of 3 operators and 1 of 1 directors", escrow.policy().inWords());
    assertEquals(
        List.of("alice", "bob", "carol", "dora"),
        plan.trustees().stream().map(EscrowPolicy.Trustee::name).toList());
    assertEquals(List.of(PlannedRecipient.Group.ESCROW), plan.artifacts().getLast().groups());
    assertEquals(List.of(), plan.recipientsOf(plan.artifacts().getLast()));
  }

  @Test
  void withoutAnEscrowThereAreNoTrustees() throws Exception {
    Plan plan = ExamplePlan.changed(folder, "1.2.3", "1.2.3");
    assertEquals(Optional.empty(), plan.escrow());
    assertEquals(List.of(), plan.trustees());
  }

  @Test
  void optionalPartsAreRead() throws Exception {
    Plan plan =
        ExamplePlan.changed(
            folder,
            "generator:\n  file",
            """
            valid: {from: 2026-11-22, until: 2026-11-30}
            require: [users, init-on-free]
            accept:
              - {check: clock, reason: '  the battery is empty '}
            sandbox: [landlock-2, namespaces]
            generator:
              files: [{file: more/app.jar, sha256: %s}]
              folders: [/opt/java/]
              arguments: [--data, "{workspace}/data", ""]
              time-limit: 5m
              output-limit: 16MiB
              file\
            """
                .formatted("b".repeat(64)));
    assertEquals(new SandboxRequirement(2, true), plan.preflight().sandbox());
    assertEquals(
        List.of(
            new Plan.PinnedFile(folder.resolve("more/app.jar"), new Pin(List.of("b".repeat(64))))),
        plan.generator().files());
    assertEquals(List.of(Path.of("/opt/java")), plan.generator().folders());
    assertEquals(Optional.of(LocalDate.of(2026, 11, 22)), plan.preflight().validFrom());
    assertEquals(Optional.of(LocalDate.of(2026, 11, 30)), plan.preflight().validUntil());
    assertEquals(
        Set.of(MachineControl.INIT_ON_FREE, MachineControl.USERS), plan.preflight().required());
    assertEquals(Map.of(MachineControl.CLOCK, "the battery is empty"), plan.preflight().accepted());
    assertEquals(List.of("--data", "{workspace}/data", ""), plan.generator().arguments());
    assertEquals(Duration.ofMinutes(5), plan.generator().timeLimit());
    assertEquals(16 << 20, plan.generator().outputLimit());
  }

  @Test
  void everyRuleOfExtractionIsRead() throws Exception {
    Plan plan =
        ExamplePlan.changed(
            folder,
            "id: {json: peer_id}",
            "id: {file: a/b.json, json: peer_id}\n    n: {label: N}");
    assertEquals(
        Map.of(
            "id",
            new Extraction(Optional.of("a/b.json"), new Extraction.JsonField("peer_id")),
            "n",
            new Extraction(Optional.empty(), new Extraction.AfterLabel("N"))),
        plan.publicValues());
  }

  @Test
  void aGeneratorCanHaveSeveralPinnedBuilds() throws Exception {
    Plan plan =
        ExamplePlan.changed(
            folder,
            "sha256: " + "a".repeat(64),
            "sha256: [" + "a".repeat(64) + ", " + "b".repeat(64) + "]");
    assertEquals(
        Optional.of(new Pin(List.of("a".repeat(64), "b".repeat(64)))), plan.generator().pin());
  }

  @Test
  void aChecksumListPinsTheGenerator() throws Exception {
    Path generator = folder.resolve("bin/generator");
    Files.writeString(folder.resolve("SHA256SUMS"), "b".repeat(64) + "  " + generator + "\n");
    Plan plan = ExamplePlan.changed(folder, "sha256: " + "a".repeat(64), "checksums: SHA256SUMS");
    assertEquals(Optional.of(new Pin(List.of("b".repeat(64)))), plan.generator().pin());
  }

  @Test
  void anArtifactForOneGroupNeedsNoList() throws Exception {
    Plan plan =
        ExamplePlan.changed(
            folder,
            "to: [hosts, backups]\n",
            "to: hosts\n  - {secret: key, file: backup.age, to: backups}\n");
    assertEquals(
        List.of(ExamplePlan.HOST),
        plan.recipientsOf(plan.artifacts().getFirst()).stream()
            .map(planned -> planned.recipient().toString())
            .toList());
  }

  @Test
  void recipientsMayBeOfEveryTypeThatNeedsNoPlugin() throws Exception {
    String ssh = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIqlj/OyZa7mG+lTaf42KZNo9c6QOT0yTwnbZY7ibGkc";
    String tag = "age1tag1qwe0kafsjrar4txm6heqnhpfuggzr0gvznz7fvygxrlq90u5mq2pysxtw6h";
    Plan classic =
        ExamplePlan.changed(folder, ExamplePlan.HOST, ssh + " root@host\n    host-2: " + tag);
    assertEquals(List.of(ssh, tag, ExamplePlan.BACKUP), recipients(classic));

    String hybrid = HybridIdentity.generate().recipient().toString();
    Plan apart =
        ExamplePlan.changed(
            folder,
            ExamplePlan.HOST
                + "\n  backups:\n    backup-1: "
                + ExamplePlan.BACKUP
                + "\nartifacts:\n  - secret: key\n    file: key-{id}.age\n    to: [hosts, backups]",
            hybrid
                + "\n  backups:\n    backup-1: "
                + ExamplePlan.BACKUP
                + "\nartifacts:\n"
                + "  - {secret: key, file: hosts.age, to: hosts}\n"
                + "  - {secret: key, file: backups.age, to: backups}");
    assertEquals(List.of(hybrid, ExamplePlan.BACKUP), recipients(apart));
  }

  private static List<String> recipients(Plan plan) {
    return plan.recipients().stream().map(planned -> planned.recipient().toString()).toList();
  }

  @Test
  void theShippedPlanOfAValidatorIsValid() throws Exception {
    Path file = Path.of("ceremony/validator-identity.yaml");
    Plan plan = PlanReader.read(file);
    Path generator = file.toAbsolutePath().resolveSibling("demo/validator");
    assertEquals("validator-identity", plan.name());
    assertEquals(
        new Plan.Generator(
            generator,
            "1.0.0-stand-in",
            Optional.of(new Pin(List.of(Sha256.hex(Files.readAllBytes(generator))))),
            Optional.empty(),
            List.of("--generate-peer-id", "--data-dir", "{workspace}/data"),
            List.of(),
            List.of(),
            Duration.ofMinutes(1),
            4096),
        plan.generator());
    assertEquals(
        Set.of(MachineControl.NETWORK, MachineControl.SWAP), plan.preflight().accepted().keySet());
    assertEquals(
        List.of(
            recipientOf("ceremony/demo/host.identity"),
            recipientOf("ceremony/demo/backup.identity")),
        plan.recipients().stream().map(planned -> planned.recipient().toString()).toList());
    assertEquals(
        List.of("validator-identity-{peer_id}.age", "identity-backup-{peer_id}.age"),
        plan.artifacts().stream().map(artifact -> artifact.file().text()).toList());
  }

  @Test
  void theShippedPlanOfAnSshKeyIsValidBesideItsChecksumList() throws Exception {
    Path file = folder.resolve("ssh-host-key.yaml");
    Files.copy(Path.of("ceremony/ssh-host-key.yaml"), file);
    Path list = folder.resolve("ssh-keygen.sha256");
    int line = Files.readAllLines(file).indexOf("  checksums: ssh-keygen.sha256") + 1;
    assertRefused(
        (file + ", line " + line + ", column 14: there is no list " + list)
            + ("; make it with: sha256sum /usr/bin/ssh-keygen > " + list + "."),
        file);

    Files.writeString(list, "c".repeat(64) + "  /usr/bin/ssh-keygen\n");
    Plan plan = PlanReader.read(file);
    assertEquals(Path.of("/usr/bin/ssh-keygen"), plan.generator().file());
    assertEquals(Optional.of(new Pin(List.of("c".repeat(64)))), plan.generator().pin());
    assertEquals(
        List.of("-q", "-t", "ed25519", "-N", "", "-C", "host-1", "-f"),
        plan.generator().arguments().subList(0, 8));
    assertEquals("{workspace}/ssh_host_ed25519_key", plan.generator().arguments().getLast());
    assertEquals(
        Map.of(
            "host_key",
            new Extraction(Optional.of("ssh_host_ed25519_key"), new Extraction.Whole())),
        plan.secrets());
  }

  @Test
  void anIdentityInAPlanIsRefusedAndNeverRepeated() throws Exception {
    try (X25519Identity identity = X25519Identity.generate()) {
      String secret = new String(identity.exposeEncoding(), ISO_8859_1);
      for (String encoded : List.of(secret, secret.toLowerCase(Locale.ROOT))) {
        for (String place : List.of(ExamplePlan.HOST, "1.2.3", "host-1", "bin/generator", "v1")) {
          Path file = ExamplePlan.write(folder, place, encoded);
          Refused refused = assertThrows(Refused.class, () -> PlanReader.read(file));
          assertEquals(
              "The plan " + file + " holds an age identity, and a plan holds no secret.",
              refused.getMessage());
          assertEquals(
              "Put the recipient (age1…) there. Treat the identity as disclosed: make a new one.",
              refused.advice());
          for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage()).toUpperCase(Locale.ROOT);
            assertFalse(said.contains(secret.substring(20)), said);
          }
        }
      }
    }
  }

  @Test
  void thereIsAPlanInTheFileOrASentenceSaysWhyNot() throws Exception {
    Path missing = folder.resolve("missing.yaml");
    assertRefused("There is no file " + missing + ".", missing);
    assertRefused(folder + " cannot be read: it is a folder.", folder);
    Path pipe = folder.resolve("pipe");
    Fifo.create(pipe);
    assertRefused(pipe + " cannot be read: it is not a file.", pipe);
    Path unreachable = folder.resolve("x".repeat(300));
    assertRefused(unreachable + " cannot be read: File name too long.", unreachable);
    Path latin = Files.write(folder.resolve("latin.yaml"), "name: é".getBytes(ISO_8859_1));
    assertRefused("The plan " + latin + " is not UTF-8 text.", latin);
    Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
    assertRefused(large + " cannot be read: it is longer than 1 MiB.", large);
    Path empty = Files.createFile(folder.resolve("empty.yaml"));
    assertRefused(empty + ", the file is empty.", empty);
  }

  @Test
  void noLineOfAPlanHidesAnother() throws Exception {
    String place = folder.resolve("plan.yaml") + ", line 4, column 17: ";
    Path file =
        ExamplePlan.write(
            folder, "testnet\n", "testnet\n# two exceptions\raccept: [{check: swap, reason: x}]\n");
    assertRefused(place + "a carriage return without a line feed hides the text before it.", file);
    ExamplePlan.write(folder, "testnet\n", "testnet\n# two exceptions\u2028name: other\n");
    assertRefused(place + "the character U+2028 looks like a line break but is not one.", file);
  }

  @Test
  void aPlanCanComeFromAnEditorOfAnotherSystem() throws Exception {
    Path file = folder.resolve("plan.yaml");
    Files.writeString(file, "\ufeff" + ExamplePlan.TEXT.replace("\n", "\r\n"));
    assertEquals("testnet", PlanReader.read(file).environment());
  }

  @Test
  void theBlanksAroundAVersionAreNoneOfIt() throws Exception {
    assertEquals(
        "OpenSSH 9.2p1",
        ExamplePlan.changed(folder, "1.2.3", "' OpenSSH 9.2p1 '").generator().version());
  }

  @Test
  void aRecipientsFingerprintBeginsTheHashOfItsText() throws Exception {
    Plan plan = PlanReader.read(Path.of("ceremony/validator-identity.yaml"));
    // printf %s age1mu2a… | sha256sum
    assertEquals("57d2 4651 3a89 9d2f bb49", plan.recipients().getFirst().fingerprint());
  }

  private static String recipientOf(String identityFile) throws Exception {
    List<String> lines = Files.readAllLines(Path.of(identityFile));
    String encoded = lines.getLast();
    assertTrue(lines.getFirst().contains("DEMONSTRATIONS ONLY"));
    try (X25519Identity identity = X25519Identity.parse(encoded.getBytes(ISO_8859_1))) {
      return identity.recipient().toString();
    }
  }

  private static void assertRefused(String message, Path file) {
    assertEquals(message, assertThrows(Refused.class, () -> PlanReader.read(file)).getMessage());
  }
}
