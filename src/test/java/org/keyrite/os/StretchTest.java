package org.keyrite.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is in some stretches and not in others is exactly that. */
final class StretchTest {
  private static final int LENGTH = 12;

  private static List<Stretch> stretches(BitSet bytes) {
    List<Stretch> found = new ArrayList<>();
    for (int from = bytes.nextSetBit(0); from >= 0; ) {
      int to = bytes.nextClearBit(from);
      found.add(new Stretch(from, to));
      from = bytes.nextSetBit(to);
    }
    return found;
  }

  private static BitSet bytes(List<Stretch> stretches) {
    BitSet bytes = new BitSet();
    stretches.forEach(stretch -> bytes.set((int) stretch.from(), (int) stretch.to()));
    return bytes;
  }

  @Test
  void theDifferenceHasEachByteThatOnlyTheFirstHave() {
    Random random = new Random(13);
    for (int i = 0; i < 20_000; i++) {
      BitSet some = BitSet.valueOf(new long[] {random.nextInt(1 << LENGTH)});
      BitSet others = BitSet.valueOf(new long[] {random.nextInt(1 << LENGTH)});
      BitSet expected = (BitSet) some.clone();
      expected.andNot(others);
      List<Stretch> difference = Stretch.difference(stretches(some), stretches(others));
      assertEquals(expected, bytes(difference), some + " without " + others);
      assertEquals(
          expected.cardinality(), difference.stream().mapToLong(s -> s.to() - s.from()).sum());
    }
  }

  @Test
  void ofNothingNothingIsLeft() {
    assertEquals(List.of(), Stretch.difference(List.of(new Stretch(0, 0)), List.of()));
    assertEquals(
        List.of(new Stretch(0, 9)), Stretch.difference(List.of(new Stretch(0, 9)), List.of()));
  }
}
