package org.keyrite.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The implementation of SLIP-0039 in JavaScript, which {@code src/make/stock slip39js} fetches into
 * a folder. The environment's {@code KEYRITE_STOCK_SLIP39JS} names it. A machine without one skips
 * the test; in CI that is a failure.
 */
public final class StockSlip39Js {
  private static final StockNode NODE =
      new StockNode(
          Path.of("src/test/resources/slip39js/peer.mjs"),
          "KEYRITE_STOCK_SLIP39JS",
          "slip39 for JavaScript",
          "slip39js");

  private StockSlip39Js() {}

  /**
   * Has it do some tasks, in their order; the script says which there are.
   *
   * @return a line for each: what was asked for, or why it was refused
   */
  public static List<String> run(List<String> tasks) throws IOException {
    return NODE.run(tasks);
  }
}
