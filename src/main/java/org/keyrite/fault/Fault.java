package org.keyrite.fault;

import java.util.Objects;

/**
 * An outcome that ends a command: one sentence says what is wrong, one what to do.
 *
 * <p>Neither sentence may hold a secret; both may hold text from outside, which the renderer
 * escapes.
 */
public abstract sealed class Fault extends Exception permits Failed, Denied, Refused {
  private static final long serialVersionUID = 1L;

  private final String advice;

  Fault(String sentence, String advice, Throwable cause) {
    super(Objects.requireNonNull(sentence), cause);
    this.advice = Objects.requireNonNull(advice);
  }

  /** What the person can do about it; empty where the first sentence already says so. */
  public String advice() {
    return advice;
  }
}
