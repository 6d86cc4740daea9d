package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.keyrite.fault.Fault;
import org.keyrite.os.Mount;

/** Secret files for tests on a JVM, which cannot ask the kernel: it takes any folder for tmpfs. */
public final class SecretFiles {
  private SecretFiles() {}

  public static SecretFile create(Path path) throws Fault {
    return SecretFile.create(path, _ -> Optional.of(new Mount(Mount.Type.TMPFS, true)), List.of());
  }

  /** A folder of mode 0700. */
  public static Path folder(Path path) throws IOException {
    return Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
