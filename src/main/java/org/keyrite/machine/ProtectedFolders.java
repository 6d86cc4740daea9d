package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keyrite.os.Held;

/** Folders that nobody means when they wipe something, however they are named. */
final class ProtectedFolders {
  private final Map<Held.Identity, String> folders = new LinkedHashMap<>();

  private ProtectedFolders() {}

  /** The root folder, this user's home, the current folder, and all that these are in. */
  static ProtectedFolders ofThisProcess() {
    ProtectedFolders found = new ProtectedFolders();
    found.add(Path.of("/"), "is the root folder");
    found.addWithParents(Path.of(""), "is the current folder");
    Optional.ofNullable(System.getenv("HOME"))
        .filter(home -> home.startsWith("/"))
        .ifPresent(home -> found.addWithParents(Path.of(home), "is your home folder"));
    // The one that the list of users says.
    Optional.ofNullable(System.getProperty("user.home"))
        .filter(home -> home.startsWith("/"))
        .ifPresent(home -> found.addWithParents(Path.of(home), "is your home folder"));
    return found;
  }

  private void addWithParents(Path folder, String what) {
    try {
      Path real = folder.toRealPath();
      add(real, what);
      for (Path above = real.getParent(); above != null; above = above.getParent()) {
        add(above, "holds " + what.substring("is ".length()));
      }
    } catch (IOException e) {
      // It is not there, so that nobody can name it.
    }
  }

  private void add(Path folder, String what) {
    try (Held held = Held.open(folder)) {
      folders.putIfAbsent(held.identity(), what);
    } catch (IOException e) {
      // Likewise.
    }
  }

  /** Whether it is one of these, and which. */
  Optional<String> objection(Held held) {
    return Optional.ofNullable(folders.get(held.identity()));
  }
}
