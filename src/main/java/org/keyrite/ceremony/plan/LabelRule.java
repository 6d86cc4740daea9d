package org.keyrite.ceremony.plan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keyrite.fault.Failed;

/**
 * Finds what follows a label on its line.
 *
 * <p>The original is wiped, so that a value cut short is a key lost: whatever could belong to the
 * value and is not taken is an error.
 *
 * @param label the text before the value
 * @param name the plan's name for the value, for messages
 * @param place where it is looked for, for messages
 */
record LabelRule(String label, String name, String place) {
  private static final String CLOSING = ")]}";

  /** Begins a list, an object, or something after a separator of two characters. */
  private static final String NO_BEGINNING = "[{=:";

  /**
   * The value, never empty, to be wiped by the caller.
   *
   * @throws Failed when it is not there, or where it ends is not clear
   */
  byte[] find(byte[] text) throws Failed {
    int start = skipToValue(text, afterLabel(text));
    int lineEnd = lineEnd(text, start);
    if (start == lineEnd) {
      throw nothing();
    }
    boolean quoted = isQuote(text[start]);
    int from = quoted ? start + 1 : start;
    int end = from;
    while (end < lineEnd && (quoted ? text[end] != text[start] : !endsWord(text[end]))) {
      end++;
    }
    if ((quoted && end == lineEnd) || !isSimple(text, from, end, quoted)) {
      throw unclear("what follows the label '" + label + "' is not a simple value");
    }
    if (end == from) {
      throw nothing();
    }
    if (!endsLine(text, quoted ? end + 1 : end, lineEnd)) {
      throw unclear("more follows the label '" + label + "' than one value");
    }
    return Arrays.copyOfRange(text, from, end);
  }

  private int afterLabel(byte[] text) throws Failed {
    byte[] wanted = label.getBytes(StandardCharsets.UTF_8);
    int found = -1;
    for (int at = 0; at + wanted.length < text.length; at++) {
      if (isLabel(text, at, wanted)) {
        if (found >= 0) {
          throw Extractor.missing(name, place + " has the label '" + label + "' more than once");
        }
        found = at + wanted.length;
      }
    }
    if (found < 0) {
      throw Extractor.missing(name, place + " has no label '" + label + "'");
    }
    return found;
  }

  /** The label as a word of its own: {@code peer_id} is not found in {@code old_peer_id=…}. */
  private static boolean isLabel(byte[] text, int at, byte[] label) {
    if (!Arrays.equals(text, at, at + label.length, label, 0, label.length)) {
      return false;
    }
    byte next = text[at + label.length];
    boolean begins = at == 0 || !isWordPart(text[at - 1]) || !isWordPart(label[0]);
    boolean ends = !isWordPart(next) || !isWordPart(label[label.length - 1]);
    return begins && ends;
  }

  private static int skipToValue(byte[] text, int after) {
    int at = after;
    if (at < text.length && isQuote(text[at])) {
      at++;
    }
    at = skipBlanks(text, at);
    if (at < text.length && (text[at] == ':' || text[at] == '=')) {
      at++;
    }
    return skipBlanks(text, at);
  }

  private static int skipBlanks(byte[] text, int from) {
    int at = from;
    while (at < text.length && isBlank(text[at])) {
      at++;
    }
    return at;
  }

  /** Where the line ends: before {@code \n} or {@code \r\n}; a lone {@code \r} ends none. */
  private static int lineEnd(byte[] text, int from) {
    int end = from;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return end > from && text[end - 1] == '\r' ? end - 1 : end;
  }

  /**
   * Whether the value is the bytes at this place. A closing bracket at the end of a word may be the
   * word's own or not, and so may what would begin a list.
   */
  private static boolean isSimple(byte[] text, int from, int end, boolean quoted) {
    boolean simple =
        quoted
            || from == end
            || (NO_BEGINNING.indexOf(text[from]) < 0 && CLOSING.indexOf(text[end - 1]) < 0);
    for (int at = from; at < end; at++) {
      simple &= text[at] != '\\' && !isControl(text[at]) && (quoted || !isQuote(text[at]));
    }
    return simple;
  }

  /** Whether nothing is left but blanks, one separator and closing brackets. */
  private static boolean endsLine(byte[] text, int from, int lineEnd) {
    int separators = 0;
    for (int at = from; at < lineEnd; at++) {
      if (isSeparator(text[at])) {
        separators++;
      } else if (!isBlank(text[at]) && CLOSING.indexOf(text[at]) < 0) {
        return false;
      }
    }
    return separators <= 1;
  }

  private static boolean endsWord(byte character) {
    return isBlank(character) || isSeparator(character);
  }

  private static boolean isSeparator(byte character) {
    return character == ',' || character == ';';
  }

  private static boolean isQuote(byte character) {
    return character == '"' || character == '\'';
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character == '\t';
  }

  private static boolean isControl(byte character) {
    return character >= 0 && character != '\t' && Character.isISOControl(character);
  }

  private static boolean isWordPart(byte character) {
    return Character.isLetterOrDigit(character) || character == '_' || character == '-';
  }

  private Failed nothing() {
    return Extractor.missing(name, "nothing follows the label '" + label + "'");
  }

  private Failed unclear(String reason) {
    return Extractor.missing(
        name,
        reason,
        "Have the generator quote the value, or let the plan take it with json or whole.");
  }
}
