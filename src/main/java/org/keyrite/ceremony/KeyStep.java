package org.keyrite.ceremony;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.Recipient;
import org.keyrite.bundle.Bundle;
import org.keyrite.bundle.BundleWriter;
import org.keyrite.ceremony.plan.Extractor;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.plan.PlannedRecipient;
import org.keyrite.ceremony.plan.Values;
import org.keyrite.ceremony.record.CeremonyEvent;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.machine.Sandbox;
import org.keyrite.machine.Workspace;
import org.keyrite.os.Denial;

/** The step for which a ceremony is held: the key is made, and encrypted into the bundle. */
record KeyStep(
    Plan plan,
    Ceremony.Setting setting,
    Operator operator,
    BundleWriter bundle,
    Consumer<CeremonyEvent> journal) {
  /**
   * Runs the generator, takes the values out of what it made, and encrypts the secret ones.
   *
   * @return the public values, by name
   */
  Map<String, String> make(AdmittedGenerator generator, Workspace workspace, Sandbox sandbox)
      throws Fault {
    GeneratorRun run = new GeneratorRun(plan.generator(), workspace, sandbox);
    try (SecretBytes output = run.run(generator);
        Values values = Values.extract(plan, new Extractor(output, workspace.folder().path()))) {
      journal.accept(new CeremonyEvent.KeyGenerated(output.bytes().length));
      operator.sees(
          "generated",
          sandbox.isWithoutNetwork()
              ? "the generator ran, without network, and ended"
              : "the generator ran and ended; a network was NOT denied to it");
      if (!run.denied().isEmpty()) {
        List<String> tried = run.denied().stream().map(Denial::inWords).toList();
        journal.accept(new CeremonyEvent.GeneratorDenied(tried));
        operator.sees("denied", tried.toArray(String[]::new));
      }
      values
          .publicValues()
          .forEach(
              (name, value) -> {
                journal.accept(new CeremonyEvent.PublicValue(name, value));
                operator.sees("public", name + " " + Values.shortened(value));
              });
      encrypt(values);
      return values.publicValues();
    }
  }

  private void encrypt(Values values) throws Fault {
    Optional<PlannedRecipient> escrow = Optional.empty();
    if (plan.escrow().isPresent()) {
      // After the generator, which could have read what was in memory by then.
      EscrowStep step = new EscrowStep(plan, setting.kits(), journal, setting.clock());
      escrow = Optional.of(step.split(bundle, operator));
    }
    Set<String> names = new HashSet<>();
    for (Plan.Artifact artifact : plan.artifacts()) {
      String file = artifact.file().fill(values.publicValues());
      if (!Bundle.allows(file) || !names.add(file.toLowerCase(Locale.ROOT))) {
        throw new Failed(
            "A public value makes '"
                + Values.shortened(file)
                + "', which is not a valid artifact name.",
            "Take it out of the file's name in the plan.");
      }
      List<PlannedRecipient> recipients = new ArrayList<>(plan.recipientsOf(artifact));
      escrow.filter(to -> artifact.groups().contains(to.group())).ifPresent(recipients::add);
      byte[] encrypted =
          encrypt(
              recipients.stream().map(PlannedRecipient::recipient).toList(),
              values.secret(artifact.secret()));
      String sha256 = bundle.add(file, encrypted);
      List<String> to = recipients.stream().map(PlannedRecipient::name).toList();
      journal.accept(
          new CeremonyEvent.Encrypted(file, artifact.secret(), sha256, encrypted.length, to));
      operator.sees("encrypted", file, "for " + String.join(", ", to));
    }
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
}
