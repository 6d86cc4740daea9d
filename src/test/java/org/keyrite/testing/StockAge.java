package org.keyrite.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The newest age and rage, which {@code src/make/stock age} fetches into a folder. The system
 * property {@code keyrite.stock-age}, or the environment's {@code KEYRITE_STOCK_AGE}, names it. A
 * machine without one skips the test; in CI that is a failure.
 */
public final class StockAge {
  private StockAge() {}

  /** The path of a program: {@code age}, {@code age-keygen}, {@code rage}. */
  public static String program(String name) {
    String folder = System.getProperty("keyrite.stock-age", "");
    if (folder.isEmpty() || folder.startsWith("$")) {
      folder = System.getenv().getOrDefault("KEYRITE_STOCK_AGE", "");
    }
    Path program = Path.of(folder, name);
    if (!folder.isEmpty() && Files.isExecutable(program)) {
      return program.toString();
    }
    throw Tools.missing(
        "there is no " + name + ": set KEYRITE_STOCK_AGE to what \"src/make/stock age\" prints");
  }

  /** Its folder, for programs that look for others beside them. */
  public static String folder() {
    return Path.of(program("age")).getParent().toString();
  }
}
