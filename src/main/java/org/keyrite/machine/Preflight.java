package org.keyrite.machine;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyrite.Build;
import org.keyrite.os.Control;

/**
 * The checks before a ceremony. They look at this machine as it is now; they cannot know what it
 * did before, nor see what its firmware does.
 */
public final class Preflight {
  /** What is checked. */
  public enum Item {
    /** No network interface is up. */
    NETWORK,
    /** No memory can be written to a disk as swap. */
    SWAP,
    /** The workspace is in memory. */
    WORKSPACE,
    /** The time is possible, and within the plan's dates. */
    CLOCK,
    /** The process has denied itself sockets, core dumps and new privileges. */
    PROCESS,
    /** The generator will be able to print, and to write the workspace, and nothing else. */
    SANDBOX;

    /** The plan's word for it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The item of this word, unless it is one that no reason excuses. */
    public static Optional<Item> acceptable(String word) {
      return Arrays.stream(values())
          .filter(item -> item != WORKSPACE && item.word().equals(word))
          .findFirst();
    }

    /** The words of those that a reason excuses, for a message. */
    public static String acceptableWords() {
      return Arrays.stream(values())
          .filter(item -> item != WORKSPACE)
          .map(Item::word)
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * The result of one check.
   *
   * @param item what was checked
   * @param passed whether it is as it should be
   * @param detail what was found
   * @param accepted the plan's reason for going on although it did not pass; empty when it passed
   */
  public record Check(Item item, boolean passed, String detail, Optional<String> accepted) {
    /** Whether a ceremony may be held as far as this check is concerned. */
    public boolean allowsCeremony() {
      return passed || accepted.isPresent();
    }

    /** The result in one word. */
    public String word() {
      if (passed) {
        return "ok";
      }
      return accepted.isPresent() ? "accepted" : "FAILED";
    }
  }

  private final Optional<LocalDate> validFrom;
  private final Optional<LocalDate> validUntil;
  private final Map<Item, String> accepted;
  private final Machine machine;
  private final List<Control> controls;
  private final SandboxRequirement required;

  /**
   * The checks of a plan.
   *
   * @param validFrom the first day that the clock may show
   * @param validUntil the last one
   * @param accepted the checks that may fail, each with the reason
   * @param controls what the process has denied itself
   * @param required what the plan requires of the sandbox
   */
  public Preflight(
      Optional<LocalDate> validFrom,
      Optional<LocalDate> validUntil,
      Map<Item, String> accepted,
      Machine machine,
      List<Control> controls,
      SandboxRequirement required) {
    this.validFrom = validFrom;
    this.validUntil = validUntil;
    this.accepted = Map.copyOf(accepted);
    this.machine = machine;
    this.controls = List.copyOf(controls);
    this.required = required;
  }

  /** Carries out every check, in the order of {@link Item}. */
  public List<Check> checks(Workspace workspace, Sandbox sandbox, Instant now) {
    List<Check> checks = new ArrayList<>();
    checks.add(network());
    checks.add(swap());
    checks.add(workspace(workspace, workspace.leftovers()));
    checks.add(clock(now));
    checks.add(process());
    checks.add(sandbox(sandbox));
    return checks;
  }

  private Check network() {
    try {
      List<String> up = machine.interfacesUp();
      return up.isEmpty()
          ? check(Item.NETWORK, true, "no interface is up")
          : check(Item.NETWORK, false, "up: " + String.join(", ", up));
    } catch (IOException e) {
      return check(Item.NETWORK, false, "the kernel's list of interfaces cannot be read");
    }
  }

  private Check swap() {
    try {
      List<String> areas = machine.swap().onDisk();
      return areas.isEmpty()
          ? check(Item.SWAP, true, "none")
          : check(Item.SWAP, false, "on: " + String.join(", ", areas));
    } catch (IOException e) {
      return check(Item.SWAP, false, "the kernel's list of swap areas cannot be read");
    }
  }

  private Check workspace(Workspace workspace, List<Leftover> left) {
    String kind = workspace.mount().type().name().toLowerCase(Locale.ROOT);
    String own = workspace.path() + " (" + kind + ")";
    if (left.isEmpty()) {
      return check(Item.WORKSPACE, true, own);
    }
    String names = left.stream().map(Leftover::inWords).collect(Collectors.joining(", "));
    return check(
        Item.WORKSPACE,
        false,
        own + "; a killed run has left " + names + ": run this at a terminal to wipe that");
  }

  private Check clock(Instant now) {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    if (now.isBefore(Build.DATE)) {
      return check(Item.CLOCK, false, time + " is before this program was built");
    }
    if (validFrom.filter(today::isBefore).isPresent()) {
      return check(Item.CLOCK, false, time + " is before the plan's first day");
    }
    if (validUntil.filter(today::isAfter).isPresent()) {
      return check(Item.CLOCK, false, time + " is after the plan's last day");
    }
    return check(Item.CLOCK, true, time);
  }

  private Check process() {
    List<String> missing =
        controls.stream()
            .filter(control -> !control.applied())
            .map(control -> control.name() + " (" + control.detail() + ")")
            .toList();
    return missing.isEmpty()
        ? check(Item.PROCESS, true, "no sockets, no core dumps, no new privileges")
        : check(Item.PROCESS, false, "not applied: " + String.join(", ", missing));
  }

  private Check sandbox(Sandbox sandbox) {
    List<String> objections = sandbox.objections(required);
    return objections.isEmpty()
        ? check(Item.SANDBOX, true, sandbox.inWords() + "; nothing got out")
        : check(Item.SANDBOX, false, String.join("; ", objections));
  }

  private Check check(Item item, boolean passed, String detail) {
    Optional<String> reason = Optional.ofNullable(accepted.get(item));
    return new Check(item, passed, detail, passed ? Optional.empty() : reason);
  }
}
