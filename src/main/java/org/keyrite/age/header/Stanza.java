package org.keyrite.age.header;

import java.util.List;

/**
 * One section of a header: the file key, wrapped for one recipient.
 *
 * <p>Specification: "Recipient stanza".
 *
 * @param type names the recipient type; like the arguments one or more visible ASCII characters
 * @param arguments what the type defines
 * @param body any bytes, and any number of them; not a copy, and not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
public record Stanza(String type, List<String> arguments, byte[] body) {
  public Stanza {
    arguments = List.copyOf(arguments);
    requireVisible(type);
    arguments.forEach(Stanza::requireVisible);
  }

  /** Whether the text can be an argument: {@code 1*VCHAR} of the specification's grammar. */
  static boolean isVisible(String argument) {
    return !argument.isEmpty() && argument.chars().allMatch(c -> c >= 0x21 && c <= 0x7e);
  }

  private static void requireVisible(String argument) {
    if (!isVisible(argument)) {
      throw new IllegalArgumentException("a stanza's arguments are visible ASCII");
    }
  }
}
