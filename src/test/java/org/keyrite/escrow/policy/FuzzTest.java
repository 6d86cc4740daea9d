package org.keyrite.escrow.policy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.fault.Fault;
import org.keyrite.testing.Fuzzing;

/** The reader of escrow policies, fed with mutations of one. */
class FuzzTest {
  @TempDir private Path folder;

  @Test
  void policies() throws Exception {
    Path file = folder.resolve("policy.yaml");
    Fuzzing.Outcome outcome =
        Fuzzing.of(
                Fault.class,
                input -> {
                  Files.write(file, input);
                  assertFalse(
                      EscrowPolicyReader.read(file, PluginKeys.NONE).environment().isEmpty());
                })
            .run(
                List.of(Files.readAllBytes(Path.of("ceremony/escrow-policy.yaml"))),
                "      threshold: ",
                "group-threshold: ",
                "    erin: paper\n",
                "drill-every: ",
                "kept-at: ",
                "180d",
                "4294967297",
                "0",
                "[",
                "]",
                "{",
                "}",
                ", ",
                "&a ",
                "*a",
                "\"\\u202E\"",
                "# ");
    assertTrue(outcome.accepted() > 0 && outcome.refused() > 0, outcome.toString());
  }
}
