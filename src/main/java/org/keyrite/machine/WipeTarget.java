package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.os.Held;
import org.keyrite.os.MountInfo;

/**
 * Something that is to be wiped.
 *
 * @param path where it is: an absolute path without links
 * @param parent the folder it is in, which is held, and not this one's to close
 * @param held it, which is held too: no other file gets its number as long as it is
 * @param mount the mount it is in
 * @param folder whether it is a folder; otherwise it is a regular file
 * @param files how many files are in it, as far as they can be seen; 1 for a file
 * @param bytes how long these are, together
 */
public record WipeTarget(
    Path path, Held parent, Held held, MountInfo mount, boolean folder, long files, long bytes)
    implements AutoCloseable {

  /**
   * Looks at what has a name.
   *
   * @param folders those that are held already, by their names; the one it is in is added
   * @return empty if nothing has it
   * @throws Refused if it is nothing to be wiped, or cannot be looked at
   */
  static Optional<WipeTarget> of(
      Path path,
      Map<Path, Held> folders,
      Protected guarded,
      boolean crossesMounts,
      LinkedNames names)
      throws Refused {
    try {
      Held parent = folders.get(path.getParent());
      if (parent == null) {
        parent = Held.open(path.getParent());
        folders.put(path.getParent(), parent);
      }
      return Optional.of(of(parent, path.getFileName(), guarded, crossesMounts, names));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Refused(
          path + " cannot be looked at: " + Reason.of(e) + ".", "Nothing was wiped.", e);
    }
  }

  private static WipeTarget of(
      Held parent, Path name, Protected guarded, boolean crossesMounts, LinkedNames names)
      throws IOException, Refused {
    Path place =
        parent.where().orElseThrow(() -> new IOException("the folder that it is in was moved"));
    Held held = Held.open(parent.path().resolve(name));
    try {
      Path path = place.resolve(name);
      requireWipeable(path, held, parent, guarded);
      return look(path, parent, held, new WipeLook(path, guarded, names), crossesMounts);
    } catch (IOException | Refused e) {
      held.close();
      throw e;
    }
  }

  private static void requireWipeable(Path path, Held held, Held parent, Protected guarded)
      throws IOException, Refused {
    WipeLook.requireUnprotected(path, held.identity(), guarded);
    if (Files.isSymbolicLink(parent.path().resolve(path.getFileName()))) {
      throw new Refused(
          path + " is a symbolic link: what it leads to would stay as it is.",
          "Nothing was wiped. Name the file itself; rm removes the link.");
    }
    if (!held.isFolder() && !held.isFile()) {
      throw new Refused(
          path + " is a device, a pipe or a socket, which is never opened here.",
          "Nothing was wiped. rm removes its name.");
    }
    if (held.mount() != parent.mount()) {
      throw new Refused(
          path + " is a mount point: it cannot be removed.",
          "Nothing was wiped. Name what is in it, or unmount it.");
    }
  }

  private static WipeTarget look(
      Path path, Held parent, Held held, WipeLook look, boolean crossesMounts)
      throws IOException, Refused {
    List<MountInfo> mounts = MountInfo.all();
    long id = held.mount();
    MountInfo mount =
        mounts.stream()
            .filter(each -> each.id() == id)
            .findFirst()
            .orElseThrow(() -> new IOException("the kernel does not tell what is mounted"));
    if (FileSystemKind.of(mount).isControl()) {
      throw new Refused(
          path + " is in " + mount.type() + ", which is no storage: to write there gives orders.",
          "Nothing was wiped.");
    }
    look.at(
        held.isFolder() ? held.path().resolve(".") : parent.path().resolve(path.getFileName()),
        mounts.stream()
            .filter(each -> !crossesMounts || FileSystemKind.of(each).isControl())
            .map(MountInfo::point)
            .collect(Collectors.toSet()));
    return new WipeTarget(path, parent, held, mount, held.isFolder(), look.files(), look.bytes());
  }

  @Override
  public void close() {
    held.close();
  }
}
