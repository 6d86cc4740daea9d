package org.keyrite.escrow.sheet;

import io.nayuki.qrcodegen.QrCode;
import java.util.Arrays;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareWords;
import org.keyrite.escrow.slip39.WordList;

/** The words of a share on its sheet. */
final class KitWords implements AutoCloseable {
  private static final int QUIET_ZONE = 4;

  private final ShareWords words;

  KitWords(Share share) {
    words = share.words();
    if (words.count() > KitSheet.MOST_WORDS) {
      throw new IllegalArgumentException("the share has too many words for a sheet");
    }
  }

  int count() {
    return words.count();
  }

  /** Adds a word, and says how many letters it has. */
  int addWord(KitPage page, int index) {
    byte[] word = WordList.word(words.indexes()[index]);
    page.add(word);
    Arrays.fill(word, (byte) 0);
    return word.length;
  }

  /**
   * Adds the words as a QR code in SVG: lower case with one space between them, as every tool reads
   * them. A quarter of the code can be lost to folds and stains. Neighbours of a row are one
   * rectangle, a little higher than the row, so that no light shows between the rows.
   */
  void addCode(KitPage page) {
    try (SecretBytes text = words.text()) {
      QrCode code = QrCode.encodeBinary(text.bytes(), QrCode.Ecc.QUARTILE);
      int side = code.size + 2 * QUIET_ZONE;
      page.add("<svg viewBox=\"0 0 ").add(side).add(" ").add(side);
      page.add("\" role=\"img\" aria-label=\"QR code of the words\"><path d=\"");
      for (int y = 0; y < code.size; y++) {
        for (int x = 0; x < code.size; x++) {
          if (code.getModule(x, y)) {
            int from = x;
            while (code.getModule(x + 1, y)) {
              x++;
            }
            page.add("M").add(from + QUIET_ZONE).add(" ").add(y + QUIET_ZONE);
            page.add("h").add(x + 1 - from).add("v1.02H").add(from + QUIET_ZONE).add("z");
          }
        }
      }
      page.add("\"/></svg>");
    }
  }

  @Override
  public void close() {
    words.close();
  }

  @Override
  public String toString() {
    return words.toString();
  }
}
