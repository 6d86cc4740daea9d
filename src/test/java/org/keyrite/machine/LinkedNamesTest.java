package org.keyrite.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyrite.os.Held;

/** A name is one, however often and by whatever way it is seen. */
final class LinkedNamesTest {
  private final Held.Identity file = new Held.Identity(1, 10);
  private final Held.Identity folder = new Held.Identity(1, 2);
  private final LinkedNames names = new LinkedNames();

  @Test
  void aNameThatIsSeenTwiceIsOne() {
    names.add(file, 2, folder, Path.of("name"));
    names.add(file, 2, folder, Path.of("name"));
    assertEquals(Set.of(), names.complete());
  }

  @Test
  void twoNamesInOneFolderAndTheSameInTwo() {
    names.add(file, 3, folder, Path.of("name"));
    names.add(file, 3, folder, Path.of("other"));
    assertEquals(Set.of(), names.complete());
    names.add(file, 3, new Held.Identity(1, 3), Path.of("name"));
    assertEquals(Set.of(file), names.complete());
  }
}
