package org.keyrite.fault;

/** Something did not work: a program, a disk, a file that cannot be read. Exit status 1. */
public final class Failed extends Fault {
  private static final long serialVersionUID = 1L;

  public Failed(String sentence, String advice) {
    this(sentence, advice, null);
  }

  public Failed(String sentence, String advice, Throwable cause) {
    super(sentence, advice, cause);
  }
}
