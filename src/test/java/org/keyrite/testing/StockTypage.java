package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The implementation of age in TypeScript, which {@code src/make/stock typage} fetches into a
 * folder. The environment's {@code KEYRITE_STOCK_TYPAGE} names it. A machine without one skips the
 * test; in CI that is a failure.
 */
public final class StockTypage {
  private static final Path SCRIPT = Path.of("src/test/resources/typage/peer.mjs");

  private StockTypage() {}

  /** Has it do some tasks, in their order; the script says which there are. */
  public static void run(List<String> tasks) throws IOException {
    Tools.require("node");
    String folder = System.getenv().getOrDefault("KEYRITE_STOCK_TYPAGE", "");
    if (folder.isEmpty() || !Files.isDirectory(Path.of(folder, "node_modules"))) {
      throw Tools.missing(
          "there is no age-encryption: set KEYRITE_STOCK_TYPAGE to what \"src/make/stock typage\""
              + " prints");
    }
    // Given as text, so that node looks for modules in the current folder and not in the script's.
    String line = "cd \"$0\" && exec node --input-type=module -e \"$1\"";
    Keyrite.Result result =
        Keyrite.execute(
            (String.join("\n", tasks) + "\n").getBytes(StandardCharsets.UTF_8),
            List.of("sh", "-c", line, folder, Files.readString(SCRIPT)));
    assertEquals(0, result.status(), result.stderr());
  }

  /** A task, with absolute paths. */
  public static String task(String what, String key, Path from, Path into) {
    return String.join("\t", what, key, from.toString(), into.toString());
  }
}
