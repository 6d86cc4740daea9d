package org.keyrite.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.Fifo;

/** What killed runs have left is found, and nothing that somebody still uses. */
final class LeftoversTest {
  /** Seconds since 1970; the folders of these tests are younger. */
  private static final long MACHINE_STARTED = 1_000_000_000;

  private static final long FAR_LATER = 100_000_000_000L;

  @TempDir Path folder;

  private Path proc;
  private Path place;

  @BeforeEach
  void aMachine() throws Exception {
    proc = Files.createDirectory(folder.resolve("proc"));
    place = Files.createDirectory(folder.toRealPath().resolve("place"));
    Files.writeString(proc.resolve("stat"), "cpu 1 2\nbtime " + MACHINE_STARTED + "\n");
    Files.createDirectory(proc.resolve(Long.toString(ProcessHandle.current().pid())));
  }

  private void process(String number, char state, long secondsAfterTheMachine) throws Exception {
    String fields = "1 ".repeat(18);
    Files.writeString(
        Files.createDirectory(proc.resolve(number)).resolve("stat"),
        number + " (a) S ( b) " + state + " " + fields + 100 * secondsAfterTheMachine + " 0 0\n");
  }

  private Path left(String name) throws Exception {
    Path left = Files.createDirectories(place.resolve(name).resolve("sub"));
    Files.writeString(left.resolve("key"), "secret");
    Files.writeString(left.resolve("other"), "x");
    return left.getParent();
  }

  private List<Path> found() {
    return look().found().stream()
        .map(Leftover::path)
        .filter(path -> path.startsWith(folder))
        .toList();
  }

  private Leftovers look() {
    return Leftovers.in(List.of(place), new Machine(folder));
  }

  private List<String> unseen() {
    return look().unseen().stream()
        .filter(named -> !named.startsWith("/") || Path.of(named).startsWith(folder))
        .toList();
  }

  @Test
  void aDeadProcessHasLeftIt() throws Exception {
    process("11", 'S', 10);
    process("13", 'Z', 10);
    left("keyrite-11-1");
    List<Path> dead = List.of(left("keyrite-12-1"), left("keyrite-12-2"), left("keyrite-13-1"));
    assertEquals(dead, found());
    assertEquals(List.of(), unseen());
  }

  @Test
  void soHasTheOneBeforeOfTheSameNumber() throws Exception {
    process("11", 'S', FAR_LATER);
    assertEquals(List.of(left("keyrite-11-1")), found());
    assertEquals(
        2,
        found().size() + List.of(left("keyrite-" + ProcessHandle.current().pid() + "-1")).size());
  }

  @Test
  void whatHasAnotherNameOrIsNoFolderIsNot() throws Exception {
    left("keyrite-12");
    left("keyrite-12-");
    left("keyrite-12-1x");
    left("keyrite-12345678901-1");
    left("other-12-1");
    Files.writeString(place.resolve("keyrite-12-2"), "a file");
    Files.createSymbolicLink(place.resolve("keyrite-12-3"), left("victim"));
    assertEquals(List.of(), found());
  }

  @Test
  void whatCannotBeToldIsNotWipedAndNamed() throws Exception {
    Path one = left("keyrite-12-1");
    Files.createDirectory(proc.resolve("12"));
    Files.writeString(proc.resolve("12/stat"), "12 (a) S 1\n");
    assertEquals(List.of(), found());
    assertEquals(List.of(one.toString()), unseen());
    Files.delete(proc.resolve("stat"));
    process("13", 'S', FAR_LATER);
    Path other = left("keyrite-13-1");
    assertEquals(List.of(), found());
    assertEquals(List.of(one.toString(), other.toString()), unseen().stream().sorted().toList());
  }

  @Test
  void aNamedPipeInTheProcesssPlaceIsNotWaitedFor() throws Exception {
    Path path = left("keyrite-12-1");
    Fifo.create(Files.createDirectory(proc.resolve("12")).resolve("stat"));
    assertEquals(List.of(), found());
    assertEquals(List.of(path.toString()), unseen());
  }

  @Test
  void withoutProcessesNothingCanBeTold() throws Exception {
    left("keyrite-12-1");
    Files.delete(proc.resolve(Long.toString(ProcessHandle.current().pid())));
    assertEquals(new Leftovers(List.of(), List.of("the processes")), look());
    assertEquals("the processes cannot be looked at", look().doubt().orElseThrow());
  }

  @Test
  void itIsCountedAndWiped() throws Exception {
    Path path = left("keyrite-12-1");
    Leftover leftover =
        look().found().stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow();
    assertEquals(path + " (2 files)", leftover.inWords());
    assertEquals(new Wiped(2, 7, List.of()), leftover.wipe());
    assertFalse(Files.exists(path));
  }

  @Test
  void whatHasTakenItsPlaceIsNotWiped() throws Exception {
    Path path = left("keyrite-12-1");
    Leftover leftover = look().found().getFirst();
    Files.move(path, place.resolve("elsewhere"));
    left("keyrite-12-1");
    assertEquals(new Wiped(0, 0, List.of(path + " was moved or replaced")), leftover.wipe());
    assertEquals("secret", Files.readString(path.resolve("sub/key")));
  }

  /** Nobody closes a folder to root. */
  @Test
  void aFolderOfOnesOwnThatCannotBeLookedIntoIsNamed() throws Exception {
    left("keyrite-12-1");
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("---------"));
    try {
      assertEquals(User.effective() == 0 ? List.of() : List.of(place.toString()), unseen());
    } finally {
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aPlaceThatIsNotThereIsEmpty() {
    Leftovers left = Leftovers.in(List.of(folder.resolve("nothing")), new Machine(folder));
    assertFalse(left.unseen().contains(folder.resolve("nothing").toString()));
  }
}
