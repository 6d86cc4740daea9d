package org.keyrite.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The reference implementation of SLIP-0039, a Python module that {@code src/make/stock slip39}
 * fetches into a folder. The environment's {@code KEYRITE_STOCK_SLIP39} names it. A machine without
 * one skips the test; in CI that is a failure.
 */
public final class StockSlip39 {
  private StockSlip39() {}

  /** The folder that Python has to look into. */
  public static Path folder() {
    String folder = System.getenv().getOrDefault("KEYRITE_STOCK_SLIP39", "");
    if (folder.isEmpty() || !Files.isDirectory(Path.of(folder, "shamir_mnemonic"))) {
      throw Tools.missing(
          "there is no reference implementation of SLIP-0039: set KEYRITE_STOCK_SLIP39 to what"
              + " \"src/make/stock slip39\" prints");
    }
    return Path.of(folder);
  }

  /**
   * Runs a Python script that uses it.
   *
   * @param lines what the script reads
   * @return the lines that it printed
   */
  public static List<String> run(Path scratch, String script, List<String> lines)
      throws IOException, InterruptedException {
    Tools.require("python3");
    Path input = Files.write(scratch.resolve("input"), lines);
    Path output = scratch.resolve("output");
    ProcessBuilder python =
        new ProcessBuilder("python3", "-c", script)
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    python.environment().put("PYTHONPATH", folder().toString());
    python.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    int status = python.start().waitFor();
    if (status != 0) {
      throw new IOException("the reference implementation ended with status " + status);
    }
    return Files.readAllLines(output, StandardCharsets.US_ASCII);
  }
}
