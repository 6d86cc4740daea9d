package org.keyrite.escrow.set;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrite.escrow.policy.EscrowPolicy.Trustee;
import org.keyrite.fault.Denied;
import org.keyrite.journal.Journal;

/**
 * What a set's record and its journal say of one another is compared: who changes one of them has
 * to change the other to match, and the chain of the journal with it.
 */
final class Contradiction {
  private Contradiction() {}

  /**
   * Refuses a record that says something else than the journal beside it.
   *
   * @throws Denied with the first fact that differs
   */
  static void refuse(SetRecord record, Journal<SetEvent> journal, Path file) throws Denied {
    List<SetEvent> events = journal.entries().stream().map(Journal.Entry::event).toList();
    if (!events.stream().allMatch(event -> event.set().equals(record.set()))) {
      throw new Denied(
          "The journal " + file + " belongs to another set than the record beside it.",
          "Keep each set in a folder of its own; do not mix their files.");
    }
    Optional<String> fact =
        events.stream()
            .filter(SetEvent.Split.class::isInstance)
            .findFirst()
            .flatMap(split -> fact(record, (SetEvent.Split) split))
            .or(() -> recipient(record, events));
    if (fact.isPresent()) {
      throw new Denied(
          "The record says another " + fact.get() + " than the journal " + file + " beside it.",
          "One of them was changed. Compare both with a copy that another trustee has.");
    }
  }

  private static Optional<String> fact(SetRecord record, SetEvent.Split split) {
    Map<String, Boolean> same =
        Map.of(
            "recipient", split.recipient().equals(record.recipient()),
            "environment", split.environment().equals(record.environment()),
            "policy", split.policy().equals(record.policy().inWords()),
            "list of trustees", split.trustees().equals(record.policy().names()),
            "set that was replaced", split.replaces().equals(record.replaces()));
    return same.entrySet().stream()
        .filter(entry -> !entry.getValue())
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  /**
   * A share that was reissued into another folder is not encrypted anew in the record of this one.
   */
  private static Optional<String> recipient(SetRecord record, List<SetEvent> events) {
    Map<String, Optional<String>> reissued = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      boolean goesOn = i + 1 < events.size() && events.get(i + 1) instanceof SetEvent.Continued;
      if (events.get(i) instanceof SetEvent.ShareReissued event && !goesOn) {
        reissued.put(event.trustee(), event.recipient());
      }
    }
    return record.policy().trustees().stream()
        .filter(trustee -> reissued.containsKey(trustee.name()))
        .filter(trustee -> !recipient(trustee).equals(reissued.get(trustee.name())))
        .findFirst()
        .map(trustee -> "recipient of " + trustee.name());
  }

  private static Optional<String> recipient(Trustee trustee) {
    return trustee.recipient().map(Object::toString);
  }
}
