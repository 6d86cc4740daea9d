package org.keyrite.machine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.keyrite.os.Held;

/** The names that files which have several have in what is to be wiped. */
final class LinkedNames {
  private final Map<Held.Identity, Set<Name>> found = new HashMap<>();
  private final Map<Held.Identity, Integer> links = new HashMap<>();

  /** One that is seen twice, by way of a folder that is bound to a second place, is one. */
  private record Name(Held.Identity folder, Path name) {}

  /**
   * Counts a name, once.
   *
   * @param count how many the file has
   * @param folder which one the name is in
   */
  void add(Held.Identity file, int count, Held.Identity folder, Path name) {
    if (count > 1) {
      links.put(file, count);
      found.computeIfAbsent(file, _ -> new HashSet<>()).add(new Name(folder, name));
    }
  }

  /** The files that have several names, all of them here. */
  Set<Held.Identity> complete() {
    Set<Held.Identity> complete = new HashSet<>(found.keySet());
    complete.removeIf(file -> found.get(file).size() < links.get(file));
    return complete;
  }
}
