package org.keyrite.fault;

/** A verification was carried out, and its answer is no. Exit status 3. */
public final class Denied extends Fault {
  private static final long serialVersionUID = 1L;

  public Denied(String sentence, String advice) {
    this(sentence, advice, null);
  }

  public Denied(String sentence, String advice, Throwable cause) {
    super(sentence, advice, cause);
  }
}
