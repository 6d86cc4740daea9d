package org.keyrite.ceremony.plan;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.keyrite.machine.SandboxRequirement;
import org.keyrite.machine.control.MachineControl;
import org.keyrite.machine.control.Preflight;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlValue;

/** Reads what a plan asks of the machine, and of the day. */
final class PreflightReader {
  private PreflightReader() {}

  static Preflight read(YamlValue.Fields plan) throws YamlException {
    Optional<YamlValue> days = plan.optional("valid");
    Optional<YamlValue.Fields> valid =
        days.isEmpty() ? Optional.empty() : Optional.of(days.get().fields("from", "until"));
    Optional<LocalDate> from = date(valid, "from");
    Optional<LocalDate> until = date(valid, "until");
    if (from.isPresent() && until.isPresent() && from.get().isAfter(until.get())) {
      throw plan.required("valid").error("the plan ends before it begins");
    }
    Set<MachineControl> required = required(plan.optional("require"));
    return new Preflight(
        from,
        until,
        sandbox(plan.optional("sandbox")),
        required,
        accepted(plan.optional("accept"), required));
  }

  private static Optional<LocalDate> date(Optional<YamlValue.Fields> fields, String key)
      throws YamlException {
    YamlValue value = fields.flatMap(present -> present.optional(key)).orElse(null);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(value.text()));
    } catch (DateTimeParseException e) {
      throw value.error("expected a date, such as 2026-11-22");
    }
  }

  /** Those that every ceremony requires are not named: a plan without them would look like less. */
  private static Set<MachineControl> required(Optional<YamlValue> list) throws YamlException {
    Set<MachineControl> required = EnumSet.noneOf(MachineControl.class);
    for (YamlValue word : list.isEmpty() ? List.<YamlValue>of() : list.get().elements()) {
      Predicate<MachineControl> choice = control -> !control.isAlwaysRequired();
      Optional<MachineControl> named = MachineControl.of(word.text());
      MachineControl control =
          named
              .filter(choice)
              .orElseThrow(
                  () ->
                      word.error(
                          named.isPresent()
                              ? "this check is always required"
                              : "no check of this name can be required; these can: "
                                  + words(choice)));
      if (!required.add(control)) {
        throw word.error("this check is required twice");
      }
    }
    return required;
  }

  private static Map<MachineControl, String> accepted(
      Optional<YamlValue> list, Set<MachineControl> required) throws YamlException {
    Map<MachineControl, String> accepted = new EnumMap<>(MachineControl.class);
    for (YamlValue entry : list.isEmpty() ? List.<YamlValue>of() : list.get().elements()) {
      YamlValue.Fields fields = entry.fields("check", "reason");
      YamlValue check = fields.required("check");
      Predicate<MachineControl> choice =
          control ->
              control.isExcusable() && (control.isAlwaysRequired() || required.contains(control));
      MachineControl control =
          MachineControl.of(check.text())
              .filter(choice)
              .orElseThrow(
                  () ->
                      check.error(
                          "no check of this name can be accepted; these can: " + words(choice)));
      YamlValue reason = fields.required("reason");
      if (reason.text().isBlank()) {
        throw reason.error("a reason is needed");
      }
      if (accepted.put(control, reason.text().strip()) != null) {
        throw check.error("this check is accepted twice");
      }
    }
    return accepted;
  }

  private static String words(Predicate<MachineControl> choice) {
    return Arrays.stream(MachineControl.values())
        .filter(choice)
        .map(MachineControl::word)
        .collect(Collectors.joining(", "));
  }

  private static SandboxRequirement sandbox(Optional<YamlValue> words) throws YamlException {
    SandboxRequirement required = SandboxRequirement.ANY;
    if (words.isPresent()) {
      for (YamlValue word :
          words.get().isScalar() ? List.of(words.get()) : words.get().elements()) {
        required =
            required
                .and(word.text())
                .orElseThrow(() -> word.error("expected " + SandboxRequirement.WORDS));
      }
    }
    return required;
  }
}
