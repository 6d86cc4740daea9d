package org.keyrite.text;

/** Digits that people compare. */
public final class Groups {
  private Groups() {}

  /** The digits in groups of four, as people read them to each other. */
  public static String ofFour(String digits) {
    return digits.replaceAll("....(?=.)", "$0 ");
  }
}
