package org.keyrite.escrow.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text that every sheet has, with names between at signs where facts are put in. */
enum KitDocument {
  HTML("kit.html"),
  TEXT("kit.txt"),
  /** The program on the sheet that turns a secret into an identity. */
  PROGRAM("kit.py");

  private static final Pattern PLACE = Pattern.compile("@([a-z-]+)@");

  private final String text;

  KitDocument(String name) {
    try (InputStream resource = KitDocument.class.getResourceAsStream(name)) {
      text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program has lost a part of itself", e);
    }
  }

  /**
   * Adds the document to a page.
   *
   * @param put adds what belongs in the place of a name
   */
  void fill(KitPage page, Consumer<String> put) {
    Matcher place = PLACE.matcher(text);
    int from = 0;
    while (place.find()) {
      page.add(text.substring(from, place.start()));
      put.accept(place.group(1));
      from = place.end();
    }
    page.add(text.substring(from));
  }

  /** The program, for the type of identity that the sheet is about. */
  static String program(Map<String, String> facts) {
    return PROGRAM.text.strip().replace("@prefix@", facts.get("prefix"));
  }
}
