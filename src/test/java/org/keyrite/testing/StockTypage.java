package org.keyrite.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The implementation of age in TypeScript, which {@code src/make/stock typage} fetches into a
 * folder. The environment's {@code KEYRITE_STOCK_TYPAGE} names it. A machine without one skips the
 * test; in CI that is a failure.
 */
public final class StockTypage {
  private static final StockNode NODE =
      new StockNode(
          Path.of("src/test/resources/typage/peer.mjs"),
          "KEYRITE_STOCK_TYPAGE",
          "age-encryption",
          "typage");

  private StockTypage() {}

  /** Has it do some tasks, in their order; the script says which there are. */
  public static void run(List<String> tasks) throws IOException {
    NODE.run(tasks);
  }

  /** A task, with absolute paths. */
  public static String task(String what, String key, Path from, Path into) {
    return String.join("\t", what, key, from.toString(), into.toString());
  }
}
