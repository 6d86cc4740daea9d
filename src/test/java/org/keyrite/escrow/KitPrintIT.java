package org.keyrite.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.testing.Tools;

/** A browser prints a sheet on one page, and its QR code is read from there. */
class KitPrintIT {
  private static final int SECONDS = 60;

  @TempDir private Path scratch;

  /**
   * The largest has the longest names and policy, of the widest letters; a share of 64 bytes has 59
   * words.
   */
  @ParameterizedTest
  @CsvSource({
    "x25519, 32, A4, 594.96 x 841.92",
    "x25519, 32, Letter, 612 x 792",
    "hybrid, 32, Letter, 612 x 792",
    "largest, 32, A4, 594.96 x 841.92",
    "largest, 32, Letter, 612 x 792",
    "largest, 64, Letter, 612 x 792"
  })
  void isOnePageWithTheWordsInItsCode(String which, int length, String paper, String points)
      throws Exception {
    for (String tool : List.of("chromium", "pdfinfo", "pdftoppm", "zbarimg")) {
      Tools.require(tool);
    }
    Share share = KitSample.share(length);
    String html = KitSample.html(sheet(which), share);
    Path page = scratch.resolve("sheet.html");
    Files.writeString(page, html.replace("</style>", "@page { size: " + paper + "; }</style>"));
    print(page);
    String facts = run("pdfinfo", "sheet.pdf");
    assertTrue(facts.contains("Pages:           1\n"), facts);
    assertTrue(facts.contains("Page size:       " + points + " pts"), facts);
    run("pdftoppm", "-r", "150", "-gray", "-png", "-singlefile", "sheet.pdf", "sheet");
    assertEquals(Ascii.words(share) + "\n", run("zbarimg", "--raw", "--quiet", "sheet.png"));
  }

  private static KitSheet sheet(String which) {
    return switch (which) {
      case "x25519" -> KitSample.SHEET;
      case "hybrid" -> KitSample.of(KitSample.hybrid(), true);
      default -> KitSample.LARGEST;
    };
  }

  private void print(Path page) throws IOException, InterruptedException {
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
