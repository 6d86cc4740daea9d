package org.keyrite.journal;

import java.util.Arrays;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Denied;
import org.keyrite.json.JsonException;
import org.keyrite.json.JsonParser;
import org.keyrite.json.JsonValue;

/** Checks the chain of a record that was read from a file. */
public final class JournalCheck {
  private JournalCheck() {}

  /**
   * Follows the chain from the first line to the last.
   *
   * @param record the whole file
   * @return the hash of the last line
   * @throws Denied naming the first line that does not continue the chain
   */
  public static String follow(byte[] record) throws Denied {
    String previous = Journal.NO_PREVIOUS;
    int lines = 0;
    for (int start = 0; start < record.length; ) {
      int end = start;
      while (end < record.length && record[end] != '\n') {
        end++;
      }
      byte[] line = Arrays.copyOfRange(record, start, end);
      lines++;
      if (end == record.length || !continues(line, lines, previous)) {
        throw broken("line " + lines + " does not continue the record");
      }
      previous = Sha256.hex(line);
      start = end + 1;
    }
    if (lines == 0) {
      throw broken("the record is empty");
    }
    return previous;
  }

  private static boolean continues(byte[] line, int number, String previous) {
    try {
      return JsonParser.parse(line) instanceof JsonValue.Members members
          && Integer.toString(number).equals(text(members, "seq"))
          && previous.equals(text(members, "prev"))
          && !text(members, "event").isEmpty()
          && !text(members, "time").isEmpty();
    } catch (JsonException e) {
      return false;
    }
  }

  private static String text(JsonValue.Members members, String name) {
    return members.get(name).orElse(null) instanceof JsonValue.Text text ? text.text() : "";
  }

  private static Denied broken(String sentence) {
    return new Denied(
        "The journal is not whole: " + sentence + ".",
        "Do not rely on this record; compare it with another copy.");
  }
}
