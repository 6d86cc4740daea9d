package org.keyrite.machine.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrite.machine.Leftover;
import org.keyrite.machine.Leftovers;
import org.keyrite.machine.Workspace;
import org.keyrite.os.MountInfo;

/** Where secrets are, where results go, and what earlier runs have left. */
final class Places {
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs");

  /** File systems of other machines. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "smbfs",
          "ncpfs",
          "9p",
          "virtiofs",
          "vboxsf",
          "afs",
          "ceph",
          "lustre",
          "orangefs",
          "glusterfs",
          "fuse.glusterfs",
          "fuse.sshfs",
          "fuse.rclone",
          "fuse.s3fs",
          "fuse.vmhgfs-fuse");

  private Places() {}

  static Found workspace(Situation situation) {
    if (situation.workspace().isEmpty()) {
      return Found.failed(situation.whyNone());
    }
    Workspace workspace = situation.workspace().get();
    String kind = workspace.mount().type().name().toLowerCase(Locale.ROOT);
    String own = workspace.path() + " (" + kind + ")";
    String place = "in " + workspace.path().getParent() + " (" + kind + ")";
    Leftovers leftovers = situation.leftovers();
    if (!leftovers.found().isEmpty()) {
      String left = "; a killed run has left " + names(leftovers);
      return Found.failed(own + left + ": wipe that with keyrite doctor --clean")
          .lasting(place + left);
    }
    if (leftovers.doubt().isPresent()) {
      String doubt = "; whether a killed run has left one: " + leftovers.doubt().get();
      return Found.unknown(own + doubt).lasting(place + doubt);
    }
    return Found.ok(own).lasting(place);
  }

  static Found leftovers(Situation situation) {
    Leftovers leftovers = situation.leftovers();
    if (!leftovers.found().isEmpty()) {
      return Found.failed("a killed run has left " + names(leftovers));
    }
    return leftovers.doubt().map(Found::unknown).orElseGet(() -> Found.ok("none"));
  }

  private static String names(Leftovers leftovers) {
    return leftovers.found().stream().map(Leftover::inWords).collect(Collectors.joining(", "));
  }

  static Found output(Situation situation) throws IOException {
    Path folder = situation.output().toAbsolutePath().normalize();
    MountInfo files = situation.machine().mountAt(folder);
    String found = folder + " (" + files.type() + " on " + files.source() + ")";
    if (files.has("ro")) {
      return Found.failed(found + ": nothing can be written there");
    }
    if (ELSEWHERE.contains(files.type())) {
      return Found.failed(found + ": that is another machine's");
    }
    return IN_MEMORY.contains(files.type())
        ? Found.note(found + ": it is gone when this machine is switched off")
        : Found.ok(found);
  }
}
