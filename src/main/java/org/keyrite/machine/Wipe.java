package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.os.Held;
import org.keyrite.os.MountInfo;

/**
 * Files and folders that are to be wiped, on whatever file system. All of them are looked at, and
 * refused if one of them is nothing to be wiped, before anything is done.
 *
 * <p>What cannot be overwritten stays where it is, under its name; everything else is wiped all the
 * same. A run that was killed is finished by the same run again.
 */
public final class Wipe implements AutoCloseable {
  private final boolean crossesMounts;
  private final boolean overwritesLinked;
  private final List<WipeTarget> targets = new ArrayList<>();

  /** Those that the targets are in: held, so that each is where it was shown to be. */
  private final Map<Path, Held> folders = new HashMap<>();

  /** Names that nothing has: maybe an earlier run was killed when it had almost removed it. */
  private final List<Path> missing = new ArrayList<>();

  private final LinkedNames names = new LinkedNames();
  private final Protected guarded = Protected.ofThisProcess(Path.of("/sys"));
  private final Tally tally = new Tally("what was named");

  private Wipe(boolean crossesMounts, boolean overwritesLinked) {
    this.crossesMounts = crossesMounts;
    this.overwritesLinked = overwritesLinked;
  }

  /**
   * Looks at everything, and touches nothing.
   *
   * @param paths as they were given
   * @param crossesMounts whether to wipe what is mounted on folders in them, too
   * @param overwritesLinked whether to overwrite files that have other names elsewhere
   * @throws Refused if one of them is no file or folder that is wiped
   */
  public static Wipe of(List<Path> paths, boolean crossesMounts, boolean overwritesLinked)
      throws Refused {
    Wipe wipe = new Wipe(crossesMounts, overwritesLinked);
    try {
      for (Path path : outermost(paths)) {
        Optional<WipeTarget> target =
            path.getParent() == null
                ? Optional.empty()
                : WipeTarget.of(path, wipe.folders, wipe.guarded, crossesMounts, wipe.names);
        target.ifPresentOrElse(wipe.targets::add, () -> wipe.missing.add(path));
      }
      return wipe;
    } catch (Refused e) {
      wipe.close();
      throw e;
    }
  }

  /** Without links on the way, each once, and none that is in another. */
  private static List<Path> outermost(List<Path> paths) throws Refused {
    Set<Path> real = new LinkedHashSet<>();
    for (Path path : paths) {
      real.add(withoutLinksOnTheWay(path));
    }
    return real.stream()
        .filter(path -> real.stream().noneMatch(o -> !o.equals(path) && path.startsWith(o)))
        .toList();
  }

  private static Path withoutLinksOnTheWay(Path path) throws Refused {
    Path absolute = path.toAbsolutePath();
    Path name = absolute.getFileName();
    try {
      if (name == null || name.toString().equals(".") || name.toString().equals("..")) {
        Path real = absolute.toRealPath();
        if (real.getParent() == null) {
          throw new Refused(
              path + " is the root folder: that is not wiped.",
              "Nothing was wiped. Name what is in it.");
        }
        return real;
      }
      return absolute.getParent().toRealPath().resolve(name);
    } catch (IOException e) {
      return absolute; // Nothing is there, or it cannot be reached.
    }
  }

  /** What there is to be wiped, in the order it was given. */
  public List<WipeTarget> targets() {
    return List.copyOf(targets);
  }

  /** What file systems and disks make of it, one for each mount. */
  public List<Medium> media() {
    Set<MountInfo> mounts = new LinkedHashSet<>();
    for (WipeTarget target : targets) {
      mounts.add(target.mount());
      if (crossesMounts) {
        mountsIn(target.path()).forEach(mounts::add);
      }
    }
    return mounts.stream().map(new Media(Path.of("/"))::of).toList();
  }

  private static List<MountInfo> mountsIn(Path folder) {
    try {
      return MountInfo.all().stream()
          .filter(mount -> mount.point().startsWith(folder))
          .filter(mount -> !FileSystemKind.of(mount).isControl())
          .sorted(Comparator.comparing(MountInfo::point))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Wipes everything.
   *
   * @param watch is told of the bytes that were overwritten after each step, and 0 between steps;
   *     when it does not return, nothing more is done
   */
  public Wiped run(LongConsumer watch) {
    Set<Held.Identity> allNamesHere = names.complete();
    ErasureRules rules =
        new ErasureRules(
            false,
            Long.MAX_VALUE,
            crossesMounts,
            overwritesLinked,
            file -> !allNamesHere.contains(file),
            guarded,
            watch);
    for (WipeTarget target : targets) {
      Path path = target.path();
      new Erasure(rules, tally, path)
          .remove(target.parent(), path.getFileName(), target.held().identity(), path);
      removeStumps(target.parent().path(), path);
    }
    for (Path path : missing) {
      if (!removeStumps(path.getParent(), path)) {
        tally.remains(path + " (there is nothing of that name)");
      }
    }
    return tally.wiped();
  }

  /** What was done up to now; another thread may ask. */
  public Wiped soFar() {
    return tally.wiped();
  }

  /**
   * Removes what an earlier run renamed, and was killed before it removed it: that is empty, a file
   * or a folder, and nothing else is taken for it.
   */
  private boolean removeStumps(Path folder, Path path) {
    boolean removed = false;
    if (folder == null || !Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> stumps =
        Files.newDirectoryStream(folder, Erasure.stump(path) + "*")) {
      for (Path stump : stumps) {
        boolean isFolder = Files.isDirectory(stump, LinkOption.NOFOLLOW_LINKS);
        if (isFolder
            || (Files.isRegularFile(stump, LinkOption.NOFOLLOW_LINKS) && Files.size(stump) == 0)) {
          Files.delete(stump);
          tally.removed(isFolder);
          removed = true;
        }
      }
    } catch (IOException e) {
      tally.remains("what an earlier run left beside " + path + " (" + Reason.of(e) + ")");
    } catch (DirectoryIteratorException e) {
      tally.remains(
          "what an earlier run left beside " + path + " (" + Reason.of(e.getCause()) + ")");
    }
    return removed;
  }

  @Override
  public void close() {
    targets.forEach(WipeTarget::close);
    folders.values().forEach(Held::close);
  }
}
