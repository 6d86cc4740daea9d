package org.keyrite.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keyrite.fault.Refused;
import org.keyrite.os.Mount;

/** A workspace for tests on a JVM, which cannot ask the kernel: it takes any folder for tmpfs. */
public final class WorkspaceOnDisk {
  private WorkspaceOnDisk() {}

  public static Workspace in(Path folder) throws Refused {
    return Workspace.create(
        List.of(folder), _ -> Optional.of(new Mount(Mount.Type.TMPFS, true)), _ -> {});
  }
}
