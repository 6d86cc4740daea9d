package org.keyrite.ceremony;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.fault.Fault;
import org.keyrite.journal.Journal;
import org.keyrite.trust.Admission;
import org.keyrite.trust.Moment;
import org.keyrite.trust.Receipt;
import org.keyrite.trust.VerifiedArtifact;

/** Lets the plan's generator in, as a copy that is verified, and records why. */
record GeneratorAdmission(Plan.Generator generator, Journal journal, Operator operator) {
  /**
   * Copies and verifies the generator.
   *
   * @param directory a new folder for the copy
   */
  VerifiedArtifact admit(Path directory, Clock clock) throws Fault {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("file", generator.file().toString());
    facts.put("version", generator.version());
    if (generator.trust().isEmpty()) {
      VerifiedArtifact pinned =
          VerifiedArtifact.admit(generator.file(), generator.pin().orElseThrow(), directory);
      record(pinned, facts);
      sees("has a pinned SHA-256:", pinned);
      return pinned;
    }
    Moment now = new Moment(clock.instant(), false);
    Admission admission =
        VerifiedArtifact.admit(
            generator.file(), generator.trust().get(), generator.pin(), now, directory);
    facts.put("receipt", Receipt.of(admission.verdict()));
    record(admission.artifact(), facts);
    Receipt.signatures(admission.verdict()).forEach(this::recordSignature);
    sees("is admitted by its trust policy:", admission.artifact());
    return admission.artifact();
  }

  private void record(VerifiedArtifact artifact, Map<String, Object> facts) {
    facts.put("sha256", artifact.sha256());
    facts.put("bytes", artifact.bytes());
    journal.append("generator-verified", facts);
  }

  /** Of the generator, or of a list that it is in. */
  private void recordSignature(Map<String, Object> facts) {
    journal.append("generator-signature", facts);
    operator.sees("signed", facts.get("file") + ", by " + facts.get("signer"));
  }

  private void sees(String why, VerifiedArtifact artifact) {
    operator.sees(
        "verified",
        generator.file().getFileName() + " " + generator.version() + " " + why,
        artifact.sha256());
  }
}
