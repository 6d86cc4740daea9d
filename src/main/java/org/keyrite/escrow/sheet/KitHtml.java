package org.keyrite.escrow.sheet;

import java.util.Map;

/** The sheet for a printer, and for reading on a screen. */
final class KitHtml {
  /** In four columns, more than this would be higher than in three. */
  private static final int MOST_IN_THREE_COLUMNS = 36;

  /** A name that may take more than a line, or a policy more than two, is in smaller type. */
  private static final int LONG_NAME = 40;

  private static final int LONG_POLICY = 160;
  private static final int LONG_PURPOSE = 80;

  private KitHtml() {}

  static void fill(KitPage page, Map<String, String> facts, KitWords words) {
    KitDocument.HTML.fill(
        page,
        place -> {
          switch (place) {
            case "words" -> addWords(page, words);
            case "count" -> page.add(words.count());
            case "code" -> words.addCode(page);
            case "columns" -> page.add(words.count() > MOST_IN_THREE_COLUMNS ? "four" : "three");
            case "trustee", "group", "environment" -> addName(page, facts.get(place), LONG_NAME);
            case "policy" -> addName(page, facts.get(place), LONG_POLICY);
            case "opens", "kept-at", "contact" -> addPurpose(page, facts.get(place));
            case "program" -> page.add(escaped(KitDocument.program(facts)));
            default -> page.add(escaped(facts.get(place)));
          }
        });
  }

  private static void addWords(KitPage page, KitWords words) {
    for (int i = 0; i < words.count(); i++) {
      page.add("<li value=\"").add(i + 1).add("\">");
      words.addWord(page, i);
      page.add("</li>\n");
    }
  }

  /** Names must not turn around the text beside them, as Hebrew or Arabic would. */
  private static void addName(KitPage page, String name, int longName) {
    page.add(name.length() > longName ? "<bdi class=\"long\">" : "<bdi>");
    page.add(escaped(name)).add("</bdi>");
  }

  /** What the policy does not say is filled in by hand. */
  private static void addPurpose(KitPage page, String text) {
    if (text == null) {
      page.add("<span class=\"blank\"></span>");
    } else {
      addName(page, text, LONG_PURPOSE);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
