package org.keyrite.trust;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The moment that a verdict is about, to the second.
 *
 * @param instant what counts as now
 * @param rehearsed whether somebody chose it, so that the verdict says nothing about the real now
 */
public record Moment(Instant instant, boolean rehearsed) {
  public Moment {
    instant = instant.truncatedTo(ChronoUnit.SECONDS);
  }
}
