package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrite.os.Held;

/**
 * Overwrites files and removes them, with the folders that they are in. Everything is held while it
 * is worked on: what takes its name meanwhile is not touched, and a link leads nowhere.
 *
 * <p>In each folder, first all that is in it is overwritten, emptied, and given a name of ours;
 * then those names go. Between and after, the folder is flushed. So a run that is killed leaves
 * nothing that the next does not find, and a file never loses its name before its content.
 *
 * <p>Links, pipes, sockets and devices are removed, and never opened. A folder that is nested
 * deeply is moved to the top, so that few are held at a time.
 */
final class Erasure {
  /** How many folders that are in each other are held at a time. */
  private static final int MOST_HELD = 64;

  private final ErasureRules rules;
  private final String stump;
  private final Tally tally;
  private int renamed;

  /**
   * Something that is empty by now.
   *
   * @param entry its name
   * @param known the name it had, for people
   * @param identity which one it is
   */
  private record Emptied(Path entry, Path known, boolean folder, Held.Identity identity) {}

  /** A folder with all that is in it in one mount, and what was moved to its top. */
  private record Tree(Held top, Deque<Emptied> deep) {}

  /**
   * Work to be done.
   *
   * @param tally which counts what is done
   * @param of what is wiped: whoever wipes that again knows the names that this gives
   */
  Erasure(ErasureRules rules, Tally tally, Path of) {
    this.rules = rules;
    this.tally = tally;
    this.stump = stump(of);
  }

  /** How the names begin that files are given before they are removed. */
  static String stump(Path of) {
    return ".keyrite-wiping-%08x-".formatted(of.toString().hashCode());
  }

  /**
   * Removes one thing, whatever it is.
   *
   * @param folder that it is in
   * @param expected which one it is
   */
  void remove(Held folder, Path name, Held.Identity expected, Path known) {
    Path entry = folder.path().resolve(name);
    try (Held held = Held.open(entry)) {
      if (!held.identity().equals(expected)) {
        throw new IOException("it was exchanged");
      }
      take(new Tree(folder, new ArrayDeque<>()), folder, held, entry, known, -1)
          .ifPresent(emptied -> remove(folder, List.of(emptied)));
    } catch (IOException | RuntimeException e) {
      tally.remains(known, e);
    }
  }

  /** Removes all that is in a folder, which stays; returns its mode if that had to be changed. */
  OptionalInt empty(Held top, Path known) {
    Tree tree = new Tree(top, new ArrayDeque<>());
    OptionalInt mode = empty(tree, top, known, 0);
    while (!tree.deep.isEmpty()) {
      Emptied folder = tree.deep.remove();
      try (Held held = Held.open(folder.entry())) {
        if (!held.identity().equals(folder.identity()) || held.mount() != top.mount()) {
          throw new IOException("it was exchanged");
        }
        empty(tree, held, folder.known(), 0);
        remove(top, List.of(folder));
      } catch (IOException e) {
        tally.remains(folder.known(), e);
      }
    }
    return mode;
  }

  private OptionalInt empty(Tree tree, Held folder, Path known, int depth) {
    List<Emptied> emptied = new ArrayList<>();
    OptionalInt mode = OptionalInt.empty();
    try {
      mode = folder.requireRights();
      for (Path entry : folder.entries()) {
        take(tree, folder, entry, known.resolve(entry.getFileName()), depth)
            .ifPresent(emptied::add);
      }
    } catch (IOException | RuntimeException e) {
      tally.remains(known, e);
    }
    remove(folder, emptied);
    return mode;
  }

  /** Wipes what has a name; empty if it is not to be removed. */
  private Optional<Emptied> take(Tree tree, Held folder, Path entry, Path known, int depth) {
    rules.watch().accept(0);
    Path named = entry;
    try {
      if (!Path.of(entry.toString()).equals(entry)) {
        named = rename(entry, folder); // A name that is not UTF-8 cannot be opened.
      }
      try (Held held = Held.open(named)) {
        Optional<Emptied> emptied = take(tree, folder, held, named, known, depth);
        if (emptied.isPresent()) {
          return emptied;
        }
      }
    } catch (IOException | RuntimeException e) {
      tally.remains(known, e);
    }
    giveBack(named, entry);
    return Optional.empty();
  }

  /** Wipes what something holds, and gives it a name of ours. */
  private Optional<Emptied> take(
      Tree tree, Held folder, Held held, Path entry, Path known, int depth) throws IOException {
    if (!wipe(tree, folder, held, entry, known, depth)) {
      return Optional.empty();
    }
    boolean ours = entry.getFileName().toString().startsWith(stump);
    Path named = ours ? entry : renameIfAllowed(entry, folder);
    requireAt(named, held);
    return Optional.of(new Emptied(named, known, held.isFolder(), held.identity()));
  }

  private static void requireAt(Path name, Held held) throws IOException {
    if (!held.isAt(name)) {
      throw new IOException("it was exchanged");
    }
  }

  private boolean wipe(Tree tree, Held folder, Held held, Path entry, Path known, int depth)
      throws IOException {
    Optional<String> objection = rules.guarded().objection(held.identity());
    if (objection.isPresent()) {
      throw new IOException(objection.get() + ": that is not wiped");
    }
    if (held.mount() != folder.mount()) {
      return isCrossed(held, known);
    }
    if (!held.isFolder()) {
      return !held.isFile() || wipeFile(held, entry, known);
    }
    if (depth == MOST_HELD) {
      held.requireRights(); // Moving a folder changes its "..".
      tree.deep.add(new Emptied(rename(entry, tree.top()), known, true, held.identity()));
      return false;
    }
    int remained = tally.remaining();
    OptionalInt mode = depth < 0 ? empty(held, known) : empty(tree, held, known, depth + 1);
    boolean empty = held.entries().isEmpty();
    if (!empty) {
      mode.ifPresent(held::restoreMode);
    }
    if (!empty && tally.remaining() == remained) {
      throw new IOException("something was added while it was wiped");
    }
    return empty;
  }

  /** Removes nothing, whatever it does: what is mounted there covers a folder, which it keeps. */
  private boolean isCrossed(Held mounted, Path known) throws IOException {
    if (!mounted.isFolder() || !rules.crosses(mounted)) {
      throw new IOException("something else is mounted there");
    }
    int remained = tally.remaining();
    empty(mounted, known);
    if (tally.remaining() == remained) {
      throw new IOException("it is empty now, and is mounted: unmount it");
    }
    return false;
  }

  private boolean wipeFile(Held file, Path entry, Path known) throws IOException {
    try {
      int links = (int) Files.getAttribute(file.path(), "unix:nlink");
      if (links > 1 && !rules.overwritesLinked()) {
        if (rules.hasNamesElsewhere().test(file.identity())) {
          tally.remains(
              known
                  + " was left as it is: the file has "
                  + links
                  + " names, not all of them here (--hard-links overwrites it all the same)");
          return false;
        }
        // Another name is here, and comes up as the last one; or it is a file from elsewhere.
        requireAt(entry, file);
        Files.delete(entry);
        tally.nameRemoved(file.identity(), known);
        return false;
      }
      tally.isOverwritten(file.identity());
      new Content(file, known, rules, tally).erase();
      return true;
    } catch (IOException | RuntimeException e) {
      if (!rules.inWorkspace()) {
        throw e;
      }
      tally.readable(known + " was not overwritten (" + Tally.why(e) + ")");
      return true;
    }
  }

  private Path rename(Path entry, Held to) throws IOException {
    Path free;
    do {
      free = to.path().resolve(stump + renamed++);
    } while (Files.exists(free, LinkOption.NOFOLLOW_LINKS));
    return Files.move(entry, free, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where nothing can be renamed, maybe it can be removed. */
  private Path renameIfAllowed(Path entry, Held folder) {
    try {
      return rename(entry, folder);
    } catch (IOException e) {
      return entry;
    }
  }

  private static void giveBack(Path named, Path entry) {
    try {
      if (!named.equals(entry) && !Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(named, entry, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      // It is nested deeply, and was moved to the top; or it keeps the name that we gave it.
    }
  }

  private void remove(Held folder, List<Emptied> emptied) {
    if (emptied.isEmpty()) {
      return;
    }
    flush(folder, emptied.getFirst().known());
    for (Emptied entry : emptied) {
      rules.watch().accept(0);
      try {
        requireEmpty(folder, entry);
        Files.delete(entry.entry());
        tally.removed(entry.folder());
      } catch (IOException | RuntimeException e) {
        tally.remains(entry.known(), e);
      }
    }
    flush(folder, emptied.getFirst().known());
  }

  /** Whoever has it open can have written to it again: then it has its name again. */
  private void requireEmpty(Held folder, Emptied emptied) throws IOException {
    Path entry = emptied.entry();
    if (!rules.inWorkspace()
        && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
        && Files.size(entry) > 0) {
      giveBack(entry, folder.path().resolve(emptied.known().getFileName().toString()));
      throw new IOException("something was written to it while it was wiped");
    }
  }

  private void flush(Held folder, Path known) {
    if (rules.inWorkspace()) {
      return;
    }
    try {
      folder.flush();
    } catch (IOException e) {
      tally.remains(
          "the folder of " + known + " may not be on the disk as it is now (" + Tally.why(e) + ")");
    }
  }
}
