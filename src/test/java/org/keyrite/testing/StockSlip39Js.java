package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The implementation of SLIP-0039 in JavaScript, which {@code src/make/stock slip39js} fetches into
 * a folder. The environment's {@code KEYRITE_STOCK_SLIP39JS} names it. A machine without one skips
 * the test; in CI that is a failure.
 */
public final class StockSlip39Js {
  private static final Path SCRIPT = Path.of("src/test/resources/slip39js/peer.mjs");

  private StockSlip39Js() {}

  /**
   * Has it do some tasks, in their order; the script says which there are.
   *
   * @return a line for each: what was asked for, or why it was refused
   */
  public static List<String> run(List<String> tasks) throws IOException {
    Tools.require("node");
    String folder = System.getenv().getOrDefault("KEYRITE_STOCK_SLIP39JS", "");
    if (folder.isEmpty() || !Files.isDirectory(Path.of(folder, "node_modules"))) {
      throw Tools.missing(
          "there is no slip39 for JavaScript: set KEYRITE_STOCK_SLIP39JS to what"
              + " \"src/make/stock slip39js\" prints");
    }
    // Given as text, so that node looks for modules in the current folder and not in the script's.
    String line = "cd \"$0\" && exec node --input-type=module -e \"$1\"";
    Keyrite.Result result =
        Keyrite.execute(
            (String.join("\n", tasks) + "\n").getBytes(StandardCharsets.UTF_8),
            List.of("sh", "-c", line, folder, Files.readString(SCRIPT)));
    assertEquals(0, result.status(), result.stderr());
    return new String(result.stdout(), StandardCharsets.UTF_8).lines().toList();
  }
}
