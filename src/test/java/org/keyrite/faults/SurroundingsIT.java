package org.keyrite.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/**
 * Where memory, {@code /proc} or {@code /dev} is not as usual it works, or says why it does not.
 */
@Tag("tool")
class SurroundingsIT {
  private static final String WORKSPACE =
      "keyrite: There is no place for the workspace: %s %s.\n"
          + "         Mount one (as root: mount -t tmpfs -o mode=1777,noswap tmpfs /mnt) and name it"
          + " with --workspace /mnt.\n";

  private CeremonyFixture ceremony;

  @BeforeEach
  void begin() throws IOException {
    Tools.require("unshare");
    ceremony = new CeremonyFixture();
    ceremony.with(CeremonyFixture.making() + "echo \"$k\" > \"$HOME/key\" || exit 9\n");
  }

  @AfterEach
  void end() throws IOException {
    ceremony.close();
  }

  /** Runs a command after a shell has changed what is mounted, which nobody else sees. */
  private static Keyrite.Result where(String changes, Path place, List<String> command) {
    List<String> all = new ArrayList<>(List.of("unshare", Deed.isRoot() ? "-m" : "-rm"));
    all.addAll(List.of("sh", "-c", "set -e; cd \"$0\"; " + changes + "; exec \"$@\""));
    all.add(place.toString());
    all.addAll(command);
    return Keyrite.execute(new byte[0], all);
  }

  private List<String> holding(Path workspace) {
    List<String> all = new ArrayList<>(List.of(Keyrite.executable().toString()));
    all.addAll(ceremony.command("--yes"));
    all.set(all.indexOf("--workspace") + 1, workspace.toString());
    return all;
  }

  @ParameterizedTest
  @CsvSource({"size=64k", "size=4k", "nr_inodes=4"})
  void littleMemoryIsEnough(String options) throws IOException {
    Path place = Files.createDirectory(ceremony.folder().resolve("place"));
    Keyrite.Result result =
        where("mount -t tmpfs -o mode=700," + options + " tmpfs .", place, holding(place));
    assertEquals("0 ", result.status() + " " + result.stderr());
  }

  @ParameterizedTest
  @CsvSource({
    "ro, cannot be written",
    "noexec, does not allow programs to be started (noexec)",
    "nr_inodes=1, cannot be written"
  })
  void itIsRefused(String options, String why) throws IOException {
    Path place = Files.createDirectory(ceremony.folder().resolve("place"));
    Keyrite.Result result =
        where("mount -t tmpfs -o mode=700," + options + " tmpfs .", place, holding(place));
    assertEquals("4 " + WORKSPACE.formatted(place, why), result.status() + " " + result.stderr());
    ceremony.assertNothingLeft();
  }

  @Test
  void aDiskIsNoMemory() throws IOException {
    Path place = Path.of("target").toAbsolutePath();
    Keyrite.Result result = where(":", place, holding(place));
    String why = "is not in memory (neither tmpfs nor ramfs)";
    assertEquals("4 " + WORKSPACE.formatted(place, why), result.status() + " " + result.stderr());
    ceremony.assertNothingLeft();
  }

  /** What the generator cannot write is its failure. */
  @Test
  void fullMemory() throws IOException {
    Path place = Files.createDirectory(ceremony.folder().resolve("place"));
    Keyrite.Result result =
        where(
            "mount -t tmpfs -o mode=700,size=64k tmpfs .; cd .; cd \"$0\"; cat /dev/zero > full"
                + " 2>/dev/null || :",
            place,
            holding(place));
    assertEquals(
        "1 keyrite: The generator failed with status 9.\n"
            + "         Its messages are not shown, since they could hold the secret: run it by hand,"
            + " without real keys, to read them.\n",
        result.status() + " " + result.stderr());
    ceremony.assertNothingLeft();
  }

  /** Users, processes and mounts of its own, as in a container. */
  @Test
  void inAContainer() throws IOException {
    List<String> command = new ArrayList<>(List.of("unshare", "-rmpf", "--mount-proc"));
    command.addAll(holding(ceremony.memory()));
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    assertEquals("0 ", result.status() + " " + result.stderr());
    ceremony.assertWorkspaceGone();
  }

  @Test
  void sevenGibibytesOfAddresses() throws IOException {
    List<String> command = new ArrayList<>(List.of("prlimit", "--as=7516192768"));
    command.addAll(holding(ceremony.memory()));
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    assertEquals("0 ", result.status() + " " + result.stderr());
  }

  /** An ordinary user, who owns nothing but these folders. */
  @Test
  void aUserOfNoRights() throws IOException {
    assumeTrue(Deed.isRoot(), "only root becomes another user");
    Tools.require("setpriv");
    List<String> owned = List.of(ceremony.folder().toString(), ceremony.memory().toString());
    List<String> chown = new ArrayList<>(List.of("chown", "-R", "65534:65534"));
    chown.addAll(owned);
    assertEquals(0, Keyrite.execute(new byte[0], chown).status());
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    command.addAll(holding(ceremony.memory()));
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    assertEquals("0 ", result.status() + " " + result.stderr());
    ceremony.assertWorkspaceGone();
  }
}
