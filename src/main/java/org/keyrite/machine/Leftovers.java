package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
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
 * The workspaces that killed runs have left, wherever they were made. One is left when its process
 * has ended, or when another process has its number by now, and when nobody has locked it. Only
 * this user's are looked for; root looks for everybody's.
 *
 * @param found those that were found
 * @param unseen what could not be looked at, each as the subject of a sentence: there may be more
 *     of them, then
 */
public record Leftovers(List<Leftover> found, List<String> unseen) {
  private static final Pattern NAME = Pattern.compile("keyrite-([0-9]{1,9})-[0-9]+");

  /** A process's start is told in these, since the machine's start. */
  private static final long TICKS_PER_SECOND = 100;

  /** After a name that ends with a parenthesis; the first is the state. */
  private static final int STARTED = 19;

  /** What two clocks that are read one after the other may differ by, in seconds. */
  private static final long DOUBT = 2;

  /**
   * Looks in some folders, and in all file systems in memory and one level below.
   *
   * @param machine which tells of processes; another one in tests
   */
  static Leftovers in(List<Path> places, Machine machine) {
    Search search = new Search(machine);
    search.everywhere(places);
    return new Leftovers(
        List.copyOf(search.found.values()), search.unseen.stream().distinct().toList());
  }

  /** The same, without one that is still at work. */
  Leftovers without(Path path) {
    return new Leftovers(
        found.stream().filter(leftover -> !leftover.path().equals(path)).toList(), unseen);
  }

  /** What could not be looked at, as a clause; empty if all was. */
  public Optional<String> doubt() {
    return unseen.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(", ", unseen) + " cannot be looked at");
  }

  /** One look. */
  private static final class Search {
    private final Machine machine;
    private final Map<Path, Leftover> found = new TreeMap<>();
    private final List<String> unseen = new ArrayList<>();
    private int user;

    Search(Machine machine) {
      this.machine = machine;
    }

    void everywhere(List<Path> places) {
      try {
        user = User.effective();
        machine.require("proc/" + ProcessHandle.current().pid());
      } catch (IOException e) {
        unseen.add("the processes");
        return; // Whose a folder is, and whether somebody uses it, cannot be told.
      }
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
        unseen.add("the file systems in memory"); // The places remain.
      }
      for (Path folder : folders) {
        for (Path entry : entries(folder, "keyrite-*-*")) {
          leftover(entry).ifPresent(left -> found.put(left.path(), left));
        }
      }
    }

    /** None of a folder that others have closed to this user: their workspace was not there. */
    private List<Path> entries(Path folder, String names) {
      Set<Path> entries = new LinkedHashSet<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.toRealPath(), names)) {
        stream.forEach(entries::add);
      } catch (NoSuchFileException | NotDirectoryException e) {
        // Nothing is there, or not any more.
      } catch (IOException | DirectoryIteratorException e) {
        if (!isClosedByAnother(folder, e)) {
          unseen.add(folder.toString());
        }
      }
      return List.copyOf(entries);
    }

    private boolean isClosedByAnother(Path folder, Exception e) {
      try {
        return e instanceof AccessDeniedException
            && (int) Files.getAttribute(folder, "unix:uid") != user;
      } catch (IOException above) {
        return true; // It is in such a folder.
      }
    }

    private Optional<Leftover> leftover(Path entry) {
      Matcher name = NAME.matcher(entry.getFileName().toString());
      if (!name.matches()) {
        return Optional.empty();
      }
      try (Held folder = Held.open(entry)) {
        Map<String, Object> told = Files.readAttributes(folder.path(), "unix:uid,ctime");
        boolean left =
            folder.isFolder()
                && (user == 0 || user == (int) told.get("uid"))
                && isOver(name.group(1), (FileTime) told.get("ctime"))
                && !isInUse(folder);
        return left
            ? Optional.of(new Leftover(entry, folder.identity(), Leftover.count(folder)))
            : Optional.empty();
      } catch (IOException | RuntimeException e) {
        if (!Files.notExists(entry, LinkOption.NOFOLLOW_LINKS)) {
          unseen.add(entry.toString()); // Told in another way than the kernel's.
        }
        return Optional.empty();
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
      Optional<String> told = status(process);
      if (told.isEmpty()) {
        return true;
      }
      // The name in parentheses is the process's own choice: only what follows the last one counts.
      String text = told.get();
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", STARTED + 2);
      long started = machineStarted() + Long.parseLong(fields[STARTED]) / TICKS_PER_SECOND;
      return fields[0].equals("Z")
          || fields[0].equals("X")
          || started > changed.to(TimeUnit.SECONDS) + DOUBT;
    }

    /** Empty if there is no such process (any more), or one that is hidden: the lock tells. */
    private Optional<String> status(String process) throws IOException {
      String name = "proc/" + process + "/stat";
      Path file = machine.root().resolve(name);
      try {
        return Files.exists(file) ? Optional.of(machine.text(name)) : Optional.empty();
      } catch (IOException e) {
        if (Files.exists(file)) {
          throw e;
        }
        return Optional.empty();
      }
    }

    private long machineStarted() throws IOException {
      for (String line : machine.text("proc/stat").lines().toList()) {
        if (line.startsWith("btime ")) {
          return Long.parseLong(line.substring(6).strip());
        }
      }
      throw new IOException("the kernel does not tell when the machine was started");
    }
  }
}
