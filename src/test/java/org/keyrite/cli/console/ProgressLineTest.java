package org.keyrite.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.keyrite.cli.console.ProgressScreen.Style;

/** When the line is written, what is written, and that nothing of it is left. */
final class ProgressLineTest {
  private static final int MIB = 1 << 20;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration INSTANT = Duration.ofNanos(1);
  private static final String ERASED = "\r\u001b[K";

  private final FakeScreen screen = new FakeScreen();

  private ProgressLine line(Style style, OptionalLong total) {
    return new ProgressLine(screen.of(style), "age", "read", total);
  }

  private static String shown(String text) {
    return "\r" + text + "\u001b[K";
  }

  @Test
  void whatTakesNoSecondShowsNothing() {
    ProgressLine line = line(Style.LINE, OptionalLong.of(10 * MIB));
    line.show(MIB);
    screen.passes(SECOND.minus(INSTANT));
    line.show(2 * MIB);
    line.end();
    assertEquals("", screen.shown());
  }

  @Test
  void fromTheFirstSecondOnItIsWrittenInItsPlaceAndErasedInTheEnd() {
    ProgressLine line = line(Style.LINE, OptionalLong.of(10 * MIB));
    screen.passes(SECOND);
    line.show(2 * MIB);
    assertEquals(shown("age: 2.0 MiB of 10.0 MiB read, 2.0 MiB/s, 4 s left"), screen.shownNow());
    screen.passes(SECOND);
    line.show(6 * MIB);
    assertEquals(shown("age: 6.0 MiB of 10.0 MiB read, 3.0 MiB/s, 2 s left"), screen.shownNow());
    line.end();
    assertEquals(ERASED, screen.shownNow());
  }

  @Test
  void afterTheEndNothingIsWritten() {
    ProgressLine line = line(Style.LINE, OptionalLong.empty());
    screen.passes(SECOND);
    line.show(MIB);
    line.end();
    screen.shownNow();
    screen.passes(SECOND);
    line.show(2 * MIB);
    line.end();
    assertEquals("", screen.shown());
  }

  @Test
  void whileNothingGoesOnNothingIsWritten() {
    ProgressLine line = line(Style.LINE, OptionalLong.empty());
    screen.passes(SECOND);
    line.show(0);
    screen.passes(SECOND);
    line.show(MIB);
    assertEquals(shown("age: 1.0 MiB read, 512.0 KiB/s"), screen.shownNow());
    screen.passes(SECOND);
    line.show(MIB);
    assertEquals("", screen.shown());
  }

  @Test
  void theRateIsThatOfTheLastSeconds() {
    ProgressLine line = line(Style.LINE, OptionalLong.empty());
    for (int second = 1; second <= 20; second++) {
      screen.passes(SECOND);
      line.show((long) second * 100 * MIB);
    }
    screen.shownNow();
    for (int second = 1; second <= 6; second++) {
      screen.passes(SECOND);
      line.show(2000L * MIB + (long) second * MIB);
    }
    assertEquals(
        true, screen.shown().endsWith(shown("age: 2.0 GiB read, 1.0 MiB/s")), screen.shown());
  }

  @Test
  void itIsCutToTheTerminalAsItIsNow() {
    ProgressLine line = line(Style.LINE, OptionalLong.of(10 * MIB));
    screen.isWide(30);
    screen.passes(SECOND);
    line.show(MIB);
    assertEquals(shown("age: 1.0 MiB of 10.0 MiB re"), screen.shownNow());
    screen.isWide(2);
    line.show(2 * MIB);
    assertEquals(shown(""), screen.shownNow());
    screen.isWide(45);
    line.show(3 * MIB);
    assertEquals(shown("age: 3.0 MiB of 10.0 MiB read, 3.0 MiB/s, "), screen.shownNow());
  }

  @Test
  void aTerminalThatDoesNotSayHasEightyColumns() {
    String name = "a-name-of-sixty-characters-so-that-eighty-columns-are-too-few";
    ProgressLine line = new ProgressLine(screen.of(Style.LINE), name, "read", OptionalLong.of(MIB));
    screen.isWide(0);
    screen.passes(SECOND);
    line.show(1024);
    assertEquals(shown(name + ": 1.0 KiB of 1.0"), screen.shownNow());
  }

  @Test
  void inTheBackgroundNothingIsWrittenAndNothingErased() {
    ProgressLine line = line(Style.LINE, OptionalLong.empty());
    screen.isInForeground(false);
    screen.passes(SECOND);
    line.show(MIB);
    assertEquals("", screen.shown());
    screen.isInForeground(true);
    line.show(2 * MIB);
    assertEquals(shown("age: 2.0 MiB read, 2.0 MiB/s"), screen.shownNow());
    screen.isInForeground(false);
    line.end();
    assertEquals("", screen.shown());
  }

  @Test
  void plainLinesComeEveryTenSecondsAndStay() {
    ProgressLine line = line(Style.PLAIN, OptionalLong.of(100 * MIB));
    for (int second = 1; second <= 25; second++) {
      screen.passes(SECOND);
      line.show((long) second * MIB);
    }
    line.end();
    assertEquals(
        """
        age: 10.0 MiB of 100.0 MiB read, 1.0 MiB/s, 1 min 30 s left
        age: 20.0 MiB of 100.0 MiB read, 1.0 MiB/s, 1 min 20 s left
        """,
        screen.shown());
  }
}
