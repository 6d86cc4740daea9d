package org.keyrite.cli.escrow;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrite.crypto.SecretBytes;

/**
 * What somebody who types a share can say besides words: with a mark, since words of the list may
 * look like it.
 */
enum DialogueCommand {
  HELP(":help", "help ?"),
  UNDO(":undo", "undo back <"),
  DROP(":drop", "drop skip !"),
  QUIT(":quit", "quit exit stop"),
  UNKNOWN(":", "");

  /** What {@link #HELP} says; with Enter alone, everything that can be typed but words. */
  static final List<String> LINES =
      List.of(
          "Type a word, or its first four letters, and Enter; or several words on a line.",
          "Enter clears the line: no word that was typed stays on the screen.",
          ":undo takes the last word back; typed again, the one before it.",
          ":drop leaves this share out; the shares that were taken stay.",
          ":quit stops: nothing is done, and nothing is recorded.",
          "If the words make no share: type a word's number to type that word again,",
          "+number to put a word in before it, -number to take it out.",
          "Enter alone, before the first word of a share: there are no more shares.");

  /** In bytes, so that no long line, which may be a share, is made a text. */
  private static final int LONGEST = 16;

  private final String marked;

  /** What means it without a mark, with blanks between. */
  private final String others;

  DialogueCommand(String marked, String others) {
    this.marked = marked;
    this.others = others;
  }

  /** The command of a line; empty if it has no mark. */
  static Optional<DialogueCommand> of(SecretBytes line) {
    String text = text(line);
    for (DialogueCommand command : values()) {
      boolean isSign = text.length() == 1 && command.isAlso(text);
      if (isSign || (text.equals(command.marked) && command != UNKNOWN)) {
        return Optional.of(command);
      }
    }
    return line.bytes().length > 0 && line.bytes()[0] == ':'
        ? Optional.of(UNKNOWN)
        : Optional.empty();
  }

  /** The command that a line without a mark most likely means: it has nothing but such a word. */
  static Optional<String> meant(SecretBytes line) {
    String text = text(line);
    for (DialogueCommand command : values()) {
      if (command.isAlso(text)) {
        return Optional.of(command.marked);
      }
    }
    return Optional.empty();
  }

  private boolean isAlso(String text) {
    return !text.isEmpty() && (" " + others + " ").contains(" " + text + " ");
  }

  private static String text(SecretBytes line) {
    return line.bytes().length > LONGEST
        ? ""
        : new String(line.bytes(), StandardCharsets.US_ASCII).strip().toLowerCase(Locale.ROOT);
  }
}
