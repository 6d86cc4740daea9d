package org.keyrite.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes inputs as accidents and attackers do: bytes, words, lines and lengths. */
final class Mutation {
  private static final int MOST_CHANGES = 6;

  /** In bytes: inputs do not grow beyond this by being doubled again and again. */
  private static final int MAX_LENGTH = 1 << 17;

  private static final byte[] EDGES = {0, 1, '\t', '\n', '\r', ' ', '-', '=', 0x7f, -1, -128};

  private final List<byte[]> seeds;
  private final List<byte[]> words;
  private final Random random;

  /**
   * Mutations of seeds.
   *
   * @param words what the format is made of, to be put anywhere
   */
  Mutation(List<byte[]> seeds, List<String> words, Random random) {
    this.seeds = List.copyOf(seeds);
    this.words = words.stream().map(word -> word.getBytes(StandardCharsets.ISO_8859_1)).toList();
    this.random = random;
  }

  byte[] next() {
    byte[] input = seed();
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      input = change(input);
    }
    return input;
  }

  private byte[] seed() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] change(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = Math.min(input.length, from + 1 + random.nextInt(1 << random.nextInt(9)));
    byte[] nothing = {};
    return switch (random.nextInt(10)) {
      case 0 -> replace(input, from, to, nothing);
      case 1 -> Arrays.copyOf(input, from);
      case 2 -> replace(input, from, from, new byte[] {(byte) random.nextInt(256)});
      case 3 -> replace(input, from, to, new byte[] {EDGES[random.nextInt(EDGES.length)]});
      case 4 -> replace(input, from, from, Arrays.copyOfRange(input, from, to));
      case 5 -> spliced(input, from);
      case 6 -> words.isEmpty() ? input : replace(input, from, from, word());
      case 7 -> withoutLine(input, from);
      case 8 -> repeated(input, from, to);
      default -> flipped(input, from);
    };
  }

  private byte[] word() {
    return words.get(random.nextInt(words.size()));
  }

  /** The start of one input, and the end of another. */
  private byte[] spliced(byte[] input, int at) {
    byte[] other = seed();
    return replace(
        input,
        at,
        input.length,
        Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length));
  }

  private byte[] withoutLine(byte[] input, int at) {
    int start = at;
    while (start > 0 && input[start - 1] != '\n') {
      start--;
    }
    int end = at;
    while (end < input.length && input[end] != '\n') {
      end++;
    }
    byte[] line = Arrays.copyOfRange(input, start, Math.min(end + 1, input.length));
    byte[] rest = replace(input, start, Math.min(end + 1, input.length), new byte[0]);
    int elsewhere = random.nextInt(rest.length + 1);
    return random.nextBoolean() ? rest : replace(rest, elsewhere, elsewhere, line);
  }

  private byte[] repeated(byte[] input, int from, int to) {
    byte[] part = Arrays.copyOfRange(input, from, to);
    int times = part.length == 0 ? 0 : Math.min(MAX_LENGTH / part.length, 1 << random.nextInt(12));
    byte[] all = new byte[part.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(part, 0, all, i * part.length, part.length);
    }
    return replace(input, from, from, all);
  }

  private byte[] flipped(byte[] input, int at) {
    byte[] changed = input.clone();
    if (at < changed.length) {
      changed[at] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private static byte[] replace(byte[] input, int from, int to, byte[] by) {
    long length = (long) input.length - (to - from) + by.length;
    if (length > MAX_LENGTH) {
      return input;
    }
    byte[] changed = Arrays.copyOf(input, (int) length);
    System.arraycopy(by, 0, changed, from, by.length);
    System.arraycopy(input, to, changed, from + by.length, input.length - to);
    return changed;
  }
}
