package org.keyrite.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.opentest4j.TestAbortedException;

/**
 * Stock tools that tests hold this program against. A machine without one skips the test, and the
 * report says so; in CI (environment {@code CI=true}) that is a failure, because a test that never
 * runs proves nothing.
 */
public final class Tools {
  private Tools() {}

  /** Goes on only if the tool is on the PATH. */
  public static void require(String tool) {
    if (!isOnPath(tool)) {
      throw missing("the tool \"" + tool + "\" is not installed on this machine");
    }
  }

  /** Ends the test because something is not there: a failure in CI, elsewhere a visible skip. */
  static TestAbortedException missing(String message) {
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(message);
    }
    return new TestAbortedException(message);
  }

  private static boolean isOnPath(String tool) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
