package org.keyrite.ceremony;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.record.CeremonyEvent;
import org.keyrite.fault.Fault;
import org.keyrite.trust.Admission;
import org.keyrite.trust.Moment;
import org.keyrite.trust.Receipt;
import org.keyrite.trust.Verdict;
import org.keyrite.trust.VerifiedArtifact;

/** Lets the plan's generator in, as a copy that is verified, and records why. */
record GeneratorAdmission(
    Plan.Generator generator, Consumer<CeremonyEvent> journal, Operator operator) {
  /**
   * Copies and verifies the generator.
   *
   * @param directory a new folder for the copy
   */
  VerifiedArtifact admit(Path directory, Clock clock) throws Fault {
    Path file = generator.file();
    if (generator.trust().isEmpty()) {
      VerifiedArtifact pinned =
          VerifiedArtifact.admit(file, generator.pin().orElseThrow(), directory);
      return admitted(pinned, Optional.empty(), " has a pinned SHA-256:");
    }
    Moment now = new Moment(clock.instant(), false);
    Admission admission =
        VerifiedArtifact.admit(file, generator.trust().get(), generator.pin(), now, directory);
    return admitted(
        admission.artifact(),
        Optional.of(admission.verdict()),
        " is admitted by its trust policy:");
  }

  private VerifiedArtifact admitted(
      VerifiedArtifact artifact, Optional<Verdict> verdict, String why) {
    journal.accept(
        new CeremonyEvent.GeneratorVerified(
            generator.file().toString(),
            generator.version(),
            verdict.map(Receipt::of),
            artifact.sha256(),
            artifact.bytes()));
    for (Receipt.Signed e : verdict.map(Receipt::signatures).orElse(List.of())) {
      journal.accept(new CeremonyEvent.GeneratorSigned(e.file(), e.signer(), e.key(), e.made()));
      operator.sees("signed", e.file() + ", by " + e.signer());
    }
    String name = generator.file().getFileName() + " " + generator.version();
    operator.sees("verified", name + why, artifact.sha256());
    return artifact;
  }
}
