package org.keyrite.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.keyrite.fault.Failed;
import org.keyrite.fault.FileProblem;
import org.keyrite.fault.Reason;

/** The files that a policy is held against: a folder with everything in it, or some files. */
public final class Subject {
  private static final int MOST_FILES = 1 << 16;
  private static final String CHECK_PATH = "Check the path and its permissions.";

  private final Optional<Path> folder;
  private final boolean whole;
  private final Map<String, Path> named;
  private final Set<String> asked;
  private final List<String> unadmitted;
  private final UnaryOperator<InputStream> readThrough;

  private Subject(
      Optional<Path> folder,
      boolean whole,
      Map<String, Path> named,
      Set<String> asked,
      List<String> unadmitted,
      UnaryOperator<InputStream> readThrough) {
    this.folder = folder;
    this.whole = whole;
    this.named = named;
    this.asked = asked;
    this.unadmitted = unadmitted;
    this.readThrough = readThrough;
  }

  /**
   * A folder: every artifact of the policy must be in it, and nothing else may, but the signatures
   * of the artifacts and the policy's own files.
   */
  public static Subject folder(Policy policy, Path folder) throws Failed {
    return folder(policy, folder, Map.of());
  }

  /**
   * The same, where options have named some of the files, in it or elsewhere.
   *
   * @param named the path of every file that the policy has a name for
   */
  public static Subject folder(Policy policy, Path folder, Map<String, Path> named) throws Failed {
    Set<String> asked = new LinkedHashSet<>();
    policy.artifacts().forEach(artifact -> asked.add(artifact.file()));
    Set<String> expected = new HashSet<>(asked);
    policy.artifacts().stream()
        .flatMap(artifact -> artifact.signatures().stream())
        .forEach(signature -> expected.add(signature.file()));
    try {
      expected.addAll(ownFiles(policy, folder.toRealPath()));
      for (Path file : named.values()) {
        expected.addAll(nameIn(folder.toRealPath(), file).stream().toList());
      }
      List<String> others =
          names(folder, policy.admitsUnnamed()).stream()
              .filter(name -> !expected.contains(name))
              .sorted()
              .toList();
      return new Subject(Optional.of(folder), true, named, asked, others, UnaryOperator.identity());
    } catch (IOException e) {
      throw new Failed(
          "The folder " + folder + " cannot be read: " + Reason.of(e) + ".", CHECK_PATH, e);
    }
  }

  /** The names of the policy's own files, as far as they are in this folder. */
  private static Set<String> ownFiles(Policy policy, Path folder) throws IOException {
    Set<String> names = new HashSet<>();
    for (Policy.Origin origin :
        Stream.concat(policy.origin().stream(), policy.certificates().stream()).toList()) {
      nameIn(folder, origin.file()).ifPresent(names::add);
    }
    return names;
  }

  private static Optional<String> nameIn(Path folder, Path file) throws IOException {
    Path there = file.toRealPath();
    return folder.equals(there.getParent())
        ? Optional.of(there.getFileName().toString())
        : Optional.empty();
  }

  /**
   * What there is.
   *
   * @param within whether to name what is in its folders, too, and not the folders
   */
  private static List<String> names(Path folder, boolean within) throws IOException, Failed {
    List<String> names = new ArrayList<>();
    int seen = 0;
    try (Stream<Path> entries = Files.walk(folder, within ? Integer.MAX_VALUE : 1)) {
      for (Path entry : (Iterable<Path>) entries.skip(1)::iterator) {
        if (seen++ == MOST_FILES) {
          throw new Failed(
              "The folder " + folder + " holds more than " + MOST_FILES + " files.",
              "Name the folder with the release, and nothing else, in it.");
        }
        boolean goneInto = within && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
        if (!goneInto || isEmpty(entry)) {
          names.add(folder.relativize(entry).toString());
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return names;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  /**
   * Some files of one folder, where the lists and signatures that the policy wants for them are,
   * too.
   */
  public static Subject files(Policy policy, List<Path> files) throws Failed {
    Path folder = folderOf(files.getFirst());
    Map<String, Path> named = new LinkedHashMap<>();
    for (Path file : files) {
      if (!folder.equals(folderOf(file))) {
        throw new Failed(
            files.getFirst() + " and " + file + " are not two files of one folder.",
            "Name a folder, or files that are in the same one.");
      }
      String name = file.getFileName().toString();
      if (policy.artifact(name).isEmpty()) {
        requireNoSlip(policy, name, file);
      }
      Path other = named.put(name, file);
      if (other != null && !other.equals(file)) {
        throw new Failed(
            other + " and " + file + " have one name.", "Name each file in one way only.");
      }
    }
    return new Subject(
        Optional.of(folder),
        false,
        named,
        Set.copyOf(named.keySet()),
        unknown(policy, named.keySet()),
        UnaryOperator.identity());
  }

  /**
   * The folder that the system finds a file in. What comes before {@code ..} in a path may be a
   * link, so that leaving both out would lead to another folder.
   */
  private static Path folderOf(Path file) throws Failed {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new Failed(file + " is not a file.", CHECK_PATH);
    }
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      requireThere(file);
      throw new Failed(file + " cannot be reached: " + Reason.of(e) + ".", CHECK_PATH, e);
    }
  }

  private static void requireThere(Path file) throws Failed {
    Optional<FileProblem> problem = FileProblem.of(file, LinkOption.NOFOLLOW_LINKS);
    if (problem.isPresent() && problem.get().reached(file.toString()).missing()) {
      throw new Failed("There is no file or folder " + file + ".", CHECK_PATH);
    }
  }

  /** What the policy has no artifact for may have been named by mistake, or by {@code *}. */
  private static void requireNoSlip(Policy policy, String name, Path file) throws Failed {
    requireThere(file);
    for (Policy.Artifact artifact : policy.artifacts()) {
      if (artifact.signatures().stream().anyMatch(signature -> signature.file().equals(name))) {
        throw new Failed(
            file + " is a signature of " + artifact.file() + ".",
            "Name " + artifact.file() + ", or the folder.");
      }
    }
  }

  /**
   * Files wherever they are.
   *
   * @param named the path of every file that the policy has a name for
   * @param asked the names of those that are to be judged
   */
  public static Subject of(Policy policy, Map<String, Path> named, Set<String> asked) {
    return new Subject(
        Optional.empty(), false, named, asked, unknown(policy, asked), UnaryOperator.identity());
  }

  private static List<String> unknown(Policy policy, Set<String> names) {
    return names.stream().filter(name -> policy.artifact(name).isEmpty()).toList();
  }

  /**
   * The same files, those that are to be judged being read through something: by several threads at
   * once, and each of them once as a rule.
   *
   * @param readThrough what to make of a file's stream, which is to hold the same bytes
   */
  public Subject readThrough(UnaryOperator<InputStream> readThrough) {
    return new Subject(folder, whole, named, asked, unadmitted, readThrough);
  }

  /** How long the files that may be judged are together, in bytes, as far as they are there. */
  public long bytes() {
    return Stream.concat(asked.stream(), unadmitted.stream())
        .flatMap(name -> file(name).stream())
        .mapToLong(SourceFile::bytes)
        .sum();
  }

  /**
   * Those of a list's names that are to be judged by it: of a folder, those that are in it, or all;
   * otherwise those that were named, and that the policy does not know.
   *
   * @param all whether they must all be there
   */
  List<String> listed(Set<String> names, boolean all) {
    Set<String> there = new HashSet<>(unadmitted);
    return names.stream()
        .filter(name -> there.contains(name) || (all && whole && !asked.contains(name)))
        .toList();
  }

  /** The file of a name in a list. */
  SourceFile listed(String name) {
    Path path = named.get(name);
    return path != null
        ? new SourceFile(path, true, readThrough)
        : new SourceFile(folder.orElseThrow().resolve(name), false, readThrough);
  }

  /** The names that are to be judged. */
  Set<String> asked() {
    return asked;
  }

  /** What there is beside what the policy is about. */
  List<String> unadmitted() {
    return unadmitted;
  }

  /** The file of a name, if it is known where that would be. */
  Optional<SourceFile> file(String name) {
    Path path = named.get(name);
    UnaryOperator<InputStream> through =
        asked.contains(name) ? readThrough : UnaryOperator.identity();
    return path != null
        ? Optional.of(new SourceFile(path, true, through))
        : folder.map(directory -> new SourceFile(directory.resolve(name), false, through));
  }
}
