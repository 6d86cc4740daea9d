package org.keyrite.escrow.slip39;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.Callgrind;
import org.keyrite.testing.EscrowFixture;

/**
 * What the processor runs to combine shares is the same for all secrets, instruction by
 * instruction: the compiler has made no jump of a mask.
 *
 * <p>The shares differ in nothing but the secret. They are written with four letters for each word,
 * because the letters after those are read one by one.
 */
@Tag("tool")
class EscrowConstantTimeIT {
  /** Of the field's polynomial; multiplying masks with it, and nothing else in escrow does. */
  private static final int POLYNOMIAL = 0x11b;

  private static final int BYTES = 32;

  @TempDir private Path scratch;

  private EscrowFixture memory;

  @BeforeEach
  void begin() throws IOException {
    memory = new EscrowFixture();
  }

  @AfterEach
  void end() throws IOException {
    memory.close();
  }

  /** The shares that are just enough, restored by the executable. */
  private Callgrind combine(byte[] secret, int threshold) throws IOException {
    SharingPolicy policy = Sharing.policy(1, threshold + " of " + threshold);
    List<Share> shares = Sharing.split(secret, policy, 4711);
    Path restored = memory.memory().resolve("restored");
    // Valgrind knows no filter of system calls, so one control is not in force.
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "escrow",
                "combine",
                "--foreign",
                "--yes",
                "--controls-may-fail",
                "-o",
                restored.toString()));
    for (int i = 0; i < threshold; i++) {
      String words =
          Arrays.stream(Ascii.words(shares.get(i)).split(" ", -1))
              .map(word -> word.substring(0, 4))
              .collect(Collectors.joining(" "));
      arguments.add(Files.writeString(scratch.resolve("share" + i), words).toString());
    }
    Callgrind counts = Callgrind.of(scratch, arguments.toArray(String[]::new));
    Files.delete(restored);
    return counts;
  }

  private static byte[] filled(int value) {
    byte[] secret = new byte[BYTES];
    Arrays.fill(secret, (byte) value);
    return secret;
  }

  @Test
  void everyInstructionOfTheFieldRunsAsOftenForEverySecret() throws IOException {
    NavigableSet<Long> masks = Callgrind.masksWith(POLYNOMIAL);
    Callgrind first = combine(filled(0), 3);
    Map<Long, NavigableMap<Long, Long>> field = first.with(masks);
    assertFalse(field.isEmpty(), "the field's arithmetic was not found");
    long products =
        field.values().stream()
            .flatMap(counts -> counts.entrySet().stream())
            .filter(count -> masks.contains(count.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    // A product masks at least seven times: for each byte of three shares, for secret and digest.
    assertTrue(products >= 2 * 3 * BYTES * 7, "" + products);
    for (byte[] secret :
        List.of(filled(0), filled(0xff), filled(1), filled(0x80), Sharing.secret(BYTES, 1))) {
      assertEquals(field, combine(secret, 3).with(masks));
    }
    assertNotEquals(field, combine(filled(0), 2).with(masks), "it would notice");
  }
}
