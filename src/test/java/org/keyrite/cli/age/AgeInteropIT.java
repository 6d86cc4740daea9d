package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** The executable and the stock age open each other's files, and ours refuses as it should. */
class AgeInteropIT {
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

  @Tag("tool")
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 10 << 20})
  void filesOpenInBothDirections(int length) {
    Tools.require("age");
    byte[] data = data(length);
    for (String[] armor : new String[][] {{}, {"-a"}}) {
      byte[] ours = ours(data, with(armor, "-r", recipient));
      assertArrayEquals(data, theirs(ours, "-d", "-i", identity.toString()));
      byte[] theirs = theirs(data, with(armor, "-r", recipient));
      assertArrayEquals(data, ours(theirs, "-d", "-i", identity.toString()));
      assertEquals(theirs.length, ours.length);
    }
  }

  @Tag("tool")
  @Test
  void identitiesAreReadInBothDirections() throws IOException {
    Tools.require("age-keygen");
    Path theirs = folder.resolve("theirs.txt");
    assertEquals(0, execute("age-keygen", "-o", theirs.toString()).status());
    for (Path file : new Path[] {identity, theirs}) {
      Keyrite.Result here = Keyrite.run(new byte[0], "age-keygen", "-y", file.toString());
      Keyrite.Result there = execute("age-keygen", "-y", file.toString());
      assertEquals(0, here.status(), here.stderr());
      assertArrayEquals(there.stdout(), here.stdout());
    }
    assertEquals(Files.readAllLines(theirs).size(), Files.readAllLines(identity).size());
  }

  @Tag("tool")
  @ParameterizedTest
  @CsvSource({
    "--version, 0, 0",
    "-h, 0, 0",
    "-x, 2, 2",
    "-r, 2, 2",
    "-d=maybe, 2, 2",
    "-e, 1, 1",
    "-d -e, 1, 1",
    "-d -a, 1, 1",
    "-r x file -d, 1, 1",
    "'', 1, 1"
  })
  void theExitStatusIsTheOriginals(String line, int here, int there) {
    Tools.require("age");
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
    assertEquals(here, Keyrite.run(new byte[0], with(new String[] {"age"}, arguments)).status());
    assertEquals(there, execute(with(new String[] {"age"}, arguments)).status());
  }

  @Test
  void aRefusalLeavesNoOutputAndTheEarlierOneAsItWas() throws IOException {
    byte[] file = ours(data(100_000), "-r", recipient);
    Path encrypted = Files.write(folder.resolve("encrypted"), file);
    Path truncated = Files.write(folder.resolve("truncated"), Arrays.copyOf(file, 70_000));
    Path other = folder.resolve("other.txt");
    assertEquals(0, Keyrite.run(new byte[0], "age-keygen", "-o", other.toString()).status());
    Path fresh = folder.resolve("fresh");
    Path earlier = Files.writeString(folder.resolve("earlier"), "precious");
    List<String> before = names();
    for (Path output : new Path[] {fresh, earlier}) {
      refuse("-o", output, "-d", "-i", other, encrypted);
      refuse("-o", output, "-d", encrypted);
      refuse("-o", output, "-d", "-i", "nowhere", encrypted);
      refuse("-o", output, "-d", "-i", identity, "nowhere");
      refuse("-o", output, "-d", "-i", identity, truncated);
      refuse("-o", output, "-d", "-i", identity, identity);
      refuse("-o", output, "-r", "BAD", encrypted);
      refuse("-o", output, "-r", recipient, "nowhere");
      refuse("-o", output, "-r", recipient, "-R", "nowhere", encrypted);
      refuse("-o", output, "-p", "-r", recipient, encrypted);
      refuse("-o", output, "-e", "-j", "plugin", encrypted);
      refuse("-o", output, "-r", recipient, folder);
      refuse("-o", output, "-r", recipient, encrypted, "-a");
    }
    refuse("-o", encrypted, "-r", recipient, encrypted);
    refuse("-o", identity, "-d", "-i", identity, encrypted);
    refuse("-o", folder, "-r", recipient, encrypted);
    refuse("-o", "/dev/full", "-r", recipient, encrypted);
    assertEquals(before, names());
    assertEquals("precious", Files.readString(earlier));
    assertArrayEquals(file, Files.readAllBytes(encrypted));
    Keyrite.Result again = Keyrite.run(new byte[0], "age-keygen", "-o", identity.toString());
    assertEquals(1, again.status());
    assertEquals(recipient, ourRecipient());
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void aSignalLeavesNothingBehind(String signal) throws IOException, InterruptedException {
    Path earlier = Files.writeString(folder.resolve("earlier"), "precious");
    List<String> before = names();
    List<String> command = new ArrayList<>(Keyrite.withDefaultSignals());
    command.addAll(
        List.of(Keyrite.executable().toString(), "age", "-r", recipient, "-o", earlier.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write(data(1 << 20));
    process.getOutputStream().flush();
    awaitUnnamedFile(process.pid());
    assertEquals(before, names());
    assertEquals(0, execute("kill", "-" + signal, Long.toString(process.pid())).status());
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertNotEquals(0, process.exitValue());
    assertEquals(before, names());
    assertEquals("precious", Files.readString(earlier));
  }

  @Test
  void aReaderThatGoesAwayIsNotArguedWith() throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve("long"), ours(data(10 << 20), "-r", recipient));
    List<String> command = new ArrayList<>(Keyrite.withDefaultSignals());
    command.addAll(
        List.of(
            Keyrite.executable().toString(),
            "age",
            "-d",
            "-i",
            identity.toString(),
            file.toString()));
    Process process = new ProcessBuilder(command).start();
    try (InputStream out = process.getInputStream()) {
      assertEquals(10, out.readNBytes(10).length);
    }
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertEquals(128 + 13, process.exitValue(), "of SIGPIPE, as any program");
    assertEquals(0, process.getErrorStream().readAllBytes().length);
  }

  @Test
  void standardOutputByItsOtherNameIsNotTruncated() throws IOException {
    Path log = Files.writeString(folder.resolve("log"), "before");
    String line =
        "printf x | \"$0\" age -r \"$1\" -a -o /dev/stdout >> \"$2\" && printf after >> \"$2\"";
    Keyrite.Result result =
        execute("sh", "-c", line, Keyrite.executable().toString(), recipient, log.toString());
    assertEquals(0, result.status(), result.stderr());
    String text = Files.readString(log);
    assertTrue(text.startsWith("before-----BEGIN"), text);
    assertTrue(text.endsWith("-----END AGE ENCRYPTED FILE-----\nafter"), text);
  }

  private void refuse(Object... arguments) {
    String[] line = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    Keyrite.Result result = Keyrite.run(new byte[0], with(new String[] {"age"}, line));
    assertEquals(1, result.status(), Arrays.toString(line));
    // A warning may come before it: that of a run which was to start a plugin.
    assertEquals(
        1,
        result.stderr().lines().filter(said -> said.startsWith("age: error: ")).count(),
        result.stderr());
    assertEquals(0, result.stdout().length);
    assertFalse(Files.exists(folder.resolve("fresh")), Arrays.toString(line));
  }

  /** Until the program holds what it has written, which has no name yet. */
  private void awaitUnnamedFile(long process) throws IOException, InterruptedException {
    for (int tries = 0; tries < 1000; tries++) {
      try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process), "fd"))) {
        for (Path descriptor : open.toList()) {
          String file = Files.readSymbolicLink(descriptor).toString();
          if (file.startsWith(folder.toString()) && file.endsWith(" (deleted)")) {
            return;
          }
        }
      } catch (NoSuchFileException e) {
        // It was closed in between.
      }
      Thread.sleep(10);
    }
    fail("nothing was written");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String ourRecipient() {
    Keyrite.Result result = Keyrite.run(new byte[0], "age-keygen", "-y", identity.toString());
    return new String(result.stdout(), StandardCharsets.US_ASCII).strip();
  }

  private static byte[] ours(byte[] stdin, String... arguments) {
    return succeed(Keyrite.run(stdin, with(new String[] {"age"}, arguments)));
  }

  private static byte[] theirs(byte[] stdin, String... arguments) {
    return succeed(Keyrite.execute(stdin, List.of(with(new String[] {"age"}, arguments))));
  }

  private static byte[] succeed(Keyrite.Result result) {
    assertEquals(0, result.status(), result.stderr());
    return result.stdout();
  }

  private static Keyrite.Result execute(String... command) {
    return Keyrite.execute(new byte[0], List.of(command));
  }

  private static String[] with(String[] first, String... rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(rest));
    return all.toArray(String[]::new);
  }

  private static byte[] data(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }
}
