package org.keyrite.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Refused;
import org.keyrite.os.Mount;

/** A clear secret is written in memory, for its owner alone, or not at all. */
class SecretFileTest {
  private static final Mount MEMORY = new Mount(Mount.Type.TMPFS, false);
  private static final Mount DISK = new Mount(Mount.Type.OTHER, true);

  @TempDir private Path top;
  private Path folder;
  private Path file;

  @BeforeEach
  void makeFolder() throws Exception {
    folder = SecretFiles.folder(top.resolve("folder"));
    file = folder.resolve("secret");
  }

  private static void write(SecretFile secret) throws Exception {
    try (OutputStream out = secret.stream()) {
      out.write(new byte[] {1, 2, 3});
    }
  }

  @Test
  void whatIsCommittedStays() throws Exception {
    try (SecretFile secret = SecretFiles.create(file)) {
      secret.stream().write(new byte[] {1, 2, 3});
      secret.commit();
    }
    assertEquals(3, Files.size(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void whatIsNotGoesAway() throws Exception {
    try (SecretFile secret = SecretFiles.create(file)) {
      secret.stream().write(new byte[] {1, 2, 3});
    }
    assertFalse(Files.exists(file));
    SecretFile closed = SecretFiles.create(file);
    write(closed);
    closed.close();
    assertThrows(IOException.class, closed::commit);
  }

  @Test
  void whatHasTakenItsNameIsNeitherOverwrittenNorRemoved() throws Exception {
    try (SecretFile secret = SecretFiles.create(file)) {
      secret.stream().write(new byte[] {1, 2, 3});
      Files.move(file, folder.resolve("moved"));
      Files.writeString(file, "precious");
    }
    assertEquals("precious", Files.readString(file));
  }

  @Test
  void whatIsWithdrawnGoesAwayToo() throws Exception {
    try (SecretFile secret = SecretFiles.create(file)) {
      write(secret);
      secret.commit();
      secret.withdraw();
      assertFalse(Files.exists(file));
    }
  }

  @Test
  void anEarlierFileStaysAsItWas() throws Exception {
    Files.writeString(file, "earlier");
    Failed failed = assertThrows(Failed.class, () -> SecretFiles.create(file));
    assertEquals("The file " + file + " cannot be made: File exists.", failed.getMessage());
    assertEquals("earlier", Files.readString(file));
  }

  @Test
  void aDiskIsRefusedAndAPlaceIsNamed() throws Exception {
    Path memory = SecretFiles.folder(top.resolve("memory"));
    Function<Path, Optional<Mount>> mounts =
        path -> Optional.of(path.startsWith(memory) ? MEMORY : DISK);
    Refused refused =
        assertThrows(Refused.class, () -> SecretFile.create(file, mounts, List.of(folder, memory)));
    assertEquals(
        file + " is not in memory (neither tmpfs nor ramfs): a secret would reach a disk.",
        refused.getMessage());
    assertEquals("Name a file in " + memory + ", which is in memory.", refused.advice());
    assertFalse(Files.exists(file));
  }

  @Test
  void aFolderThatOthersCanReadIsRefused() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    Refused refused =
        assertThrows(
            Refused.class,
            () -> SecretFile.create(file, _ -> Optional.of(MEMORY), List.of(folder)));
    assertEquals(
        "Others can look into " + folder + ", where a secret would be.", refused.getMessage());
    assertEquals(
        "Name a file in a folder of your own in memory: mkdir -m 700 " + folder.resolve("secret"),
        refused.advice());
    assertFalse(Files.exists(file));
  }

  @Test
  void withoutAnAnswerFromTheKernelItIsRefused() {
    Refused refused =
        assertThrows(
            Refused.class, () -> SecretFile.create(file, _ -> Optional.empty(), List.of(folder)));
    assertEquals(
        file + " may not be in memory (only the native executable can ask).", refused.getMessage());
    assertEquals(
        "Mount memory (as root: mount -t tmpfs -o mode=0700 tmpfs /mnt), and name a file there.",
        refused.advice());
  }
}
