package org.keyrite.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keyrite.testing.Keyrite;

/**
 * A command that deals with a secret: what it is given, where its output appears, and how one tells
 * that it is complete. It can be done many times, one after the other.
 */
abstract class Deed implements AutoCloseable {
  private static final int PAGE = 4096;
  private static final double DIFFERENCE = 0.25;

  /** What a share looks like, whatever its words are. */
  private static final Pattern WORDS = Pattern.compile("(?:[a-z]{4,8}[ \n]){12}");

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{8}(?=-)");

  private final String name;
  private Map<String, Long> good = Map.of();

  Deed(String name) {
    this.name = name;
  }

  /** After the executable's name. */
  abstract List<String> arguments();

  /** The same, but so that it fails when it has the secret. */
  abstract List<String> failing();

  /** The folder on a disk. */
  abstract Path folder();

  /** The folder in memory. */
  abstract Path memory();

  /** An empty folder in which the main output appears. */
  abstract Path place();

  /** An empty folder in memory, for sheets. */
  abstract Path kits();

  /** Finds what the command must not leave in the clear. */
  abstract Search secrets();

  /** Fails if the output, which has all of its files, is not what it should be. */
  abstract void verify() throws Exception;

  /**
   * Fails if a source is not as it was.
   *
   * @param isAbrupt whether the end left no time to remove what is unfinished beside one
   */
  abstract void requireSources(boolean isAbrupt) throws Exception;

  /** What an earlier run left in memory is here, as far as the next one has to be told of it. */
  Path workspaces() {
    return memory();
  }

  final String name() {
    return name;
  }

  /** Beside the place, for what was on another disk that was mounted there. */
  final Path copy() {
    return place().resolveSibling("copy");
  }

  final Processes processes() {
    return new Processes(folder(), memory());
  }

  static boolean isRoot() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** To be called when it was done well for the first time. */
  final void remember() throws IOException {
    good = output();
    assertTrue(!good.isEmpty(), name + " made nothing");
  }

  /** How many pages the main output takes. */
  final long goodPages() {
    return good.entrySet().stream()
        .filter(file -> place().equals(kits()) || !file.getKey().startsWith("kits/"))
        .mapToLong(file -> (file.getValue() + PAGE - 1) / PAGE)
        .sum();
  }

  final long longestFile() {
    return good.values().stream().mapToLong(size -> size).max().orElse(0);
  }

  /** The files that it made, with their lengths; what differs from set to set is left out. */
  private Map<String, Long> output() throws IOException {
    Map<String, Long> found = new TreeMap<>();
    addFiles(place(), "", found);
    if (!kits().equals(place())) {
      addFiles(kits(), "kits/", found);
    }
    return found;
  }

  private static void addFiles(Path top, String before, Map<String, Long> found)
      throws IOException {
    for (Path file : filesIn(top)) {
      String relative = before + DIGITS.matcher(top.relativize(file).toString()).replaceAll("SET");
      found.put(relative, Files.size(file));
    }
  }

  static List<Path> filesIn(Path top) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      return all.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  /** Whether everything is there that a good run makes, and nothing else. */
  final boolean isComplete() throws IOException {
    return output().keySet().equals(good.keySet());
  }

  /**
   * Whether no file is much shorter than in a good run: words, and their codes, differ a little.
   */
  final boolean isLong() throws IOException {
    return output().entrySet().stream()
        .allMatch(file -> file.getValue() >= good.get(file.getKey()) * (1 - DIFFERENCE));
  }

  /** What is there under a name of the output, although not everything is. */
  final List<String> half() throws IOException {
    List<String> half = new ArrayList<>();
    output().forEach((file, size) -> half.add(file + " (" + size + " of " + good.get(file) + ")"));
    half.removeIf(file -> file.startsWith(".") || stays(file));
    return half;
  }

  /** Whether a file of the output may be there although others are not: it is whole. */
  boolean stays(String file) {
    return false;
  }

  /** The command that goes on, or begins again. */
  List<String> again() {
    return arguments();
  }

  /** What is there under another name, unfinished. */
  final List<Path> unfinished() throws IOException {
    try (Stream<Path> all = Files.list(place())) {
      return all.filter(each -> each.getFileName().toString().startsWith(".")).toList();
    }
  }

  /** The files outside of memory that have a secret in them, or what looks like one. */
  final List<Path> secretsOnDisk() throws IOException {
    Search any = new Search(List.of(Secret.ofAnyIdentity()));
    List<Path> found = new ArrayList<>(secrets().in(folder()));
    for (Path file : filesIn(folder())) {
      boolean isTrustees = file.toString().endsWith(".identity");
      if (!isTrustees && (any.isIn(file) || WORDS.matcher(text(file)).find())) {
        found.add(file);
      }
    }
    return found;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /** Empties the places of the output. */
  void clear() throws IOException {
    for (Path each : List.of(place(), kits(), copy(), workspaces())) {
      empty(each);
    }
  }

  static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          if (!each.equals(folder)) {
            Files.delete(each);
          }
        }
      }
    }
  }

  /** Runs the executable, which must be done with it. */
  static Keyrite.Result done(List<String> arguments) {
    Keyrite.Result result = Keyrite.run(new byte[0], arguments.toArray(String[]::new));
    assertEquals(0, result.status(), () -> arguments + ": " + result.stderr());
    return result;
  }

  @Override
  public abstract void close() throws IOException;
}
