package org.keyrite.machine.control;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.keyrite.Build;
import org.keyrite.machine.Sandbox;

/** What encloses keyrite and a generator: tried, not looked up; and the plan's days. */
final class Enclosure {
  private Enclosure() {}

  static Found clock(Situation situation) {
    LocalDate today = situation.now().atOffset(ZoneOffset.UTC).toLocalDate();
    String time = situation.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Preflight days = situation.preflight();
    if (situation.now().isBefore(Build.DATE)) {
      return wrong(time, "before this program was built");
    }
    if (days.validFrom().filter(today::isBefore).isPresent()) {
      return wrong(time, "before the plan's first day");
    }
    if (days.validUntil().filter(today::isAfter).isPresent()) {
      return wrong(time, "after the plan's last day");
    }
    return Found.ok(time).lasting("after this program was built");
  }

  private static Found wrong(String time, String complaint) {
    return Found.failed(time + " is " + complaint).lasting(complaint);
  }

  static Found process(Situation situation) {
    List<String> missing =
        situation.controls().stream()
            .filter(control -> !control.applied())
            .map(control -> control.name() + " (" + control.detail() + ")")
            .toList();
    return missing.isEmpty()
        ? Found.ok("no sockets, no core dumps, no new privileges")
        : Found.failed("not applied: " + String.join(", ", missing));
  }

  static Found sandbox(Situation situation) {
    if (situation.workspace().isPresent() && situation.sandbox().isEmpty()) {
      return Found.failed(situation.whyNone());
    }
    return tried(
        situation,
        sandbox -> {
          List<String> objections = sandbox.objections(situation.preflight().sandbox());
          return objections.isEmpty()
              ? Found.ok(sandbox.inWords() + "; nothing got out")
              : Found.failed(String.join("; ", objections));
        });
  }

  static Found landlock(Situation situation) {
    return tried(
        situation,
        sandbox ->
            sandbox.landlock() > 0
                ? Found.ok("ABI " + sandbox.landlock())
                : Found.failed("this kernel has none, or it is not switched on"));
  }

  static Found seccomp(Situation situation) {
    return tried(
        situation,
        sandbox ->
            sandbox.filtered()
                ? Found.ok("the filter is in force")
                : Found.failed("the kernel took no filter"));
  }

  private static Found tried(Situation situation, Function<Sandbox, Found> judge) {
    return situation
        .sandbox()
        .map(judge)
        .orElseGet(
            () ->
                Found.unknown(
                    situation.workspace().isEmpty()
                        ? "it is tried in a workspace, and there is none"
                        : "it is tried in a sandbox, and there is none"));
  }
}
