package org.keyrite.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Feeds a parser with mutations of good and bad inputs, the same ones in every run. Whatever it is
 * fed, it ends in a result or in its own exception, soon, and without filling the memory.
 *
 * <p>A long run sets {@code keyrite.fuzz.iterations} (for each target) and perhaps {@code
 * keyrite.fuzz.seed}; a failure prints both, and the input.
 */
public final class Fuzzing {
  private static final int FEW = 4000;

  /** For one input, in nanoseconds and in bytes allocated; a hundred times what any needs. */
  private static final long MAX_TIME = 5_000_000_000L;

  private static final long MAX_MEMORY = 64 << 20;

  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Class<? extends Exception> own;
  private final Parser parser;

  private Fuzzing(Class<? extends Exception> own, Parser parser) {
    this.own = own;
    this.parser = parser;
  }

  /** What is fed. It may check what it gets of the input, too. */
  @FunctionalInterface
  public interface Parser {
    void parse(byte[] input) throws Exception;
  }

  /**
   * What happened.
   *
   * @param accepted how many inputs were taken
   * @param refused how many ended in the parser's own exception
   */
  public record Outcome(long accepted, long refused) {}

  /** A parser, and the only exception that it may throw. */
  public static Fuzzing of(Class<? extends Exception> own, Parser parser) {
    return new Fuzzing(own, parser);
  }

  /**
   * Runs the parser over the seeds, and then over mutations of them.
   *
   * @param words what the format is made of
   */
  public Outcome run(List<byte[]> seeds, String... words) {
    long iterations = Long.getLong("keyrite.fuzz.iterations", FEW);
    long seed = Long.getLong("keyrite.fuzz.seed", 1);
    Mutation mutation = new Mutation(seeds, Arrays.asList(words), new Random(seed));
    long accepted = 0;
    for (byte[] input : seeds) {
      accepted += accepts(input, "a seed") ? 1 : 0;
    }
    for (long i = 0; i < iterations; i++) {
      accepted += accepts(mutation.next(), "iteration " + i + " of seed " + seed) ? 1 : 0;
    }
    return new Outcome(accepted, seeds.size() + iterations - accepted);
  }

  private boolean accepts(byte[] input, String which) {
    long memory = MEMORY.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    boolean accepted = parse(input.clone(), which);
    if (System.nanoTime() - start > MAX_TIME) {
      throw failure("took more than " + MAX_TIME + " ns", which, input, null);
    }
    if (MEMORY.getCurrentThreadAllocatedBytes() - memory > MAX_MEMORY) {
      throw failure("took more than " + MAX_MEMORY + " bytes", which, input, null);
    }
    return accepted;
  }

  @SuppressWarnings("CatchingUnchecked") // finding those is the purpose
  private boolean parse(byte[] input, String which) {
    try {
      parser.parse(input);
      return true;
    } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
      if (own.isInstance(e)) {
        return false;
      }
      throw failure("ended in " + e, which, input, e);
    }
  }

  private static AssertionError failure(String what, String which, byte[] input, Throwable cause) {
    String shown = Base64.getEncoder().encodeToString(input);
    return new AssertionError(which + " " + what + ": base64 " + shown, cause);
  }
}
