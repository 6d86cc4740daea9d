package org.keyrite.cli.ceremony;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** A ceremony whose generator a trust policy admits: here, by its maker's minisign key. */
@Tag("tool")
class TrustIT {
  private CeremonyFixture ceremony;
  private String key;

  @BeforeEach
  void begin() throws Exception {
    Tools.require("minisign");
    ceremony = new CeremonyFixture();
    ceremony.with(CeremonyFixture.making());
    run("minisign -G -W -p maker.pub -s maker.sec");
    key = Files.readAllLines(file("maker.pub")).getLast();
    run("minisign -S -s maker.sec -m generator");
    writePolicy("1.0.0");
    String plan = Files.readString(ceremony.plan());
    Files.writeString(
        ceremony.plan(), plan.replaceFirst("sha256: [0-9a-f]{64}", "trust: trust.yaml"));
  }

  private void writePolicy(String version) throws IOException {
    Files.writeString(
        file("trust.yaml"),
        """
        version: keyrite/trust/v1
        signers:
          - name: maker
            keys:
              - minisign: %s
        artifacts:
          - file: generator
            version: %s
            signatures:
              - {file: generator.minisig, scheme: minisign}
            required: [maker]
        """
            .formatted(key, version));
  }

  private Path file(String name) {
    return ceremony.folder().resolve(name);
  }

  private void run(String command) {
    Keyrite.Result result =
        Keyrite.execute(
            new byte[0], List.of("sh", "-c", "cd " + ceremony.folder() + " && " + command));
    assertEquals(0, result.status(), result.stderr());
  }

  @AfterEach
  void end() throws IOException {
    ceremony.close();
  }

  @Test
  void theReceiptIsInTheJournalAndTheReport() throws Exception {
    Keyrite.Result result = ceremony.run();
    assertEquals("", result.stderr());
    assertEquals(0, result.status());
    String policy = Sha256.hex(Files.readAllBytes(file("trust.yaml")));
    String shown = new String(result.stdout(), UTF_8);
    assertTrue(shown.contains("signed     generator, by maker\n"), shown);
    assertTrue(
        shown.contains("verified   generator 1.0.0 is admitted by its trust policy:\n"), shown);

    String journal = Files.readString(ceremony.out().resolve("journal.jsonl"));
    String verified =
        journal.lines().filter(line -> line.contains("\"generator-verified\"")).findFirst().get();
    assertTrue(verified.contains("\"receipt\":{\"answer\":\"yes\",\"at\":\""), verified);
    assertTrue(verified.contains("\"sha256\":\"" + policy + "\"}"), verified);
    String signature =
        journal.lines().filter(line -> line.contains("\"generator-signature\"")).findFirst().get();
    assertTrue(
        signature.contains("\"file\":\"generator\",\"signer\":\"maker\",\"key\":\"minisign " + key),
        signature);

    String report = Files.readString(ceremony.out().resolve("report.md"));
    assertTrue(
        report.contains(
            "\nAdmitted by a trust policy, sha256 `"
                + policy
                + "`, on signatures:\n\n| file | signer | key | made |\n| --- | --- | --- | --- |\n"
                + "| generator | maker | minisign "
                + key
                + " | "),
        report);
  }

  @Test
  void anotherGeneratorIsNotRun() throws Exception {
    Files.writeString(file("generator"), Files.readString(file("generator")) + "#\n");
    ceremony.refuses(
        3,
        "keyrite: generator is not admitted: the signature of maker in generator.minisig is not of"
            + " these bytes.\n"
            + "         Do not run it. For the whole receipt: keyrite verify --policy POLICY.\n");
  }

  @Test
  void aPinBesidesThePolicyHoldsToo() throws Exception {
    ceremony.change("trust: trust.yaml", "trust: trust.yaml\n  sha256: " + "a".repeat(64));
    Keyrite.Result result = ceremony.run();
    assertEquals(3, result.status());
    assertTrue(
        result
            .stderr()
            .startsWith(
                "keyrite: " + file("generator") + " is not what the plan pins: its SHA-256 is "),
        result.stderr());
  }

  @Test
  void thePolicyIsAboutThisVersion() throws Exception {
    writePolicy("1.0.1");
    ceremony.refuses(
        4,
        "keyrite: DIR/plan.yaml, line 12, column 10: DIR/trust.yaml is about version 1.0.1 of it,"
            + " not 1.0.0.\n         Correct the plan, and have it reviewed again.\n");
  }

  @Test
  void thePolicyIsReadWhenThePlanIsChecked() throws Exception {
    Keyrite.Result result = check();
    assertEquals("", result.stderr());
    String shown = new String(result.stdout(), UTF_8);
    assertTrue(shown.contains("      trust  " + file("trust.yaml") + "\n"), shown);
    assertTrue(shown.contains("     signer  maker, minisign\n             " + key + "\n"), shown);
    assertTrue(shown.contains("generator here: is admitted by its trust policy\n"), shown);

    Files.delete(file("generator.minisig"));
    shown = new String(check().stdout(), UTF_8);
    assertTrue(
        shown.contains(
            "generator here: IS NOT ADMITTED by its trust policy: generator is not admitted: maker"
                + " did not sign it: generator.minisig is not there.\n"),
        shown);

    Files.delete(file("trust.yaml"));
    assertEquals(
        "keyrite: "
            + ceremony.plan()
            + ", line 12, column 10: there is no file "
            + file("trust.yaml")
            + ".\n         Correct the plan, and have it reviewed again.\n",
        check().stderr());
  }

  private Keyrite.Result check() {
    return Keyrite.run(new byte[0], "ceremony", "check", ceremony.plan().toString());
  }
}
