package org.keyrite.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processes of a run, whoever is their parent by now: they have a path of its fixture in their
 * command line, in their environment, or as their folder.
 */
final class Processes {
  private final List<String> marks;

  /** Of whoever works with these folders, whose names are like no other. */
  Processes(Path... fixture) {
    marks = Stream.of(fixture).map(Path::toString).toList();
  }

  /** Their numbers, this program's excepted. */
  List<Long> all() throws IOException {
    List<Long> found = new ArrayList<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : (Iterable<Path>) processes::iterator) {
        String name = process.getFileName().toString();
        if (name.matches("[0-9]+")
            && Long.parseLong(name) != ProcessHandle.current().pid()
            && isMarked(process)) {
          found.add(Long.parseLong(name));
        }
      }
    }
    return found;
  }

  private boolean isMarked(Path process) {
    String all =
        text(process.resolve("cmdline"))
            + text(process.resolve("environ"))
            + target(process.resolve("cwd"));
    return marks.stream().anyMatch(all::contains);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // It has ended, or is another user's.
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Those that are left after so many milliseconds, or none. */
  List<Long> awaitEnd(int milliseconds) throws Exception {
    List<Long> left = all();
    for (long end = System.nanoTime() + milliseconds * 1_000_000L;
        !left.isEmpty() && System.nanoTime() < end;
        left = all()) {
      Thread.sleep(2);
    }
    return left;
  }
}
