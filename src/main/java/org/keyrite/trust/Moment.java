package org.keyrite.trust;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The moment that a verdict is about, to the second.
 *
 * @param instant what counts as now
 */
public record Moment(Instant instant, Kind kind) {
  public Moment {
    instant = instant.truncatedTo(ChronoUnit.SECONDS);
  }

  /** What a moment is to whoever asks. */
  public enum Kind {
    /** The real now. */
    NOW,
    /** Somebody chose it to find something out: the verdict says nothing about the real now. */
    REHEARSED,
    /** The past day of a release, by which the policy lets it be judged, and used today. */
    HISTORICAL
  }

  /** The real now. */
  public static Moment now(Instant instant) {
    return new Moment(instant, Kind.NOW);
  }
}
