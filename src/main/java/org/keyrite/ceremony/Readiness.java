package org.keyrite.ceremony;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Sandbox;
import org.keyrite.machine.Workspace;
import org.keyrite.machine.control.Preflight;

/** Whether a machine is fit for a ceremony: the same question on the day and on the eve of it. */
public final class Readiness {
  private Readiness() {}

  /**
   * Tries in a sandbox what a plan's generator must not be able to do.
   *
   * @throws Failed when there is no kind of sandbox
   */
  public static Sandbox probe(Plan plan, Workspace workspace) throws Failed {
    Path file = plan.file().toAbsolutePath();
    List<Path> forbidden = forbiddenFolders();
    forbidden.addFirst(file.getParent());
    return Sandbox.probe(workspace, plan.generator().folders(), forbidden, List.of(file));
  }

  /**
   * The same without a plan: the home stands for the files that must not be read, unless the
   * workspace is in it.
   *
   * @throws Failed when there is no kind of sandbox
   */
  public static Sandbox probe(Workspace workspace) throws Failed {
    List<Path> unread = home().filter(home -> !workspace.path().startsWith(home)).stream().toList();
    return Sandbox.probe(workspace, List.of(), forbiddenFolders(), unread);
  }

  private static List<Path> forbiddenFolders() {
    List<Path> forbidden = new ArrayList<>(List.of(Path.of("/tmp"), Path.of("/dev/shm")));
    home().ifPresent(forbidden::add);
    return forbidden;
  }

  private static Optional<Path> home() {
    return Optional.ofNullable(System.getenv("HOME")).map(Path::of);
  }

  /**
   * Goes on only if the machine is fit for the ceremony of a plan.
   *
   * @param checks the results of its preflight
   * @param sandbox what was tried; empty if there is none, which {@code checks} have
   * @throws Refused when a check did not pass that the plan does not accept
   */
  public static void require(Plan plan, List<Preflight.Check> checks, Optional<Sandbox> sandbox)
      throws Refused {
    List<String> failed = new ArrayList<>();
    for (Preflight.Check check : checks) {
      if (!check.allowsCeremony()) {
        failed.add(check.control().word() + " (" + check.found().detail() + ")");
      }
    }
    if (!failed.isEmpty()) {
      throw new Refused(
          "This machine is not fit for the ceremony: " + String.join("; ", failed) + ".",
          "Mend that, or have the plan list the check under 'accept' with a reason.");
    }
    Optional<Sandbox> shared = sandbox.filter(tried -> !tried.hasNamespaces());
    if (!plan.generator().files().isEmpty() && shared.isPresent()) {
      throw new Refused(
          "The generator's files cannot be laid out on this machine ("
              + shared.get().whyShared()
              + ").",
          "Namespaces are needed for that: hold the ceremony as root.");
    }
  }
}
