package org.keyrite.testing;

import java.util.Random;

/**
 * A claim that holds for every input, tried with many random ones: the same ones in every run. Each
 * try has a seed of its own. A failure names it, and {@code -Dkeyrite.trial.seed=} repeats that try
 * alone.
 */
public final class Trials {
  private static final String REPEATED = "keyrite.trial.seed";
  private static final long FIRST_SEED = 1;

  private Trials() {}

  /** What must hold, whatever the random source gives. */
  @FunctionalInterface
  public interface Claim {
    void holds(Random random) throws Exception;
  }

  /** Tries a claim so many times. */
  public static void run(int tries, Claim claim) {
    Long repeated = Long.getLong(REPEATED);
    if (repeated != null) {
      one(repeated, claim);
      return;
    }
    Random seeds = new Random(FIRST_SEED);
    for (int i = 0; i < tries; i++) {
      one(seeds.nextLong(), claim);
    }
  }

  @SuppressWarnings("CatchingUnchecked") // finding those is the purpose
  private static void one(long seed, Claim claim) {
    try {
      claim.holds(new Random(seed));
    } catch (Exception | AssertionError | StackOverflowError e) {
      throw new AssertionError("-D" + REPEATED + "=" + seed + " repeats this: " + e, e);
    }
  }

  /** Any bytes, at most so many. */
  public static byte[] bytes(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Any text of at most so many characters, of ASCII as often as not; surrogates may be alone. */
  public static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append((char) random.nextInt(Character.MAX_VALUE + 1));
        case 1 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
        default -> text.append((char) random.nextInt(128));
      }
    }
    return text.toString();
  }

  /** At least and at most so many of these parts, in any order, one after the other. */
  public static String joined(Random random, int least, int most, String... parts) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(least, most + 1); left > 0; left--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }
}
