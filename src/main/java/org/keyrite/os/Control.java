package org.keyrite.os;

/**
 * A protection of the process, and what became of it.
 *
 * @param name what is protected, in a few words for a person
 * @param state whether it is in force
 * @param detail the kernel's reason where it is not; otherwise empty
 */
public record Control(String name, State state, String detail) {
  /** What became of a control. */
  public enum State {
    /** The kernel accepted it. */
    APPLIED,
    /** The kernel refused it, or did not know it. */
    FAILED,
    /** This build of the program cannot ask for it. */
    NOT_AVAILABLE
  }

  /** Whether the kernel accepted it. */
  public boolean applied() {
    return state == State.APPLIED;
  }
}
