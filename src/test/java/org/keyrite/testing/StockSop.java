package org.keyrite.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A stock tool for OpenPGP with keys of version 6, {@code rsop}, which {@code src/make/stock sop}
 * fetches into a folder. The environment's {@code KEYRITE_STOCK_SOP} names it. A machine without it
 * skips the test; in CI that is a failure.
 */
public final class StockSop {
  private StockSop() {}

  /** The path of {@code rsop}. */
  public static String program() {
    String folder = System.getenv().getOrDefault("KEYRITE_STOCK_SOP", "");
    Path program = Path.of(folder, "rsop");
    if (!folder.isEmpty() && Files.isExecutable(program)) {
      return program.toString();
    }
    throw Tools.missing(
        "there is no rsop: set KEYRITE_STOCK_SOP to what \"src/make/stock sop\" prints");
  }
}
