package org.keyrite.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
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
import org.graalvm.word.WordFactory;

/**
 * The processes that this one started, directly or through others.
 *
 * <p>After {@link Hardening#adoptOrphans} every living descendant has a living child of this
 * process above it, so that "no child is left" means that none is left at all. That is asked of the
 * kernel; which processes to kill is found in {@code /proc}. Only to be used when every child of
 * this process is one that it started itself.
 */
public final class Descendants {
  private static final Path PROC = Path.of("/proc");

  /** Processes that fork as fast as they are killed are given up on after this time. */
  private static final long PATIENCE_NANOSECONDS = 10_000_000_000L;

  private Descendants() {}

  /**
   * Kills every descendant, again and again until none is left.
   *
   * @return how many were found alive
   * @throws IOException when {@code /proc} is not this process's, or when they outlive every
   *     attempt
   */
  public static int killAll() throws IOException {
    int killed = 0;
    long start = System.nanoTime();
    while (!noneLeft()) {
      List<Integer> alive = alive();
      alive.forEach(Descendants::kill);
      killed = Math.max(killed, alive.size());
      if (System.nanoTime() - start > PATIENCE_NANOSECONDS) {
        throw new IOException("processes cannot be ended");
      }
    }
    return killed;
  }

  /**
   * Waits for every descendant to end by itself.
   *
   * @param milliseconds the longest time to wait
   */
  public static void await(long milliseconds) throws IOException {
    long start = System.nanoTime();
    while (!noneLeft() && System.nanoTime() - start < milliseconds * 1_000_000) {
      pause();
    }
  }

  /** The living children of this process. */
  static List<Integer> children() throws IOException {
    return childrenByParent().getOrDefault((int) ProcessHandle.current().pid(), List.of());
  }

  /** Whether {@code /proc} numbers processes as this one does: in a new namespace it may not. */
  static boolean canBeFound() {
    try {
      return Files.readSymbolicLink(PROC.resolve("self"))
          .toString()
          .equals(Long.toString(ProcessHandle.current().pid()));
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes note of the children that have ended, and asks whether there is another one. */
  private static boolean noneLeft() throws IOException {
    if (!Image.isNative()) {
      return alive().isEmpty();
    }
    int ended;
    do {
      ended = LibC.waitpid(-1, WordFactory.nullPointer(), LibC.wnohang());
    } while (ended > 0);
    return ended < 0;
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
    if (!canBeFound()) {
      throw new IOException("/proc shows the processes of another namespace");
    }
    Map<Integer, List<Integer>> children = childrenByParent();
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

  private static Map<Integer, List<Integer>> childrenByParent() throws IOException {
    Map<Integer, List<Integer>> children = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        int process = Integer.parseInt(entry.getFileName().toString());
        parentOf(entry)
            .ifPresent(
                parent -> children.computeIfAbsent(parent, key -> new ArrayList<>()).add(process));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return children;
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
