package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import org.keyrite.testing.Tools;

/** The age tool where its caller has closed what others leave open, or may not write. */
class ForeignSurroundingsIT {
  private static final long NOBODY = 65_534;

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

  @Test
  void closedStandardInputIsAnError() throws IOException {
    assumeTrue(isNative(), "a JVM opens files of its own before it runs anything");
    Path file = folder.resolve("file.age");
    // With a limit, in blocks: what the source of randomness gave was once encrypted, without end.
    String line = "ulimit -f 64; exec \"$0\" age -r \"$1\" -o \"$2\" <&-";
    Keyrite.Result refused = shell(line, recipient, file);
    assertEquals(1, refused.status());
    assertEquals("age: error: failed to read the input: Bad file descriptor\n", refused.stderr());
    assertEquals(List.of(identity), files());
  }

  @Test
  void closedStandardOutputIsAnError() throws IOException {
    assumeTrue(isNative(), "a JVM opens files of its own before it runs anything");
    Path plain = Files.writeString(folder.resolve("plain"), "hello");
    Keyrite.Result refused = shell("exec \"$0\" age -r \"$1\" \"$2\" >&-", recipient, plain);
    assertEquals(1, refused.status());
    assertEquals("age: error: failed to write output: Bad file descriptor\n", refused.stderr());
    assertEquals("hello", Files.readString(plain));
  }

  @Test
  void whatIsSaidWithStandardErrorClosedIsSaidNowhere() throws IOException {
    assumeTrue(isNative(), "a JVM opens files of its own before it runs anything");
    Path plain = Files.writeString(folder.resolve("plain"), "hello");
    Path file = folder.resolve("file.age");
    String line = "exec \"$0\" age -r \"$1\" -r \"$1\" -o \"$2\" <\"$3\" 2>&-";
    assertEquals(0, shell(line, recipient, file, plain).status());
    Keyrite.Result opened =
        Keyrite.run(Files.readAllBytes(file), "age", "-d", "-i", identity.toString());
    assertArrayEquals("hello".getBytes(StandardCharsets.US_ASCII), opened.stdout());
  }

  @Test
  void littleAddressSpaceIsRefusedInAPlainSentence() throws IOException {
    assumeTrue(isNative(), "a JVM has words of its own for that");
    assumeTrue(System.getenv("GRAALVM_HOME") == null, "so has what another GraalVM builds");
    Keyrite.Result refused = shell("ulimit -v $((1024 * 1024)); exec \"$0\" age --version");
    assertEquals(4, refused.status());
    assertEquals(
        "keyrite: This process may have less address space (ulimit -v) than the 1.25 GiB that"
            + " keyrite reserves.\n"
            + "         Hardly any of it is used: raise the limit, for example with"
            + " `ulimit -v unlimited`.\n",
        refused.stderr());
  }

  @Test
  void twoGibibytesOfAddressSpaceAreEnough() throws IOException {
    assumeTrue(isNative(), "a JVM reserves more");
    Path plain = Files.write(folder.resolve("plain"), new byte[10_000_000]);
    String line =
        "ulimit -v $((2 * 1024 * 1024)); \"$0\" age -r \"$1\" \"$2\" | \"$0\" age -d -i \"$3\"";
    Keyrite.Result opened = shell(line, recipient, plain, identity);
    assertEquals("", opened.stderr());
    assertEquals(0, opened.status());
    assertArrayEquals(new byte[10_000_000], opened.stdout());
  }

  @Test
  void aNameThatIsNotTextIsNotTakenForAnother() throws IOException {
    String line = "exec \"$0\" age -r \"$1\" -o \"$2/$(printf 'x\\377')\" </dev/null";
    Keyrite.Result refused = shell(line, recipient, folder);
    assertEquals(2, refused.status());
    assertEquals(
        "keyrite: An argument is not valid UTF-8.\n" + "         Rename the file that it names.\n",
        refused.stderr());
    assertEquals(List.of(identity), files());
  }

  /** Names in it are, and absolute names too. */
  @Test
  void aCurrentFolderWhoseNameIsNotTextIsWorkedIn() throws IOException {
    assumeTrue(isNative(), "a JVM takes it for another folder");
    String line =
        "cd \"$2\"; d=$(printf 'x\\377'); mkdir \"$d\"; cd \"$d\"; printf hello > in;"
            + "ln -s in link; for i in 1 2; do \"$0\" age -r \"$1\" -o out link || exit; done;"
            + "\"$0\" age -d -i \"$2/key.txt\" -o new out; cat new; rm out;"
            + "\"$0\" age-keygen -o made 2>&1 | cut -c 1-11; ls -A | tr '\\n' ' '; rm -r ../x*";
    Keyrite.Result result = shell(line, recipient, folder);
    assertEquals("", result.stderr());
    assertEquals(
        "helloPublic key:\nin link made new ",
        new String(result.stdout(), StandardCharsets.US_ASCII));
  }

  /** The kernel is asked without it. */
  @Tag("tool")
  @Test
  void randomNumbersNeedNoDevice() throws IOException {
    Tools.require("unshare");
    assumeTrue(isNative(), "a JVM reads the device");
    assumeTrue((int) Files.getAttribute(folder, "unix:uid") == 0, "only root hides it");
    Keyrite.Result made =
        Keyrite.execute(
            new byte[0],
            List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount -t tmpfs tmpfs /dev; exec \"$0\" age-keygen",
                Keyrite.executable().toAbsolutePath().toString()));
    assertEquals(0, made.status(), made.stderr());
    assertTrue(new String(made.stdout(), StandardCharsets.US_ASCII).contains("AGE-SECRET-KEY-1"));
  }

  @Test
  void theAgeToolsTakeTheOptionThatIsAdvised() {
    for (String tool : List.of("age", "age-keygen", "age-inspect")) {
      assertEquals(0, Keyrite.run(new byte[0], tool, "--debug", "--version").status());
    }
  }

  @Tag("tool")
  @Test
  void aFileThatMayNotBeWrittenIsNotReplaced() throws IOException {
    Tools.require("setpriv");
    assumeTrue(isNative(), "a script's surroundings may be closed to others");
    boolean isRoot = Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));
    Path executable = Files.copy(Keyrite.executable(), folder.resolve("keyrite"));
    Path kept = Files.writeString(folder.resolve("kept"), "precious");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("r--r--r--"));
    List<String> command = new ArrayList<>();
    if (isRoot) {
      command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--clear-groups"));
    }
    command.addAll(List.of(executable.toString(), "age", "-r", recipient, "-o", kept.toString()));
    List<Path> before = files();
    Keyrite.Result refused = Keyrite.execute(new byte[1], command);
    assertEquals(1, refused.status());
    assertEquals(
        "age: error: failed to write output file \"" + kept + "\": Permission denied\n",
        refused.stderr());
    assertEquals("precious", Files.readString(kept));
    assertEquals(before, files());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static Keyrite.Result shell(String line, Object... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", line));
    command.add(Keyrite.executable().toString());
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return Keyrite.execute(new byte[0], command);
  }

  private static boolean isNative() throws IOException {
    try (InputStream program = Files.newInputStream(Keyrite.executable())) {
      return program.read() == 0x7f;
    }
  }
}
