package org.keyrite.age.header;

import java.util.List;

/**
 * One section of a header: the file key, wrapped for one recipient.
 *
 * <p>Specification: "Recipient stanza".
 */
public final class Stanza {
  private final String type;
  private final List<String> arguments;
  private final byte[] body;

  /**
   * A stanza.
   *
   * @param type names the recipient type; like the arguments one or more visible ASCII characters
   * @param arguments what the type defines
   * @param body any bytes, and any number of them; not to be changed afterwards
   */
  public Stanza(String type, List<String> arguments, byte[] body) {
    this.type = requireVisible(type);
    this.arguments = List.copyOf(arguments);
    this.arguments.forEach(Stanza::requireVisible);
    this.body = body;
  }

  public String type() {
    return type;
  }

  /** The arguments after the type. */
  public List<String> arguments() {
    return arguments;
  }

  /** The body. Not a copy. */
  public byte[] body() {
    return body;
  }

  /** Whether the text can be an argument: {@code 1*VCHAR} of the specification's grammar. */
  static boolean isVisible(String argument) {
    return !argument.isEmpty() && argument.chars().allMatch(c -> c >= 0x21 && c <= 0x7e);
  }

  private static String requireVisible(String argument) {
    if (!isVisible(argument)) {
      throw new IllegalArgumentException("a stanza's arguments are visible ASCII");
    }
    return argument;
  }
}
