package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The random tries that the property tests are made of. */
class TrialsTest {
  @Test
  void aFailureNamesTheSeedThatRepeatsIt() {
    List<String> inputs = new ArrayList<>();
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () ->
                Trials.run(
                    100,
                    random -> {
                      inputs.add(Trials.text(random, 20));
                      if (inputs.size() == 7) {
                        fail("the seventh");
                      }
                    }));
    String message = error.getMessage();
    assertEquals(
        "-Dkeyrite.trial.seed=SEED repeats this: org.opentest4j.AssertionFailedError: the seventh",
        message.replaceFirst("=-?[0-9]+", "=SEED"));
    long seed = Long.parseLong(message.replaceFirst(".*?=(-?[0-9]+).*", "$1"));
    assertEquals(inputs.get(6), Trials.text(new Random(seed), 20));
  }

  @Test
  void theTriesAreTheSameInEveryRun() {
    assertEquals(inputs(), inputs());
    assertEquals(50, inputs().stream().distinct().count());
  }

  private static List<String> inputs() {
    List<String> inputs = new ArrayList<>();
    Trials.run(50, random -> inputs.add(Trials.joined(random, 10, 20, "a", "b", "c")));
    return inputs;
  }
}
