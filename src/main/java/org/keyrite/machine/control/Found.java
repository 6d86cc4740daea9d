package org.keyrite.machine.control;

/**
 * What was found of a control.
 *
 * @param state how it is
 * @param detail what was found, for a person
 * @param lasting the same without what changes by itself, such as the time or a process's number:
 *     it differs tomorrow only if the machine does
 */
public record Found(State state, String detail, String lasting) {
  /** How a control is. */
  public enum State {
    /** As it should be. */
    OK("ok"),
    /** A secret could get out of this machine, or stay on it. */
    FAILED("FAILED"),
    /** What would make it harder still is not there, or matters together with something else. */
    NOTE("note"),
    /** It cannot be told: never taken for well. */
    UNKNOWN("unknown");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** The word that people and programs see. */
    public String word() {
      return word;
    }
  }

  static Found ok(String detail) {
    return new Found(State.OK, detail, detail);
  }

  static Found failed(String detail) {
    return new Found(State.FAILED, detail, detail);
  }

  static Found note(String detail) {
    return new Found(State.NOTE, detail, detail);
  }

  static Found unknown(String detail) {
    return new Found(State.UNKNOWN, detail, detail);
  }

  /** The same, told in a way that lasts. */
  Found lasting(String told) {
    return new Found(state, detail, told);
  }

  /** Whether it is as it should be. */
  public boolean isOk() {
    return state == State.OK;
  }
}
