package org.keyrite.cli;

import java.time.Clock;
import java.util.List;
import org.keyrite.Build;

/** The age tools, by the names that the originals have. */
final class AgeTools {
  private static final String AGE = "age";
  private static final String AGE_KEYGEN = "age-keygen";

  private AgeTools() {}

  /** Whether there is a tool of this name. */
  static boolean has(String name) {
    return name.equals(AGE) || name.equals(AGE_KEYGEN);
  }

  /**
   * Runs a tool.
   *
   * @param name one that {@link #has} knows
   * @param clock tells the time
   * @return its exit status
   */
  static int run(String name, List<String> arguments, Clock clock) {
    StandardStreams streams = StandardStreams.ofProcess();
    String version = "keyrite " + Build.VERSION;
    return name.equals(AGE)
        ? new AgeCommand(name, version, streams).run(arguments)
        : new AgeKeygenCommand(name, version, streams, clock).run(arguments);
  }
}
