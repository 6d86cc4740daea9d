package org.keyrite.ceremony;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.keyrite.Build;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.Recipient;
import org.keyrite.bundle.Bundle;
import org.keyrite.bundle.BundleWriter;
import org.keyrite.ceremony.plan.Extractor;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.plan.PlannedRecipient;
import org.keyrite.ceremony.plan.Values;
import org.keyrite.ceremony.record.Report;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.journal.Journal;
import org.keyrite.machine.Machine;
import org.keyrite.machine.Preflight;
import org.keyrite.machine.Wiped;
import org.keyrite.machine.Workspace;
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
  /** The workspace's folder for the generator's copy, where no file of the generator's own goes. */
  private static final String VERIFIED = ".verified";

  private static final String NOT_WIPED = "The workspace could not be wiped: ";
  private static final String SWITCH_OFF =
      "A secret may be left there: switch this machine off before anything else.";

  private final Plan plan;
  private final Setting setting;
  private final Operator operator;
  private final Journal journal;

  private Ceremony(Plan plan, Setting setting, Operator operator) {
    this.plan = plan;
    this.setting = setting;
    this.operator = operator;
    this.journal = new Journal(setting.clock());
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
    try (Workspace workspace = Workspace.create(setting.workspace(), whenInterrupted)) {
      Ceremony ceremony = new Ceremony(plan, setting, operator);
      try {
        return ceremony.hold(workspace);
      } catch (Fault fault) {
        throw withWipe(fault, workspace.wipe());
      }
    }
  }

  /** What remains of the workspace matters more than why the ceremony failed. */
  private static Fault withWipe(Fault fault, Wiped wiped) {
    return wiped.complete() || fault.getMessage().startsWith(NOT_WIPED)
        ? fault
        : new Failed(
            NOT_WIPED
                + String.join("; ", wiped.remaining())
                + ". (Before that: "
                + fault.getMessage()
                + ")",
            SWITCH_OFF,
            fault);
  }

  private Held hold(Workspace workspace) throws Fault {
    recordBeginning();
    preflight(workspace);
    VerifiedArtifact generator =
        new GeneratorAdmission(plan.generator(), journal, operator)
            .admit(workspace.path().resolve(VERIFIED), setting.clock());
    try (BundleWriter bundle = BundleWriter.begin(setting.out())) {
      confirm(generator);
      Map<String, String> publicValues = makeArtifacts(workspace, generator, bundle);
      wipe(workspace);
      record("ceremony-ended", Map.of("artifacts", plan.artifacts().size()));
      bundle.add(Bundle.JOURNAL, journal.bytes());
      bundle.add(Bundle.REPORT, Report.of(plan, journal).getBytes(StandardCharsets.UTF_8));
      if (setting.kits().isPresent()) {
        setting.kits().get().commit();
      }
      Map<String, String> files = bundle.publish();
      operator.sees("bundle", setting.out().toString(), "read back, and complete");
      return new Held(setting.out(), files, publicValues, journal.lastHash());
    }
  }

  private void recordBeginning() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("plan", plan.name());
    facts.put("environment", plan.environment());
    facts.put("plan-sha256", plan.sha256());
    facts.put("keyrite", Build.VERSION);
    record("ceremony-begun", facts);
  }

  private void preflight(Workspace workspace) throws Refused {
    List<Preflight.Check> checks =
        new Preflight(
                plan.validFrom(),
                plan.validUntil(),
                plan.accepted(),
                new Machine(Path.of("/")),
                setting.controls())
            .checks(workspace, setting.clock().instant());
    operator.sees(checks);
    List<String> failed = new ArrayList<>();
    for (Preflight.Check check : checks) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("check", check.item().word());
      facts.put("passed", check.passed());
      facts.put("found", check.detail());
      check.accepted().ifPresent(reason -> facts.put("accepted-because", reason));
      record("preflight-check", facts);
      if (!check.allowsCeremony()) {
        failed.add(check.item().word() + " (" + check.detail() + ")");
      }
    }
    if (!failed.isEmpty()) {
      throw new Refused(
          "This machine is not fit for the ceremony: " + String.join("; ", failed) + ".",
          "Mend that, or have the plan list the check under 'accept' with a reason.");
    }
  }

  private void confirm(VerifiedArtifact generator) throws Refused {
    if (!operator.confirms(plan, generator)) {
      throw new Refused("The ceremony was stopped before anything was made.", "");
    }
    List<Object> recipients = new ArrayList<>();
    for (PlannedRecipient recipient : plan.recipients()) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("group", recipient.group().word());
      facts.put("name", recipient.name());
      facts.put("recipient", recipient.recipient().toString());
      facts.put("fingerprint", recipient.fingerprint());
      recipients.add(facts);
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("confirmed", operator.confirmation());
    facts.put("recipients", recipients);
    plan.escrow().ifPresent(escrow -> facts.put("trustees", EscrowStep.trustees(escrow)));
    record("recipients-confirmed", facts);
  }

  private Map<String, String> makeArtifacts(
      Workspace workspace, VerifiedArtifact generator, BundleWriter bundle) throws Fault {
    try (SecretBytes output = GeneratorRun.run(generator, plan.generator(), workspace.path());
        Values values = Values.extract(plan, new Extractor(output, workspace.path()))) {
      record("key-generated", Map.of("printed-bytes", output.bytes().length));
      operator.sees("generated", "the generator ran, without network, and ended");
      values
          .publicValues()
          .forEach(
              (name, value) -> {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("name", name);
                facts.put("value", value);
                record("public-value", facts);
                operator.sees("public", name + " " + Values.shortened(value));
              });
      // After the generator, which could have read what was in memory by then.
      Optional<PlannedRecipient> escrow = escrow(bundle);
      Set<String> names = new HashSet<>();
      for (Plan.Artifact artifact : plan.artifacts()) {
        String file = artifact.file().fill(values.publicValues());
        if (!Bundle.allows(file) || !names.add(file.toLowerCase(Locale.ROOT))) {
          throw new Failed(
              "A public value makes '"
                  + Values.shortened(file)
                  + "', which is no name for an artifact.",
              "Take it out of the file's name in the plan.");
        }
        List<PlannedRecipient> recipients = new ArrayList<>(plan.recipientsOf(artifact));
        escrow.filter(to -> artifact.groups().contains(to.group())).ifPresent(recipients::add);
        encrypt(artifact.secret(), file, values.secret(artifact.secret()), recipients, bundle);
      }
      return values.publicValues();
    }
  }

  private Optional<PlannedRecipient> escrow(BundleWriter bundle) throws Fault {
    if (plan.escrow().isEmpty()) {
      return Optional.empty();
    }
    EscrowStep step = new EscrowStep(plan, setting.kits(), journal, setting.clock());
    return Optional.of(step.split(bundle, operator));
  }

  private void encrypt(
      String name,
      String file,
      byte[] secret,
      List<PlannedRecipient> recipients,
      BundleWriter bundle)
      throws Failed {
    byte[] encrypted =
        encrypt(recipients.stream().map(PlannedRecipient::recipient).toList(), secret);
    String sha256 = bundle.add(file, encrypted);
    List<String> names = recipients.stream().map(PlannedRecipient::name).toList();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("file", file);
    facts.put("secret", name);
    facts.put("sha256", sha256);
    facts.put("bytes", encrypted.length);
    facts.put("recipients", names);
    record("artifact-encrypted", facts);
    operator.sees("encrypted", file, "for " + String.join(", ", names));
  }

  private static byte[] encrypt(List<Recipient> recipients, byte[] secret) {
    ByteArrayOutputStream encrypted = new ByteArrayOutputStream();
    try (AgeOutput out = Age.encrypt(recipients, encrypted)) {
      out.write(secret);
      out.finish();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return encrypted.toByteArray();
  }

  private void wipe(Workspace workspace) throws Failed {
    Wiped wiped = workspace.wipe();
    if (!wiped.complete()) {
      throw new Failed(NOT_WIPED + String.join("; ", wiped.remaining()) + ".", SWITCH_OFF);
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("files", wiped.files());
    facts.put("overwritten-bytes", wiped.overwrittenBytes());
    record("workspace-wiped", facts);
    operator.sees("wiped", wiped.inWords());
  }

  private void record(String event, Map<String, ?> facts) {
    journal.append(event, facts);
  }
}
