package org.keyrite.cli.ceremony;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
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

/** Generators that do what they should not: nothing of the ceremony is left, nor of them. */
class GeneratorIT {
  private static final String MESSAGES =
      "Its messages are not shown, since they could hold the secret: run it by hand, without real"
          + " keys, to read them.\n";
  private static final String GOOD = "printf '{\"secret_key\": \"%032d\", \"peer_id\": \"p\"}' 7\n";
  private static final String CORRECT_IT =
      "         Correct the plan: what the generator makes, or where it is looked for.\n";

  private CeremonyFixture ceremony;

  @BeforeEach
  void begin() throws IOException {
    ceremony = new CeremonyFixture();
  }

  @AfterEach
  void end() throws IOException {
    ceremony.close();
  }

  @Test
  void fails() throws IOException {
    ceremony
        .with("echo SECRET-7 >&2; echo SECRET-7; exit 9\n")
        .refuses(1, "keyrite: The generator failed with status 9.\n         " + MESSAGES);
  }

  @Test
  void printsNothing() throws IOException {
    ceremony
        .with(":\n")
        .refuses(
            1,
            "keyrite: The generator made no 'secret_key' that can be found: its output is"
                + " empty.\n"
                + CORRECT_IT);
  }

  @Test
  void printsSomethingElse() throws IOException {
    ceremony
        .with("echo SECRET-7\n")
        .refuses(
            1,
            "keyrite: The generator made no 'secret_key' that can be found: its output is not JSON"
                + " (a value was expected at byte 0).\n"
                + CORRECT_IT);
  }

  @Test
  void printsTooMuch() throws IOException {
    ceremony
        .with("yes SECRET-7\n")
        .refuses(
            1,
            "keyrite: The generator printed more than 4096 bytes.\n"
                + "         Raise output-limit in the plan if that is right for it.\n");
  }

  @Test
  void hangs() throws IOException {
    ceremony
        .with("sleep 1000\n")
        .change("time-limit: 20s", "time-limit: 1s")
        .refuses(
            1,
            "keyrite: The generator did not end within 1 seconds.\n"
                + "         Raise time-limit in the plan if it needs longer. "
                + MESSAGES);
  }

  @Test
  void leavesAChildRunning() throws IOException {
    ceremony.with(pidOfChild("sleep 1000") + GOOD).refuses(1, leftOne());
    assertEnded();
  }

  @Test
  void leavesAChildThatHasLeftItsSessionAndHoldsTheOutputOpen() throws IOException {
    ceremony
        .with("(setsid sh -c 'echo $$ > " + pidFile() + "; exec sleep 1000' &)\nsleep 0.2\n" + GOOD)
        .refuses(1, leftOne());
    assertEnded();
  }

  @Test
  void leavesAFileThatNobodyCanRead() throws IOException {
    ceremony.with(
        "mkdir -p \"$HOME/data/a/b\" && echo s > \"$HOME/data/a/b/f\" && ln -s / \"$HOME/root\""
            + " && mkfifo \"$HOME/pipe\" && chmod 0 \"$HOME/data/a/b\" \"$HOME/data/a\"\n"
            + GOOD);
    Keyrite.Result result = ceremony.run();
    assertEquals("", result.stderr());
    assertEquals(0, result.status());
    ceremony.assertWorkspaceGone();
  }

  @Tag("tool")
  @Test
  void forksFasterThanItIsKilled() throws IOException {
    Tools.require("perl");
    // Each child starts the next one and ends, in a session of its own.
    String chain =
        "use POSIX; setsid(); for (1..4000) { exit if fork; select(undef,undef,undef,.0005) }";
    ceremony.with("perl -e '" + chain + "' > /dev/null &\n" + GOOD);
    Keyrite.Result result = ceremony.run();
    assertEquals(1, result.status(), result.stderr());
    assertTrue(result.stderr().contains("of its processes running"), result.stderr());
    ceremony.assertNothingLeft();
  }

  @Test
  void putsALinkInTheWorkspacesPlace() throws IOException {
    Path victim = Files.createDirectory(ceremony.folder().resolve("victim"));
    Files.writeString(victim.resolve("precious"), "precious");
    Path elsewhere = ceremony.folder().resolve("elsewhere");
    ceremony.with(
        "w=$HOME; cd /; mv \"$w\" " + elsewhere + "; ln -s " + victim + " \"$w\"; " + GOOD);
    Keyrite.Result result = ceremony.run();
    assertEquals(1, result.status());
    assertTrue(
        result
            .stderr()
            .startsWith(
                "keyrite: The workspace could not be wiped: the workspace was moved or replaced: it"
                    + " is no longer at "),
        result.stderr());
    assertTrue(
        result
            .stderr()
            .endsWith(
                "A secret may be left there: switch this machine off before anything else.\n"),
        result.stderr());
    assertEquals("precious", Files.readString(victim.resolve("precious")));
    assertFalse(Files.exists(ceremony.out()));
    try (DirectoryStream<Path> left = Files.newDirectoryStream(ceremony.memory())) {
      for (Path link : left) {
        Files.delete(link);
      }
    }
  }

  @Tag("tool")
  @Test
  void mountsWhatMustNotBeWiped() throws IOException {
    Tools.require("unshare");
    Path victim = Files.createDirectory(ceremony.folder().resolve("victim"));
    Files.writeString(victim.resolve("precious"), "precious");
    ceremony.with("mkdir \"$HOME/m\" && mount --bind " + victim + " \"$HOME/m\" && " + GOOD);
    Keyrite.Result result =
        Keyrite.execute(
            new byte[0],
            Stream.concat(
                    Stream.of(
                        "unshare", "--map-root-user", "--mount", Keyrite.executable().toString()),
                    ceremony.command("--yes").stream())
                .toList());
    assertTrue(
        result
            .stderr()
            .startsWith(
                "keyrite: The workspace could not be wiped: a file system was mounted at "
                    + ceremony.memory()),
        result.stderr());
    assertTrue(result.stderr().contains("/m; it was taken away as it is."), result.stderr());
    assertEquals(1, result.status());
    assertEquals("precious", Files.readString(victim.resolve("precious")));
    ceremony.assertWorkspaceGone();
  }

  @Test
  void cannotBeStarted() throws IOException {
    ceremony.with(GOOD);
    Path generator = ceremony.folder().resolve("generator");
    String hash = hashOf(generator);
    Files.writeString(generator, "#!/no/such/interpreter\n");
    ceremony.change(hash, hashOf(generator));
    ceremony.refuses(
        1,
        "keyrite: The generator could not be started: No such file or directory.\n"
            + "         Check that it is a program for this machine, and that its interpreter is"
            + " there.\n");
  }

  @Tag("tool")
  @Test
  void cannotOpenASocketNorCanWhatItStarts() throws IOException {
    Tools.require("perl");
    Path notes = ceremony.folder().resolve("notes");
    StringBuilder script = new StringBuilder();
    for (String family : List.of("PF_INET", "PF_INET6", "PF_UNIX")) {
      script.append(tries("socket(my $s, %s, SOCK_STREAM, 0)".formatted(family), notes));
    }
    assertEquals(0, ceremony.with(script + GOOD).run().status());
    assertEquals("Operation not permitted\n".repeat(3), Files.readString(notes));
  }

  /** A datagram pair would send to any name, and receive sockets; a stream pair is a pipe. */
  @Tag("tool")
  @Test
  void getsNoSocketInAnotherWay() throws IOException {
    Tools.require("perl");
    Path notes = ceremony.folder().resolve("notes");
    // Of system call 53, socketpair, the upper halves of two arguments are not empty.
    String script =
        tries("socketpair(my $a, my $b, PF_UNIX, SOCK_DGRAM, 0)", notes)
            + tries("socketpair(my $a, my $b, PF_UNIX, SOCK_DGRAM | 02000000, 0)", notes)
            + tries("socketpair(my $a, my $b, PF_UNIX, SOCK_SEQPACKET, 0)", notes)
            + tries(
                "do { my $p = chr(0) x 8; syscall(53, 1 | 1 << 32, 2 | 1 << 40, 0, $p) == 0 }",
                notes)
            + tries("syscall(438, 0, 0, 0) >= 0", notes) // pidfd_getfd
            + tries(
                "do { my $p = chr(0) x 120; syscall(425, 1, $p) >= 0 }", notes) // io_uring_setup
            + tries("socketpair(my $a, my $b, PF_UNIX, SOCK_STREAM | 02000000, 0)", notes);
    assertEquals(0, ceremony.with(script + GOOD).run().status());
    assertEquals("Operation not permitted\n".repeat(6) + "1\n", Files.readString(notes));
  }

  /** A line of a script: notes 1 if an expression of Perl is true, else the error. */
  private static String tries(String expression, Path notes) {
    return "perl -e 'use Socket; print %s ? \"1\\n\" : \"$!\\n\"' >> %s\n"
        .formatted(expression, notes);
  }

  @Test
  void startsFromACleanRoom() throws IOException {
    Path notes = ceremony.folder().resolve("notes");
    ceremony.with(
        "{ env | cut -d= -f1 | sort; pwd; echo \"$HOME\"; wc -c; stat -c '%a %n' \"$HOME\"; grep -E"
            + " '^(NoNewPrivs|Seccomp):' /proc/self/status; ulimit -c; } > "
            + notes
            + "\n"
            + GOOD);
    Keyrite.Result result = ceremony.run();
    assertEquals(0, result.status(), result.stderr());
    List<String> lines = Files.readAllLines(notes);
    String workspace = lines.get(6);
    assertTrue(workspace.startsWith(ceremony.memory() + "/keyrite-"), workspace);
    assertEquals(
        List.of(
            "HOME",
            "LC_ALL",
            "PATH",
            "PWD",
            "TMPDIR",
            workspace,
            workspace,
            "0",
            "700 " + workspace,
            "NoNewPrivs:\t1",
            "Seccomp:\t2",
            "0"),
        lines);
  }

  @Test
  void runsFromTheVerifiedCopy() throws IOException {
    Path notes = ceremony.folder().resolve("notes");
    ceremony.with("echo \"$0\" > " + notes + "\n" + GOOD);
    assertEquals(0, ceremony.run().status());
    String program = Files.readString(notes).strip();
    assertTrue(program.startsWith(ceremony.memory() + "/keyrite-"), program);
    assertFalse(Files.exists(Path.of(program)));
  }

  @Tag("tool")
  @Test
  void opensNoSocketInAWholeCeremony() throws IOException {
    Tools.require("strace");
    Path trace = ceremony.folder().resolve("trace");
    Keyrite.Result result =
        Keyrite.execute(
            new byte[0],
            List.of(
                "strace",
                "-f",
                "-e",
                "trace=%network,io_uring_setup,seccomp",
                "-o",
                trace.toString(),
                Keyrite.executable().toString(),
                "ceremony",
                "run",
                CeremonyFixture.PROJECT.resolve("ceremony/validator-identity.yaml").toString(),
                "--out",
                ceremony.out().toString(),
                "--yes"));
    assertEquals(0, result.status(), result.stderr());
    List<String> calls =
        Files.readAllLines(trace).stream()
            .map(line -> line.replaceFirst("^[0-9]+ +", ""))
            .filter(line -> !line.startsWith("+++") && !line.startsWith("---"))
            .toList();
    // That the filter's own call is seen shows that the trace sees calls at all.
    assertEquals(1, calls.size(), calls.toString());
    assertTrue(calls.getFirst().startsWith("seccomp(SECCOMP_SET_MODE_FILTER"), calls.toString());
  }

  private static String leftOne() {
    return "keyrite: The generator left 1 of its processes running; they were ended.\n"
        + "         A program that stays behind could keep the secret: find out what it starts.\n";
  }

  private Path pidFile() {
    return ceremony.folder().resolve("pid");
  }

  private String pidOfChild(String command) {
    return command + " &\necho $! > " + pidFile() + "\n";
  }

  private void assertEnded() throws IOException {
    String pid = new String(Files.readAllBytes(pidFile()), UTF_8).strip();
    Path stat = Path.of("/proc", pid, "stat");
    // Ended, and perhaps not yet taken note of by the machine's first process.
    assertTrue(!Files.exists(stat) || Files.readString(stat).contains(") Z "), pid + " still runs");
  }

  private static String hashOf(Path file) {
    return new String(
            Keyrite.execute(new byte[0], List.of("sha256sum", file.toString())).stdout(), UTF_8)
        .substring(0, 64);
  }
}
