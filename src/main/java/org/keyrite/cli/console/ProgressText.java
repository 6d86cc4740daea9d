package org.keyrite.cli.console;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Progress in words, in ASCII: {@code 1.2 GiB of 4.0 GiB read, 312.5 MiB/s, 9 s left}. */
final class ProgressText {
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
  private static final int STEP = 1024;

  /** From here on, one decimal would make a whole step of it. */
  private static final double NEXT_UNIT = STEP - 0.05;

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;

  private ProgressText() {}

  /**
   * Says how far it is.
   *
   * @param verb what is done to them, such as {@code read}
   * @param done bytes that it has been done to
   * @param total how many there are; what is wrong, or not known, is left out, and so is the time
   * @param rate bytes a second; 0 if it is not known
   */
  static String of(String verb, long done, OptionalLong total, double rate) {
    boolean known = total.isPresent() && done <= total.getAsLong();
    StringBuilder text = new StringBuilder(bytes(done));
    if (known) {
      text.append(" of ").append(bytes(total.getAsLong()));
    }
    text.append(' ').append(verb);
    long left = known ? total.getAsLong() - done : 0;
    if (rate > 0 && !(known && left == 0)) {
      text.append(", ").append(bytes((long) rate)).append("/s");
      if (known) {
        text.append(", ").append(time((long) Math.ceil(left / rate))).append(" left");
      }
    }
    return text.toString();
  }

  private static String bytes(long count) {
    if (count < STEP) {
      return count + " B";
    }
    double value = count / (double) STEP;
    int unit = 0;
    while (value >= NEXT_UNIT && unit < UNITS.size() - 1) {
      value /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS.get(unit));
  }

  private static String time(long seconds) {
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    return seconds < HOUR
        ? seconds / MINUTE + " min " + seconds % MINUTE + " s"
        : seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
  }
}
