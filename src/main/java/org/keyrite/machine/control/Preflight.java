package org.keyrite.machine.control;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keyrite.machine.SandboxRequirement;

/**
 * What a plan asks of the machine before a ceremony. The controls are examined on the machine as it
 * is now; they cannot know what it did before, nor see what its firmware does.
 *
 * @param validFrom the first day that the clock may show
 * @param validUntil the last one
 * @param sandbox what is required of the generator's sandbox at least
 * @param required the controls that are required besides those that always are
 * @param accepted the required controls that may fail, each with the reason
 */
public record Preflight(
    Optional<LocalDate> validFrom,
    Optional<LocalDate> validUntil,
    SandboxRequirement sandbox,
    Set<MachineControl> required,
    Map<MachineControl, String> accepted) {
  /** What every ceremony asks, whatever its plan says. */
  public static final Preflight NONE =
      new Preflight(Optional.empty(), Optional.empty(), SandboxRequirement.ANY, Set.of(), Map.of());

  /**
   * The result of one check.
   *
   * @param control what was examined
   * @param found what was found
   * @param accepted the plan's reason for going on although it did not pass; empty when it passed
   */
  public record Check(MachineControl control, Found found, Optional<String> accepted) {
    /** Whether it is as it should be. */
    public boolean passed() {
      return found.isOk();
    }

    /** Whether a ceremony may be held as far as this check is concerned. */
    public boolean allowsCeremony() {
      return passed() || accepted.isPresent();
    }

    /** The result in one word. */
    public String word() {
      if (passed()) {
        return "ok";
      }
      return accepted.isPresent() ? "accepted" : "FAILED";
    }
  }

  /**
   * Holds what was found against what is asked: of the controls that every ceremony requires, then
   * of the others, in the order of {@link MachineControl}.
   */
  public List<Check> checks(Function<MachineControl, Found> examiner) {
    List<Check> checks = new ArrayList<>();
    for (MachineControl control : MachineControl.values()) {
      if (control.isAlwaysRequired() || required.contains(control)) {
        Found found = examiner.apply(control);
        Optional<String> reason = Optional.ofNullable(accepted.get(control));
        checks.add(new Check(control, found, found.isOk() ? Optional.empty() : reason));
      }
    }
    return checks;
  }
}
