package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.keyrite.machine.Swap;

/**
 * Trustees with identities of their own, a folder on a disk, and one in memory that is their own.
 */
public final class EscrowFixture implements AutoCloseable {
  /** The commands that show what they are about to do before they take a share. */
  private static final List<String> ASKING =
      List.of("drill", "combine", "reissue", "reshare", "rotate");

  private static final byte[] NO_INPUT = {};

  private final Path folder;
  private final Path memory;

  /** Goes on only where no memory can get onto a disk: elsewhere no secret is taken. */
  public EscrowFixture() throws IOException {
    if (!new Swap(Path.of("/")).onDisk().isEmpty()) {
      throw Tools.missing("this machine swaps: switch that off (as root: swapoff -a)");
    }
    folder = Files.createTempDirectory("escrow-");
    // A short name, so that what a terminal shows fits.
    memory =
        Files.createDirectory(
            Path.of("/dev/shm", "t" + Long.toHexString(System.nanoTime())),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** On a disk, as far as the program knows. */
  public Path folder() {
    return folder;
  }

  /** In memory, of mode 0700. */
  public Path memory() {
    return memory;
  }

  /** A trustee's identity file, which the executable's own age-keygen makes. */
  public Path identity(String name) {
    Path file = folder.resolve(name + ".identity");
    if (!Files.exists(file)) {
      Keyrite.Result made = Keyrite.run(NO_INPUT, "age-keygen", "-o", file.toString());
      assertEquals(0, made.status(), made.stderr());
    }
    return file;
  }

  /** A trustee's recipient. */
  public String recipient(String name) {
    return text(Keyrite.run(NO_INPUT, "age-keygen", "-y", identity(name).toString())).strip();
  }

  /** Runs {@code keyrite escrow}. */
  public Keyrite.Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("escrow"));
    command.addAll(Arrays.asList(arguments));
    return Keyrite.run(NO_INPUT, command.toArray(String[]::new));
  }

  /** The same, and it must be done. */
  public String done(String... arguments) {
    Keyrite.Result result = run(arguments);
    assertEquals("0 ", result.status() + " " + result.stderr());
    return text(result);
  }

  /** Splits a new identity, two of three operators and the one director, with more options. */
  public Path split(String name, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "split",
                "--environment",
                "testnet",
                "--group",
                "operators=2",
                "--group",
                "directors=1",
                "--drill-every",
                "180d",
                "--out",
                folder.resolve(name).toString()));
    for (String trustee : List.of("operators/alice", "operators/bob", "operators/carol")) {
      String person = trustee.substring(trustee.indexOf('/') + 1);
      command.addAll(List.of("--trustee", trustee + "=" + recipient(person)));
    }
    command.addAll(List.of("--trustee", "directors/dora=" + recipient("dora")));
    command.addAll(Arrays.asList(more));
    done(command.toArray(String[]::new));
    return folder.resolve(name);
  }

  /**
   * A command about a set, with the encrypted shares of some trustees and their identities. It asks
   * nobody.
   */
  public String[] with(String command, Path set, List<String> names, String... more)
      throws IOException {
    List<String> all =
        new ArrayList<>(List.of(command, "--set", set.resolve("escrow.json").toString()));
    if (ASKING.contains(command)) {
      all.add("--yes");
    }
    all.addAll(Arrays.asList(more));
    for (String name : names) {
      all.addAll(List.of("-i", identity(name).toString(), share(set, name).toString()));
    }
    return all.toArray(String[]::new);
  }

  /**
   * Reshares a set among some trustees, any two of whom are enough.
   *
   * @return what was said
   */
  public String reshare(Path set, Path next, String... trustees) throws IOException {
    List<String> more = new ArrayList<>(List.of("--threshold", "2", "--out", next.toString()));
    for (String name : trustees) {
      more.addAll(List.of("--trustee", name + "=" + recipient(name)));
    }
    List<String> quorum = List.of("alice", "bob", "dora");
    return done(with("reshare", set, quorum, more.toArray(String[]::new)));
  }

  /** The file of a trustee's share. */
  public Path share(Path set, String name) throws IOException {
    try (Stream<Path> files = Files.list(set)) {
      return files
          .filter(file -> file.toString().endsWith("-" + name + ".share.age"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The words of a trustee's share, as stock age decrypts it. */
  public String words(Path set, String name) throws IOException {
    Keyrite.Result plain =
        Keyrite.execute(
            NO_INPUT,
            List.of("age", "-d", "-i", identity(name).toString(), share(set, name).toString()));
    assertEquals("", plain.stderr());
    return text(plain).lines().filter(line -> !line.startsWith("#")).findFirst().orElseThrow();
  }

  /** What stands under a name in a set's record. */
  public static String fact(Path set, String name) throws IOException {
    String record = Files.readString(set.resolve("escrow.json"));
    int start = record.indexOf("\"" + name + "\":\"") + name.length() + 4;
    return record.substring(start, record.indexOf('"', start));
  }

  /** Encrypts a text to a set's recipient. */
  public Path encrypt(Path set, String name, String text, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("age", "-r", fact(set, "recipient"), "-o"));
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    command.add(file.toString());
    command.addAll(Arrays.asList(more));
    Keyrite.Result result =
        Keyrite.run(text.getBytes(StandardCharsets.UTF_8), command.toArray(String[]::new));
    assertEquals(0, result.status(), result.stderr());
    return file;
  }

  /** Standard output. */
  public static String text(Keyrite.Result result) {
    return new String(result.stdout(), StandardCharsets.UTF_8);
  }

  /** The names in a folder, hidden ones too. */
  public static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    for (Path top : List.of(folder, memory)) {
      try (Stream<Path> files = Files.walk(top)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
