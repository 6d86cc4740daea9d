package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often each instruction of the executable ran, by its address. The executable has no symbols:
 * a function is known by where it begins.
 *
 * @param functions the counts, by the function's address and the instruction's
 */
public record Callgrind(NavigableMap<Long, NavigableMap<Long, Long>> functions) {
  private static final Pattern COST = Pattern.compile("0x([0-9a-f]+) \\d+ (\\d+)");
  private static final Pattern FUNCTION = Pattern.compile("fn=0x([0-9a-f]+)");

  /** Runs the executable under test, which must succeed. */
  public static Callgrind of(Path scratch, String... arguments) throws IOException {
    Tools.require("valgrind");
    Path counts = scratch.resolve("counts");
    List<String> command =
        new ArrayList<>(
            List.of(
                "valgrind",
                "--tool=callgrind",
                "--dump-instr=yes",
                "--compress-pos=no",
                "--compress-strings=no",
                "--callgrind-out-file=" + counts,
                Keyrite.executable().toString()));
    command.addAll(List.of(arguments));
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    assertEquals(0, result.status(), result.stderr());
    return parse(Files.readAllLines(counts));
  }

  private static Callgrind parse(List<String> lines) {
    NavigableMap<Long, NavigableMap<Long, Long>> functions = new TreeMap<>();
    NavigableMap<Long, Long> counts = new TreeMap<>();
    boolean called = false;
    for (String line : lines) {
      Matcher function = FUNCTION.matcher(line);
      Matcher cost = COST.matcher(line);
      if (line.startsWith("fn=")) {
        long start = function.matches() ? Long.parseLong(function.group(1), 16) : 0;
        counts = functions.computeIfAbsent(start, _ -> new TreeMap<>());
      } else if (line.startsWith("calls=")) {
        called = true; // The next line has what was spent elsewhere.
      } else if (cost.matches()) {
        if (!called) {
          counts.merge(Long.parseLong(cost.group(1), 16), Long.parseLong(cost.group(2)), Long::sum);
        }
        called = false;
      }
    }
    return new Callgrind(functions);
  }

  /** How many instructions ran. */
  public long total() {
    return functions.values().stream()
        .flatMap(counts -> counts.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /**
   * The functions that ran one of some instructions, as they ran.
   *
   * @param instructions by address; a function without any of them is left out
   */
  public Map<Long, NavigableMap<Long, Long>> with(NavigableSet<Long> instructions) {
    Map<Long, NavigableMap<Long, Long>> found = new HashMap<>();
    functions.forEach(
        (start, counts) -> {
          if (counts.keySet().stream().anyMatch(instructions::contains)) {
            found.put(start, counts);
          }
        });
    return found;
  }

  /**
   * Where the executable may have an {@code and} of a register with a number. What only looks like
   * one in the middle of something else never runs.
   */
  public static NavigableSet<Long> masksWith(int number) throws IOException {
    ByteBuffer elf =
        ByteBuffer.wrap(Files.readAllBytes(Keyrite.executable())).order(ByteOrder.LITTLE_ENDIAN);
    NavigableSet<Long> found = new TreeSet<>();
    int headers = (int) elf.getLong(32);
    for (int i = 0; i < elf.getShort(56); i++) {
      int header = headers + i * elf.getShort(54);
      boolean executed = elf.getInt(header) == 1 && (elf.getInt(header + 4) & 1) != 0;
      if (executed) {
        int offset = (int) elf.getLong(header + 8);
        int end = offset + (int) elf.getLong(header + 32);
        long base = elf.getLong(header + 16) - offset;
        for (int at = offset + 3; at + 4 <= end; at++) {
          if (elf.getInt(at) == number) {
            addStarts(elf, at, base, found);
          }
        }
      }
    }
    return found;
  }

  /** {@code 25 imm32} of eax; {@code 81 /4 imm32} of others, of the upper eight with a prefix. */
  private static void addStarts(ByteBuffer elf, int at, long base, NavigableSet<Long> found) {
    if (elf.get(at - 1) == 0x25) {
      found.add(base + at - 1);
    }
    if ((elf.get(at - 2) & 0xff) == 0x81 && (elf.get(at - 1) & 0xf8) == 0xe0) {
      found.add(base + at - 2 - ((elf.get(at - 3) & 0xf0) == 0x40 ? 1 : 0));
    }
  }
}
