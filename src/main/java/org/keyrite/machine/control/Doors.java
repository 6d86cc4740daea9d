package org.keyrite.machine.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrite.machine.Machine;

/** The ways from one program of a machine into another, and into the kernel. */
final class Doors {
  private static final Pattern RELEASE = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4}).*");
  private static final Pattern CHOSEN = Pattern.compile(".*\\[([a-z]+)].*");

  private Doors() {}

  static Found ptrace(Situation situation) throws IOException {
    Machine machine = situation.machine();
    machine.require("proc/sys/kernel");
    Optional<String> scope = machine.textIfThere("proc/sys/kernel/yama/ptrace_scope");
    if (scope.isEmpty()) {
      return Found.failed(
          "a program can read the memory of any other of its user (this kernel has no Yama)");
    }
    return switch (scope.get()) {
      case "0" -> Found.failed("0: a program can read the memory of any other of its user");
      case "1" -> Found.ok("1: a program can read the memory of those that it started");
      case "2" -> Found.ok("2: only root can read another program's memory");
      case "3" -> Found.ok("3: no program can read another's memory");
      default -> throw new IOException("an unknown scope");
    };
  }

  /** Linux 6.2 has a switch; before, everybody could. */
  static Found tiocsti(Situation situation) throws IOException {
    Machine machine = situation.machine();
    Optional<String> allowed = machine.textIfThere("proc/sys/dev/tty/legacy_tiocsti");
    if (allowed.isPresent()) {
      return switch (allowed.get()) {
        case "0" -> Found.ok("no program can type into its terminal");
        case "1" -> Found.failed("a program can type into its terminal, for the next one to read");
        default -> throw new IOException("neither on nor off");
      };
    }
    Matcher release = RELEASE.matcher(machine.text("proc/sys/kernel/osrelease"));
    if (!release.matches() || isSixTwo(release)) {
      throw new IOException("a kernel that has the switch");
    }
    return Found.failed(
        "a program can type into its terminal, for the next one to read (a kernel before 6.2: it"
            + " cannot be switched off)");
  }

  private static boolean isSixTwo(Matcher release) {
    int major = Integer.parseInt(release.group(1));
    return major > 6 || (major == 6 && Integer.parseInt(release.group(2)) >= 2);
  }

  /** Root makes namespaces without them. */
  static Found userNamespaces(Situation situation) throws IOException {
    Machine machine = situation.machine();
    machine.require("proc/sys/kernel");
    List<String> against = new ArrayList<>();
    if (machine.isMissing("proc/sys/user/max_user_namespaces")) {
      against.add("this kernel has none");
    } else if (machine.text("proc/sys/user/max_user_namespaces").equals("0")) {
      against.add("none may be made (user.max_user_namespaces)");
    }
    if (says(machine, "unprivileged_userns_clone", "0")) {
      against.add("only root may make them (kernel.unprivileged_userns_clone)");
    }
    if (says(machine, "apparmor_restrict_unprivileged_userns", "1")) {
      against.add(
          "AppArmor gives no rights in them to programs without a profile"
              + " (kernel.apparmor_restrict_unprivileged_userns)");
    }
    if (against.isEmpty()) {
      return Found.ok("allowed");
    }
    String found = String.join("; ", against);
    return Company.user(machine) == 0
        ? Found.ok("not needed by root; " + found)
        : Found.note(found);
  }

  private static boolean says(Machine machine, String name, String value) throws IOException {
    return machine.textIfThere("proc/sys/kernel/" + name).filter(value::equals).isPresent();
  }

  static Found lockdown(Situation situation) throws IOException {
    Machine machine = situation.machine();
    machine.require("sys/kernel/security");
    Optional<String> modes = machine.textIfThere("sys/kernel/security/lockdown");
    if (modes.isEmpty()) {
      return machine.names("sys/kernel/security").isEmpty()
          ? Found.unknown("securityfs is not mounted")
          : Found.note("this kernel has none: root can read all of its memory");
    }
    Matcher chosen = CHOSEN.matcher(modes.get());
    if (!chosen.matches()) {
      throw new IOException("no mode is chosen");
    }
    return switch (chosen.group(1)) {
      case "none" -> Found.note("none: root can read all of the kernel's memory");
      case "integrity" -> Found.ok("integrity: root cannot change the kernel");
      case "confidentiality" ->
          Found.ok("confidentiality: root can neither change nor read the kernel");
      default -> throw new IOException("an unknown mode");
    };
  }
}
