package org.keyrite.ceremony;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyrite.age.Fingerprint;
import org.keyrite.age.NativeIdentity;
import org.keyrite.bundle.BundleWriter;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.plan.PlannedRecipient;
import org.keyrite.ceremony.record.CeremonyEvent;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.SharedIdentity;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.set.SetPlace;
import org.keyrite.escrow.set.SetWriter;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;

/**
 * The escrow of a ceremony: a new identity, which nobody sees, split among the plan's trustees. The
 * encrypted shares and the record of the set go into the bundle, sheets of paper into memory.
 *
 * @param plan which has an escrow
 * @param kits where sheets go; the caller's to commit and to close
 */
record EscrowStep(
    Plan plan, Optional<PaperKits> kits, Consumer<CeremonyEvent> journal, Clock clock) {
  /**
   * Whether every trustee can get their share, asked before anything is begun.
   *
   * @throws Refused if one has no recipient, and there is no place for their sheet
   */
  static void requirePlace(Plan plan, Optional<PaperKits> kits) throws Fault {
    if (plan.escrow().isEmpty() || !plan.escrow().get().policy().needsPaper()) {
      return;
    }
    kits.orElseThrow(
            () ->
                new Refused(
                    "A trustee of this plan has no recipient, and there is no folder for their recovery sheet.",
                    "Name a tmpfs folder for it with --kits."))
        .requirePlace();
  }

  /** Those who get a share, as the journal names them. */
  static List<CeremonyEvent.Receiver> trustees(SharedIdentity escrow) {
    List<CeremonyEvent.Receiver> trustees = new ArrayList<>();
    for (EscrowPolicy.Group group : escrow.policy().groups()) {
      for (EscrowPolicy.Trustee trustee : group.trustees()) {
        trustees.add(
            new CeremonyEvent.Receiver(
                group.name(),
                trustee.name(),
                trustee.recipient().map(Object::toString),
                trustee.recipient().map(Fingerprint::of).orElse(CeremonyEvent.Receiver.ON_PAPER)));
      }
    }
    return trustees;
  }

  /**
   * Makes the identity, and splits it into the bundle.
   *
   * @return its recipient
   */
  PlannedRecipient split(BundleWriter bundle, Operator operator) throws Fault {
    SharedIdentity escrow = plan.escrow().orElseThrow();
    SetWriter.Order order =
        new SetWriter.Order(plan.environment(), escrow.policy(), "new", Optional.empty());
    try (NativeIdentity identity = escrow.kind().generate()) {
      SetWriter.Written written =
          SetWriter.write(identity, order, new InBundle(bundle), kits, clock);
      journal.accept(new CeremonyEvent.EscrowSplit(written.split()));
      operator.sees(
          "escrow",
          "a new identity, shared: it takes " + escrow.policy().inWords(),
          "read back, and restored from "
              + (written.split().all() ? "all " : "")
              + written.split().combinations()
              + " combinations");
      return new PlannedRecipient(
          PlannedRecipient.Group.ESCROW,
          PlannedRecipient.Group.ESCROW.word(),
          identity.recipient());
    }
  }

  private record InBundle(BundleWriter bundle) implements SetPlace {
    @Override
    public void write(String name, byte[] content) throws Failed {
      bundle.add(name, content);
    }

    @Override
    public byte[] read(String name) throws IOException {
      return bundle.read(name);
    }
  }
}
