package org.keyrite.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What outlives a process without being a file: of System V, and keys in the kernel's keyrings. */
final class SharedMemory {
  /** The kinds of keys that hold what somebody put there; sessions have others. */
  private static final List<String> WITH_DATA = List.of("user", "logon", "big_key");

  private SharedMemory() {}

  /** One line each, as far as this kernel has them: they are the same before and after a test. */
  static List<String> entries() throws IOException {
    List<String> all = new ArrayList<>();
    for (String name : List.of("sysvipc/shm", "sysvipc/msg", "sysvipc/sem", "keys")) {
      Path list = Path.of("/proc", name);
      if (Files.exists(list)) {
        for (String line : Files.readAllLines(list, StandardCharsets.ISO_8859_1)) {
          List<String> fields = List.of(line.strip().split(" +", -1));
          if (!name.equals("keys")) {
            all.add(name + " " + fields.get(1));
          } else if (fields.stream().anyMatch(WITH_DATA::contains)) {
            all.add(name + " " + fields.getFirst());
          }
        }
      }
    }
    Path queues = Path.of("/dev/mqueue");
    if (Files.isDirectory(queues)) {
      try (Stream<Path> files = Files.list(queues)) {
        files.map(Path::toString).sorted().forEach(all::add);
      }
    }
    return all;
  }
}
