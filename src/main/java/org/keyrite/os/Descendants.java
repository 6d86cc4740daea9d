package org.keyrite.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The processes that this one started, directly or through others, found in {@code /proc}.
 *
 * <p>A descendant whose parents have ended is found only after {@link Hardening#adoptOrphans}.
 */
public final class Descendants {
  private static final Path PROC = Path.of("/proc");

  /** A process that forks as fast as it is killed is given up on after this many rounds. */
  private static final int MOST_ROUNDS = 200;

  private Descendants() {}

  /**
   * Kills every descendant, again and again until none is left.
   *
   * @return how many were alive at the first look
   * @throws IOException when {@code /proc} cannot be read, or when they outlive every attempt
   */
  public static int killAll() throws IOException {
    int atFirst = -1;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<Integer> alive = alive();
      if (atFirst < 0) {
        atFirst = alive.size();
      }
      if (alive.isEmpty()) {
        return atFirst;
      }
      alive.forEach(Descendants::kill);
      pause();
    }
    throw new IOException("processes started by the generator cannot be ended");
  }

  /**
   * Waits for every descendant to end by itself.
   *
   * @param milliseconds the longest time to wait
   */
  public static void await(long milliseconds) throws IOException {
    long end = System.nanoTime() + milliseconds * 1_000_000;
    while (!alive().isEmpty() && System.nanoTime() - end < 0) {
      pause();
    }
  }

  private static void kill(int process) {
    if (Image.isNative()) {
      LibC.kill(process, LibC.sigkill());
    } else {
      ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Integer> alive() throws IOException {
    Map<Integer, List<Integer>> children = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        parentOf(entry)
            .ifPresent(
                parent ->
                    children
                        .computeIfAbsent(parent, key -> new ArrayList<>())
                        .add(Integer.parseInt(entry.getFileName().toString())));
      }
    }
    List<Integer> found = new ArrayList<>();
    Deque<Integer> next = new ArrayDeque<>();
    next.add((int) ProcessHandle.current().pid());
    while (!next.isEmpty()) {
      for (int child : children.getOrDefault(next.remove(), List.of())) {
        found.add(child);
        next.add(child);
      }
    }
    return found;
  }

  /** The parent's id, or empty for a process that has ended (a zombie) or just went away. */
  private static Optional<Integer> parentOf(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      // The name in parentheses is the process's own choice: only what follows the last one counts.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 3);
      boolean ended = fields[0].equals("Z") || fields[0].equals("X");
      return ended ? Optional.empty() : Optional.of(Integer.valueOf(fields[1]));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
