package org.keyrite.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrite.os.Held;
import org.keyrite.os.Mount;

/**
 * Finds the workspaces that killed runs have left, wherever they were made. One is left when its
 * process has ended, or when another process has its number by now, and when nobody has locked it.
 * Only this user's are looked for; root looks for everybody's.
 */
final class Leftovers {
  private static final Pattern NAME = Pattern.compile("keyrite-([0-9]{1,9})-[0-9]+");

  /** A process's start is told in these, since the machine's start. */
  private static final long TICKS_PER_SECOND = 100;

  /** After a name that ends with a parenthesis; the first is the state. */
  private static final int STARTED = 19;

  /** What two clocks that are read one after the other may differ by, in seconds. */
  private static final long DOUBT = 2;

  private final Path proc;

  /**
   * Asks the kernel.
   *
   * @param proc where {@code /proc} is; another folder in tests
   */
  Leftovers(Path proc) {
    this.proc = proc;
  }

  /** Looks in some folders, and in all file systems in memory and one level below. */
  List<Leftover> in(List<Path> places) {
    Set<Path> folders = new LinkedHashSet<>(places);
    try {
      Set<Path> points = Set.copyOf(Mount.within(Path.of("/")));
      for (Path point : Mount.pointsInMemory()) {
        folders.add(point);
        for (Path folder : entries(point, "*")) {
          // Asking about a mount could wait for a server.
          if (!points.contains(folder) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            folders.add(folder);
          }
        }
      }
    } catch (IOException e) {
      // Without the kernel's list, the places remain.
    }
    Map<Path, Leftover> found = new TreeMap<>();
    for (Path folder : folders) {
      for (Path entry : entries(folder, "keyrite-*-*")) {
        leftover(entry).ifPresent(left -> found.put(left.path(), left));
      }
    }
    return List.copyOf(found.values());
  }

  /** None of a folder that this user may not look into: their workspace was not there. */
  private static List<Path> entries(Path folder, String names) {
    Set<Path> found = new LinkedHashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.toRealPath(), names)) {
      entries.forEach(found::add);
    } catch (IOException | DirectoryIteratorException e) {
      // What was found up to here.
    }
    return List.copyOf(found);
  }

  private Optional<Leftover> leftover(Path entry) {
    Matcher name = NAME.matcher(entry.getFileName().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    try (Held folder = Held.open(entry)) {
      Map<String, Object> found = Files.readAttributes(folder.path(), "unix:uid,ctime");
      int user = User.effective();
      boolean left =
          folder.isFolder()
              && (user == 0 || user == (int) found.get("uid"))
              && isOver(name.group(1), (FileTime) found.get("ctime"))
              && !isInUse(folder);
      return left
          ? Optional.of(new Leftover(entry, folder.identity(), Leftover.count(folder)))
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // Gone by now, or told in another way than the kernel's.
    }
  }

  /** By whoever made it, where processes are counted otherwise, or clocks were set since. */
  private static boolean isInUse(Held folder) {
    return folder.descriptor() >= 0 && !folder.lock();
  }

  /** Whether the process that made a folder, which changed at this time, is no more. */
  private boolean isOver(String process, FileTime changed) throws IOException {
    if (Long.parseLong(process) == ProcessHandle.current().pid()) {
      return true; // This one has but one, which is locked, and left out by whoever asks.
    }
    Path status = proc.resolve(process).resolve("stat");
    if (!Files.exists(status)) {
      return true;
    }
    String text = Files.readString(status, StandardCharsets.ISO_8859_1);
    // The name in parentheses is the process's own choice: only what follows the last one counts.
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", STARTED + 2);
    long started = machineStarted() + Long.parseLong(fields[STARTED]) / TICKS_PER_SECOND;
    return fields[0].equals("Z")
        || fields[0].equals("X")
        || started > changed.to(TimeUnit.SECONDS) + DOUBT;
  }

  private long machineStarted() throws IOException {
    for (String line : Files.readAllLines(proc.resolve("stat"), StandardCharsets.ISO_8859_1)) {
      if (line.startsWith("btime ")) {
        return Long.parseLong(line.substring(6).strip());
      }
    }
    throw new IOException("the kernel does not tell when the machine was started");
  }
}
