package org.keyrite.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tmux;

/** The executable wipes what is named, and touches nothing else. */
class WipeIT {
  @TempDir private Path temporary;
  private Path top;

  @BeforeEach
  void withoutLinks() throws IOException {
    top = temporary.toRealPath();
  }

  private static Keyrite.Result wipe(Object... arguments) {
    List<String> command = new ArrayList<>(List.of("setsid", "-w"));
    command.addAll(command(arguments));
    return Keyrite.execute(new byte[0], command);
  }

  private static List<String> command(Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Keyrite.executable().toAbsolutePath().toString());
    command.add("wipe");
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return command;
  }

  private static String out(Keyrite.Result result) {
    return new String(result.stdout(), UTF_8);
  }

  private static void assertDone(String beginning, Keyrite.Result result) {
    assertEquals("0 ", result.status() + " " + result.stderr());
    assertTrue(out(result).startsWith(beginning + ", nothing left.\n"), out(result));
  }

  private static void assertRemains(Keyrite.Result result, String... lines) {
    assertEquals(
        "1 keyrite: Not everything is wiped: %s remained.\n".formatted(things(lines.length))
            + "         Mend what is said of each, and run the same command again.\n",
        result.status() + " " + result.stderr());
    String unbroken = out(result).replace("\n  ", "\n").replaceAll("(?<! )\n", " ");
    for (String line : lines) {
      assertTrue(unbroken.replace(" ", "").contains(line.replace(" ", "")), out(result));
    }
  }

  private static String things(int count) {
    return count == 1 ? "one thing" : count + " things";
  }

  static void shell(String script, Object... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-euc", script, "sh"));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    assertEquals("0 ", result.status() + " " + result.stderr(), script);
  }

  private void assertGone(Path path) {
    assertFalse(Files.exists(path, LinkOption.NOFOLLOW_LINKS), path.toString());
  }

  @Test
  void nobodyCanBeAskedSoNothingIsWiped() throws IOException {
    Path file = Files.writeString(top.resolve("file"), "precious");
    Keyrite.Result result = wipe(file);
    assertEquals(
        """
        4 keyrite: There is no terminal at which somebody could be asked: nothing was wiped.
                 Run it at a terminal; in a script, add --yes.
        """,
        result.status() + " " + result.stderr());
    assertEquals("precious", Files.readString(file));
  }

  @Tag("tool")
  @ParameterizedTest
  @CsvSource({"yes, 0", "y, 4"})
  void somebodyAtATerminalIsAsked(String answer, int status) throws IOException {
    Path file = Files.writeString(top.resolve("file"), "precious");
    try (Tmux terminal = new Tmux(200, command(file))) {
      terminal.await("Type yes to wipe it, anything else to stop:");
      assertTrue(terminal.screen().contains(file + ": a file of 8 bytes"), terminal.screen());
      assertTrue(terminal.screen().contains("This cannot be undone."), terminal.screen());
      terminal.type(answer, "Enter");
      terminal.await("[status " + status + "]");
    }
    assertEquals(status != 0, Files.exists(file));
  }

  @Test
  void namesThatAreNoTextAreNoObstacle() {
    Path folder = top.resolve("folder");
    shell(
        "n=$(printf '\\377\\200') && mkdir -p \"$1/$n/$n\" && printf four > \"$1/$n/$n/$n\" &&"
            + " chmod 0 \"$1/$n/$n/$n\" \"$1/$n/$n\" && printf x > \"$1/$(printf 'a\\nb')\"",
        folder);
    Keyrite.Result result = wipe("--yes", folder);
    assertEquals("0 ", result.status() + " " + result.stderr());
    assertTrue(out(result).startsWith("2 files removed, "), out(result));
    assertGone(folder);
  }

  @Test
  void foldersNestedDeeperThanAPathCanNameAreWiped() {
    Path folder = top.resolve("folder");
    shell(
        "mkdir \"$1\" && cd \"$1\" && i=0 && while [ $i -lt 1500 ]; do mkdir dddd; cd -P dddd;"
            + " i=$((i + 1)); done && printf deep > file",
        folder);
    Keyrite.Result result = wipe("--yes", folder);
    assertEquals("0 ", result.status() + " " + result.stderr());
    assertTrue(out(result).startsWith("1 file removed, "), out(result));
    assertGone(folder);
  }

  @Test
  void whatNobodyMeansIsRefused() throws IOException {
    Path home = Files.createDirectories(top.resolve("users/me"));
    Files.writeString(home.resolve("file"), "precious");
    for (Path refused : List.of(home, top.resolve("users"), top.resolve("users/me/../me/."))) {
      List<String> command = new ArrayList<>(List.of("env", "HOME=" + home));
      command.addAll(command("--yes", refused));
      Keyrite.Result result = Keyrite.execute(new byte[0], command);
      assertEquals(4, result.status(), result.stderr());
      assertTrue(result.stderr().contains("your home folder: that is not wiped."));
    }
    for (String here : List.of(".", "..", "../..", home.toString())) {
      Keyrite.Result result =
          Keyrite.execute(
              new byte[0],
              List.of(
                  "sh",
                  "-c",
                  "cd \"$1\" && exec \"$0\" wipe --yes \"$2\"",
                  Keyrite.executable().toAbsolutePath().toString(),
                  home.toString(),
                  here));
      assertEquals(4, result.status(), result.stderr());
      assertTrue(result.stderr().contains("current folder: that is not wiped."), result.stderr());
    }
    for (String path : List.of("/", "/dev/null", "/proc/version", "/proc")) {
      assertEquals(4, wipe("--yes", path).status(), path);
    }
    assertEquals("precious", Files.readString(home.resolve("file")));
  }

  @Test
  void aProgramThatRunsIsNamedAndTheRestIsWiped() throws Exception {
    Path folder = Files.createDirectory(top.resolve("folder"));
    Path program = Files.copy(Path.of("/bin/sleep").toRealPath(), folder.resolve("sleep"));
    Files.writeString(folder.resolve("other"), "other");
    assertTrue(program.toFile().setExecutable(true));
    Process running = new ProcessBuilder(program.toString(), "600").start();
    try {
      assertRemains(wipe("--yes", folder), program + " (Text file busy)");
    } finally {
      running.destroyForcibly().waitFor();
    }
    assertTrue(Files.size(program) > 0);
    assertGone(folder.resolve("other"));
    assertEquals(0, wipe("--yes", folder).status());
    assertGone(folder);
  }

  private Path manyFiles(int count) {
    Path folder = top.resolve("folder");
    shell(
        "mkdir -p \"$1/sub\" && cd \"$1/sub\" && i=0 && while [ $i -lt $2 ]; do echo secret > $i;"
            + " i=$((i + 1)); done && dd if=/dev/zero of=large bs=1M count=64 2>/dev/null",
        folder,
        count);
    return folder;
  }

  private static long contents(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> Files.isRegularFile(file) && file.toFile().length() > 0).count();
    } catch (IOException | UncheckedIOException e) {
      return Long.MAX_VALUE;
    }
  }

  private Process begin(Path folder, Path words) throws Exception {
    List<String> command = new ArrayList<>(Keyrite.withDefaultSignals());
    command.addAll(command("--yes", folder));
    long before = contents(folder);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(words.toFile())
            .start();
    while (process.isAlive() && contents(folder) >= before) {
      Thread.sleep(1);
    }
    return process;
  }

  @Test
  void killedAtAnyMomentItIsFinishedByTheSameCommand() throws Exception {
    Path folder = manyFiles(2000);
    Path words = top.resolve("words");
    for (int i = 0; i < 5; i++) {
      begin(folder, words).destroyForcibly().waitFor();
    }
    assertEquals(0, wipe("--yes", folder).status());
    assertGone(folder);
    Files.delete(words);
    try (Stream<Path> left = Files.list(top)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aSignalEndsItBetweenTwoStepsAndItSaysHowFarItCame() throws Exception {
    Path folder = manyFiles(2000);
    Path words = top.resolve("words");
    Process process = begin(folder, words);
    process.destroy();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it goes on after the signal");
    assertEquals(143, process.exitValue());
    String said = Files.readString(words);
    assertTrue(
        said.matches(
            "keyrite: Interrupted\\. Up to here: \\d+ files? removed, \\d+ bytes? overwritten\\. The"
                + " rest is still there\\.\n"
                + " {9}Run the same command again: it goes on from here\\.\n"),
        said);
    assertTrue(Files.exists(folder));
    assertEquals(0, wipe("--yes", folder).status());
    assertGone(folder);
  }

  /** Somebody exchanges a folder and a link to another all the time. */
  @Test
  void aFolderThatBecomesALinkLeadsNowhere() throws Exception {
    Path victim = Files.createDirectory(top.resolve("victim"));
    Files.writeString(victim.resolve("file"), "precious");
    for (int i = 0; i < 10; i++) {
      Path folder = Files.createDirectory(top.resolve("folder"));
      shell(
          "cd \"$1\" && for n in a b c d e f g h; do mkdir $n; for f in 1 2 3 4 5 6; do echo x >"
              + " $n/file$f; done; done",
          folder);
      Process rival =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "cd \"$1\" && while [ -d \"$1\" ]; do for n in a b c d e f g h; do mv -T $n"
                      + " .old 2>/dev/null && ln -s \"$2\" $n; rm -f $n; mv -T .old $n; done; done",
                  "sh",
                  folder.toString(),
                  victim.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        wipe("--yes", folder);
      } finally {
        rival.destroyForcibly().waitFor();
      }
      assertEquals("precious", Files.readString(victim.resolve("file")));
      shell("rm -rf \"$1\"", folder);
    }
  }

  @Test
  void theResultForAProgram() throws IOException {
    Path file = Files.writeString(top.resolve("file"), "secret");
    String json = out(wipe("--yes", "--json", file));
    assertTrue(json.startsWith("{\"complete\":true,\"files\":1,\"overwritten-bytes\":"), json);
    assertTrue(json.contains("\"remaining\":[],\"mounts\":[{\"point\":\""), json);
  }

  /** What is mounted in a folder; needs root. */
  @Test
  void aMountIsLeftUnlessItIsAskedFor() throws IOException {
    DiskImage.requireRoot();
    Path mounted = Files.createDirectories(top.resolve("folder/mounted"));
    Files.writeString(mounted.resolveSibling("file"), "x");
    shell("mount -t tmpfs -o size=1m tmpfs \"$1\"", mounted);
    try {
      Path inside = Files.writeString(mounted.resolve("inside"), "precious");
      assertRemains(
          wipe("--yes", top.resolve("folder")), mounted + " (something else is mounted there)");
      assertEquals("precious", Files.readString(inside));
      assertGone(mounted.resolveSibling("file"));
      assertRemains(
          wipe("--yes", "--cross-mounts", top.resolve("folder")),
          mounted + " (it is empty now, and is mounted: unmount it)");
      assertGone(inside);
    } finally {
      shell("umount \"$1\"", mounted);
    }
    assertEquals(0, wipe("--yes", top.resolve("folder")).status());
    assertGone(top.resolve("folder"));
  }

  /** A folder that is bound to a second place is in the same file system, and another mount. */
  @Test
  void aBoundFolderIsLeftToo() throws IOException {
    DiskImage.requireRoot();
    Path elsewhere = Files.createDirectory(top.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("file"), "precious");
    Path bound = Files.createDirectories(top.resolve("folder/bound"));
    shell("mount --bind \"$1\" \"$2\"", elsewhere, bound);
    try {
      assertRemains(
          wipe("--yes", top.resolve("folder")), bound + " (something else is mounted there)");
    } finally {
      shell("umount \"$1\"", bound);
    }
    assertEquals("precious", Files.readString(elsewhere.resolve("file")));
  }

  /** On the blocks of an image, which are searched from outside. */
  @Test
  @Tag("tool")
  void nothingOfItIsLeftOnTheDisk() throws IOException {
    try (DiskImage image = new DiskImage(top, "nodelalloc")) {
      Path folder = Files.createDirectory(image.folder().resolve("folder"));
      Files.writeString(folder.resolve("file"), "SECRET-1".repeat(10_000));
      shell("truncate -s 1G \"$1\" && printf SECRET-2 >> \"$1\"", folder.resolve("sparse"));
      // Given up, but not overwritten: the file system takes these blocks for a hole.
      shell(
          "printf SECRET-3 > \"$1\" && sync && fallocate -z -o 0 -l 4096 \"$1\" && sync",
          folder.resolve("zeroed"));
      shell("fallocate -l 1M \"$1\"", folder.resolve("allocated"));
      for (String secret : List.of("SECRET-1", "SECRET-2", "SECRET-3")) {
        assertTrue(image.holds(secret), secret + " is not there before");
      }
      Keyrite.Result result = wipe("--yes", folder);
      assertEquals("0 ", result.status() + " " + result.stderr());
      assertTrue(out(result).startsWith("4 files removed, "), out(result));
      assertTrue(out(result).replaceAll("\\s+", " ").contains("The disk is a file, "), out(result));
      assertGone(folder);
      for (String secret : List.of("SECRET-1", "SECRET-2", "SECRET-3")) {
        assertFalse(image.holds(secret), secret);
      }
    }
  }

  @Test
  @Tag("tool")
  void aJournalOfDataIsNamed() throws IOException {
    try (DiskImage image = new DiskImage(top, "data=journal")) {
      Path file = Files.writeString(image.folder().resolve("file"), "SECRET");
      assertTrue(
          out(wipe("--yes", "--json", file))
              .contains(
                  "\"effect\":\"may-remain\",\"sentences\":[\"Its journal holds the content of"
                      + " files, too (data=journal)"),
          "it is not said");
    }
  }

  @Test
  @Tag("tool")
  void whatMayNotBeChangedIsNamedAndTheRestIsWiped() throws IOException {
    try (DiskImage image = new DiskImage(top, "nodelalloc")) {
      Path folder = Files.createDirectory(image.folder().resolve("folder"));
      Path fixed = Files.writeString(folder.resolve("fixed"), "fixed");
      Path appended = Files.writeString(folder.resolve("appended"), "appended");
      Files.writeString(folder.resolve("other"), "other");
      shell("chattr +i \"$1\" && chattr +a \"$2\"", fixed, appended);
      try {
        assertRemains(
            wipe("--yes", folder),
            fixed + " (Operation not permitted)",
            appended + " (Operation not permitted)");
      } finally {
        shell("chattr -i \"$1\" && chattr -a \"$2\"", fixed, appended);
      }
      assertEquals("fixed", Files.readString(fixed));
      assertEquals("appended", Files.readString(appended));
      assertGone(folder.resolve("other"));
      shell("mount -o remount,ro \"$1\"", image.folder());
      assertRemains(wipe("--yes", folder), folder + " (Read-only file system)");
      shell("mount -o remount,rw \"$1\"", image.folder());
      assertEquals(0, wipe("--yes", folder).status());
    }
  }

  @Test
  @Tag("tool")
  void aFullDiskIsNoObstacle() throws IOException {
    try (DiskImage image = new DiskImage(top, "nodelalloc")) {
      Path file = Files.writeString(image.folder().resolve("file"), "SECRET-4");
      shell("dd if=/dev/zero of=\"$1\" bs=64k 2>/dev/null || true", image.folder().resolve("f"));
      assertDone("1 file removed, 4096 bytes overwritten", wipe("--yes", file));
      assertFalse(image.holds("SECRET-4"));
    }
  }
}
