package org.keyrite.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgressTextTest {
  private static final long MIB = 1 << 20;
  private static final OptionalLong UNKNOWN = OptionalLong.empty();

  @Test
  void ofAFileThereIsATimeLeft() {
    assertEquals(
        "1.0 MiB of 4.0 GiB read, 512.0 KiB/s, 2 h 16 min left",
        ProgressText.of("read", MIB, OptionalLong.of(4096 * MIB), MIB / 2.0));
    assertEquals(
        "0 B of 10 B read, 3 B/s, 4 s left", ProgressText.of("read", 0, OptionalLong.of(10), 3.0));
  }

  @Test
  void ofAPipeThereIsNone() {
    assertEquals("1.0 MiB read, 512.0 KiB/s", ProgressText.of("read", MIB, UNKNOWN, MIB / 2.0));
  }

  @Test
  void ofAFileThatHasGrownThereIsNoneEither() {
    assertEquals("11 B read, 5 B/s", ProgressText.of("read", 11, OptionalLong.of(10), 5.0));
  }

  @Test
  void whenAllIsReadWhatIsLeftIsNotReading() {
    assertEquals("10 B of 10 B read", ProgressText.of("read", 10, OptionalLong.of(10), 5.0));
  }

  @Test
  void withoutARateNothingIsGuessed() {
    assertEquals("5 B of 10 B read", ProgressText.of("read", 5, OptionalLong.of(10), 0));
    assertEquals("5 B read", ProgressText.of("read", 5, UNKNOWN, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "1048524, 1023.9 KiB",
    "1048525, 1.0 MiB",
    "1073741824, 1.0 GiB",
    "1099511627776, 1.0 TiB",
    "9223372036854775807, 8.0 EiB"
  })
  void bytesHaveTheUnitThatSuits(long bytes, String text) {
    assertEquals(text + " read", ProgressText.of("read", bytes, UNKNOWN, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1 s",
    "59, 59 s",
    "60, 1 min 0 s",
    "3599, 59 min 59 s",
    "3600, 1 h 0 min",
    "90061, 25 h 1 min"
  })
  void timeHasTwoUnitsAtMost(long seconds, String text) {
    String shown = ProgressText.of("read", 0, OptionalLong.of(seconds), 1.0);
    assertEquals(text + " left", shown.substring(shown.lastIndexOf(", ") + 2));
  }
}
