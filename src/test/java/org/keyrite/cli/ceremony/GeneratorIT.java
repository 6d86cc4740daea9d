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
    ceremony.with("sleep 987654 &\n" + GOOD).refuses(1, leftOne());
    CeremonyFixture.assertEnded("sleep\000987654");
  }

  @Test
  void leavesAChildThatHasLeftItsSessionAndHoldsTheOutputOpen() throws IOException {
    ceremony.with("(setsid sleep 987653 &)\nsleep 0.2\n" + GOOD).refuses(1, leftOne());
    CeremonyFixture.assertEnded("sleep\000987653");
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
  void cannotMoveTheWorkspaceNorMountAnythingInIt() throws IOException {
    ceremony.telling(
        "{ cd /; mv \"$HOME\" \"$HOME\".away 2>&1 | sed 's/.*: //'; mkdir \"$HOME/m\"; mount -t"
            + " tmpfs none \"$HOME/m\" 2>&1 | sed -n 's/^mount: .*: //p'; }");
    assertEquals(0, ceremony.run().status());
    assertEquals("Read-only file system|must be superuser to use mount.|", ceremony.told());
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
    StringBuilder script = new StringBuilder();
    for (String family : List.of("PF_INET", "PF_INET6", "PF_UNIX")) {
      script.append(tries("socket(my $s, %s, SOCK_STREAM, 0)".formatted(family)));
    }
    Keyrite.Result result = ceremony.telling("{ " + script + "}").run();
    assertEquals(0, result.status(), result.stderr());
    assertEquals("Operation not permitted|".repeat(3), ceremony.told());
    String shown = new String(result.stdout(), UTF_8);
    assertTrue(shown.contains("\ndenied     open or use a socket\n"), shown);
  }

  /** A datagram pair would send to any name, and receive sockets; a stream pair is a pipe. */
  @Tag("tool")
  @Test
  void getsNoSocketInAnotherWay() throws IOException {
    Tools.require("perl");
    // Of system call 53, socketpair, the upper halves of two arguments are not empty.
    String script =
        tries("socketpair(my $a, my $b, PF_UNIX, SOCK_DGRAM, 0)")
            + tries("socketpair(my $a, my $b, PF_UNIX, SOCK_DGRAM | 02000000, 0)")
            + tries("socketpair(my $a, my $b, PF_UNIX, SOCK_SEQPACKET, 0)")
            + tries("do { my $p = chr(0) x 8; syscall(53, 1 | 1 << 32, 2 | 1 << 40, 0, $p) == 0 }")
            + tries("syscall(438, 0, 0, 0) >= 0") // pidfd_getfd
            + tries("do { my $p = chr(0) x 120; syscall(425, 1, $p) >= 0 }") // io_uring_setup
            + tries("socketpair(my $a, my $b, PF_UNIX, SOCK_STREAM | 02000000, 0)");
    assertEquals(0, ceremony.telling("{ " + script + "}").run().status());
    assertEquals("Operation not permitted|".repeat(6) + "1|", ceremony.told());
  }

  /** A line of a script: prints 1 if an expression of Perl is true, else the error. */
  private static String tries(String expression) {
    return "perl -e 'use Socket; print %s ? \"1\\n\" : \"$!\\n\"'\n".formatted(expression);
  }

  @Test
  void startsFromACleanRoom() throws IOException {
    ceremony.telling(
        "{ env | cut -d= -f1 | sort; pwd; echo \"$HOME\"; wc -c; stat -c '%a %n' \"$HOME\"; grep"
            + " -E '^(NoNewPrivs|Seccomp|Cap...):' /proc/self/status; ulimit -c; id -u; }");
    Keyrite.Result result = ceremony.run();
    assertEquals(0, result.status(), result.stderr());
    List<String> lines = List.of(ceremony.told().split("[|]"));
    String workspace = lines.get(5);
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
            "CapInh: 0000000000000000",
            "CapPrm: 0000000000000000",
            "CapEff: 0000000000000000",
            "CapBnd: 0000000000000000",
            "CapAmb: 0000000000000000",
            "NoNewPrivs: 1",
            "Seccomp: 2",
            "0"),
        lines.subList(0, lines.size() - 1));
    // Root's is a user that nobody else is; an ordinary user's is nobody, in a namespace of users.
    boolean isRoot = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    assertEquals(isRoot, Long.parseLong(lines.getLast()) >= 0x7000_0000, lines.getLast());
  }

  @Test
  void runsFromMemoryThatNobodyCanChange() throws IOException {
    ceremony.telling(
        "{ echo $0; readlink /proc/$$/fd/3; echo x 2>&1 >> /proc/$$/fd/3 | sed 's/.*: //'; }");
    assertEquals(0, ceremony.run().status());
    assertEquals("/dev/fd/3|/memfd:generator (deleted)|I/O error|", ceremony.told());
  }

  @Test
  void itsArgumentsNameTheWorkspaceAndPassThroughNoShell() throws IOException {
    ceremony
        .telling("for argument; do echo \"[$argument]\"; done")
        .change(
            "[\"--data-dir\", \"{workspace}/data\"]",
            "[\"--data={workspace}/x\", \"\", \"$(id) * '\", \"{files}\"]");
    assertEquals(0, ceremony.run().status());
    assertTrue(
        ceremony
            .told()
            .matches(
                "\\[--data=/[^ ]*/keyrite-[0-9-]+/x]\\|\\[]\\|\\[[$][(]id[)] [*] ']\\|\\[/files]\\|"),
        ceremony.told());
  }

  @Test
  void itsPinnedFilesAreLaidOutReadOnly() throws IOException {
    Path settings = Files.writeString(ceremony.folder().resolve("settings"), "of the day");
    ceremony
        .telling("{ cat $1; echo; echo x 2>&1 >> $1 | sed 's/.*: //'; ls ${1%/*}; }")
        .change("[\"--data-dir\", \"{workspace}/data\"]", "[\"{files}/settings\"]")
        .change(
            "  time-limit: 20s",
            "  files: [{file: settings, sha256: " + hashOf(settings) + "}]\n  time-limit: 20s");
    Keyrite.Result result = ceremony.run();
    assertEquals("", result.stderr());
    assertEquals("of the day|Permission denied|settings|", ceremony.told());
    assertTrue(
        Files.readString(ceremony.out().resolve("journal.jsonl"))
            .contains(
                "\"event\":\"generator-file-verified\",\"file\":\""
                    + settings
                    + "\",\"sha256\":\""
                    + hashOf(settings)
                    + "\",\"bytes\":10,"));
  }

  @Test
  void aPinnedFileThatIsAnotherStopsIt() throws IOException {
    Path settings = Files.writeString(ceremony.folder().resolve("settings"), "of the day");
    ceremony
        .with(GOOD)
        .change(
            "  time-limit: 20s",
            "  files: [{file: settings, sha256: " + "0".repeat(64) + "}]\n  time-limit: 20s");
    ceremony.refuses(
        3,
        "keyrite: DIR/settings is not what the plan pins: its SHA-256 is "
            + hashOf(settings)
            + ".\n"
            + "         Do not run it. Find out which file this is; pin another only after its"
            + " signature has been verified.\n");
  }

  @Test
  void aFolderOfThePlanCanBeReadAndNotWritten() throws IOException {
    Path tools = Files.createDirectory(ceremony.folder().resolve("tools"));
    Files.writeString(tools.resolve("tool"), "of ours");
    ceremony
        .telling("{ cat $1/tool; echo; echo x 2>&1 > $1/more | sed 's/.*: //'; }")
        .change("[\"--data-dir\", \"{workspace}/data\"]", "[\"" + tools + "\"]")
        .change("  time-limit: 20s", "  folders: [" + tools + "]\n  time-limit: 20s");
    Keyrite.Result result = ceremony.run();
    assertEquals("", result.stderr());
    assertEquals("of ours|Read-only file system|", ceremony.told());
  }

  @Test
  void aSandboxThatIsLessThanThePlanRequiresStopsIt() throws IOException {
    ceremony.with(GOOD).change("name: test\n", "name: test\nsandbox: [namespaces, landlock-99]\n");
    Keyrite.Result result = ceremony.run();
    assertTrue(
        result
            .stderr()
            .matches(
                "keyrite: This machine is not fit for the ceremony: sandbox \\(.*the plan requires"
                    + " 99\\)\\.\n"
                    + "         Mend that, or have the plan list the check under 'accept' with a"
                    + " reason\\.\n"),
        result.stderr());
    assertEquals(4, result.status());
    ceremony.assertNothingLeft();
  }

  @Test
  void itWritesNoFileThatIsTooLarge() throws IOException {
    ceremony
        .with("exec dd if=/dev/zero of=\"$HOME/large\" bs=1M count=65 2>/dev/null\n")
        .refuses(
            1,
            "keyrite: The generator was ended because it wrote a file of more than 64 MiB.\n"
                + "         "
                + MESSAGES);
  }

  @Test
  void aCrashIsToldByItsSignal() throws IOException {
    ceremony
        .with("kill -SEGV $$\n")
        .refuses(1, "keyrite: The generator crashed: signal 11 (SIGSEGV).\n         " + MESSAGES);
  }

  @Tag("tool")
  @Test
  void opensNoSocketInAWholeCeremony() throws IOException {
    Tools.require("strace");
    Path trace = ceremony.folder().resolve("trace");
    ceremony
        .with(CeremonyFixture.making())
        .change("generator:", "  - check: process\n    reason: it is traced\ngenerator:");
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
                ceremony.plan().toString(),
                "--out",
                ceremony.out().toString(),
                "--yes"));
    assertEquals(0, result.status(), result.stderr());
    List<String> calls =
        Files.readAllLines(trace).stream()
            .map(line -> line.replaceFirst("^[0-9]+ +", ""))
            .filter(line -> !line.startsWith("+++") && !line.startsWith("---"))
            .filter(line -> !line.contains(" = -1 E"))
            // How one ends that another thread interrupted is on a line of its own.
            .filter(line -> !line.startsWith("socket(") || !line.contains("<unfinished"))
            .map(line -> line.replaceFirst("[,)].*", "").replaceFirst("\\([0-9]+", "(N"))
            .distinct()
            .sorted()
            .toList();
    // Only pairs, by which the filter's listener is handed on. That the filters' own calls are seen
    // shows that the trace sees calls at all.
    assertEquals(
        List.of(
            "<... recvmsg resumed>{msg_name=NULL",
            "recvmsg(N",
            "seccomp(SECCOMP_SET_MODE_FILTER",
            "sendmsg(N",
            "socketpair(AF_UNIX"),
        calls);
  }

  private static String leftOne() {
    return "keyrite: The generator left 1 of its processes running; they were ended.\n"
        + "         A program that stays behind could keep the secret: find out what it starts.\n";
  }

  private static String hashOf(Path file) {
    return new String(
            Keyrite.execute(new byte[0], List.of("sha256sum", file.toString())).stdout(), UTF_8)
        .substring(0, 64);
  }
}
