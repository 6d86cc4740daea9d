package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.ScriptedPlugin;

/** Trustees whose keys only a plugin knows, such as those in hardware. */
@Tag("tool")
class PluginTrusteeIT {
  private static final String RECIPIENT = "age1test10qdmzv9q";
  private static final String IDENTITY = "AGE-PLUGIN-TEST-10Q32NLXM\n";

  private EscrowFixture escrow;
  private Path programs;

  @BeforeEach
  void begin() throws IOException {
    escrow = new EscrowFixture();
    programs = Files.createDirectory(escrow.folder().resolve("programs"));
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  /** Runs keyrite or age with the plugins that are there. */
  private Keyrite.Result run(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "PATH=" + programs + ":" + System.getenv("PATH"),
                Keyrite.executable().toAbsolutePath().toString()));
    command.addAll(Arrays.asList(arguments));
    return Keyrite.execute(new byte[0], command);
  }

  private Keyrite.Result split() {
    return run(
        "escrow",
        "split",
        "--environment",
        "testnet",
        "--threshold",
        "2",
        "--trustee",
        "alice=" + escrow.recipient("alice"),
        "--trustee",
        "bob=" + RECIPIENT,
        "--out",
        escrow.folder().resolve("set").toString());
  }

  @Test
  void aShareIsEncryptedByThePluginAndBroughtByItsHolder() throws IOException {
    ScriptedPlugin.install(programs, "test", ScriptedPlugin.GOOD);
    Keyrite.Result made = split();
    assertEquals("0 ", made.status() + " " + made.stderr());
    Path set = escrow.folder().resolve("set");
    assertTrue(Files.readString(set.resolve("escrow.json")).contains(RECIPIENT));
    Path identity = Files.writeString(escrow.folder().resolve("bob.plugin"), IDENTITY);
    String bobs = escrow.share(set, "bob").toString();
    Keyrite.Result refused =
        run(
            "escrow",
            "check",
            "--set",
            set.resolve("escrow.json").toString(),
            "-i",
            identity.toString(),
            bobs);
    assertEquals(1, refused.status());
    assertTrue(
        refused.stderr().contains("this is a plugin's identity, and no plugin runs beside a share"),
        refused.stderr());
    Path plain = escrow.memory().resolve("bob.txt");
    Keyrite.Result opened =
        run("age", "-d", "-i", identity.toString(), "-o", plain.toString(), bobs);
    assertEquals("0 ", opened.status() + " " + opened.stderr());
    // Whatever comes later needs the record, and no plugin where nothing is encrypted.
    Keyrite.Result drill =
        escrow.run(
            escrow.with(
                "drill", set, List.of("alice"), "--signed-off-by", "eve", plain.toString()));
    assertEquals("0 ", drill.status() + " " + drill.stderr());
  }

  @Test
  void aRotationUsesThePluginAgain() throws IOException {
    ScriptedPlugin.install(programs, "test", ScriptedPlugin.GOOD);
    assertEquals(0, split().status());
    Path set = escrow.folder().resolve("set");
    escrow.encrypt(set, "files/one.age", "first");
    Path identity = Files.writeString(escrow.folder().resolve("bob.plugin"), IDENTITY);
    Path plain = escrow.memory().resolve("bob.txt");
    run(
        "age",
        "-d",
        "-i",
        identity.toString(),
        "-o",
        plain.toString(),
        escrow.share(set, "bob").toString());
    List<String> command = new ArrayList<>(List.of("escrow"));
    command.addAll(
        List.of(
            escrow.with(
                "rotate",
                set,
                List.of("alice"),
                plain.toString(),
                "--files",
                escrow.folder().resolve("files").toString(),
                "--out",
                escrow.folder().resolve("next").toString())));
    Keyrite.Result rotated = run(command.toArray(String[]::new));
    assertEquals("0 ", rotated.status() + " " + rotated.stderr());
    Path next = escrow.folder().resolve("next");
    Path again = escrow.memory().resolve("again.txt");
    Keyrite.Result opened =
        run(
            "age",
            "-d",
            "-i",
            identity.toString(),
            "-o",
            again.toString(),
            escrow.share(next, "bob").toString());
    assertEquals("0 ", opened.status() + " " + opened.stderr());
    assertTrue(Files.readString(again).contains("# trustee: bob\n"));
  }

  @Test
  void withoutThePluginNothingIsMade() {
    Keyrite.Result result = split();
    assertEquals(2, result.status(), result.stderr());
    assertTrue(
        result
            .stderr()
            .startsWith(
                "keyrite: --trustee bob: not an age recipient: the test plugin is not installed"),
        result.stderr());
    assertFalse(Files.exists(escrow.folder().resolve("set")));
  }

  @Test
  void inACeremonyNoneRuns() throws IOException {
    ScriptedPlugin.install(programs, "test", ScriptedPlugin.GOOD);
    Path plan = escrow.folder().resolve("plan.yaml");
    String text =
        Files.readString(Path.of("ceremony/validator-identity-escrow.yaml"))
            .replaceFirst("(?m)^( *bob: *)age1[a-z0-9]+", "$1" + RECIPIENT);
    assertTrue(text.contains(RECIPIENT));
    Files.writeString(plan, text);
    Keyrite.Result result = run("ceremony", "check", plan.toString());
    assertEquals(4, result.status());
    assertTrue(result.stderr().contains("no plugin runs in a ceremony"), result.stderr());
  }
}
