package org.keyrite.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.cli.age.ToolRun;
import org.keyrite.testing.Keyrite;

/** A passphrase that takes more memory than there is, in a program of its own that has little. */
class ScarceMemoryTest {
  @TempDir private Path folder;

  /** Decrypts a file into another one, with somebody at the terminal. */
  public static void main(String[] arguments) {
    ToolRun run = new ToolRun().typing("hunter2").age("-d", "-o", arguments[1], arguments[0]);
    System.err.print(run.err());
    System.exit(run.status());
  }

  @Test
  void theGreatestWorkFactorIsRefusedInOneSentenceAndLeavesNothing() throws IOException {
    Path file = folder.resolve("file.age");
    Files.writeString(
        file,
        "age-encryption.org/v1\n-> scrypt %s 22\n%s\n--- %s\n"
            .formatted("A".repeat(22), "A".repeat(43), "A".repeat(43)));
    Path output = folder.resolve("output");
    Keyrite.Result refused =
        Keyrite.execute(
            new byte[0],
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ScarceMemoryTest.class.getName(),
                file.toString(),
                output.toString()));
    assertEquals(
        "age: error: the passphrase's work factor of 22 needs more memory than there is: 4096 MiB\n"
            + "age: hint: use a machine with more memory\n",
        refused.stderr());
    assertEquals(1, refused.status());
    assertEquals("", new String(refused.stdout(), StandardCharsets.UTF_8));
    assertFalse(Files.exists(output));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }
}
