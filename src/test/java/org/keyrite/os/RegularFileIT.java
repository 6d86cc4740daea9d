package org.keyrite.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** Opening a file that somebody may exchange at the same moment. */
@Tag("tool")
class RegularFileIT {
  private static final byte[] NO_INPUT = {};
  private static final String SHA256_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /** Neither waits for a named pipe's other end, nor follows a link that a folder brings along. */
  @Test
  void asksTheSystemNotToWait(@TempDir Path folder) throws Exception {
    Tools.require("strace");
    Path download = Files.createDirectory(folder.resolve("download"));
    Files.write(download.resolve("brought-along"), NO_INPUT);
    Path policy =
        Files.writeString(
            folder.resolve("trust.yaml"),
            """
            version: keyrite/trust/v1
            artifacts:
              - file: brought-along
                version: "1"
                sha256: %s
            """
                .formatted(SHA256_OF_NOTHING));
    Path trace = folder.resolve("trace");
    Keyrite.Result result =
        Keyrite.execute(
            NO_INPUT,
            List.of(
                "strace",
                "--follow-forks",
                "--trace=open,openat",
                "--output=" + trace,
                Keyrite.executable().toString(),
                "verify",
                "--policy=" + policy,
                download.toString()));
    assertEquals(0, result.status(), result.stderr() + new String(result.stdout(), UTF_8));
    assertOpened(trace, "trust.yaml", "O_RDONLY|O_NONBLOCK|O_CLOEXEC");
    assertOpened(trace, "brought-along", "O_RDONLY|O_NONBLOCK|O_NOFOLLOW|O_CLOEXEC");
  }

  private static void assertOpened(Path trace, String name, String flags) throws Exception {
    List<String> opened =
        Files.readAllLines(trace).stream().filter(line -> line.contains(name + "\"")).toList();
    assertEquals(1, opened.size(), opened.toString());
    assertTrue(
        opened.getFirst().replace("|O_LARGEFILE", "").contains(flags + ")"), opened::toString);
  }
}
