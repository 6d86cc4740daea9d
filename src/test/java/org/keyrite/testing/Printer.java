package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A browser that prints pages, and a camera that reads the QR code on them.
 *
 * @param scratch a folder of its own
 */
public record Printer(Path scratch) {
  private static final int SECONDS = 60;

  /** Goes on only where there are the tools. */
  public Printer {
    for (String tool : List.of("chromium", "pdfinfo", "pdftoppm", "zbarimg")) {
      Tools.require(tool);
    }
  }

  /** Prints a page; returns what {@code pdfinfo} says of it. */
  public String print(Path page) throws IOException, InterruptedException {
    run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--user-data-dir=" + scratch.resolve("profile"),
        "--no-pdf-header-footer",
        "--print-to-pdf=" + scratch.resolve("sheet.pdf"),
        page.toUri().toString());
    return run("pdfinfo", "sheet.pdf");
  }

  /** What the code on the first page says that was printed last. */
  public String code() throws IOException, InterruptedException {
    run("pdftoppm", "-r", "150", "-gray", "-png", "-singlefile", "sheet.pdf", "sheet");
    return run("zbarimg", "--raw", "--quiet", "sheet.png").stripTrailing();
  }

  /** What a tool prints. */
  private String run(String... command) throws IOException, InterruptedException {
    Path output = scratch.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectOutput(output.toFile())
            .redirectError(scratch.resolve("errors").toFile())
            .start();
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertTrue(ended, () -> command[0] + " takes longer than a minute");
    assertEquals(0, process.exitValue(), () -> command[0] + ": see " + scratch.resolve("errors"));
    return Files.readString(output);
  }
}
