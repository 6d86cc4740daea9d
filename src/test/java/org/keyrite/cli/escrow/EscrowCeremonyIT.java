package org.keyrite.cli.escrow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** A ceremony that makes an identity for the backup, and splits it among trustees. */
@Tag("tool")
class EscrowCeremonyIT {
  private static final Path PLAN =
      CeremonyFixture.PROJECT.resolve("ceremony/validator-identity-escrow.yaml");

  private CeremonyFixture ceremony;
  private EscrowFixture escrow;

  @BeforeEach
  void begin() throws IOException {
    Tools.require("age");
    ceremony = new CeremonyFixture();
    escrow = new EscrowFixture();
  }

  @AfterEach
  void end() throws IOException {
    ceremony.close();
    escrow.close();
  }

  private Keyrite.Result hold(Path plan, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ceremony",
                "run",
                plan.toString(),
                "--out",
                ceremony.out().toString(),
                "--workspace",
                ceremony.memory().toString(),
                "--yes"));
    command.addAll(List.of(more));
    return Keyrite.run(new byte[0], command.toArray(String[]::new));
  }

  private Path only(Path folder, String glob) throws IOException {
    try (var files = Files.newDirectoryStream(folder, glob)) {
      List<Path> found = new ArrayList<>();
      files.forEach(found::add);
      assertEquals(1, found.size(), glob);
      return found.getFirst();
    }
  }

  private String demo(String identity) {
    return CeremonyFixture.PROJECT.resolve("ceremony/demo").resolve(identity).toString();
  }

  @Test
  void theBackupIsOpenedByTheTrusteesOfThePlanAsItIs() throws IOException {
    Keyrite.Result result = hold(PLAN, "--kits", escrow.memory().toString());
    assertEquals("0 ", result.status() + " " + result.stderr());
    ceremony.assertWorkspaceGone();
    Path bundle = ceremony.out();
    List<String> names = EscrowFixture.names(bundle);
    assertEquals(8, names.size(), names.toString());
    String set = EscrowFixture.fact(bundle, "set");
    assertTrue(names.contains("testnet-" + set.substring(0, 8) + "-alice.share.age"));
    assertEquals(4, EscrowFixture.names(escrow.memory()).size());
    Path sheet = only(escrow.memory(), "*-dora.txt");

    Path forHost = only(bundle, "validator-identity-*.age");
    byte[] secret = CeremonyFixture.decrypt(forHost, "host.identity");
    Keyrite.Result backup =
        escrow.run(
            "combine",
            "--yes",
            "--set",
            bundle.resolve("escrow.json").toString(),
            "-i",
            demo("host.identity"),
            "-i",
            demo("backup.identity"),
            "--decrypt",
            only(bundle, "identity-backup-*.age").toString(),
            "-o",
            "-",
            only(bundle, "*-alice.share.age").toString(),
            only(bundle, "*-bob.share.age").toString(),
            sheet.toString());
    assertEquals(0, backup.status(), backup.stderr());
    assertArrayEquals(secret, backup.stdout());

    String journal = Files.readString(bundle.resolve("journal.jsonl"));
    assertTrue(journal.contains("\"event\":\"escrow-split\",\"set\":\"" + set + "\""), journal);
    assertTrue(journal.contains("\"trustees\":[{\"group\":\"operators\",\"name\":\"alice\""));
    String words = Files.readString(sheet);
    String open = ceremony.everythingOpen(result);
    assertTrue(open.contains("escrow     a new identity, shared: it takes 2 of 3 operators"), open);
    assertFalse(open.contains("AGE-SECRET-KEY-"), open);
    assertTrue(words.contains("RECOVERY SHEET: testnet"), words);
    Keyrite.Result sums =
        Keyrite.execute(
            new byte[0],
            List.of(
                "sh",
                "-c",
                "cd \"$1\" && sha256sum --quiet --strict -c SHA256SUMS",
                "sh",
                bundle.toString()));
    assertEquals("0 ", sums.status() + " " + new String(sums.stdout(), UTF_8));
  }

  @Test
  void ofACeremonyThatFailsNoSheetIsLeft() throws IOException {
    ceremony.with("printf '{\"secret_key\": \"x\", \"peer_id\": \"p\"}'");
    String all = "[hosts, backups]";
    ceremony.change("    to: " + all, "    to: [hosts, backups, escrow]");
    ceremony.change(
        "artifacts:\n",
        "escrow: {groups: {all: {threshold: 1, trustees: {carol: paper}}}}\nartifacts:\n");
    Keyrite.Result result = hold(ceremony.plan(), "--kits", escrow.memory().toString());
    assertEquals(1, result.status(), result.stderr());
    assertEquals(List.of(), EscrowFixture.names(escrow.memory()));
    ceremony.assertNothingLeft();
    Keyrite.Result disk = hold(ceremony.plan(), "--kits", "target");
    assertEquals(4, disk.status());
    assertTrue(disk.stderr().contains("target is not in memory"), disk.stderr());
    assertEquals(4, hold(ceremony.plan()).status());
    ceremony.assertNothingLeft();
  }
}
