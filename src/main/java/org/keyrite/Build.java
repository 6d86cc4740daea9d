package org.keyrite;

import java.time.Instant;

/** Which build of the program this is; a test holds it equal to the project's own description. */
public final class Build {
  /** The version, as {@code --version} shows it. */
  public static final String VERSION = "0.1.0";

  /**
   * What the age tools print: the version of age that they behave like, which is what callers look
   * for, and this one behind it, as semantic versioning has it.
   */
  public static final String AGE_VERSION = "1.3.2+keyrite-" + VERSION;

  /** The date of the version: a clock that shows an earlier time is wrong. */
  public static final Instant DATE = Instant.parse("2026-11-22T00:00:00Z");

  private Build() {}
}
