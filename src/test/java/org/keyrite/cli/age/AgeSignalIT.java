package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.StockAge;
import org.keyrite.testing.Tmux;
import org.keyrite.testing.Tools;

/** What a signal ends dies of it, as whoever started it has to know, and leaves nothing. */
@Tag("tool")
class AgeSignalIT {
  private static final String RECIPIENT =
      "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

  /** Says of what signal a program died, which no exit status tells, and its status. */
  private static final String WAIT = "waitpid $p, 0; print $? & 127, ' ', $? >> 8;";

  /** Gives the program as much as it takes, and no end; then the signal. */
  private static final String SIGNAL =
      "$signal = shift; $in = shift; $p = fork // die; if (!$p) { exec @ARGV }"
          + "open $f, '+<', $in; syswrite $f, 'x' x 300000; select undef, undef, undef, 0.3;"
          + "kill $signal, $p; "
          + WAIT;

  private static final String NO_READER =
      "$SIG{PIPE} = shift; pipe R, W; $p = fork // die;"
          + "if (!$p) { close R; open STDOUT, '>&', W; exec @ARGV } close R; close W; "
          + WAIT;

  @TempDir private Path folder;

  /** With a mere exit status, bash would go on. */
  @Test
  void aScriptStopsAtCtrlC() throws IOException {
    Tools.require("bash");
    for (String age : List.of(StockAge.program("age"), Keyrite.executable() + " age")) {
      Path after = folder.resolve("after");
      Path script = folder.resolve("script.sh");
      Files.writeString(
          script, age + " -p -o " + folder.resolve("out") + " " + script + "\n: > " + after);
      try (Tmux tmux = new Tmux(List.of("bash", script.toString()))) {
        tmux.await("Enter passphrase");
        tmux.type("", "C-c");
        tmux.await("[status 130]");
      }
      assertFalse(Files.exists(after), age);
      assertFalse(Files.exists(folder.resolve("out")), age);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HUP, 1",
    "INT, 2",
    "QUIT, 3",
    "USR1, 10",
    "USR2, 12",
    "ALRM, 14",
    "TERM, 15",
    "XCPU, 24"
  })
  void eachSignalIsWhatItDiesOf(String signal, int number) throws IOException {
    assertEquals(number + " 0", signalled(signal, folder));
    assertEquals(List.of("in"), names(folder));
  }

  /** In memory there are files without a name. */
  @Test
  void evenKilledItLeavesNothing() throws IOException {
    Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "signal");
    try {
      assertEquals("9 0", signalled("KILL", memory));
      assertEquals(List.of("in"), names(memory));
    } finally {
      Files.delete(memory.resolve("in"));
      Files.delete(memory);
    }
  }

  /** As in a shell's background, and after nohup. */
  @Test
  void anIgnoredSignalStaysIgnored() {
    Keyrite.Result result =
        Keyrite.execute(
            new byte[0],
            List.of(
                "sh",
                "-c",
                "trap '' INT; (sleep 0.2; echo x) | (\"$0\" age -r \"$1\" & kill -INT $!; wait $!)",
                Keyrite.executable().toString(),
                RECIPIENT));
    assertEquals(0, result.status(), result.stderr());
  }

  @Test
  void aReaderThatIsGoneIsSigpipe() throws IOException {
    Path plain = Files.write(folder.resolve("plain"), new byte[1 << 20]);
    List<String> keyrite = List.of(Keyrite.executable().toString(), "age");
    for (List<String> age : List.of(List.of(StockAge.program("age")), keyrite)) {
      List<String> command = new ArrayList<>(age);
      command.addAll(List.of("-r", RECIPIENT, plain.toString()));
      assertEquals("13 0", perl(NO_READER, List.of("DEFAULT"), command));
    }
    // Whoever has it ignored is told by the status; age dies all the same.
    List<String> ignoring = List.of(keyrite.getFirst(), "age", "-r", RECIPIENT, plain.toString());
    assertEquals("0 1", perl(NO_READER, List.of("IGNORE"), ignoring));
    List<String> other = List.of(keyrite.getFirst(), "--version");
    assertEquals("13 0", perl(NO_READER, List.of("DEFAULT"), other));
  }

  private static String signalled(String signal, Path where) {
    Path in = where.resolve("in");
    assertEquals(0, Keyrite.execute(new byte[0], List.of("mkfifo", in.toString())).status());
    return perl(
        SIGNAL,
        List.of(signal, in.toString()),
        List.of(
            Keyrite.executable().toString(),
            "age",
            "-r",
            RECIPIENT,
            "-o",
            where.resolve("out").toString(),
            in.toString()));
  }

  private static String perl(String program, List<String> arguments, List<String> command) {
    Tools.require("perl");
    List<String> all = new ArrayList<>(Keyrite.withDefaultSignals());
    all.addAll(List.of("perl", "-e", program));
    all.addAll(arguments);
    all.addAll(command);
    return new String(Keyrite.execute(new byte[0], all).stdout(), StandardCharsets.UTF_8);
  }

  private static List<String> names(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
