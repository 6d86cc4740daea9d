package org.keyrite.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.checksum.PlainName;
import org.keyrite.fault.Refused;
import org.keyrite.testing.Fuzzing;
import org.keyrite.text.Visible;

/** The policy's reader, fed with mutations: what it takes can be met, and counts nobody twice. */
class FuzzTest {
  private static final String CERTIFIED =
      """
      version: keyrite/trust/v1
      signers:
        - {name: alice, keys: [{openpgp: CB186C4F0609A697E4D52DFA6C722B0C1F1E27C18A56708F6525EC27BAD9ACC9,
            certificate: alice.asc}]}
      artifacts:
        - file: app
          version: 1.0
          signatures: [{file: app.asc, scheme: openpgp, mode: clear-signed}]
          required: [alice]
      """;

  @TempDir Path folder;

  @Test
  void policies() throws Exception {
    Path file = folder.resolve("trust.yaml");
    try (var certificate = FuzzTest.class.getResourceAsStream("/vectors/rfc9580/certificate.asc")) {
      Files.copy(certificate, folder.resolve("alice.asc"));
    }
    List<byte[]> seeds =
        Stream.of(ExamplePolicy.TEXT, CERTIFIED).map(text -> text.getBytes(UTF_8)).toList();
    Fuzzing.Outcome outcome =
        Fuzzing.of(Refused.class, input -> holds(PolicyReader.read(Files.write(file, input))))
            .run(
                seeds,
                "- ",
                "\n  - name: bob\n",
                "threshold: ",
                "members: [alice, ",
                "any",
                "all",
                "0",
                "4294967297",
                "[",
                "]",
                "{",
                "}",
                ", ",
                "&a ",
                "*a",
                "!!int ",
                "\"\\u202E\"",
                "'",
                "# ",
                ExamplePolicy.ALICE,
                "file: ",
                "../",
                "sha256: ",
                "listed-in: SUMS\n",
                "required: [release]\n");
    assertTrue(outcome.accepted() > 0 && outcome.refused() > 0, outcome.toString());
  }

  private static void holds(Policy policy) {
    assertFalse(policy.artifacts().isEmpty());
    Set<String> names = new HashSet<>();
    for (Policy.Artifact artifact : policy.artifacts()) {
      assertTrue(FileName.isPlain(artifact.file()) && Visible.shows(artifact.file()));
      assertTrue(names.add(PlainName.folded(artifact.file())), artifact.file());
      assertTrue(artifact.version().chars().allMatch(c -> c >= ' ' && c <= '~'));
      assertFalse(artifact.isGiven());
      assertEquals(artifact.signatures().isEmpty(), artifact.required().isEmpty());
      Quorum everybody = new Quorum(Set.copyOf(policy.signers()));
      assertTrue(artifact.required().stream().allMatch(everybody::has));
      Quorum nobody = new Quorum(Set.of());
      assertTrue(artifact.required().stream().noneMatch(nobody::has));
      artifact.required().forEach(FuzzTest::countsNobodyTwice);
    }
  }

  private static void countsNobodyTwice(Party party) {
    if (party instanceof Party.Group group && group.threshold() > 1) {
      int people = group.members().stream().mapToInt(member -> member.signers().size()).sum();
      assertEquals(group.signers().size(), people, group.name());
    }
  }
}
