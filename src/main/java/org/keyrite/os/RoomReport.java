package org.keyrite.os;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was told of a room until it was over.
 *
 * @param failure the step that failed and why, when the room could not be made, or the program not
 *     be started in it
 * @param notStarted whether it was the program, not the room, that failed to start
 * @param landlock Landlock's ABI in force; 0 if there is none
 * @param filtered whether the filter of system calls is in force
 * @param attempts what was tried: the kernel's reason for refusing it, empty if it succeeded
 * @param denied what the program tried and was denied, as far as the kernel tells
 * @param status the program's, as {@code waitpid(2)} gives it
 * @param left how many processes it had left behind
 * @param end empty when the room was ended from outside
 */
public record RoomReport(
    Optional<String> failure,
    boolean notStarted,
    int landlock,
    boolean filtered,
    Map<Attempt, Optional<String>> attempts,
    Set<Denial> denied,
    int status,
    int left,
    Optional<End> end) {
  /** Why a program ended. */
  public enum End {
    BY_ITSELF,
    TIME_LIMIT,
    ASKED,
    /** There are processes that cannot be ended. */
    STUCK
  }

  /** In the order of {@code enum step}, from 1. */
  private static final List<String> STEPS =
      List.of(
          "starting a process",
          "changing the user",
          "making a tree of mounts",
          "mounting /proc",
          "showing the system's folders",
          "showing the workspace",
          "laying out the plan's files",
          "changing the root folder",
          "opening its files",
          "setting limits",
          "giving up privileges",
          "entering Landlock",
          "entering the filter",
          "starting the program");

  /** In the orders of {@code enum attempt} and {@code enum end}. */
  private static final List<Attempt> ATTEMPTS = List.of(Attempt.values());

  private static final List<End> ENDS = List.of(End.values());

  /** What each record of the keeper tells, by its first number ({@code enum record}). */
  private static final int FAILED = 1;

  private static final int LANDLOCK = 2;
  private static final int FILTER = 3;
  private static final int ATTEMPT = 4;
  private static final int ENDED = 5;
  private static final int DENIED = 6;

  /** Puts together what is told. */
  static final class Telling {
    private final Map<Attempt, Optional<String>> attempts = new EnumMap<>(Attempt.class);
    private Optional<String> failure = Optional.empty();
    private boolean notStarted;
    private int landlock;
    private boolean filtered;
    private Set<Denial> denied = Set.of();
    private int status;
    private int left;
    private Optional<End> end = Optional.empty();

    void add(int[] numbers) {
      int first = numbers[1];
      int second = numbers[2];
      switch (numbers[0]) {
        case FAILED -> {
          notStarted = first == STEPS.size();
          failure =
              Optional.of(
                  notStarted
                      ? LibC.reason(second)
                      : STEPS.get(first - 1) + ": " + LibC.reason(second));
        }
        case LANDLOCK -> landlock = first;
        case FILTER -> filtered = first != 0;
        case ATTEMPT ->
            attempts.put(
                ATTEMPTS.get(first),
                second == 0 ? Optional.empty() : Optional.of(whyNot(first, second)));
        case DENIED -> denied = Denial.of(first);
        case ENDED -> {
          status = first;
          left = second;
          end = Optional.of(ENDS.get(numbers[3]));
        }
        default -> throw new IllegalStateException("the room tells " + numbers[0]);
      }
    }

    private static String whyNot(int attempt, int errno) {
      return ATTEMPTS.get(attempt) == Attempt.CORE_DUMP ? "none was made" : LibC.reason(errno);
    }

    RoomReport report() {
      return new RoomReport(
          failure, notStarted, landlock, filtered, attempts, denied, status, left, end);
    }
  }
}
