package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of {@code src/test/attacks}, compiled once in a run, in a folder that every user can
 * read: a hostile generator, its accomplice, what takes abilities of the kernel away, and what
 * saves the memory of a program that ends.
 */
public final class AttackPrograms {
  private static final Path SOURCES = Path.of("src/test/attacks");

  private static final List<String> OPTIONS =
      List.of(
          "-static",
          "-std=gnu17",
          "-O1",
          "-Wall",
          "-Wextra",
          "-Wshadow",
          "-Wstrict-prototypes",
          "-Wmissing-prototypes",
          "-Werror");

  private static AttackPrograms built;

  private final Path folder;

  private AttackPrograms() throws IOException {
    folder = Files.createTempDirectory("attacks-");
    folder.toFile().deleteOnExit();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    compile(
        "attacks",
        "attacks.c",
        "network.c",
        "process.c",
        "file.c",
        "device.c",
        "kernel.c",
        "namespaces.c",
        "havoc.c");
    compile("accomplice", "accomplice.c");
    compile("without", "without.c");
    compile("last-memory", "last-memory.c");
    // Its own place may be one that other users cannot reach.
    Files.copy(Keyrite.executable(), own("keyrite"));
  }

  /** The programs; goes on only where there is a compiler. */
  public static synchronized AttackPrograms require() throws IOException {
    Tools.require("gcc");
    if (built == null) {
      built = new AttackPrograms();
    }
    return built;
  }

  private Path own(String name) {
    Path path = folder.resolve(name);
    path.toFile().deleteOnExit();
    return path;
  }

  private void compile(String name, String... sources) {
    List<String> command = new ArrayList<>(List.of("gcc"));
    command.addAll(OPTIONS);
    command.addAll(List.of("-o", own(name).toString()));
    for (String source : sources) {
      command.add(SOURCES.resolve(source).toString());
    }
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    assertEquals("", result.stderr());
    assertEquals(0, result.status());
  }

  /** The generator. */
  public Path attacks() {
    return folder.resolve("attacks");
  }

  /** The process outside that waits for it. */
  public Path accomplice() {
    return folder.resolve("accomplice");
  }

  /** What runs a command as on a weaker machine. */
  public Path without() {
    return folder.resolve("without");
  }

  /** What saves the last memory of a command. */
  public Path lastMemory() {
    return folder.resolve("last-memory");
  }

  /** A copy of the executable under test. */
  public Path keyrite() {
    return folder.resolve("keyrite");
  }

  /** The names of all attacks that can be made together. */
  public List<String> names() {
    return new String(
            Keyrite.execute(new byte[0], List.of(attacks().toString(), "list")).stdout(),
            StandardCharsets.US_ASCII)
        .lines()
        .toList();
  }
}
