package org.keyrite.cli.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.HeldCeremony;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tmux;
import org.keyrite.testing.Tools;

/** After kill -9 the clear key is still in memory: nobody holds a ceremony beside it. */
class LeftoverIT {
  private CeremonyFixture ceremony;

  @BeforeEach
  void begin() throws IOException {
    ceremony = new CeremonyFixture("deep");
  }

  @AfterEach
  void end() throws IOException {
    ceremony.close();
  }

  private Path killedRun() throws Exception {
    ceremony.with(HeldCeremony.WAITS);
    HeldCeremony killed = new HeldCeremony(ceremony);
    killed.kill();
    assertEquals("SECRET-7\n", Files.readString(killed.workspace().resolve("key")));
    ceremony.with(CeremonyFixture.making());
    return killed.workspace();
  }

  private void wipe(Path workspace) throws IOException {
    try (Stream<Path> files = Files.walk(workspace)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void nobodyIsAskedSoItIsRefused() throws Exception {
    Path left = killedRun();
    Keyrite.Result result = ceremony.run();
    assertEquals(4, result.status());
    assertTrue(
        result
            .stderr()
            .contains(
                "; a killed run has left "
                    + left
                    + " (2 files): wipe that with keyrite doctor --clean)."),
        result.stderr());
    assertTrue(Files.exists(left.resolve("key")), "it was wiped unasked");
    wipe(left);
    assertEquals(0, ceremony.run().status());
  }

  /** Whatever --workspace says now; in a mount namespace, for the sake of the tests beside. */
  @Tag("tool")
  @Test
  void itIsFoundInAnotherPlace() throws Exception {
    Tools.require("unshare");
    ceremony.with(CeremonyFixture.making());
    Path place = Files.createDirectory(ceremony.folder().resolve("place"));
    Path left = place.resolve("sub/keyrite-99999999-1");
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs tmpfs \"$0\" && mkdir -p \"$1/a\" && : > \"$1/key\" && : >"
                    + " \"$1/a/other\" && shift && exec \"$@\"",
                place.toString(),
                left.toString(),
                Keyrite.executable().toString()));
    command.addAll(ceremony.command("--yes"));
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    assertTrue(
        result.stderr().contains("; a killed run has left " + left + " (2 files): wipe that"),
        result.stderr());
    assertEquals(4, result.status());
    ceremony.assertNothingLeft();
  }

  @Tag("tool")
  @Test
  void yesWipesItAndTheRecordSaysSo() throws Exception {
    Path left = killedRun();
    try (Tmux terminal = terminal()) {
      terminal.await("Type yes to wipe it, anything else to stop:");
      assertTrue(
          terminal.screen().contains("A killed run has left " + left + " (2 files)."),
          terminal.screen());
      terminal.type("yes", "Enter");
      terminal.await("Type yes to go on, anything else to stop:");
      assertFalse(Files.exists(left), "it is still there");
      terminal.type("yes", "Enter");
      terminal.await("[status 0]");
    }
    String journal = Files.readString(ceremony.out().resolve("journal.jsonl"));
    assertTrue(
        journal.contains("\"event\":\"leftover-wiped\",\"path\":\"" + left + "\",\"files\":2,"),
        journal);
    String report = Files.readString(ceremony.out().resolve("report.md"));
    assertTrue(report.contains("- " + left + ": 2 files, "), report);
    ceremony.assertWorkspaceGone();
  }

  @Tag("tool")
  @Test
  void anythingElseLeavesItAndStops() throws Exception {
    Path left = killedRun();
    try (Tmux terminal = terminal()) {
      terminal.await("Type yes to wipe it, anything else to stop:");
      terminal.type("no", "Enter");
      terminal.await("[status 4]");
      assertTrue(
          terminal.screen().contains("This machine is not fit for the ceremony: workspace"),
          terminal.screen());
    }
    assertEquals("SECRET-7\n", Files.readString(left.resolve("key")));
    wipe(left);
    ceremony.assertWorkspaceGone();
  }

  @Test
  void aCeremonyThatIsBeingHeldIsLeftAlone() throws Exception {
    ceremony.with(HeldCeremony.WAITS + CeremonyFixture.making());
    try (HeldCeremony held = new HeldCeremony(ceremony);
        CeremonyFixture other = new CeremonyFixture()) {
      other.with(CeremonyFixture.making());
      List<String> command = new ArrayList<>(other.command("--yes"));
      command.set(command.indexOf("--workspace") + 1, ceremony.memory().toString());
      Keyrite.Result result = Keyrite.run(new byte[0], command.toArray(String[]::new));
      assertEquals(0, result.status(), result.stderr());
      assertEquals(0, held.goOn(held.workspace()).status());
    }
    ceremony.assertWorkspaceGone();
  }

  private Tmux terminal() {
    List<String> command = new ArrayList<>();
    command.add(Keyrite.executable().toString());
    command.addAll(ceremony.command());
    return new Tmux(command);
  }
}
