package org.keyrite.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tmux;
import org.keyrite.testing.Tools;

/** What nobody means is not wiped by another name either; mounts need root. */
class WipeGuardsIT {
  private static final String WITHOUT =
      "         Nothing was wiped. Name what is to be wiped without it.\n";

  @TempDir private Path temporary;
  private Path top;

  @BeforeEach
  void withoutLinks() throws IOException {
    top = temporary.toRealPath();
  }

  /** Runs a script in the folder, with mounts of its own; {@code $K} is the executable. */
  private Keyrite.Result inNamespace(String script) {
    String executable = Keyrite.executable().toAbsolutePath().toString();
    return Keyrite.execute(
        new byte[0],
        List.of(
            "setsid",
            "-w",
            "unshare",
            "-m",
            "sh",
            "-euc",
            "cd \"$1\"; K=$2; " + script,
            "sh",
            top.toString(),
            executable));
  }

  private static Keyrite.Result wipe(Path path) {
    String executable = Keyrite.executable().toAbsolutePath().toString();
    return Keyrite.execute(
        new byte[0], List.of("setsid", "-w", executable, "wipe", "--yes", path.toString()));
  }

  private static String words(Keyrite.Result result) {
    return result.status() + " " + result.stderr();
  }

  private static void assertSays(String sentence, Keyrite.Result result) {
    String out = new String(result.stdout(), UTF_8).replaceAll("\\s+", "");
    assertTrue(out.contains(sentence.replace(" ", "")), out);
  }

  private void assertPrecious(String file) throws IOException {
    assertEquals("precious", Files.readString(top.resolve(file)));
  }

  private Path precious(String file) throws IOException {
    Files.createDirectories(top.resolve(file).getParent());
    return Files.writeString(top.resolve(file), "precious");
  }

  /** The home is bound to another place, and is named as what it was bound from. */
  @Test
  void theHomeFolderUnderTheNameThatItIsBoundFrom() throws IOException {
    DiskImage.requireRoot();
    precious("srv/home/file");
    precious("srv/other");
    Files.createDirectory(top.resolve("me"));
    assertEquals(
        "4 keyrite: " + top + "/srv/home is your home folder: that is not wiped.\n" + WITHOUT,
        words(inNamespace("mount --bind srv/home me; HOME=$PWD/me \"$K\" wipe --yes srv")));
    assertPrecious("srv/home/file");
    assertPrecious("srv/other");
  }

  @Test
  void theCurrentFolderUnderTheNameThatItIsBoundFrom() throws IOException {
    DiskImage.requireRoot();
    precious("srv/here/file");
    Files.createDirectory(top.resolve("bound"));
    assertEquals(
        "4 keyrite: " + top + "/srv/here is the current folder: that is not wiped.\n" + WITHOUT,
        words(inNamespace("mount --bind srv/here bound; cd bound; \"$K\" wipe --yes ../srv")));
    assertPrecious("srv/here/file");
  }

  @Test
  void theHomeFolderThatIsMountedInIt() throws IOException {
    DiskImage.requireRoot();
    precious("home/file");
    precious("srv/other");
    Files.createDirectory(top.resolve("srv/bound"));
    String script = "mount --bind home srv/bound; HOME=$PWD/home \"$K\" wipe --yes %s srv";
    assertEquals(
        "4 keyrite: " + top + "/srv/bound is your home folder: that is not wiped.\n" + WITHOUT,
        words(inNamespace(script.formatted("--cross-mounts"))));
    assertPrecious("srv/other");
    assertEquals(1, inNamespace(script.formatted("")).status());
    assertPrecious("home/file");
    assertFalse(Files.exists(top.resolve("srv/other")));
  }

  /** A folder of the test's own in it, lest a fault takes the machine's devices. */
  @Test
  void devicesAreNotWipedEvenWhenAskedFor() throws IOException {
    DiskImage.requireRoot();
    Path point = Files.createDirectories(top.resolve("srv/dev"));
    Keyrite.Result result =
        inNamespace(
            "mount -t devtmpfs dev srv/dev; d=srv/dev/keyrite-test-$$; mkdir $d; echo x > $d/x;"
                + " trap 'rm -f srv/dev/x; umount srv/dev; rmdir $d' EXIT;"
                + " mount --bind $d srv/dev; \"$K\" wipe --yes --cross-mounts srv && exit 9;"
                + " test -s srv/dev/x || echo gone");
    assertSays(point + " (something else is mounted there)", result);
    assertFalse(new String(result.stdout(), UTF_8).contains("gone"));
  }

  /** The other name is outside; the folder is seen twice, by way of a mount. */
  @Test
  void aNameThatIsSeenTwiceIsOneName() throws IOException {
    DiskImage.requireRoot();
    Path outside = precious("outside");
    Files.createDirectories(top.resolve("srv/bound"));
    Files.createDirectory(top.resolve("srv/folder"));
    Files.createLink(top.resolve("srv/folder/name"), outside);
    Keyrite.Result result =
        inNamespace("mount --bind srv/folder srv/bound; \"$K\" wipe --yes --cross-mounts srv");
    assertEquals(1, result.status());
    assertSays(top + "/srv/folder/name was left as it is: the file has 2 names", result);
    assertPrecious("srv/folder/name");
    assertPrecious("outside");
  }

  @Test
  @Tag("tool")
  void aFileThatIsADisk() throws IOException {
    try (DiskImage image = new DiskImage(top, "nodelalloc")) {
      Path file = Files.writeString(image.folder().resolve("file"), "precious");
      Path folder = Files.createDirectory(top.resolve("folder"));
      for (Path named : List.of(Files.createLink(folder.resolve("second"), image.file()), folder)) {
        Keyrite.Result result = inNamespace("\"$K\" wipe --yes --hard-links " + named);
        assertTrue(
            words(result)
                .matches(
                    "4 keyrite: "
                        + folder
                        + "/second is the disk /dev/loop\\d+ \\(losetup -d frees it\\): that is not"
                        + " wiped\\.\n"
                        + WITHOUT),
            words(result));
      }
      WipeIT.shell("umount \"$1\" && mount -o loop \"$2\" \"$1\"", image.folder(), image.file());
      assertEquals("precious", Files.readString(file));
    }
  }

  /** By somebody who has it open: new blocks come as fast as they are overwritten. */
  @Test
  void aFileThatIsWrittenToAllTheTimeKeepsItsName() throws Exception {
    Path file = Files.writeString(top.resolve("file"), "x");
    Process writer =
        new ProcessBuilder(
                "sh",
                "-c",
                "i=0; while [ $i -lt 9999999 ]; do echo 0123456789abcdef; i=$((i + 1)); done")
            .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()))
            .start();
    try {
      while (Files.size(file) < 100_000) {
        Thread.sleep(1);
      }
      Keyrite.Result result = wipe(file);
      assertEquals(1, result.status(), result.stderr());
      assertSays(file + " (it grows while it is wiped: end the program that writes to it)", result);
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertTrue(Files.size(file) > 0);
    assertEquals(0, wipe(file).status());
    assertFalse(Files.exists(file));
  }

  private List<String> asNobody(Object... arguments) {
    Tools.require("setpriv");
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    command.add(Keyrite.executable().toAbsolutePath().toString());
    command.addAll(List.of("wipe", "--yes"));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return command;
  }

  @Test
  @Tag("tool")
  void whatCannotBeReachedIsNotTakenForNothing() throws IOException {
    DiskImage.requireRoot();
    Path file = precious("closed/folder/file");
    WipeIT.shell("chmod 755 \"$1\" && chmod 700 \"$1\"/closed", top);
    assertEquals(
        "4 keyrite: "
            + file
            + " cannot be looked at: Permission denied.\n         Nothing was wiped.\n",
        words(Keyrite.execute(new byte[0], asNobody(file))));
  }

  @Test
  void withoutProcNothingIsCalledMissing() throws IOException {
    DiskImage.requireRoot();
    Path file = precious("file");
    assertEquals(
        "4 keyrite: "
            + file
            + " cannot be looked at: /proc does not show this process.\n"
            + "         Nothing was wiped.\n",
        words(inNamespace("umount -l /proc; \"$K\" wipe --yes " + file)));
    assertPrecious("file");
  }

  /** It may not be written: that is mended, and is as before when it was to no avail. */
  @Test
  @Tag("tool")
  void whatStaysKeepsItsMode() throws Exception {
    DiskImage.requireRoot();
    Path folder = Files.createDirectory(top.resolve("folder"));
    Path program = Files.copy(Path.of("/bin/sleep").toRealPath(), folder.resolve("sleep"));
    WipeIT.shell(
        "chmod 755 \"$1\" && chown -R 65534 \"$2\" && chmod 555 \"$2\"/sleep \"$2\"", top, folder);
    Process running = new ProcessBuilder(program.toString(), "600").start();
    try {
      Keyrite.Result result = Keyrite.execute(new byte[0], asNobody(folder));
      assertSays(program + " (Text file busy)", result);
    } finally {
      running.destroyForcibly().waitFor();
    }
    for (Path path : List.of(program, folder)) {
      assertEquals("r-xr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
  }

  /** A file system gives the number of a file that is gone to the next. */
  @Test
  @Tag("tool")
  void whatTakesTheNameDuringTheQuestionIsKept() throws IOException {
    try (DiskImage image = new DiskImage(top, "nodelalloc")) {
      Path file = Files.writeString(image.folder().resolve("file"), "secret");
      List<String> command =
          List.of(Keyrite.executable().toAbsolutePath().toString(), "wipe", file.toString());
      try (Tmux terminal = new Tmux(200, command)) {
        terminal.await("Type yes to wipe it, anything else to stop:");
        Files.delete(file);
        Files.writeString(file, "precious");
        terminal.type("yes", "Enter");
        terminal.await("[status ");
        assertTrue(terminal.screen().contains("[status 1]"), terminal.screen());
        assertTrue(
            terminal.screen().replaceAll("\\s+", "").contains(file + "(itwasexchanged)"),
            terminal.screen());
      }
      assertEquals("precious", Files.readString(file));
    }
  }
}
