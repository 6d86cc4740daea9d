package org.keyrite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.testing.AttackedMachine;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tmux;
import org.keyrite.testing.Tools;

/** Any command in a workspace: what comes out, what does not, and that nothing is left. */
final class WorkspaceRunIT {
  private static final String WIPED =
      "keyrite: Workspace: %s removed, %d bytes overwritten, nothing left.\n";

  private EscrowFixture fixture;

  @BeforeEach
  void begin() throws IOException {
    fixture = new EscrowFixture();
  }

  @AfterEach
  void end() throws IOException {
    assertEquals(List.of(), EscrowFixture.names(fixture.memory()), "left in memory");
    fixture.close();
  }

  private List<String> command(List<String> options, String... command) {
    List<String> all =
        new ArrayList<>(List.of("workspace", "run", "--workspace", fixture.memory().toString()));
    all.addAll(options);
    all.add("--");
    all.addAll(Arrays.asList(command));
    return all;
  }

  private Keyrite.Result run(List<String> options, String... command) {
    return Keyrite.run(new byte[0], command(options, command).toArray(String[]::new));
  }

  private Keyrite.Result shell(List<String> options, String script) {
    return run(options, "sh", "-c", script);
  }

  private static void assertSaid(int status, String stdout, String stderr, Keyrite.Result result) {
    assertEquals(stderr, result.stderr());
    assertEquals(stdout, new String(result.stdout(), StandardCharsets.UTF_8));
    assertEquals(status, result.status());
  }

  private List<String> out(String name) {
    return List.of("--out", fixture.folder().resolve(name).toString());
  }

  @Test
  void whatIsNamedComesOut() throws IOException {
    Path file = fixture.folder().resolve("result");
    assertSaid(
        0,
        "printed\n",
        "message\nkeyrite: "
            + file
            + " (not encrypted by age) came out of the workspace.\n"
            + WIPED.formatted("2 files", 11),
        shell(
            out("result"),
            "echo kept > result; echo other > other; echo printed; echo message >&2"));
    assertEquals("kept\n", Files.readString(file));
  }

  @Test
  @Tag("tool")
  void anAgeFileIsCalledThat() throws IOException {
    Tools.require("age");
    Path host = fixture.folder().resolve("host.pub");
    Files.writeString(host, fixture.recipient("host") + "\n");
    List<String> options = new ArrayList<>(out("key.age"));
    options.addAll(List.of("--in", host.toString()));
    Path file = fixture.folder().resolve("key.age");
    Keyrite.Result result = shell(options, "echo secret | age -R host.pub -o key.age");
    assertTrue(
        result.stderr().startsWith("keyrite: " + file + " (an age file) came out"),
        result.stderr());
    assertEquals(0, result.status());
    Keyrite.Result plain =
        Keyrite.run(
            new byte[0], "age", "-d", "-i", fixture.identity("host").toString(), file.toString());
    assertSaid(0, "secret\n", "", plain);
  }

  @Test
  void nothingComesOutOfACommandThatFails() {
    assertSaid(
        1,
        "",
        "keyrite: The command failed with status 3.\n",
        shell(out("result"), "echo a > result; exit 3"));
    assertFalse(Files.exists(fixture.folder().resolve("result")));
  }

  @Test
  void allComesOutOrNothing() throws IOException {
    List<String> options = new ArrayList<>(out("one"));
    options.addAll(out("two"));
    assertSaid(
        1,
        "",
        "keyrite: The command left no file two in the workspace: nothing comes out.\n"
            + "         Check what it writes, and where.\n",
        shell(options, "echo a > one"));
    assertEquals(List.of(), EscrowFixture.names(fixture.folder()));
  }

  @Test
  void whatIsThereIsNotReplaced() throws IOException {
    Path file = Files.writeString(fixture.folder().resolve("result"), "earlier");
    assertSaid(
        4,
        "",
        "keyrite: There is a file "
            + file
            + " already.\n         Remove it, or give another name with --out.\n",
        shell(out("result"), "echo a > result; echo it ran"));
    assertEquals("earlier", Files.readString(file));
  }

  /** A link in the workspace could lead anywhere that keyrite may read. */
  @ParameterizedTest
  @CsvSource({
    "ln -s /etc/shadow result, Symbolic link loop",
    "mkfifo result, it is not a file",
    "mkdir result, it is a folder"
  })
  void onlyAFileComesOut(String script, String reason) throws IOException {
    assertSaid(
        1,
        "",
        "keyrite: "
            + fixture.folder().resolve("result")
            + " cannot be written: "
            + reason
            + ".\n         Nothing comes out. Mend that, and run the command again.\n",
        shell(out("result"), script));
    assertEquals(List.of(), EscrowFixture.names(fixture.folder()));
  }

  @Test
  void itReadsWhatItIsGiven() throws IOException {
    Path folder = Files.createDirectory(fixture.folder().resolve("given"));
    Path file = Files.writeString(folder.resolve("file"), "text\n");
    assertEquals(1, run(List.of(), "cat", file.toString()).status());
    assertSaid(
        0,
        "text\n",
        WIPED.formatted("0 files", 0),
        run(List.of("--read", folder.toString()), "cat", file.toString()));
    assertSaid(
        0,
        "text\n",
        WIPED.formatted("1 file", 5),
        run(List.of("--in", file.toString()), "cat", "file"));
  }

  @Test
  void itHasTheEnvironmentThatItIsGiven() {
    String home = "HOME=" + fixture.memory() + "/keyrite-";
    List<String> command = new ArrayList<>(List.of("env", "GIVEN=a b", "OTHER=c"));
    command.add(Keyrite.executable().toString());
    command.addAll(command(List.of("--keep-env", "GIVEN"), "env"));
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    List<String> lines =
        new String(result.stdout(), StandardCharsets.UTF_8).lines().sorted().toList();
    assertEquals("GIVEN=a b", lines.getFirst());
    assertTrue(lines.get(1).startsWith(home), lines.toString());
    assertEquals("LC_ALL=C.UTF-8", lines.get(2));
    assertEquals("PATH=/usr/local/bin:/usr/bin:/bin", lines.get(3));
    assertEquals(5, lines.size(), lines.toString());
  }

  @Test
  void itsInputIsEmpty() {
    List<String> command = new ArrayList<>(List.of(Keyrite.executable().toString()));
    command.addAll(command(List.of(), "cat"));
    assertSaid(
        0,
        "",
        WIPED.formatted("0 files", 0),
        Keyrite.execute("typed".getBytes(StandardCharsets.UTF_8), command));
  }

  @Test
  void timeHasALimit() {
    assertSaid(
        1,
        "begun\n",
        "keyrite: The command did not end within 1 seconds.\n"
            + "         Give it more time with --time-limit.\n",
        shell(List.of("--time-limit", "1s"), "echo begun; sleep 50"));
  }

  @Test
  void noProcessStays() throws IOException {
    assertSaid(
        1,
        "",
        "keyrite: The command left 1 of its processes running; they were ended.\n"
            + "         A program that stays behind could keep the secret: find out what it starts.\n",
        shell(List.of(), "sleep 4717 & exit 0"));
    assertFalse(CeremonyFixture.runs("sleep\0004717"));
  }

  @Test
  void muchIsPassedOnAsItIs() {
    byte[] expected = new byte[20_000_000];
    Arrays.fill(expected, (byte) 27);
    Keyrite.Result result = shell(List.of(), "head -c 20000000 /dev/zero | tr '\\0' '\\033'");
    assertArrayEquals(expected, result.stdout());
    assertEquals(0, result.status());
  }

  @Test
  @Tag("tool")
  void aTerminalObeysNothing() {
    List<String> command = new ArrayList<>(List.of(Keyrite.executable().toString()));
    // Half a character of one stream is not completed by the other.
    String halves = "printf '\\033[2Jgone\\n\\302'; sleep 0.3; printf '\\2332J' >&2; sleep 0.3; ";
    command.addAll(
        command(List.of(), "sh", "-c", halves + "printf '\\n\\302\\2332J\\303\\266\\2332J\\n'"));
    try (Tmux terminal = new Tmux(command)) {
      terminal.await("nothing left", "[status 0]");
      assertTrue(terminal.screen().startsWith("?[2Jgone\n?2J?\n"), terminal.screen());
      assertTrue(terminal.screen().contains("?2Jö?2J\n"), terminal.screen());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--time-limit 61m, '--time-limit takes a time from 1s to 60m, such as 30s or 5m.'",
    "--time-limit soon, '--time-limit takes a time from 1s to 60m, such as 30s or 5m.'"
  })
  void aWrongOptionIsSaid(String options, String message) {
    Keyrite.Result result = shell(List.of(options.split(" ")), "true");
    assertTrue(result.stderr().startsWith("keyrite: " + message), result.stderr());
    assertEquals(2, result.status());
  }

  @Test
  void whatIsNoProgramIsSaid() {
    assertSaid(
        1,
        "",
        "keyrite: There is no program no-such-program in the folders of PATH.\n"
            + "         Name its file, with its folder.\n",
        run(List.of(), "no-such-program"));
  }

  /** Whatever takes the name while the command runs. */
  @ParameterizedTest
  @CsvSource({"precious, false", "precious, true"})
  void whatAppearsMeanwhileIsNotReplaced(String content, boolean link) throws Exception {
    Path elsewhere = Files.writeString(fixture.folder().resolve("elsewhere"), content);
    List<String> command = new ArrayList<>(List.of(Keyrite.executable().toString()));
    command.addAll(command(out("result"), "sh", "-c", "echo secret > result; sleep 2"));
    Path errors = fixture.folder().resolve("errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    awaitFile("result", process);
    Path result = fixture.folder().resolve("result");
    if (link) {
      Files.createSymbolicLink(result, elsewhere);
    } else {
      Files.copy(elsewhere, result);
    }
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(
        "keyrite: "
            + result
            + " cannot be written: File exists.\n"
            + "         Nothing comes out. Mend that, and run the command again.\n",
        Files.readString(errors));
    assertEquals(1, process.exitValue());
    assertEquals(content, Files.readString(elsewhere));
    assertEquals(content, Files.readString(result));
    assertEquals(List.of("elsewhere", "errors", "result"), EscrowFixture.names(fixture.folder()));
  }

  /** Waits until the command has made a file. */
  private void awaitFile(String name, Process process) throws Exception {
    while (EscrowFixture.names(fixture.memory()).isEmpty()
        || !Files.exists(
            fixture
                .memory()
                .resolve(EscrowFixture.names(fixture.memory()).getFirst())
                .resolve(name))) {
      assertTrue(process.isAlive());
      Thread.sleep(10);
    }
  }

  /** Nobody else on the machine is that user. */
  @Tag("tool")
  @Test
  void rootsCommandHasAUserOfItsOwn() {
    AttackedMachine.ROOT.require();
    Keyrite.Result result = run(List.of(), "id", "-u");
    assertEquals(0, result.status(), result.stderr());
    long user = Long.parseLong(new String(result.stdout(), StandardCharsets.UTF_8).strip());
    assertTrue(user >= 0x7000_0000, "" + user);
  }

  @ParameterizedTest
  @CsvSource({
    "--read /, The folder / cannot be shown to the command.",
    "--read /dev/shm, The folder /dev/shm cannot be shown to the command.",
    "--read /no-such, There is no folder /no-such.",
    "--keep-env NO_SUCH_VARIABLE, There is no variable NO_SUCH_VARIABLE in the environment.",
    "--out /, --out / names no file.",
    "--out /no-such/file, There is no folder for /no-such/file."
  })
  void whatIsNotThereOrNotFitIsRefused(String options, String message) {
    Keyrite.Result result = shell(List.of(options.split(" ", -1)), "echo it ran");
    assertTrue(result.stderr().startsWith("keyrite: " + message + "\n"), result.stderr());
    assertEquals(4, result.status());
    assertEquals(0, result.stdout().length);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void aSignalWipes(String signal, int status) throws Exception {
    List<String> command = new ArrayList<>(Keyrite.withDefaultSignals());
    command.add(Keyrite.executable().toString());
    command.addAll(command(out("result"), "sh", "-c", "echo secret > result; sleep 50"));
    Path errors = fixture.folder().resolve("errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    awaitFile("result", process);
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(status, process.exitValue());
    assertEquals(
        "keyrite: Interrupted. Workspace: 1 file removed, 7 bytes overwritten, nothing left.\n"
            + "         Nothing came out of it, unless that was said before.\n",
        Files.readString(errors));
    Files.delete(errors);
    assertEquals(List.of(), EscrowFixture.names(fixture.folder()));
  }
}
