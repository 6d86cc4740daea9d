package org.keyrite.ceremony.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.testing.Fuzzing;

/** The reader of plans and of what generators print, fed with mutations of good ones. */
class FuzzTest {
  private static final Path CEREMONY = Path.of("ceremony");

  @TempDir private Path folder;

  @Test
  void plans() throws Exception {
    Path file = folder.resolve("plan.yaml");
    List<byte[]> seeds =
        Stream.of("validator-identity.yaml", "validator-identity-escrow.yaml", "ssh-host-key.yaml")
            .map(name -> bytes(CEREMONY.resolve(name)))
            .toList();
    Fuzzing.Outcome outcome =
        Fuzzing.of(
                Fault.class,
                input -> {
                  Files.write(file, input);
                  assertFalse(PlanReader.read(file).name().isEmpty());
                })
            .run(
                seeds,
                "- ",
                "\n  ",
                "{json: ",
                "{label: ",
                "[",
                "]",
                "{",
                "}",
                ", ",
                "paper",
                "threshold: ",
                "4294967297",
                "0",
                "\"{workspace}/\"",
                "{{name}}",
                "../",
                "&a ",
                "*a",
                "\"\\u202E\"",
                "not-before: 2026-01-01\n",
                "# ");
    bothHappen(outcome);
  }

  @Test
  void whatGeneratorsPrint() {
    List<byte[]> seeds =
        Stream.of(
                "key = SECRET-1\n",
                "peer: x\nkey: \"SECRET-1\"\n",
                "{\"key\":\"SECRET-1\",\"peer\":{\"key\":1}}\n",
                "[key] SECRET-1")
            .map(text -> text.getBytes(UTF_8))
            .toList();
    for (Extraction.Rule rule :
        List.of(
            new Extraction.AfterLabel("key"),
            new Extraction.JsonField("key"),
            new Extraction.Whole())) {
      bothHappen(
          Fuzzing.of(Failed.class, input -> extract(rule, input))
              .run(
                  seeds, "key", "\"", "'", ":", "=", " ", "\t", "\r\n", "{", "}", "\\u0000", "\0"));
    }
  }

  private static void extract(Extraction.Rule rule, byte[] output) throws Failed {
    Extraction extraction = new Extraction(Optional.empty(), rule);
    try (SecretBytes printed = new SecretBytes(output.clone());
        SecretBytes value =
            new Extractor(printed, Path.of("/nonexistent")).extract("key", extraction)) {
      assertTrue(value.bytes().length > 0);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void bothHappen(Fuzzing.Outcome outcome) {
    assertTrue(outcome.accepted() > 0 && outcome.refused() > 0, outcome.toString());
  }
}
