package org.keyrite.ceremony;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.record.CeremonyEvent;
import org.keyrite.fault.Fault;
import org.keyrite.trust.Admission;
import org.keyrite.trust.Moment;
import org.keyrite.trust.Receipt;
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
    if (generator.trust().isEmpty()) {
      VerifiedArtifact pinned =
          VerifiedArtifact.admit(generator.file(), generator.pin().orElseThrow(), directory);
      record(pinned, Optional.empty());
      sees("has a pinned SHA-256:", pinned);
      return pinned;
    }
    Moment now = new Moment(clock.instant(), false);
    Admission admission =
        VerifiedArtifact.admit(
            generator.file(), generator.trust().get(), generator.pin(), now, directory);
    record(admission.artifact(), Optional.of(Receipt.of(admission.verdict())));
    for (Receipt.Signed e : Receipt.signatures(admission.verdict())) {
      journal.accept(new CeremonyEvent.GeneratorSigned(e.file(), e.signer(), e.key(), e.made()));
      operator.sees("signed", e.file() + ", by " + e.signer());
    }
    sees("is admitted by its trust policy:", admission.artifact());
    return admission.artifact();
  }

  private void record(VerifiedArtifact artifact, Optional<Object> receipt) {
    journal.accept(
        new CeremonyEvent.GeneratorVerified(
            generator.file().toString(),
            generator.version(),
            receipt,
            artifact.sha256(),
            artifact.bytes()));
  }

  private void sees(String why, VerifiedArtifact artifact) {
    operator.sees(
        "verified",
        generator.file().getFileName() + " " + generator.version() + " " + why,
        artifact.sha256());
  }
}
