package org.keyrite.os;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a file.
 *
 * @param from its first byte
 * @param to the first byte that is not in it
 */
public record Stretch(long from, long to) {
  /**
   * What is in some stretches, and not in others.
   *
   * @param some in order, as the others
   */
  public static List<Stretch> difference(List<Stretch> some, List<Stretch> others) {
    List<Stretch> left = new ArrayList<>();
    int passed = 0;
    for (Stretch stretch : some) {
      long from = stretch.from;
      while (passed < others.size() && others.get(passed).to <= from) {
        passed++;
      }
      for (int i = passed; i < others.size() && others.get(i).from < stretch.to; i++) {
        if (from < others.get(i).from) {
          left.add(new Stretch(from, others.get(i).from));
        }
        from = Math.max(from, others.get(i).to);
      }
      if (from < stretch.to) {
        left.add(new Stretch(from, stretch.to));
      }
    }
    return left;
  }
}
