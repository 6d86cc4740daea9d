package org.keyrite.escrow.sheet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.keyrite.crypto.SecretBytes;

/**
 * How the words of a sheet are found again.
 *
 * @param start of the sheet
 * @param beginning of the words
 * @param end of the words
 * @param number as it is printed before a word
 */
record KitReading(String start, String beginning, String end, IntFunction<String> number) {
  private static final List<KitReading> FORMS =
      List.of(
          new KitReading(
              "<!DOCTYPE html>",
              "<ol class=\"words",
              "</ol>",
              number -> "<li value=\"" + number + "\">"),
          new KitReading(
              "=".repeat(80) + "\nRECOVERY SHEET",
              "\n-------------------------------- THE ",
              "\n---",
              number -> " " + number + ". "));

  /** The form that a text begins like. */
  static Optional<KitReading> of(byte[] text) {
    return FORMS.stream()
        .filter(form -> after(text, form.start, 0, Math.min(text.length, form.start.length())) > 0)
        .findFirst();
  }

  /** The words from the first on, until one has no number; empty if this is not a sheet. */
  SecretBytes words(byte[] sheet) {
    try (KitPage words = new KitPage()) {
      int from = after(sheet, beginning, 0, sheet.length);
      int to = from < 0 ? -1 : after(sheet, end, from, sheet.length);
      for (int i = 1; to >= 0 && i <= KitSheet.MOST_WORDS; i++) {
        int start = after(sheet, number.apply(i), from, to);
        if (start < 0) {
          break;
        }
        byte[] word = Arrays.copyOfRange(sheet, start, endOfWord(sheet, start));
        words.add(i > 1 ? " " : "").add(word);
        Arrays.fill(word, (byte) 0);
      }
      return words.copy();
    }
  }

  private static int endOfWord(byte[] sheet, int start) {
    int end = start;
    while (end < sheet.length && sheet[end] >= 'a' && sheet[end] <= 'z') {
      end++;
    }
    return end;
  }

  /** Where the text ends that is searched for; negative if it is not there. */
  private static int after(byte[] sheet, String text, int from, int to) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    for (int at = from; at + wanted.length <= to; at++) {
      if (Arrays.equals(sheet, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at + wanted.length;
      }
    }
    return -1;
  }
}
