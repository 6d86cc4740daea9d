package org.keyrite.cli.console;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keyrite.json.JsonWriter;
import picocli.CommandLine.Option;

/** Whether a command's result is for a program: one JSON object on one line. */
public final class JsonOption {
  @Option(names = "--json", description = "Print the result as JSON, for a program.")
  private boolean asked;

  /** Whether a program reads the result. */
  public boolean isAsked() {
    return asked;
  }

  /**
   * Shows a result.
   *
   * @param result as {@link JsonWriter} takes it
   * @param forPeople prints the same to the same stream, in words
   */
  public void show(PrintStream out, Map<String, ?> result, Runnable forPeople) {
    if (asked) {
      out.println(JsonWriter.write(result));
    } else {
      forPeople.run();
    }
  }

  /** The members of a result: a name and its value, the next name and its value, and so on. */
  public static Map<String, Object> members(Object... namesAndValues) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }
}
