package org.keyrite.escrow.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.escrow.slip39.Ascii;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.testing.Printer;

/** A browser prints a sheet on one page, and its QR code is read from there. */
@Tag("tool")
class KitPrintIT {
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
    Share share = KitSample.share(length);
    String html = KitSample.html(sheet(which), share);
    Path page = scratch.resolve("sheet.html");
    Files.writeString(page, html.replace("</style>", "@page { size: " + paper + "; }</style>"));
    Printer printer = new Printer(scratch);
    String facts = printer.print(page);
    assertTrue(facts.contains("Pages:           1\n"), facts);
    assertTrue(facts.contains("Page size:       " + points + " pts"), facts);
    assertEquals(Ascii.words(share), printer.code());
  }

  private static KitSheet sheet(String which) {
    return switch (which) {
      case "x25519" -> KitSample.SHEET;
      case "hybrid" -> KitSample.of(KitSample.hybrid(), true);
      default -> KitSample.LARGEST;
    };
  }
}
