package org.keyrite.machine;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a program may take, as plans and options say it: from {@code 1s} to {@code 60m}. */
public final class TimeLimit {
  /** What is expected, for a message. */
  public static final String FORM = "a time from 1s to 60m, such as 30s or 5m";

  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,4})(s|m)");
  private static final Duration MOST = Duration.ofHours(1);

  private TimeLimit() {}

  /** The time that a text says; empty if it is not of that form. */
  public static Optional<Duration> of(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration limit =
        matcher.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMinutes(amount);
    return limit.compareTo(MOST) <= 0 ? Optional.of(limit) : Optional.empty();
  }
}
