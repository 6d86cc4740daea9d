package org.keyrite.ceremony;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.record.CeremonyEvent;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.os.MemoryFile;
import org.keyrite.os.RegularFile;
import org.keyrite.trust.Admission;
import org.keyrite.trust.Moment;
import org.keyrite.trust.Receipt;
import org.keyrite.trust.Verdict;
import org.keyrite.trust.VerifiedArtifact;

/** Lets the plan's generator and its files in, as copies that are verified, and records why. */
record GeneratorAdmission(
    Plan.Generator generator, Consumer<CeremonyEvent> journal, Operator operator, Clock clock) {
  /**
   * Copies the generator and its files into memory, where nobody can exchange them, and verifies
   * them there.
   *
   * @return what runs; the caller's to close
   */
  AdmittedGenerator admit() throws Fault {
    AdmittedGenerator admitted = new AdmittedGenerator();
    try {
      Path file = generator.file();
      MemoryFile program = admitted.addProgram(file.getFileName().toString());
      admitted.verified(admitProgram(program.path()));
      seal(program, file, admitted.program().sha256());
      for (Plan.PinnedFile pinned : generator.files()) {
        admit(pinned, admitted.addFile(pinned.file().getFileName().toString()));
      }
      return admitted;
    } catch (IOException e) {
      admitted.close();
      throw new Failed(
          "There is no memory for the generator: " + Reason.of(e) + ".",
          "End what else runs on this machine.",
          e);
    } catch (Fault | RuntimeException e) {
      admitted.close();
      throw e;
    }
  }

  private VerifiedArtifact admitProgram(Path copy) throws Fault {
    Path file = generator.file();
    if (generator.trust().isEmpty()) {
      return admitted(
          VerifiedArtifact.admit(file, generator.pin().orElseThrow(), copy),
          Optional.empty(),
          " has a pinned SHA-256:");
    }
    Moment now = Moment.now(clock.instant());
    Admission admission =
        VerifiedArtifact.admit(file, generator.trust().get(), generator.pin(), now, copy);
    return admitted(
        admission.artifact(),
        Optional.of(admission.verdict()),
        " is admitted by its trust policy:");
  }

  private void admit(Plan.PinnedFile pinned, MemoryFile copy) throws Fault, IOException {
    VerifiedArtifact verified = VerifiedArtifact.admit(pinned.file(), pinned.pin(), copy.path());
    seal(copy, pinned.file(), verified.sha256());
    journal.accept(
        new CeremonyEvent.FileVerified(
            pinned.file().toString(), verified.sha256(), verified.bytes()));
    operator.sees("verified", pinned.file().getFileName() + ", its file:", verified.sha256());
  }

  /** What was verified is what is there once nobody can change it any more. */
  private static void seal(MemoryFile copy, Path file, String sha256) throws Denied, IOException {
    copy.seal();
    try (InputStream sealed = RegularFile.open(copy.path())) {
      if (!Sha256.copy(sealed, OutputStream.nullOutputStream()).equals(sha256)) {
        throw new Denied(
            "The copy of " + file + " was changed while it was verified.",
            "Another program on this machine interferes: do not use it.");
      }
    }
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
