package org.keyrite.cli.ceremony;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.journal.Journal;
import org.keyrite.json.JsonParser;
import org.keyrite.json.JsonValue;
import org.keyrite.os.Attempt;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** Whole ceremonies, held with the native executable and opened with stock tools. */
class CeremonyIT {
  private static final byte[] NO_INPUT = {};

  private CeremonyFixture ceremony;

  @BeforeEach
  void begin() throws IOException {
    ceremony = new CeremonyFixture();
  }

  @AfterEach
  void end() throws IOException {
    ceremony.close();
  }

  private Keyrite.Result hold(Path plan) {
    return Keyrite.run(
        NO_INPUT,
        "ceremony",
        "run",
        plan.toString(),
        "--out",
        ceremony.out().toString(),
        "--workspace",
        ceremony.memory().toString(),
        "--yes");
  }

  @Tag("tool")
  @Test
  void theValidatorPlanAsItIs() throws Exception {
    Tools.require("age");
    Keyrite.Result result =
        hold(CeremonyFixture.PROJECT.resolve("ceremony/validator-identity.yaml"));
    assertEquals("", result.stderr());
    assertEquals(0, result.status());
    ceremony.assertWorkspaceGone();

    Path forHost = only("validator-identity-*.age");
    Path forBackup = only("identity-backup-*.age");
    byte[] secret = CeremonyFixture.decrypt(forHost, "host.identity");
    assertArrayEquals(secret, CeremonyFixture.decrypt(forBackup, "backup.identity"));
    assertTrue(new String(secret, UTF_8).matches("[0-9a-f]{64}"));
    // The stand-in derives the peer id from the secret, so the files' names show that the very
    // secret it made is in them.
    String peerId = Sha256.hex(secret).substring(0, 40);
    assertEquals("validator-identity-" + peerId + ".age", forHost.getFileName().toString());
    assertEquals("identity-backup-" + peerId + ".age", forBackup.getFileName().toString());
    assertTrue(ceremony.everythingOpen(result).contains(peerId));
    assertFalse(ceremony.everythingOpen(result).contains(new String(secret, UTF_8)));
  }

  @Tag("tool")
  @Test
  void theSshHostKeyPlanAsItIs() throws Exception {
    Tools.require("age");
    Tools.require("ssh-keygen");
    Path plan = ceremony.folder().resolve("ssh-host-key.yaml");
    Files.copy(CeremonyFixture.PROJECT.resolve("ceremony/ssh-host-key.yaml"), plan);
    Keyrite.Result list = Keyrite.execute(NO_INPUT, List.of("sha256sum", "/usr/bin/ssh-keygen"));
    Files.write(ceremony.folder().resolve("ssh-keygen.sha256"), list.stdout());

    Keyrite.Result result = hold(plan);
    assertEquals("", result.stderr());
    assertEquals(0, result.status());
    ceremony.assertWorkspaceGone();

    Path file = ceremony.out().resolve("ssh-host-ed25519-key.age");
    byte[] key = CeremonyFixture.decrypt(file, "host.identity");
    assertArrayEquals(key, CeremonyFixture.decrypt(file, "backup.identity"));
    Path keyFile = ceremony.folder().resolve("key");
    Files.write(keyFile, key);
    Keyrite.execute(NO_INPUT, List.of("chmod", "600", keyFile.toString()));
    Keyrite.Result publicKey =
        Keyrite.execute(NO_INPUT, List.of("ssh-keygen", "-y", "-f", keyFile.toString()));
    assertEquals(0, publicKey.status(), publicKey.stderr());
    String line = new String(publicKey.stdout(), UTF_8).strip();
    assertTrue(line.startsWith("ssh-ed25519 ") && line.endsWith(" host-1"), line);
    assertTrue(Files.readString(ceremony.out().resolve("journal.jsonl")).contains(line));
  }

  @Tag("tool")
  @Test
  void whatTheGeneratorMadeIsWhatStockAgeOpens() throws Exception {
    Tools.require("age");
    byte[] made = "0123456789abcdef".repeat(4).getBytes(UTF_8);
    ceremony.with(
        "printf '{\"secret_key\": \"%s\", \"peer_id\": \"peer-1\"}' $(printf"
            + " '0123456789abcdef%.0s' 1 2 3 4)\n");
    Keyrite.Result result = ceremony.run();
    assertEquals("", result.stderr());
    assertEquals(0, result.status());
    ceremony.assertWorkspaceGone();

    Path forHost = ceremony.out().resolve("identity-peer-1.age");
    Path forAll = ceremony.out().resolve("identity-backup-peer-1.age");
    assertArrayEquals(made, CeremonyFixture.decrypt(forHost, "host.identity"));
    assertArrayEquals(made, CeremonyFixture.decrypt(forAll, "host.identity"));
    assertArrayEquals(made, CeremonyFixture.decrypt(forAll, "backup.identity"));
    assertFalse(ceremony.everythingOpen(result).contains(new String(made, UTF_8)));
  }

  @Test
  void theBundleIsExactlyItsChecksumList() throws Exception {
    ceremony.with(CeremonyFixture.making());
    assertEquals(0, ceremony.run().status());
    try (Stream<Path> files = Files.list(ceremony.out())) {
      assertEquals(
          List.of(
              "SHA256SUMS",
              "identity-backup-peer-1.age",
              "identity-peer-1.age",
              "journal.jsonl",
              "report.md"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    Keyrite.Result check =
        Keyrite.execute(
            NO_INPUT,
            List.of(
                "sh",
                "-c",
                "cd \"$1\" && sha256sum --strict -c SHA256SUMS",
                "sh",
                ceremony.out().toString()));
    assertEquals(
        """
        identity-backup-peer-1.age: OK
        identity-peer-1.age: OK
        journal.jsonl: OK
        report.md: OK
        """,
        new String(check.stdout(), UTF_8));
    assertEquals(0, check.status());
  }

  @Test
  void theJournalTellsEveryStepAndItsLastHashIsShown() throws Exception {
    ceremony.with(CeremonyFixture.making());
    Keyrite.Result result = ceremony.run();
    byte[] journal = Files.readAllBytes(ceremony.out().resolve("journal.jsonl"));
    String lastHash = Journal.read(journal).lastHash();
    assertTrue(new String(result.stdout(), UTF_8).endsWith("  " + lastHash + "\n"));
    List<String> events =
        new String(journal, UTF_8)
            .lines()
            .map(line -> group(line, "\"event\":\"([a-z-]+)\""))
            .toList();
    assertEquals(Attempt.values().length, Collections.frequency(events, "sandbox-attempt"));
    assertEquals(6, Collections.frequency(events, "preflight-check"));
    assertEquals(
        List.of(
            "ceremony-begun",
            "sandbox-made",
            "sandbox-attempt",
            "preflight-check",
            "generator-verified",
            "recipients-confirmed",
            "key-generated",
            "public-value",
            "artifact-encrypted",
            "workspace-wiped",
            "ceremony-ended"),
        withoutRepeats(events));
    assertTrue(new String(journal, UTF_8).contains("\"confirmed\":\"by nobody: --yes\""));
  }

  @Test
  void aProgramGetsTheResultAsJson() throws Exception {
    ceremony.with(CeremonyFixture.making());
    Keyrite.Result result =
        Keyrite.run(NO_INPUT, ceremony.command("--yes", "--json").toArray(String[]::new));
    assertEquals(0, result.status());
    JsonValue.Members members = (JsonValue.Members) JsonParser.parse(result.stdout());
    assertEquals(
        List.of("bundle", "files", "public-values", "journal"),
        List.copyOf(members.values().keySet()));
    assertEquals(
        ceremony.out().toString(), ((JsonValue.Text) members.get("bundle").orElseThrow()).text());
  }

  @Tag("tool")
  @Test
  void aValueAfterALabelIsFoundAsGrepAndCutFindIt() throws Exception {
    Tools.require("age");
    ceremony
        .with("echo 'peer_id: p-7'\necho '\"secret_key\": \"0123456789abcdef0123456789abcdef\",'\n")
        .change("secret_key: {json: secret_key}", "secret_key: {label: secret_key}")
        .change("peer_id: {json: peer_id}", "peer_id: {label: peer_id}");
    Keyrite.Result result = ceremony.run();
    assertEquals("", result.stderr());
    assertEquals(
        "0123456789abcdef0123456789abcdef",
        new String(
            CeremonyFixture.decrypt(ceremony.out().resolve("identity-p-7.age"), "host.identity"),
            UTF_8));
  }

  @Tag("tool")
  @Test
  void theWholeOutputIsKeptByteForByte() throws Exception {
    Tools.require("age");
    ceremony
        .with("printf 'a key of several lines\\r\\n\\000and bytes\\n'")
        .change("secret_key: {json: secret_key}", "secret_key: {whole: true}")
        .change("  public:\n    peer_id: {json: peer_id}\n", "")
        .change("identity-{peer_id}.age", "identity.age")
        .change("identity-backup-{peer_id}.age", "backup.age");
    Keyrite.Result result = ceremony.run();
    assertEquals("", result.stderr());
    assertEquals(
        "a key of several lines\r\n\0and bytes\n",
        new String(
            CeremonyFixture.decrypt(ceremony.out().resolve("backup.age"), "backup.identity"),
            UTF_8));
  }

  @Test
  void anEmptyFolderTakesTheBundle() throws Exception {
    ceremony.with(CeremonyFixture.making());
    Files.createDirectory(ceremony.out());
    assertEquals(0, ceremony.run().status());
    assertTrue(Files.exists(ceremony.out().resolve("SHA256SUMS")));
  }

  @Test
  void checkShowsTheFingerprintsThatSha256sumShows() throws Exception {
    ceremony.with(CeremonyFixture.making());
    Keyrite.Result result = Keyrite.run(NO_INPUT, "ceremony", "check", ceremony.plan().toString());
    assertEquals("", result.stderr());
    assertEquals(0, result.status());
    String shown = new String(result.stdout(), UTF_8);
    for (String recipient : List.of(CeremonyFixture.HOST, CeremonyFixture.BACKUP)) {
      Keyrite.Result hash = Keyrite.execute(recipient.getBytes(UTF_8), List.of("sha256sum"));
      String digits = new String(hash.stdout(), UTF_8).substring(0, 20);
      assertTrue(shown.contains(digits.replaceAll("(....)(?=.)", "$1 ")), shown);
    }
    ceremony.assertNothingLeft();
  }

  private static List<String> withoutRepeats(List<String> events) {
    List<String> changes = new ArrayList<>();
    for (String event : events) {
      if (changes.isEmpty() || !changes.getLast().equals(event)) {
        changes.add(event);
      }
    }
    return changes;
  }

  private Path only(String glob) throws IOException {
    try (var files = Files.newDirectoryStream(ceremony.out(), glob)) {
      List<Path> found = new ArrayList<>();
      files.forEach(found::add);
      assertEquals(1, found.size(), glob);
      return found.getFirst();
    }
  }

  private static String group(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), text);
    return matcher.group(1);
  }
}
