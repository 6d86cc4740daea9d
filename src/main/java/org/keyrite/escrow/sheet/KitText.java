package org.keyrite.escrow.sheet;

import java.util.Map;
import org.keyrite.text.Columns;

/**
 * The sheet for a printer that knows no HTML, and for a terminal. It has no QR code: of blocks, one
 * of so many words is 81 columns wide.
 */
final class KitText {
  /** Where facts begin in the document. */
  private static final int INDENT = 14;

  private static final String NEXT_LINE = "\n" + " ".repeat(INDENT);

  /** What the policy does not say is filled in by hand. */
  private static final String BY_HAND = "_".repeat(64);

  private static final int COLUMNS = 3;
  private static final int COLUMN_WIDTH = 26;
  private static final int NUMBER_WIDTH = 5;

  private KitText() {}

  static void fill(KitPage page, Map<String, String> facts, KitWords words) {
    KitDocument.TEXT.fill(
        page,
        place -> {
          switch (place) {
            case "words" -> addWords(page, words);
            case "program" -> page.add(KitDocument.program(facts).indent(4).stripTrailing());
            case "count" -> page.add(words.count());
            case "mark", "age", "what", "alone", "meaning", "version" -> page.add(facts.get(place));
            case "opens", "kept-at", "contact" ->
                page.add(Columns.filled(facts.getOrDefault(place, BY_HAND), INDENT));
            case "fingerprint" -> page.add(halved(facts.get(place)));
            default -> page.add(Columns.filled(facts.get(place), INDENT));
          }
        });
  }

  /** Down the columns, as on the printed sheet. */
  private static void addWords(KitPage page, KitWords words) {
    int rows = (words.count() + COLUMNS - 1) / COLUMNS;
    for (int row = 0; row < rows; row++) {
      for (int i = row; i < words.count(); i += rows) {
        page.add(i < 9 ? "  " : " ").add(i + 1).add(". ");
        int length = NUMBER_WIDTH + words.addWord(page, i);
        if (i + rows < words.count()) {
          page.add(" ".repeat(COLUMN_WIDTH - length));
        }
      }
      page.add("\n");
    }
  }

  /** Two lines of eight groups. */
  private static String halved(String fingerprint) {
    int half = fingerprint.length() / 2;
    return fingerprint.substring(0, half) + NEXT_LINE + fingerprint.substring(half + 1);
  }
}
