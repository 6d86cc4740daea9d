package org.keyrite.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** Who holds the ceremony, and what the kernel gives them. */
public enum AttackedMachine {
  ROOT(true, ""),
  USER(false, ""),
  USER_WITHOUT_NAMESPACES(false, "namespaces"),
  USER_WITHOUT_LANDLOCK(false, "landlock"),
  ROOT_WITHOUT_NAMESPACES(true, "namespaces");

  /** An ordinary user's number; nobody needs to have it. */
  private static final String USER_ID = "1234";

  private static final boolean TESTED_BY_ROOT = ownerOfSelf() == 0;

  private final boolean root;
  private final String lacking;

  AttackedMachine(boolean root, String lacking) {
    this.root = root;
    this.lacking = lacking;
  }

  private static int ownerOfSelf() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Goes on only if whoever runs the tests can be this one. */
  public void require() {
    if (root && !TESTED_BY_ROOT) {
      throw new TestAbortedException("only root can hold a ceremony as root");
    }
    if (!root && TESTED_BY_ROOT) {
      Tools.require("setpriv");
    }
  }

  /** Whether the user's other files are out of sight: in namespaces, or for nobody. */
  public boolean hidesFiles() {
    return root || !lacking.equals("namespaces");
  }

  /** Whether files are hidden by namespaces alone. */
  public boolean isWithoutLandlock() {
    return lacking.equals("landlock");
  }

  /** The beginning of a command line that runs a program as this user. */
  public List<String> user() {
    return root || !TESTED_BY_ROOT
        ? List.of()
        : List.of("setpriv", "--reuid=" + USER_ID, "--regid=" + USER_ID, "--clear-groups");
  }

  /** The beginning of a command line that runs a program as this user, on this machine. */
  List<String> command(AttackPrograms programs) {
    List<String> command = new ArrayList<>();
    if (!lacking.isEmpty()) {
      command.addAll(List.of(programs.without().toString(), lacking));
    }
    command.addAll(user());
    return command;
  }

  /** Gives folders, and what is in them, to this user. */
  void own(Path... folders) {
    if (root || !TESTED_BY_ROOT) {
      return;
    }
    for (Path folder : folders) {
      List<String> command = List.of("chown", "-R", USER_ID + ":" + USER_ID, folder.toString());
      if (Keyrite.execute(new byte[0], command).status() != 0) {
        throw new AssertionError(String.join(" ", command));
      }
    }
  }
}
