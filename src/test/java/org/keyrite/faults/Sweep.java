package org.keyrite.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.keyrite.testing.Keyrite;

/** All ways to end of one command, each at so many moments of an undisturbed run. */
final class Sweep {
  private static final int WAYS = Ending.values().length;

  /** It has no divisor in common with the number of ways. */
  private static final int STEP = 7;

  private final Deed deed;
  private final int number;
  private final int moments;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private long undisturbed;

  /**
   * @param number of this sweep among others: each begins at another moment
   */
  Sweep(Deed deed, int number, int moments) {
    this.deed = deed;
    this.number = number;
    this.moments = moments;
  }

  /** What is counted of one command that ends in one way. */
  static final class Row {
    private final String name;
    private final Ending ending;
    private final Set<Integer> statuses = new TreeSet<>();
    private int runs;
    private int present;
    private int complete;
    private int leftover;
    private int half;
    private int found;

    private Row(String name, Ending ending) {
      this.name = name;
      this.ending = ending;
    }

    static String heading() {
      return "| command | ending | runs | secret there at the moment | complete | leftover in memory"
          + " | half | found afterwards | status |\n|---|---|---|---|---|---|---|---|---|\n";
    }

    @Override
    public String toString() {
      return "| %s | %s | %d | %s | %d | %d | %d | %d | %s |\n"
          .formatted(
              name,
              ending,
              runs,
              ending.isAtMoment() && Deed.isRoot() ? present + "" : "-",
              complete,
              leftover,
              half,
              found,
              statuses);
    }
  }

  /** Makes it. */
  Sweep run() throws Exception {
    learn();
    Ending[] endings = Ending.values();
    for (int way = 0; way < WAYS; way++) {
      Ending ending = endings[way];
      Row row = new Row(deed.name(), ending);
      rows.add(row);
      int runs = ending.runs(moments);
      for (int i = 0; i < runs; i++) {
        // No two endings have the same moments.
        int part = i * WAYS + (number + STEP * way) % WAYS;
        try {
          one(row, part, runs * WAYS);
        } catch (AssertionError e) {
          String what = "%s, %s at %d/%d: ".formatted(deed.name(), ending, part, runs * WAYS);
          faults.add(what + e.getMessage());
          deed.clear();
        }
      }
    }
    return this;
  }

  /** The second of two runs is measured. */
  private void learn() throws Exception {
    for (int i = 0; i < 2; i++) {
      long start = System.nanoTime();
      Deed.done(deed.arguments());
      undisturbed = System.nanoTime() - start;
      deed.remember();
      deed.verify();
      deed.clear();
    }
  }

  private void one(Row row, int part, int parts) throws Exception {
    Ending ending = row.ending;
    Trial trial = Trial.of(deed, ending, part, parts, undisturbed);
    String told = "status " + trial.status() + ", " + trial.words();
    row.runs++;
    row.statuses.add(trial.status());
    if (!trial.present().isEmpty()) {
      row.present++;
    }
    boolean complete = deed.isComplete() && (!trial.isAbrupt() || isSound());
    List<Path> onDisk = deed.secretsOnDisk();
    row.found += onDisk.size() + trial.still().size();
    assertEquals(List.of(), onDisk, "a secret in the clear on a disk: " + told);
    assertEquals(List.of(), trial.still(), "a secret in memory that is still used: " + told);
    assertEquals(List.of(), trial.running(), "still running: " + told);
    assertTrue(ending.allows(trial.status()), told);
    assertFalse(trial.words().contains("\tat ") || trial.words().contains("itself failed"), told);
    if (ending == Ending.WELL || ending == Ending.STOP) {
      assertTrue(complete, told);
    }
    deed.requireSources(trial.isAbrupt());
    if (complete) {
      row.complete++;
      deed.verify();
      requireClean(trial, told);
    } else {
      assertFalse(trial.status() == 0, "done, and incomplete: " + deed.half() + told);
      if (trial.isAbrupt()) {
        wipeLeftovers(row);
      } else {
        requireClean(trial, told);
        assertEquals(List.of(), deed.half(), told);
      }
      again();
    }
    deed.clear();
  }

  /** Whether nothing was cut off, as far as one can tell. */
  private boolean isSound() throws Exception {
    try {
      deed.verify();
      return deed.isLong();
    } catch (AssertionError e) {
      return false;
    }
  }

  /** Nothing is left but the output. */
  private void requireClean(Trial trial, String told) throws IOException {
    assertEquals(List.of(), workspaces(), told);
    assertTrue(trial.isAbrupt() || deed.unfinished().isEmpty(), () -> "unfinished, " + told);
  }

  private List<Path> workspaces() throws IOException {
    try (Stream<Path> all = Files.list(deed.workspaces())) {
      return all.filter(each -> each.getFileName().toString().startsWith("keyrite-")).toList();
    }
  }

  /** A workspace that is left is named by the next run, which refuses to begin beside it. */
  private void wipeLeftovers(Row row) throws IOException {
    if (!deed.half().isEmpty()) {
      row.half++;
    }
    List<Path> left = workspaces();
    if (!left.isEmpty()) {
      row.leftover++;
      assertEquals(1, left.size(), left.toString());
      Keyrite.Result refused = Keyrite.run(new byte[0], deed.arguments().toArray(String[]::new));
      assertEquals(4, refused.status(), refused.stderr());
      assertTrue(
          refused.stderr().contains("; a killed run has left " + left.getFirst() + " ("),
          refused.stderr());
    }
    Deed.empty(deed.workspaces());
    Deed.empty(deed.kits());
  }

  /** The same command once more, beside what is unfinished on the disk. */
  private void again() throws Exception {
    List<Path> unfinished = deed.unfinished();
    Deed.done(deed.again());
    assertEquals(unfinished, deed.unfinished());
    unfinished.forEach(Sweep::remove);
    assertTrue(deed.isComplete(), "the second run is not complete");
    deed.verify();
  }

  private static void remove(Path tree) {
    try {
      Deed.empty(tree);
      Files.delete(tree);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  List<Row> rows() {
    return rows;
  }

  List<String> faults() {
    return faults;
  }
}
