package org.keyrite.cli.age;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.keyrite.Build;
import org.keyrite.cli.console.Diagnostics;
import org.keyrite.cli.console.StandardStreams;
import org.keyrite.os.CurrentFolder;
import org.keyrite.os.Hardening;
import org.keyrite.os.LocalTime;

/** The age tools, by the names that the originals have. */
public final class AgeTools {
  private static final String AGE = "age";
  private static final String AGE_INSPECT = "age-inspect";
  private static final String AGE_KEYGEN = "age-keygen";
  private static final Set<String> NAMES = Set.of(AGE, AGE_INSPECT, AGE_KEYGEN);

  private AgeTools() {}

  /** Whether there is a tool of this name. */
  public static boolean has(String name) {
    return NAMES.contains(name);
  }

  /**
   * Hardens the process and runs a tool. {@code age} denies sockets by itself, when it knows
   * whether it will start a plugin.
   *
   * @param name one that {@link #has} knows
   * @param clock tells the time
   * @return its exit status
   */
  public static int run(String name, List<String> arguments, Clock clock) {
    StandardStreams streams = StandardStreams.ofProcess();
    Diagnostics diagnostics = new Diagnostics(name, streams.err());
    if (!CurrentFolder.isUsable()) {
      diagnostics.error("the current folder is not there any more");
      return 1;
    }
    diagnostics.warnUnlessApplied(
        name.equals(AGE) ? Hardening.applyAllButSockets() : Hardening.apply());
    return switch (name) {
      case AGE -> new AgeCommand(name, Build.AGE_VERSION, streams).run(arguments);
      case AGE_KEYGEN ->
          new AgeKeygenCommand(name, Build.AGE_VERSION, streams, LocalTime.of(clock))
              .run(arguments);
      default -> new AgeInspectCommand(name, Build.AGE_VERSION, streams).run(arguments);
    };
  }
}
