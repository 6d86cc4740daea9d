package org.keyrite.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keyrite.testing.Keyrite;

/** How a run ends: well, with an ordinary failure, or in one of these ways at some moment. */
enum Ending {
  WELL(Set.of(0)),
  FAILURE(Set.of(1, 3)),
  KILL(Set.of(0, 137)),
  TERM(Set.of(0, 143)),
  INT(Set.of(0, 130)),
  HUP(Set.of(0, 129)),
  /** Is ignored as soon as there is a handler. */
  PIPE(Set.of(0, 141)),
  QUIT(Set.of(0, 131)),
  USR1(Set.of(0, 138)),
  /** Is stopped for a while. */
  STOP(Set.of(0)),
  /** Nobody reads standard output any more. */
  CLOSED_OUTPUT(Set.of(0, 1, 141)),
  /** The disk with the output is full. */
  FULL_DISK(Set.of(0, 1)),
  /** No file may be longer ({@code ulimit -f}). */
  FILE_LIMIT(Set.of(0, 1, 4)),
  /** The shell that has started it is killed: it goes on. */
  PARENT_KILLED(Set.of(-1)),
  /** Its terminal goes away. */
  HANGUP(Set.of(-1));

  /** Where somebody else is told of the program's end. */
  static final int UNSEEN = -1;

  /** One whose disk has room for so many KiB; what is on it at the end is copied. */
  private static final String SMALL_DISK =
      "mount -t tmpfs -o mode=0700,size=$1k tmpfs \"$2\" || exit 99\n"
          + "disk=$2 copy=$3\nshift 3\n\"$@\"\nstatus=$?\ncp -a \"$disk/.\" \"$copy\" || exit 98\n"
          + "exit $status\n";

  private static final String SMALL_FILES = "ulimit -f \"$1\"\nshift\nexec \"$@\"\n";

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is
  private final Set<Integer> statuses;

  Ending(Set<Integer> statuses) {
    this.statuses = statuses;
  }

  /** Whether keyrite may end with this status. */
  boolean allows(int status) {
    return statuses.contains(status);
  }

  /** Whether something is done to the program, at a moment of its time. */
  boolean isAtMoment() {
    return switch (this) {
      case WELL, FAILURE, FULL_DISK, FILE_LIMIT -> false;
      default -> true;
    };
  }

  /** Whether it is a signal that is sent to keyrite itself. */
  boolean isSignal() {
    return isAtMoment() && this != CLOSED_OUTPUT && this != PARENT_KILLED && this != HANGUP;
  }

  /** Whether the process that is started stands before keyrite, as its parent. */
  boolean isAroundIt() {
    return this == PARENT_KILLED || this == HANGUP || this == FULL_DISK;
  }

  /** Of how many runs it makes a sweep, if so many moments are asked for. */
  int runs(int moments) {
    return this == WELL || this == FAILURE ? 1 : moments;
  }

  /**
   * The command line.
   *
   * @param part how much of the file or disk there is room for, of so many parts
   */
  List<String> command(Deed deed, int part, int parts) {
    List<String> keyrite = new ArrayList<>(List.of("env", "--default-signal"));
    keyrite.add(Keyrite.executable().toString());
    keyrite.addAll(this == FAILURE ? deed.failing() : deed.arguments());
    return switch (this) {
      case FULL_DISK ->
          before(
              keyrite,
              "unshare",
              Deed.isRoot() ? "-m" : "-rm",
              "sh",
              "-c",
              SMALL_DISK,
              "sh",
              Long.toString(4 * (1 + deed.goodPages() * part / parts)),
              deed.place().toString(),
              deed.copy().toString());
      case FILE_LIMIT ->
          before(
              keyrite,
              "sh",
              "-c",
              SMALL_FILES,
              "sh",
              Long.toString(deed.longestFile() * part / parts / 512));
      case PARENT_KILLED -> before(keyrite, "sh", "-c", "\"$@\"; exit $?", "sh");
      case HANGUP -> List.of("script", "-qec", "exec " + quoted(keyrite), "/dev/null");
      default -> keyrite;
    };
  }

  private static List<String> before(List<String> command, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(command);
    return all;
  }

  private static String quoted(List<String> command) {
    return "'" + String.join("' '", command) + "'";
  }
}
