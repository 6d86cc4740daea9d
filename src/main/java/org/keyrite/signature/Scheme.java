package org.keyrite.signature;

/** A signature scheme with a file format of its own. */
public enum Scheme {
  OPENPGP("openpgp"),
  MINISIGN("minisign"),
  SIGNIFY("signify"),
  SSH("ssh");

  private final String word;

  Scheme(String word) {
    this.word = word;
  }

  /** The word for it in a trust policy, a receipt and an option. */
  public String word() {
    return word;
  }
}
