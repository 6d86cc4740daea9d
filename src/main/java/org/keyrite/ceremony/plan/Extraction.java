package org.keyrite.ceremony.plan;

import java.util.Optional;

/**
 * Where a value is found in what the generator leaves.
 *
 * @param file a file in the workspace, relative to it; empty for what the generator printed
 * @param rule which part of that it is
 */
public record Extraction(Optional<String> file, Rule rule) {
  /** Which part of a text is the value. */
  public sealed interface Rule {}

  /** Every byte. */
  public record Whole() implements Rule {}

  /**
   * The string or number under a name of a JSON object, the whole text being that object.
   *
   * @param field a name of the top level
   */
  public record JsonField(String field) implements Rule {}

  /**
   * What follows a label, on the one line that holds it: after a closing quote, a colon or equals
   * sign and blanks, either up to the closing quote or up to the next blank, comma or semicolon.
   * Nothing else may follow on that line.
   *
   * @param label the text before the value
   */
  public record AfterLabel(String label) implements Rule {}
}
