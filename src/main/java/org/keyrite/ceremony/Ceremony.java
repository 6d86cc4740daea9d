package org.keyrite.ceremony;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyrite.Build;
import org.keyrite.bundle.Bundle;
import org.keyrite.bundle.BundleWriter;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.record.CeremonyEvent;
import org.keyrite.ceremony.record.Report;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.journal.Journal;
import org.keyrite.machine.Leftover;
import org.keyrite.machine.Machine;
import org.keyrite.machine.Sandbox;
import org.keyrite.machine.Wiped;
import org.keyrite.machine.Workspace;
import org.keyrite.machine.control.Preflight;
import org.keyrite.machine.control.Situation;
import org.keyrite.os.Control;
import org.keyrite.trust.VerifiedArtifact;

/**
 * One run of a plan: preflight, verify, generate, extract, encrypt, wipe, write the records, read
 * the bundle back.
 *
 * <p>However it ends, the workspace is gone; and there is a bundle only if every step succeeded,
 * the wipe among them. That is why the records are finished after the wipe: they say what it did.
 */
public final class Ceremony {
  private final Plan plan;
  private final Setting setting;
  private final Operator operator;
  private final Workspace workspace;
  private final BundleWriter bundle;
  private final Journal<CeremonyEvent> journal = new Journal<>(CeremonyEvent.FAMILY);

  private Ceremony(
      Plan plan, Setting setting, Operator operator, Workspace workspace, BundleWriter bundle) {
    this.plan = plan;
    this.setting = setting;
    this.operator = operator;
    this.workspace = workspace;
    this.bundle = bundle;
  }

  /**
   * A ceremony that was held.
   *
   * @param bundle the folder with the results
   * @param files the SHA-256 of each file in it, by name
   * @param publicValues the public values that the generator made, by name
   * @param journalHash the hash of the journal's last line
   */
  public record Held(
      Path bundle,
      Map<String, String> files,
      Map<String, String> publicValues,
      String journalHash) {}

  /**
   * Where and how a ceremony is held.
   *
   * @param out the bundle's folder; free or empty
   * @param workspace the folder for the workspace, if not one of the usual ones
   * @param kits where the sheets of trustees without recipient go; the caller's to close
   * @param controls what the process has denied itself
   * @param clock tells the time
   */
  public record Setting(
      Path out,
      Optional<Path> workspace,
      Optional<PaperKits> kits,
      List<Control> controls,
      Clock clock) {}

  /**
   * Holds a ceremony.
   *
   * @param whenInterrupted is told what was wiped when a signal ends the program
   * @throws Refused when the machine or the plan does not allow it, or the operator does not go on
   * @throws Denied when the generator is not the one that is trusted, or the bundle read back is
   *     not whole
   * @throws Failed when a step does not work
   */
  public static Held hold(
      Plan plan, Setting setting, Operator operator, Consumer<Wiped> whenInterrupted) throws Fault {
    BundleWriter.requireFree(setting.out());
    EscrowStep.requirePlace(plan, setting.kits());
    try (Workspace workspace = Workspace.create(setting.workspace(), whenInterrupted);
        BundleWriter bundle = BundleWriter.begin(setting.out())) {
      return new Ceremony(plan, setting, operator, workspace, bundle).hold();
    }
  }

  private Held hold() throws Fault {
    Map<String, String> publicValues;
    try {
      publicValues = makeArtifacts();
    } catch (Fault fault) {
      workspace.requireWiped(Optional.of(fault));
      throw fault;
    }
    Wiped wiped = workspace.requireWiped(Optional.empty());
    record(new CeremonyEvent.WorkspaceWiped(wiped.files(), wiped.overwrittenBytes()));
    operator.sees("wiped", wiped.inWords());
    record(new CeremonyEvent.Ended(plan.artifacts().size()));
    bundle.add(Bundle.JOURNAL, journal.bytes());
    bundle.add(Bundle.REPORT, Report.of(journal.bytes()).getBytes(StandardCharsets.UTF_8));
    if (setting.kits().isPresent()) {
      PaperKits kits = setting.kits().get();
      bundle.undoWith(kits::withdraw);
      kits.commit();
    }
    Map<String, String> files = bundle.publish();
    setting.kits().ifPresent(PaperKits::settled);
    operator.sees("bundle", setting.out().toString(), "read back, and complete");
    return new Held(setting.out(), files, publicValues, journal.lastHash());
  }

  /** Everything that needs the workspace. */
  private Map<String, String> makeArtifacts() throws Fault {
    record(new CeremonyEvent.Begun(plan.name(), plan.environment(), plan.sha256(), Build.VERSION));
    wipeLeftovers();
    Sandbox sandbox = preflight();
    GeneratorAdmission admission =
        new GeneratorAdmission(plan.generator(), this::record, operator, setting.clock());
    try (AdmittedGenerator generator = admission.admit()) {
      confirm(generator.program());
      return new KeyStep(plan, setting, operator, bundle, this::record)
          .make(generator, workspace, sandbox);
    }
  }

  /** Those that stay are named by the check of the workspace, which fails then. */
  private void wipeLeftovers() throws Failed {
    for (Leftover leftover : workspace.whatIsLeft().found()) {
      if (operator.allowsWiping(leftover)) {
        Wiped wiped = leftover.wipeWhole();
        operator.sees("leftover", leftover.path() + ": " + wiped.inWords());
        record(
            new CeremonyEvent.LeftoverWiped(
                leftover.path().toString(), wiped.files(), wiped.overwrittenBytes()));
      }
    }
  }

  private Sandbox preflight() throws Refused, Failed {
    Sandbox sandbox = Readiness.probe(plan, workspace);
    recordAttempts(sandbox);
    Situation situation =
        new Situation(
            Machine.here(),
            setting.clock().instant(),
            setting.controls(),
            plan.preflight(),
            Optional.of(workspace),
            Optional.of(sandbox),
            "",
            workspace.whatIsLeft(),
            setting.out());
    List<Preflight.Check> checks = plan.preflight().checks(control -> control.examine(situation));
    operator.sees(checks);
    for (Preflight.Check check : checks) {
      record(
          new CeremonyEvent.Checked(
              check.control().word(), check.passed(), check.found().detail(), check.accepted()));
    }
    Readiness.require(plan, checks, Optional.of(sandbox));
    return sandbox;
  }

  private void recordAttempts(Sandbox sandbox) {
    record(
        new CeremonyEvent.SandboxMade(
            sandbox.hasNamespaces(), sandbox.landlock(), sandbox.filtered()));
    List<String> lines = new ArrayList<>();
    sandbox
        .attempts()
        .forEach(
            (attempt, refused) -> {
              record(new CeremonyEvent.Attempted(attempt.word(), refused));
              lines.add(attempt.inWords() + ": " + refused.orElse("IT SUCCEEDED"));
            });
    operator.sees("tried", lines.toArray(String[]::new));
  }

  private void confirm(VerifiedArtifact generator) throws Refused {
    if (!operator.confirms(plan, generator)) {
      throw new Refused("The ceremony was stopped before anything was made.", "");
    }
    List<CeremonyEvent.Receiver> recipients =
        plan.recipients().stream()
            .map(
                to ->
                    new CeremonyEvent.Receiver(
                        to.group().word(),
                        to.name(),
                        Optional.of(to.recipient().toString()),
                        to.fingerprint()))
            .toList();
    record(
        new CeremonyEvent.Confirmed(
            operator.confirmation(),
            recipients,
            plan.escrow().map(EscrowStep::trustees).orElse(List.of())));
  }

  private void record(CeremonyEvent event) {
    journal.append(setting.clock().instant(), event);
  }
}
