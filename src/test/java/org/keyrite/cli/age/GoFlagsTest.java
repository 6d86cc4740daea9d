package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.cli.age.GoFlags.UsageException;

/** The rules of Go's flag package, which scripts around age rely on. */
class GoFlagsTest {
  private static final GoFlags FLAGS =
      new GoFlags().withSwitch("decrypt", "d").withSwitch("armor").withValue("output", "o");

  @ParameterizedTest
  @ValueSource(
      strings = {"-o x", "--o x", "-output x", "--output x", "-o=x", "--o=x", "--output=x"})
  void oneDashOrTwoASpaceOrAnEqualsSignMakeNoDifference(String line) throws UsageException {
    assertEquals(Optional.of("x"), parse(line).value("output"));
  }

  @Test
  void aValueIsWhateverFollows() throws UsageException {
    assertEquals(Optional.of("-d"), parse("-o -d").value("output"));
    assertEquals(Optional.of("--"), parse("-o --").value("output"));
    assertEquals(Optional.of("a=b"), parse("-o=a=b").value("output"));
    assertEquals(Optional.of(""), parse("-o=").value("output"));
  }

  @Test
  void valuesAddUpAndTheLastOneCountsWhereOnlyOneCan() throws UsageException {
    GoFlags.Parsed parsed = parse("-o a --output b -o=c");
    assertEquals(List.of("a", "b", "c"), parsed.values("output"));
    assertEquals(Optional.of("c"), parsed.value("output"));
    assertEquals(Optional.empty(), parse("-d").value("output"));
  }

  @Test
  void aSwitchTakesAValueOnlyBehindAnEqualsSign() throws UsageException {
    assertTrue(parse("-d").isOn("decrypt"));
    assertTrue(parse("--decrypt=true").isOn("decrypt"));
    assertFalse(parse("-d=false").isOn("decrypt"));
    assertFalse(parse("-d -d=0").isOn("decrypt"));
    assertEquals(List.of("false"), parse("-d false").rest());
  }

  @Test
  void optionsEndAtTheFirstArgument() throws UsageException {
    GoFlags.Parsed parsed = parse("-d file -o x");
    assertTrue(parsed.isOn("decrypt"));
    assertEquals(List.of("file", "-o", "x"), parsed.rest());
    assertEquals(List.of("-"), parse("-").rest());
    assertEquals(List.of("-o", "x"), parse("-d -- -o x").rest());
    assertEquals(List.of("", "-d"), FLAGS.parse(List.of("", "-d")).rest());
  }

  @ParameterizedTest
  @CsvSource({
    "-x, flag provided but not defined: -x",
    "--unknown=1, flag provided but not defined: -unknown",
    "-da, flag provided but not defined: -da",
    "-d -o, option needs a value: -o",
    "-d=maybe, option is either true or false: -d",
    "---d, bad flag syntax: ---d",
    "-=d, bad flag syntax: -=d",
    "--=d, bad flag syntax: --=d",
  })
  void anythingElseIsAnError(String line, String message) {
    UsageException failure = assertThrows(UsageException.class, () -> parse(line));
    assertEquals(message, failure.getMessage());
    assertFalse(failure.isHelp());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--h", "-help", "--help", "-d -help file"})
  void helpIsAskedForInFourWays(String line) {
    assertTrue(assertThrows(UsageException.class, () -> parse(line)).isHelp());
  }

  private static GoFlags.Parsed parse(String line) throws UsageException {
    return FLAGS.parse(List.of(line.split(" ", -1)));
  }
}
