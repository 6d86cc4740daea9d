package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keyrite.crypto.hash.Sha256;

/**
 * A folder with a plan and a generator of the test's own, and a folder in memory for the workspace:
 * whatever happens, the second is empty afterwards.
 */
public final class CeremonyFixture implements AutoCloseable {
  /** The recipients of {@code ceremony/demo}, whose identities are there too. */
  public static final String HOST =
      "age1mu2a403f3p2rws9660m4c7mh57r3td38x0k4kdexhdcuvsllmeas4ulkr6";

  public static final String BACKUP =
      "age1tem40mwa5cn7v9yc35mepmdg9pvskyvdj06l9j2t4d8y58ev39fqyrhe6m";

  /** The project's own folder. */
  public static final Path PROJECT = Path.of("").toAbsolutePath();

  private final Path folder;
  private final Path top;
  private final Path memory;

  public CeremonyFixture() throws IOException {
    this("");
  }

  /**
   * With a place in memory that is deeper by so much: what is left there is found by the runs whose
   * workspace goes there, and by none of the tests beside.
   */
  public CeremonyFixture(String below) throws IOException {
    folder = Files.createTempDirectory("ceremony-");
    // A short name, as a person's own would be: what a terminal shows has to fit.
    top = Path.of("/dev/shm", "t" + Long.toHexString(System.nanoTime()));
    memory = top.resolve(below);
    Files.createDirectories(memory);
  }

  /** The folder with the plan. */
  public Path folder() {
    return folder;
  }

  /** Where the workspace is made. */
  public Path memory() {
    return memory;
  }

  /** The plan's file. */
  public Path plan() {
    return folder.resolve("plan.yaml");
  }

  /** Where the bundle goes. */
  public Path out() {
    return folder.resolve("bundle");
  }

  /** A generator that makes a key in the validator's form. */
  public static String making() {
    return "k=$(od -A n -N 32 -t x1 /dev/urandom | tr -d ' \\n')\n"
        + "printf '{\"secret_key\": \"%s\", \"peer_id\": \"peer-1\"}\\n' \"$k\"\n";
  }

  /**
   * Writes a generator that tells what a command of the shell prints, its lines ended by {@code |}:
   * nothing else comes out of its sandbox.
   */
  public CeremonyFixture telling(String command) throws IOException {
    return with("printf '{\"secret_key\": \"%032d\", \"peer_id\": \"%s\"}' 7 \"$("
            + command
            + " | tr '\\n\\t\"' '|  ')\"\n")
        .change("identity-{peer_id}.age", "identity.age")
        .change("identity-backup-{peer_id}.age", "backup.age");
  }

  /** The public value that the generator told, from the journal. */
  public String told() throws IOException {
    Matcher value =
        Pattern.compile("\"name\":\"peer_id\",\"value\":\"([^\"]*)\"")
            .matcher(Files.readString(out().resolve("journal.jsonl")));
    assertTrue(value.find(), "it told nothing");
    return value.group(1);
  }

  /** Writes a generator, a shell script, and the plan that pins it. */
  public CeremonyFixture with(String generatorScript) throws IOException {
    Path generator = folder.resolve("generator");
    Files.writeString(generator, "#!/bin/sh\n" + generatorScript);
    Files.setPosixFilePermissions(generator, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(plan(), planFor(generator));
    return this;
  }

  private static String planFor(Path generator) throws IOException {
    return """
    version: keyrite/plan/v1
    name: test
    environment: testnet
    accept:
      - check: network
        reason: an automatic test
      - check: swap
        reason: an automatic test
    generator:
      file: generator
      version: 1.0.0
      sha256: %s
      arguments: ["--data-dir", "{workspace}/data"]
      time-limit: 20s
      output-limit: 4KiB
    extract:
      secret:
        secret_key: {json: secret_key}
      public:
        peer_id: {json: peer_id}
    recipients:
      hosts:
        host-1: %s
      backups:
        backup-1: %s
    artifacts:
      - secret: secret_key
        file: identity-{peer_id}.age
        to: hosts
      - secret: secret_key
        file: identity-backup-{peer_id}.age
        to: [hosts, backups]
    """
        .formatted(Sha256.hex(Files.readAllBytes(generator)), HOST, BACKUP);
  }

  /** Changes the plan: the text must be there. */
  public CeremonyFixture change(String from, String to) throws IOException {
    String text = Files.readString(plan());
    assertEquals(2, text.split(Pattern.quote(from), -1).length, from);
    Files.writeString(plan(), text.replace(from, to));
    return this;
  }

  /** The command that holds the ceremony, without the executable's name. */
  public List<String> command(String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ceremony",
                "run",
                plan().toString(),
                "--out",
                out().toString(),
                "--workspace",
                memory.toString()));
    command.addAll(Arrays.asList(more));
    return command;
  }

  /** Holds the ceremony as a script would. */
  public Keyrite.Result run() {
    return Keyrite.run(new byte[0], command("--yes").toArray(String[]::new));
  }

  /** Asserts that it was refused with exactly these words, and that nothing is left of it. */
  public void refuses(int status, String words) throws IOException {
    Keyrite.Result result = run();
    assertEquals(words.replace("DIR", folder.toString()), result.stderr());
    assertEquals(status, result.status());
    assertNothingLeft();
  }

  /** Asserts that there is no bundle, whole or half-made, and no workspace. */
  public void assertNothingLeft() throws IOException {
    assertFalse(Files.exists(out(), LinkOption.NOFOLLOW_LINKS), "there is a bundle");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of(),
          files.filter(file -> file.getFileName().toString().startsWith(".")).toList(),
          "something half-made");
    }
    assertWorkspaceGone();
  }

  /** Asserts that the workspace is gone. */
  public void assertWorkspaceGone() throws IOException {
    try (Stream<Path> files = Files.list(memory)) {
      assertEquals(List.of(), files.toList(), "left in memory");
    }
  }

  /** Asserts that no process has a command that begins so, its words separated by zero bytes. */
  public static void assertEnded(String command) throws IOException {
    assertFalse(runs(command), command + " still runs");
  }

  /** Whether a process has such a command. */
  public static boolean runs(String command) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes.anyMatch(process -> commandOf(process).startsWith(command));
    }
  }

  private static String commandOf(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"));
    } catch (IOException e) {
      return ""; // It has ended.
    }
  }

  /** Decrypts a file of the bundle with stock age and an identity of {@code ceremony/demo}. */
  public static byte[] decrypt(Path file, String identity) {
    Keyrite.Result result =
        Keyrite.execute(
            new byte[0],
            List.of(
                "age",
                "-d",
                "-i",
                PROJECT.resolve("ceremony/demo").resolve(identity).toString(),
                file.toString()));
    assertEquals("", result.stderr());
    assertEquals(0, result.status());
    return result.stdout();
  }

  /** Everything the ceremony wrote in the open, and said. */
  public String everythingOpen(Keyrite.Result result) throws IOException {
    StringBuilder text = new StringBuilder(result.stderr());
    text.append(new String(result.stdout(), StandardCharsets.UTF_8));
    for (String name : List.of("journal.jsonl", "report.md", "SHA256SUMS")) {
      text.append(Files.readString(out().resolve(name)));
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    for (Path each : List.of(folder, top)) {
      try (Stream<Path> files = Files.walk(each)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
