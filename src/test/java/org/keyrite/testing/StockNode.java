package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A script for node that uses a package of npm's, which {@code src/make/stock} has installed. */
record StockNode(Path script, String variable, String packageName, String stock) {
  /**
   * Has the script do some tasks, in their order.
   *
   * @return the lines that it prints
   */
  List<String> run(List<String> tasks) throws IOException {
    Tools.require("node");
    String folder = System.getenv().getOrDefault(variable, "");
    if (folder.isEmpty() || !Files.isDirectory(Path.of(folder, "node_modules"))) {
      throw Tools.missing(
          "there is no %s: set %s to what \"src/make/stock %s\" prints"
              .formatted(packageName, variable, stock));
    }
    // Given as text, so that node looks for modules in the current folder and not in the script's.
    String line = "cd \"$0\" && exec node --input-type=module -e \"$1\"";
    Keyrite.Result result =
        Keyrite.execute(
            (String.join("\n", tasks) + "\n").getBytes(StandardCharsets.UTF_8),
            List.of("sh", "-c", line, folder, Files.readString(script)));
    assertEquals(0, result.status(), result.stderr());
    return new String(result.stdout(), StandardCharsets.UTF_8).lines().toList();
  }
}
