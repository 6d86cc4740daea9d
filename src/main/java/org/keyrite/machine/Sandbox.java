package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.os.Attempt;
import org.keyrite.os.MemoryFile;
import org.keyrite.os.Room;
import org.keyrite.os.RoomReport;

/**
 * What holds the generator, as this kernel allows it. Nothing is taken for granted: what must fail
 * in it was tried.
 *
 * @param mode whether it has namespaces of its own
 * @param whyShared why it has none; empty if it has
 * @param landlock Landlock's ABI; 0 if there is none
 * @param filtered whether there is a filter of system calls
 * @param attempts what was tried: the kernel's reason for refusing it, empty if it succeeded
 */
public record Sandbox(
    Room.Mode mode,
    String whyShared,
    int landlock,
    boolean filtered,
    Map<Attempt, Optional<String>> attempts) {
  /**
   * What programs and their libraries are made of, on every Linux; what is not there is left out.
   */
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/usr"),
          Path.of("/bin"),
          Path.of("/sbin"),
          Path.of("/lib"),
          Path.of("/lib32"),
          Path.of("/lib64"),
          Path.of("/libx32"),
          Path.of("/etc"),
          Path.of("/nix/store"),
          Path.of("/gnu/store"));

  /** The largest file that a generator may write, in bytes. */
  public static final int MOST_FILE_BYTES = 64 << 20;

  private static final long MOST_DATA_BYTES = 2L << 30;

  /**
   * Makes a room of each kind, from the best to the least, until one can be made; and tries in it
   * what must fail.
   *
   * @param folders other folders that the program may read, and execute from
   * @param forbiddenFolders where it must not write
   * @param forbiddenFiles what it must not read
   * @throws Failed when there is no kind of room
   */
  public static Sandbox probe(
      Workspace workspace,
      List<Path> folders,
      List<Path> forbiddenFolders,
      List<Path> forbiddenFiles)
      throws Failed {
    String whyNot = "";
    for (Room.Mode mode : Room.modes()) {
      try {
        RoomReport report =
            Room.attempts(
                setting(mode, workspace, folders, Map.of()),
                forbiddenFolders,
                forbiddenFiles.stream().filter(file -> !isShown(file, folders)).toList());
        if (report.failure().isEmpty()) {
          return new Sandbox(mode, whyNot, report.landlock(), report.filtered(), report.attempts());
        }
        whyNot = report.failure().get();
      } catch (IOException e) {
        whyNot = Reason.of(e);
      }
    }
    throw new Failed(
        "There is no sandbox for the generator (" + whyNot + ").",
        "docs/sandbox.md says what a kernel has to allow.");
  }

  private static boolean isShown(Path file, List<Path> folders) {
    Path absolute = file.toAbsolutePath();
    return SYSTEM.stream().anyMatch(absolute::startsWith)
        || folders.stream().anyMatch(absolute::startsWith);
  }

  private static Room.Setting setting(
      Room.Mode mode, Workspace workspace, List<Path> folders, Map<String, MemoryFile> files) {
    List<Path> shown = new ArrayList<>(SYSTEM);
    shown.addAll(folders);
    return new Room.Setting(
        mode, workspace.path(), workspace.folder(), shown, files, MOST_FILE_BYTES, MOST_DATA_BYTES);
  }

  /** A room of the kind that was tried. */
  public Room.Setting setting(
      Workspace workspace, List<Path> folders, Map<String, MemoryFile> files) {
    return setting(mode, workspace, folders, files);
  }

  /** The variables that a program has there: where it finds programs, and where it may write. */
  public static List<String> environment(Workspace workspace) {
    String home = workspace.path().toString();
    return List.of(
        "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=" + home, "TMPDIR=" + home, "LC_ALL=C.UTF-8");
  }

  /** Whether the generator has namespaces of its own. */
  public boolean hasNamespaces() {
    return mode != Room.Mode.SHARED;
  }

  /** Whether every way to a network was tried, and refused. */
  public boolean isWithoutNetwork() {
    return Attempt.NETWORK.stream().allMatch(this::isRefused);
  }

  private boolean isRefused(Attempt attempt) {
    return attempts.containsKey(attempt) && attempts.get(attempt).isPresent();
  }

  /** What is less than it should be, each in a clause; none if it is fit. */
  public List<String> objections(SandboxRequirement required) {
    List<String> objections = new ArrayList<>();
    if (!filtered) {
      objections.add("there is no filter of system calls (seccomp)");
    }
    if (!hasNamespaces() && (required.namespaces() || landlock == 0)) {
      objections.add("it has no namespaces (" + whyShared + ")");
    }
    if (landlock < Math.max(required.landlock(), hasNamespaces() ? 0 : 1)) {
      objections.add(
          (landlock == 0 ? "the kernel has no Landlock" : "Landlock's ABI is " + landlock)
              + (required.landlock() > 0 ? ", the plan requires " + required.landlock() : ""));
    }
    for (Attempt attempt : Attempt.values()) {
      if (!isRefused(attempt)) {
        objections.add(
            attempts.containsKey(attempt)
                ? "it could " + attempt.inWords()
                : "it was not tried to " + attempt.inWords());
      }
    }
    return objections;
  }

  /** What is in force, in one clause. */
  public String inWords() {
    return (hasNamespaces() ? "namespaces" : "no namespaces (" + whyShared + ")")
        + (landlock > 0 ? ", Landlock " + landlock : ", no Landlock")
        + (filtered ? ", filter" : ", no filter");
  }
}
