package org.keyrite.cli.ceremony;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** What a ceremony refuses: exact words, exact status, and nothing left behind. */
class CeremonyRefusalsIT {
  private static final byte[] NO_INPUT = {};
  private static final String CORRECT_IT =
      "         Correct the plan, and have it reviewed again.\n";

  private CeremonyFixture ceremony;

  @BeforeEach
  void begin() throws IOException {
    ceremony = new CeremonyFixture();
    ceremony.with(CeremonyFixture.making());
  }

  @AfterEach
  void end() throws IOException {
    ceremony.close();
  }

  private void refusesPlan(String place, String sentence) throws IOException {
    ceremony.refuses(4, "keyrite: DIR/plan.yaml, " + place + ": " + sentence + ".\n" + CORRECT_IT);
  }

  @Test
  void aMissingPlan() throws IOException {
    Files.delete(ceremony.plan());
    ceremony.refuses(
        4, "keyrite: There is no file DIR/plan.yaml.\n         Name the plan's file.\n");
  }

  @Test
  void anUnknownKey() throws IOException {
    ceremony.change("name: test", "name: test\nnmae: test");
    refusesPlan(
        "line 3, column 1",
        "the key 'nmae' is unknown; known here: version, name, environment, valid, require, accept,"
            + " sandbox, generator, extract, recipients, escrow, artifacts");
  }

  @Test
  void aGeneratorWithoutAPin() throws IOException {
    String text = Files.readString(ceremony.plan());
    Files.writeString(ceremony.plan(), text.replaceFirst("  sha256: .*\n", ""));
    refusesPlan(
        "line 10, column 3",
        "the generator has no pin: add its 'sha256', 'checksums' with a list, or 'trust' with"
            + " a policy");
  }

  @Test
  void aMovingVersion() throws IOException {
    ceremony.change("version: 1.0.0", "version: latest");
    refusesPlan(
        "line 11, column 12", "'latest' names another file every day; write the version it has");
  }

  @Test
  void aRecipientWithAWrongChecksum() throws IOException {
    ceremony.change(CeremonyFixture.HOST, CeremonyFixture.HOST.substring(0, 61) + "q");
    refusesPlan(
        "line 23, column 13",
        "'host-1' has no valid recipient: the recipient has a wrong checksum: at"
            + " least one character is not right");
  }

  @Test
  void aRecipientInMixedCase() throws IOException {
    ceremony.change("age1mu2", "age1MU2");
    refusesPlan(
        "line 23, column 13",
        "'host-1' has no valid recipient: the recipient mixes upper and lower case");
  }

  @Test
  void anIdentityWhereARecipientBelongsIsNeverRepeated() throws IOException {
    String identity = "AGE-SECRET-KEY-16Q3V937WVAJM7DK7J4PL8AEYCFWE8882TGZWUFQJZEW7A2S4VJXQTQU37M";
    ceremony.change(CeremonyFixture.HOST, identity);
    ceremony.refuses(
        4,
        "keyrite: The plan DIR/plan.yaml holds an age identity, and a plan holds no secret.\n"
            + "         Put the recipient (age1…) there. Treat the identity as disclosed: make a new"
            + " one.\n");
  }

  @Test
  void aGeneratorThatIsNotThePinnedOne() throws IOException {
    Files.writeString(
        ceremony.folder().resolve("generator"),
        Files.readString(ceremony.folder().resolve("generator")) + "#\n");
    Keyrite.Result result = ceremony.run();
    assertEquals(3, result.status());
    assertTrue(
        result
            .stderr()
            .startsWith(
                "keyrite: "
                    + ceremony.folder()
                    + "/generator is not what the plan pins: its SHA-256 is "),
        result.stderr());
    ceremony.assertNothingLeft();
  }

  @Test
  void aGeneratorThatIsNotThere() throws IOException {
    Files.delete(ceremony.folder().resolve("generator"));
    ceremony.refuses(
        1,
        "keyrite: There is no file DIR/generator.\n"
            + "         The plan names it; a name there is relative to the plan's folder.\n");
  }

  @Test
  void aFolderThatIsNotEmpty() throws IOException {
    Files.createDirectory(ceremony.out());
    Files.writeString(ceremony.out().resolve("mine"), "precious");
    Keyrite.Result result = ceremony.run();
    assertEquals(
        "keyrite: The folder "
            + ceremony.out()
            + " is not empty.\n         Name a new folder with --out: nothing joins or replaces other"
            + " files.\n",
        result.stderr());
    assertEquals(4, result.status());
    assertEquals("precious", Files.readString(ceremony.out().resolve("mine")));
    ceremony.assertWorkspaceGone();
  }

  @Test
  void aFolderThatIsAFile() throws IOException {
    Files.writeString(ceremony.out(), "precious");
    Keyrite.Result result = ceremony.run();
    assertEquals(
        "keyrite: "
            + ceremony.out()
            + " exists and is not a folder.\n         Name another place with --out.\n",
        result.stderr());
    assertEquals(4, result.status());
    assertEquals("precious", Files.readString(ceremony.out()));
  }

  @Test
  void aWorkspaceOnADisk() throws IOException {
    Keyrite.Result result =
        Keyrite.run(
            NO_INPUT,
            "ceremony",
            "run",
            ceremony.plan().toString(),
            "--out",
            ceremony.out().toString(),
            "--workspace",
            "/usr/share",
            "--yes");
    String words = result.stderr();
    // An ordinary user cannot write there at all; root can, and is told about the disk.
    assertTrue(
        words.startsWith(
                "keyrite: There is no place for the workspace: /usr/share is not in memory (neither"
                    + " tmpfs nor ramfs).\n")
            || words.startsWith(
                "keyrite: There is no place for the workspace: /usr/share cannot be written.\n"),
        words);
    assertEquals(4, result.status());
    ceremony.assertNothingLeft();
  }

  @Tag("tool")
  @Test
  void aWorkspaceWhereNoProgramCanBeStarted() throws IOException {
    Keyrite.Result result =
        inOwnMounts(
            "mount -t tmpfs -o noexec tmpfs /mnt && exec \"$0\" ceremony run \"$1\" --out \"$2\""
                + " --workspace /mnt --yes");
    assertEquals(
        "keyrite: There is no place for the workspace: /mnt does not allow programs to be started"
            + " (noexec).\n"
            + "         Mount one (as root: mount -t tmpfs -o mode=1777,noswap tmpfs /mnt) and name"
            + " it with --workspace /mnt.\n",
        result.stderr());
    assertEquals(4, result.status());
    ceremony.assertNothingLeft();
  }

  @Tag("tool")
  @Test
  void anInterfaceThatIsUpUnlessThePlanAcceptsIt() throws IOException {
    ceremony.change("  - check: network\n    reason: an automatic test\n", "");
    Keyrite.Result result =
        inOwnMounts(
            "ip link add keyrite0 type veth peer name keyrite1 && ip link set keyrite0 up"
                + " && mount -t sysfs sysfs /sys && exec \"$0\" ceremony run \"$1\" --out \"$2\""
                + " --yes");
    assertEquals(
        "keyrite: This machine is not fit for the ceremony: network (up: keyrite0).\n"
            + "         Mend that, or have the plan list the check under 'accept' with a reason.\n",
        result.stderr());
    assertEquals(4, result.status());
    ceremony.assertNothingLeft();
  }

  @Tag("tool")
  @Test
  void aFullDiskWhereTheBundleGoes() throws IOException {
    ceremony.with("printf '{\"secret_key\": \"%032d\", \"peer_id\": \"p\"}' 7");
    Keyrite.Result result =
        inOwnMounts(
            "mount -t tmpfs -o size=8k tmpfs /mnt && \"$0\" ceremony run \"$1\" --out /mnt/bundle"
                + " --workspace \"$3\" --yes; status=$?; ls -A /mnt; exit $status");
    assertEquals(
        "keyrite: The bundle's file journal.jsonl could not be written: No space left on device.\n"
            + "         Make room or name another place with --out, and begin again: a new key will"
            + " be made.\n",
        result.stderr());
    assertEquals(1, result.status());
    String shown = new String(result.stdout(), UTF_8);
    assertTrue(shown.endsWith("nothing left\n"), "something half-made is left: " + shown);
    ceremony.assertNothingLeft();
  }

  @Test
  void nobodyAtATerminalAndNoYes() throws IOException {
    Keyrite.Result result =
        Keyrite.execute(
            NO_INPUT,
            Stream.concat(
                    Stream.of("setsid", "--wait", Keyrite.executable().toString()),
                    ceremony.command().stream())
                .toList());
    assertEquals(
        "keyrite: There is no terminal at which somebody could confirm the recipients.\n"
            + "         Run it at a terminal; for a rehearsal or an automatic test, add --yes.\n",
        result.stderr());
    assertEquals(4, result.status());
    ceremony.assertNothingLeft();
  }

  @Test
  void anArgumentIsNeverAFileToBeShown() throws IOException {
    Path secret = ceremony.folder().resolve("identity");
    Files.writeString(secret, "AGE-SECRET-KEY-1PRECIOUS");
    Keyrite.Result result = Keyrite.run(NO_INPUT, "ceremony", "check", "@" + secret);
    assertEquals(4, result.status());
    assertFalse(result.stderr().contains("PRECIOUS"), result.stderr());
    Keyrite.Result typed =
        Keyrite.run(NO_INPUT, "ceremony", "check", "plan.yaml", "AGE-SECRET-KEY-1PRECIOUS");
    assertEquals(2, typed.status());
    assertFalse(typed.stderr().contains("PRECIOUS"), typed.stderr());
  }

  @Test
  void aResultThatCannotBeShownIsAFailure() {
    Keyrite.Result result =
        Keyrite.execute(
            NO_INPUT,
            List.of(
                "sh",
                "-c",
                "\"$0\" ceremony check \"$1\" > /dev/full",
                Keyrite.executable().toString(),
                ceremony.plan().toString()));
    assertEquals(
        "keyrite: The work is done, but standard output failed: nothing was shown.\n",
        result.stderr());
    assertEquals(1, result.status());
  }

  /** The processes of a room are counted by their keeper, who is in their namespace. */
  @Tag("tool")
  @Test
  void aListOfProcessesThatIsNotItsOwnDoesNoHarm() throws IOException {
    Tools.require("unshare");
    ceremony.with("sleep 987651 &\n" + CeremonyFixture.making());
    Keyrite.Result result =
        Keyrite.execute(
            NO_INPUT,
            Stream.concat(
                    Stream.of(
                        "unshare",
                        "--map-root-user",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        Keyrite.executable().toString()),
                    ceremony.command("--yes").stream())
                .toList());
    assertEquals(
        "keyrite: The generator left 1 of its processes running; they were ended.\n"
            + "         A program that stays behind could keep the secret: find out what it starts.\n",
        result.stderr());
    assertEquals(1, result.status());
    CeremonyFixture.assertEnded("sleep\000987651");
  }

  @Test
  void aCommandLineThatIsNotOne() {
    Keyrite.Result result = Keyrite.run(NO_INPUT, "ceremony", "run", "plan.yaml");
    assertEquals(2, result.status());
    assertEquals(
        "keyrite: Missing required option: '--out=DIR'.\n"
            + "         For help: keyrite ceremony run --help\n",
        result.stderr());
    assertEquals(2, Keyrite.run(NO_INPUT).status());
    assertEquals(2, Keyrite.run(NO_INPUT, "ceremony").status());
    Keyrite.Result mistyped = Keyrite.run(NO_INPUT, "verfy");
    assertEquals(2, mistyped.status());
    assertEquals(
        "keyrite: Unmatched argument at index 0: 'verfy'.\n"
            + "         Did you mean verify or version or ceremony? For help: keyrite --help\n",
        mistyped.stderr());
  }

  /**
   * Runs a shell in mount and network namespaces of its own, as root there. {@code $0} is the
   * executable, {@code $1} the plan, {@code $2} the bundle's folder, {@code $3} the folder in
   * memory.
   */
  private Keyrite.Result inOwnMounts(String script) {
    Tools.require("unshare");
    Tools.require("ip");
    return Keyrite.execute(
        NO_INPUT,
        List.of(
            "unshare",
            "--map-root-user",
            "--mount",
            "--net",
            "sh",
            "-c",
            script,
            Keyrite.executable().toString(),
            ceremony.plan().toString(),
            ceremony.out().toString(),
            ceremony.memory().toString()));
  }
}
