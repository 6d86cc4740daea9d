package org.keyrite.cli.machine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrite.ceremony.Readiness;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Leftovers;
import org.keyrite.machine.Machine;
import org.keyrite.machine.Sandbox;
import org.keyrite.machine.Workspace;
import org.keyrite.machine.control.Found;
import org.keyrite.machine.control.MachineControl;
import org.keyrite.machine.control.Preflight;
import org.keyrite.machine.control.Situation;
import org.keyrite.os.Control;

/**
 * What was found of every control, as a ceremony would find it: in a workspace of its own, and in a
 * sandbox there.
 *
 * @param found what was found, in the order of the controls
 * @param sandbox empty if there is none
 * @param obstacle why there is no workspace, or no sandbox
 */
record Diagnosis(
    Map<MachineControl, Found> found, Optional<Sandbox> sandbox, Optional<Fault> obstacle) {

  /**
   * What is examined.
   *
   * @param plan whose ceremony is meant
   * @param place the folder for the workspace, if not one of the usual ones
   * @param out the folder for results
   * @param controls what the process has denied itself
   */
  record Question(
      Optional<Plan> plan, Optional<Path> place, Path out, Instant now, List<Control> controls) {
    private Situation situation(
        Optional<Workspace> workspace,
        Optional<Sandbox> sandbox,
        Optional<Fault> obstacle,
        Leftovers leftovers) {
      return new Situation(
          Machine.here(),
          now,
          controls,
          plan.map(Plan::preflight).orElse(Preflight.NONE),
          workspace,
          sandbox,
          obstacle.map(Fault::getMessage).map(Diagnosis::clause).orElse(""),
          leftovers,
          out);
    }
  }

  static Diagnosis of(Question question) {
    try (Workspace workspace = Workspace.create(question.place(), _ -> {})) {
      Optional<Sandbox> sandbox = Optional.empty();
      Optional<Fault> obstacle = Optional.empty();
      try {
        sandbox =
            Optional.of(
                question.plan().isPresent()
                    ? Readiness.probe(question.plan().get(), workspace)
                    : Readiness.probe(workspace));
      } catch (Failed e) {
        obstacle = Optional.of(e);
      }
      return of(
          question.situation(Optional.of(workspace), sandbox, obstacle, workspace.whatIsLeft()),
          obstacle);
    } catch (Refused e) {
      Optional<Fault> obstacle = Optional.of(e);
      return of(
          question.situation(
              Optional.empty(), Optional.empty(), obstacle, Workspace.whatIsLeft(question.place())),
          obstacle);
    }
  }

  private static Diagnosis of(Situation situation, Optional<Fault> obstacle) {
    Map<MachineControl, Found> found = new EnumMap<>(MachineControl.class);
    for (MachineControl control : MachineControl.values()) {
      found.put(control, control.examine(situation));
    }
    return new Diagnosis(found, situation.sandbox(), obstacle);
  }

  private static String clause(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
