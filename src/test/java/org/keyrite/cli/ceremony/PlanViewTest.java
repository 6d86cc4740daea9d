package org.keyrite.cli.ceremony;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.ceremony.GeneratorHere;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.plan.PlanReader;

/** What a reviewer reads, and what is compared on the day. */
final class PlanViewTest {
  private static final Path SHIPPED = Path.of("ceremony/validator-identity.yaml");

  @TempDir Path folder;

  @Test
  void everythingThatThePlanDecidesIsShown() throws Exception {
    List<String> shown = shown(PlanReader.read(SHIPPED));
    for (String line :
        List.of(
            "plan         validator-identity for testnet",
            "   argument  --generate-peer-id",
            " time limit  60s",
            "output limit 4KiB",
            "generator here: has a pinned SHA-256",
            "requires     a sandbox",
            "accepted     network: a demonstration, with keys that are worth nothing",
            "secret       'secret_key': the JSON field 'secret_key' of what it prints",
            "public       'peer_id': the JSON field 'peer_id' of what it prints",
            "makes        validator-identity-{peer_id}.age")) {
      assertTrue(shown.contains(line), line + " is missing in\n" + String.join("\n", shown));
    }
  }

  @Test
  void whereAValueIsFoundIsShown() throws Exception {
    List<String> shown =
        shown(
            changed(
                "secret_key: {json: secret_key}",
                "secret_key: {file: a/key, whole: true}",
                "peer_id: {json: peer_id}",
                "peer_id: {label: \"peer id\"}",
                "output-limit: 4KiB",
                "output-limit: 4097B"));
    assertTrue(
        shown.contains("secret       'secret_key': every byte of the file a/key"),
        shown.toString());
    assertTrue(
        shown.contains("public       'peer_id': what follows 'peer id' in what it prints"),
        shown.toString());
    assertTrue(shown.contains("output limit 4097B"), shown.toString());
    assertTrue(shown.contains("generator here: not on this machine"), shown.toString());
  }

  @Test
  void anotherGeneratorIsShownWithItsHash() throws Exception {
    Files.createDirectory(folder.resolve("demo"));
    Files.writeString(folder.resolve("demo/validator"), "another");
    Plan plan = changed();
    GeneratorHere here = GeneratorHere.of(plan.generator(), Instant.EPOCH);
    List<String> shown = shown(plan);
    int line = shown.indexOf("generator here: DOES NOT have a pinned SHA-256");
    assertEquals("            (" + here.sha256().orElseThrow() + ")", shown.get(line + 1));
    Map<String, Object> result = CeremonyCheckCommand.result(plan, here);
    assertEquals("not-pinned", result.get("generator-here"));
    assertEquals(here.sha256().orElseThrow(), result.get("generator-here-sha256"));
    assertEquals(
        List.of("network", "swap"), List.copyOf(((Map<?, ?>) result.get("accepted")).keySet()));
  }

  @Test
  void theEnvironmentAndTheExceptionsAreCompared() throws Exception {
    String sha256 = PlanReader.read(SHIPPED).sha256();
    String plan = sha256.replaceAll("(.{4})(.{4})(.{4})(.{4})(.{4}).*", "$1 $2 $3 $4 $5");
    assertEquals(
        List.of(
            "  plan     validator-identity                " + plan,
            "  for      testnet",
            "  hosts    demo-host                         57d2 4651 3a89 9d2f bb49",
            "  backups  demo-backup                       8dc7 fb63 5ff0 d0ea dec6",
            "  accepts  network: a demonstration, with keys that are worth nothing",
            "  accepts  swap: a demonstration, with keys that are worth nothing"),
        compared(PlanReader.read(SHIPPED)));
  }

  @Test
  void theEscrowAndItsTrusteesAreShownAndCompared() throws Exception {
    Plan plan = PlanReader.read(Path.of("ceremony/validator-identity-escrow.yaml"));
    List<String> shown = shown(plan);
    assertTrue(shown.contains("             'secret_key', for the escrow"), shown.toString());
    int escrow = shown.indexOf("escrow       a new identity (x25519), shared: it takes");
    assertEquals(
        List.of(
            "             2 of 3 operators and 1 of 1 directors",
            "trustee      alice (operators)",
            "             age1mu2a403f3p2rws9660m4c7mh57r3td38x0k4kdexhdcuvsllmeas4ulkr6"),
        shown.subList(escrow + 1, escrow + 4));
    assertEquals(
        List.of("trustee      dora (directors)", "             on paper"),
        shown.subList(escrow + 8, escrow + 10));
    assertEquals(
        List.of(
            "  escrow   2 of 3 operators and 1 of 1 directors",
            "  trustee  alice                             57d2 4651 3a89 9d2f bb49",
            "  trustee  bob                               8dc7 fb63 5ff0 d0ea dec6",
            "  trustee  carol                             on paper",
            "  trustee  dora                              on paper"),
        compared(plan).subList(3, 8));
    Map<String, Object> result =
        CeremonyCheckCommand.result(plan, GeneratorHere.of(plan.generator(), Instant.EPOCH));
    assertEquals("2 of 3 operators and 1 of 1 directors", result.get("escrow"));
    assertEquals(
        "{alice=57d2 4651 3a89 9d2f bb49, bob=8dc7 fb63 5ff0 d0ea dec6, carol=on paper,"
            + " dora=on paper}",
        result.get("trustees").toString());
  }

  @Test
  void aLongReasonTakesOneLine() throws Exception {
    String start = "  accepts  network: ";
    assertEquals(
        start + "x".repeat(80 - start.length()),
        compared(withReason("x".repeat(80 - start.length()))).get(4));
    assertEquals(
        start + "x".repeat(79 - start.length()) + "…",
        compared(withReason("x".repeat(81 - start.length()))).get(4));
    assertEquals(start + "a{U+a}b", compared(withReason("\"a\\nb\"")).get(4));
  }

  private Plan withReason(String reason) throws Exception {
    return changed(
        "network\n    reason: a demonstration, with keys that are worth nothing",
        "network\n    reason: " + reason);
  }

  private Plan changed(String... replacements) throws Exception {
    String text = Files.readString(SHIPPED);
    for (int at = 0; at < replacements.length; at += 2) {
      assertTrue(text.contains(replacements[at]), replacements[at]);
      text = text.replace(replacements[at], replacements[at + 1]);
    }
    return PlanReader.read(Files.writeString(folder.resolve("plan.yaml"), text));
  }

  private static List<String> shown(Plan plan) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PlanView.print(
        plan,
        GeneratorHere.of(plan.generator(), Instant.EPOCH),
        new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8).lines().toList();
  }

  private static List<String> compared(Plan plan) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PlanView.printFingerprints(plan, new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8).lines().toList();
  }
}
