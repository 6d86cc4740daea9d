package org.keyrite.fault;

/** The machine or the plan does not meet a required condition; nothing was begun. Exit status 4. */
public final class Refused extends Fault {
  private static final long serialVersionUID = 1L;

  public Refused(String sentence, String advice) {
    this(sentence, advice, null);
  }

  public Refused(String sentence, String advice, Throwable cause) {
    super(sentence, advice, cause);
  }
}
