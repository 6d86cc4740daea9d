package org.keyrite.os;

import java.time.Clock;
import java.time.ZoneOffset;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CLibrary;

/**
 * The machine's own time, as the variable {@code TZ} or {@code /etc/localtime} has it. The C
 * library reads them: Java's own tables of all zones would be a part of the executable.
 */
@CLibrary(value = "keyrite", requireStatic = true)
public final class LocalTime {
  private LocalTime() {}

  /** A clock in the zone's offset of this moment; on the JVM in that which it has. */
  public static Clock of(Clock clock) {
    return Image.isNative()
        ? clock.withZone(
            ZoneOffset.ofTotalSeconds(secondsAhead(clock.instant().getEpochSecond()) / 60 * 60))
        : clock;
  }

  /** Ours, in {@code src/main/c/clock.c}; it may read files. */
  @CFunction("keyrite_seconds_ahead")
  private static native int secondsAhead(long seconds);
}
