package org.keyrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.Fifo;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tmux;

/**
 * Progress on a real terminal. Work lasts as long as a test wants it to: it reads a pipe that is
 * fed until enough was seen, or a file that has no end until it is cut.
 */
@Tag("tool")
class ProgressIT {
  private static final String READ = " read, ";

  /** More than anybody reads in a test, and nothing on the disk: it is one hole. */
  private static final long ENDLESS = 1L << 40;

  /** Progress that is shown after one second would have been shown by then. */
  private static final long LONG_NANOSECONDS = 2_500_000_000L;

  private static final Pattern PLAIN_LINE =
      Pattern.compile("keyrite: [0-9.]+ [MG]iB of 1\\.0 TiB read, [0-9.]+ [MG]iB/s, .* left\r\n");

  @TempDir private Path folder;
  private Path identity;
  private String recipient;

  @BeforeEach
  void makeIdentity() {
    identity = folder.resolve("key.txt");
    Keyrite.Result made = Keyrite.run(new byte[0], "age-keygen", "-o", identity.toString());
    assertEquals(0, made.status(), made.stderr());
    recipient = made.stderr().substring("Public key: ".length()).strip();
  }

  private Path endlessFile() throws IOException {
    Path file = folder.resolve("endless");
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(ENDLESS);
    }
    return file;
  }

  private static void cut(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }

  /** A terminal with a shell's line on it, which says {@code age} and {@code keyrite}. */
  private Tmux terminal(int columns, String line) {
    String script =
        "age() { \"$0\" age \"$@\"; }; keyrite() { \"$0\" \"$@\"; }; cd " + folder + "; " + line;
    return new Tmux(columns, List.of("bash", "-c", script, Keyrite.executable().toString()));
  }

  private Tmux terminal(String line) {
    return terminal(80, line);
  }

  @Test
  void whatComesThroughAPipeHasNoTimeLeft() throws Exception {
    Path fifo = Fifo.create(folder.resolve("fifo"));
    long fed = 0;
    try (Tmux tmux = terminal("age -r " + recipient + " -o sealed fifo")) {
      try (OutputStream pipe = Files.newOutputStream(fifo)) {
        while (!tmux.screen().contains(READ)) {
          pipe.write(new byte[1 << 16]);
          fed += 1 << 16;
        }
        assertTrue(
            tmux.screen().matches("age: [0-9.]+ [KM]iB read, [0-9.]+ [KM]?i?B/s"), tmux.screen());
      }
      tmux.await("[status 0]");
      assertEquals("[status 0]", tmux.screen());
    }
    String opened = folder.resolve("opened").toString();
    Keyrite.Result decrypted =
        Keyrite.run(
            new byte[0],
            "age",
            "-d",
            "-i",
            identity.toString(),
            "-o",
            opened,
            folder.resolve("sealed").toString());
    assertEquals(0, decrypted.status(), decrypted.stderr());
    assertEquals(fed, Files.size(folder.resolve("opened")));
  }

  @Test
  void ofAFileTheTimeLeftIsShownAndCtrlCLeavesNothing() throws Exception {
    endlessFile();
    try (Tmux tmux = terminal("age -r " + recipient + " -o /dev/null endless")) {
      tmux.await(" left");
      String screen = tmux.screen();
      assertTrue(
          screen.matches("age: [0-9.]+ [MG]iB of 1\\.0 TiB read, [0-9.]+ [KMG]iB/s, .* left"),
          screen);
      tmux.type("", "C-c");
      tmux.await("[status 130]");
      // The kernel shows it by itself, before or after the line is erased.
      assertEquals("[status 130]", tmux.screen().replace("^C", ""));
    }
  }

  @Test
  void standardInputThatIsAFileHasAnEndToo() throws Exception {
    Path file = endlessFile();
    try (Tmux tmux = terminal("age -r " + recipient + " < endless > /dev/null")) {
      tmux.await(" of 1.0 TiB read, ");
      cut(file);
      tmux.await("[status 0]");
      assertEquals("[status 0]", tmux.screen());
    }
  }

  @Test
  void aNarrowTerminalGetsAShortLine() throws Exception {
    Path file = endlessFile();
    try (Tmux tmux = terminal(30, "age -r " + recipient + " -o /dev/null endless")) {
      tmux.await(" of 1.0 TiB");
      // Lines that the terminal has broken are joined here.
      String screen = tmux.screen();
      assertTrue(screen.startsWith("age: ") && screen.length() <= 27, screen);
      cut(file);
      tmux.await("[status 0]");
      assertEquals("[status 0]", tmux.screen());
    }
  }

  @Test
  void aMessageStandsOnACleanLine() throws Exception {
    byte[] sealed = Keyrite.run(new byte[1 << 25], "age", "-r", recipient).stdout();
    Path fifo = Fifo.create(folder.resolve("fifo"));
    try (Tmux tmux = terminal("age -d -i key.txt -o opened fifo")) {
      try (OutputStream pipe = Files.newOutputStream(fifo)) {
        int from = 0;
        while (!tmux.screen().contains(READ)) {
          pipe.write(sealed, from, 1 << 14);
          from += 1 << 14;
        }
      }
      tmux.await("[status 1]");
      assertEquals(
          """
          age: error: failed to decrypt and authenticate payload chunk: it was changed, moved or cut short
          age: hint: do not rely on what was decrypted so far; get the file again
          [status 1]""",
          tmux.screen());
    }
    assertFalse(Files.exists(folder.resolve("opened")));
  }

  @Test
  void aVerificationShowsItTooAndThenTheReceipt() throws Exception {
    Path file = endlessFile();
    String hash = "ab".repeat(32);
    try (Tmux tmux = terminal("keyrite verify --sha256 " + hash + " --out out endless")) {
      tmux.await(" left");
      String screen = tmux.screen();
      assertTrue(screen.startsWith("keyrite: ") && screen.contains(" of 1.0 TiB read, "), screen);
      cut(file);
      tmux.await("[status 3]");
      screen = tmux.screen();
      assertTrue(screen.startsWith("judged at ") && screen.contains("\nNO.\n"), screen);
      assertFalse(screen.contains(READ), screen);
    }
  }

  @Test
  void aVerificationThatIsInterruptedLeavesNothingOfIt() throws Exception {
    endlessFile();
    String hash = "ab".repeat(32);
    try (Tmux tmux = terminal("keyrite verify --sha256 " + hash + " endless")) {
      tmux.await(" left");
      tmux.type("", "C-c");
      tmux.await("[status 130]");
      assertEquals("[status 130]", tmux.screen().replace("^C", ""));
    }
  }

  @Test
  void plainProgressIsTextThatStays() throws Exception {
    Path file = endlessFile();
    String hash = "ab".repeat(32);
    Files.writeString(
        folder.resolve("trust.yaml"),
        "version: keyrite/trust/v1\nartifacts:\n- {file: endless, version: 1, sha256: "
            + hash
            + "}\n");
    String byOption = "keyrite verify --sha256 " + hash + " endless";
    List<String> lines =
        List.of(
            "keyrite verify --plain --policy trust.yaml endless",
            "NO_COLOR=1 " + byOption,
            "TERM=dumb " + byOption);
    List<Path> shown = new ArrayList<>();
    List<Tmux> terminals = new ArrayList<>();
    for (String verify : lines) {
      Path seen = folder.resolve("seen-" + shown.size());
      shown.add(seen);
      String line = "export KEYRITE=$0; " + script(verify, seen);
      terminals.add(terminal(line));
    }
    try {
      for (Tmux tmux : terminals) {
        tmux.await(READ);
      }
      cut(file);
      for (Tmux tmux : terminals) {
        tmux.await("[status 3]");
      }
    } finally {
      terminals.forEach(Tmux::close);
    }
    for (Path seen : shown) {
      String text = Files.readString(seen);
      assertTrue(PLAIN_LINE.matcher(text).find(), text);
      assertFalse(text.contains("\u001b"), text);
    }
  }

  /** What runs a line with a terminal of its own, all of whose output goes into a file, too. */
  private static String script(String line, Path seen) {
    String run = line.replace("keyrite ", "$KEYRITE ");
    return "script -qefc '" + run + "' " + seen;
  }

  @Test
  void elsewhereNothingIsShown() throws Exception {
    List<String> lines =
        List.of(
            "age -r %s fifo > out 2> err", // standard error is no terminal
            "age -r %s fifo | cat > out", // a program reads the result, and may be at the screen
            "age -r %s -o >(cat > out) fifo", // likewise
            "age -a -r %s fifo", // the result is shown itself
            "age -a -r %s -o /dev/tty fifo", // likewise
            "set -m; age -r %s -o out fifo & wait $!", // in the background
            "NO_COLOR=1 age -r %s -o out fifo", // where plain text is asked for
            "TERM=dumb age -r %s -o out fifo");
    List<OutputStream> pipes = new ArrayList<>();
    List<Tmux> terminals = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    try {
      for (String line : lines) {
        Path own = Files.createDirectory(folder.resolve("case-" + terminals.size()));
        Path fifo = Fifo.create(own.resolve("fifo"));
        terminals.add(terminal("cd " + own + "; " + line.formatted(recipient)));
        pipes.add(Files.newOutputStream(fifo)); // waits until it is opened for reading
      }
      feedForLong(pipes);
      for (int i = 0; i < lines.size(); i++) {
        // In the end it would be erased.
        if (terminals.get(i).screen().contains(READ)) {
          shown.add(lines.get(i));
        }
        pipes.get(i).close();
        terminals.get(i).await("[status 0]");
      }
    } finally {
      terminals.forEach(Tmux::close);
    }
    assertEquals(List.of(), shown);
    assertEquals("", Files.readString(folder.resolve("case-0/err")));
  }

  /** So little at a time that nothing is encrypted yet, and no result fills the screen. */
  private static void feedForLong(List<OutputStream> pipes) throws Exception {
    long end = System.nanoTime() + LONG_NANOSECONDS;
    while (System.nanoTime() - end < 0) {
      for (OutputStream pipe : pipes) {
        pipe.write(new byte[1 << 8]);
      }
      Thread.sleep(50);
    }
  }
}
