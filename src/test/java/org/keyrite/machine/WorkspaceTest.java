package org.keyrite.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.fault.Refused;
import org.keyrite.os.Mount;

/** A workspace is in memory, for this user alone, and gone when it is closed; or there is none. */
final class WorkspaceTest {
  private static final Mount TMPFS = new Mount(Mount.Type.TMPFS, true);
  private static final Mount RAMFS = new Mount(Mount.Type.RAMFS, true);
  private static final Mount TMPFS_NOEXEC = new Mount(Mount.Type.TMPFS, false);
  private static final Mount DISK = new Mount(Mount.Type.OTHER, true);

  @TempDir Path folder;

  private Path first;
  private Path second;

  @BeforeEach
  void twoPlaces() throws Exception {
    first = Files.createDirectory(folder.resolve("first"));
    second = Files.createDirectory(folder.resolve("second"));
  }

  @Test
  void itIsANewFolderForThisUserAlone() throws Exception {
    try (Workspace workspace = create(Map.of(first, TMPFS), first)) {
      assertEquals(first.toRealPath(), workspace.path().getParent());
      assertTrue(workspace.path().getFileName().toString().startsWith("keyrite-"));
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.path())));
      assertEquals(TMPFS, workspace.mount());
    }
    assertEquals(List.of(), entries(first));
  }

  @Test
  void itsPathHasNoLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), first);
    try (Workspace workspace = create(Map.of(first, RAMFS), link)) {
      assertEquals(first.toRealPath(), workspace.path().getParent());
    }
  }

  @Test
  void theFirstSuitablePlaceIsTaken() throws Exception {
    try (Workspace workspace = create(Map.of(first, DISK, second, RAMFS), first, second)) {
      assertEquals(second.toRealPath(), workspace.path().getParent());
      assertEquals(List.of(), entries(first), "nothing is left in the place that was refused");
    }
  }

  @Test
  void aRefusalNamesEachPlaceAndItsReason() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path file = Files.createFile(folder.resolve("file"));
    Path missing = folder.resolve("missing");
    Refused refused =
        assertThrows(
            Refused.class,
            () ->
                create(
                    Map.of(first, TMPFS_NOEXEC, disk, DISK), missing, file, disk, first, second));
    assertEquals(
        ("There is no place for the workspace: %s is not a folder; %s is not a folder;"
                + " %s is not in memory (neither tmpfs nor ramfs);"
                + " %s does not allow programs to be started (noexec);"
                + " %s is of an unknown kind (only the native executable can ask).")
            .formatted(missing, file, disk, first, second),
        refused.getMessage());
    assertEquals(
        "Mount one (as root: mount -t tmpfs -o mode=1777,noswap tmpfs /mnt) and name it with"
            + " --workspace /mnt.",
        refused.advice());
    for (Path place : List.of(disk, first, second)) {
      assertEquals(List.of(), entries(place));
    }
  }

  @Test
  void onAJvmNoPlaceIsTakenForMemory() {
    Refused refused =
        assertThrows(Refused.class, () -> Workspace.create(Optional.of(first), _ -> {}));
    assertEquals(
        "There is no place for the workspace: "
            + first
            + " is of an unknown kind (only the native executable can ask).",
        refused.getMessage());
  }

  @Test
  void itIsWipedOnceAndRemembersHowThatWent() throws Exception {
    Workspace workspace = create(Map.of(first, TMPFS), first);
    Files.write(workspace.path().resolve("secret"), new byte[32]);
    Wiped wiped = workspace.wipe();
    assertEquals(new Wiped(1, 32, List.of()), wiped);
    workspace.close();
    assertSame(wiped, workspace.wipe());
    assertFalse(Files.exists(workspace.path()));
  }

  @Test
  void aFolderThatOthersCanExchangeIsNoPlace() throws Exception {
    Path below = Files.createDirectory(first.resolve("below"));
    Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rwxrwx---"));
    for (Path place : List.of(first, below)) {
      Refused refused =
          assertThrows(Refused.class, () -> create(Map.of(first, TMPFS, below, TMPFS), place));
      String which = place.equals(first) ? "" : "is in " + first + ", which ";
      assertEquals(
          "There is no place for the workspace: %s %scan be changed by others, who could exchange"
                  .formatted(place, which)
              + " the workspace (chmod go-w %s).".formatted(first),
          refused.getMessage());
      assertEquals(
          "Name a folder with --workspace that root and you alone can exchange.", refused.advice());
    }
    assertEquals(List.of(below), entries(first));
  }

  @Test
  void aStickyFolderIsOneAndSoIsTheNextAfterABadOne() throws Exception {
    Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (Workspace workspace = create(Map.of(first, TMPFS, second, TMPFS), first, second)) {
      assertEquals(second.toRealPath(), workspace.path().getParent());
    }
    Files.setAttribute(first, "unix:mode", 01777);
    try (Workspace workspace = create(Map.of(first, TMPFS, second, TMPFS), first, second)) {
      assertEquals(first.toRealPath(), workspace.path().getParent());
    }
  }

  private static Workspace create(Map<Path, Mount> mounts, Path... places) throws Refused {
    return Workspace.create(
        List.of(places),
        directory -> Optional.ofNullable(mounts.get(directory.getParent())),
        _ -> {});
  }

  private static List<Path> entries(Path directory) throws Exception {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }
}
