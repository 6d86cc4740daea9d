package org.keyrite.os;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CLibrary;
import org.graalvm.word.PointerBase;

/**
 * A room in which a foreign program runs ({@code src/main/c/room.h} tells how it is made): it reads
 * the system's folders, writes the workspace, prints into memory, and reaches nothing else. It ends
 * with all its processes. In the native executable only.
 */
@CLibrary(value = "keyrite", requireStatic = true)
public final class Room implements AutoCloseable {
  /** Where pinned files are laid. */
  public static final String FILES = "/files";

  /** How long the keeper takes beyond the time limit, at most. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration TIME_FOR_ATTEMPTS = Duration.ofSeconds(30);

  private static final int NONE = -1;

  private final int[] handles;
  private final Duration timeLimit;
  private boolean ended;

  private Room(int[] handles, Duration timeLimit) {
    this.handles = handles;
    this.timeLimit = timeLimit;
  }

  /** Those that this process's user may be able to have, the best first. */
  public static List<Mode> modes() {
    return effectiveUser() == 0
        ? List.of(Mode.ROOT, Mode.USER, Mode.SHARED)
        : List.of(Mode.USER, Mode.SHARED);
  }

  /**
   * What the room is made of, besides Landlock and the filter; numbers are those of {@code enum
   * mode}.
   */
  public enum Mode {
    /** No namespaces: it sees this machine's processes and interfaces. */
    SHARED(0),
    /** Namespaces of its own, made by root. */
    ROOT(1),
    /** Namespaces of its own, in a user namespace. */
    USER(2);

    private final int number;

    Mode(int number) {
      this.number = number;
    }
  }

  /**
   * How a room is made.
   *
   * @param workspace the absolute path of the folder that can be written
   * @param folder the same folder, which is held
   * @param shown files and folders, by absolute paths, that can be read and executed
   * @param files pinned files, which are laid into {@code /files}, by name; not without namespaces
   * @param fileBytes the most bytes of a file
   * @param dataBytes the most bytes of memory that each process writes; half of the machine's at
   *     most
   */
  public record Setting(
      Mode mode,
      Path workspace,
      Held folder,
      List<Path> shown,
      Map<String, MemoryFile> files,
      long fileBytes,
      long dataBytes) {}

  /**
   * Tries in such a room what must fail, before a program is let in.
   *
   * @param folders where a file must not be written
   * @param files what must not be read
   */
  public static RoomReport attempts(Setting setting, List<Path> folders, List<Path> files)
      throws IOException {
    try (Room room =
        begin(
            setting,
            TIME_FOR_ATTEMPTS,
            new int[] {NONE, NONE, NONE},
            List.of(),
            List.of(),
            strings(folders),
            strings(files))) {
      return room.await();
    }
  }

  /**
   * A program, and what becomes of what it prints.
   *
   * @param file its bytes, sealed
   * @param arguments its name first
   * @param environment {@code NAME=value}
   * @param timeLimit after this everything in the room is killed
   * @param output what it prints is added to this
   * @param errors its messages are added to this; thrown away if empty
   */
  public record Program(
      MemoryFile file,
      List<String> arguments,
      List<String> environment,
      Duration timeLimit,
      MemoryFile output,
      Optional<MemoryFile> errors) {}

  /** Starts a program. */
  public static Room start(Setting setting, Program program) throws IOException {
    try (RegularFile opened = RegularFile.held(program.file().path())) {
      int[] descriptors = {
        opened.descriptor(),
        program.output().descriptor(),
        program.errors().map(MemoryFile::descriptor).orElse(NONE)
      };
      return begin(
          setting,
          program.timeLimit(),
          descriptors,
          program.arguments(),
          program.environment(),
          List.of(),
          List.of());
    }
  }

  /**
   * Begins a room.
   *
   * @param descriptors of the program, its output and its errors; none of the program for attempts
   */
  private static Room begin(
      Setting setting,
      Duration timeLimit,
      int[] descriptors,
      List<String> arguments,
      List<String> environment,
      List<String> folders,
      List<String> files)
      throws IOException {
    Map<String, MemoryFile> pinned = new LinkedHashMap<>(setting.files());
    List<List<String>> lists =
        List.of(
            arguments,
            environment,
            strings(setting.shown()),
            List.copyOf(pinned.keySet()),
            folders,
            files);
    List<Number> numbers =
        new ArrayList<>(List.of(setting.mode().number, descriptors[0] == NONE ? 1 : 0));
    for (int descriptor : descriptors) {
      numbers.add(descriptor);
    }
    numbers.addAll(
        List.of(
            setting.folder().descriptor(),
            timeLimit.toMillis(),
            setting.fileBytes(),
            setting.dataBytes(),
            ProcessHandle.current().pid()));
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    add(words, setting.workspace().toString());
    for (List<String> list : lists) {
      numbers.add(list.size());
      list.forEach(word -> add(words, word));
    }
    for (MemoryFile file : pinned.values()) {
      numbers.add(file.descriptor());
    }
    int[] handles = new int[3];
    try (PinnedObject pinnedNumbers =
            PinnedObject.create(numbers.stream().mapToLong(Number::longValue).toArray());
        PinnedObject pinnedWords = PinnedObject.create(words.toByteArray());
        PinnedObject pinnedHandles = PinnedObject.create(handles)) {
      int error =
          begin(
              pinnedNumbers.addressOfArrayElement(0),
              pinnedWords.addressOfArrayElement(0),
              pinnedHandles.addressOfArrayElement(0));
      if (error != 0) {
        throw new IOException(LibC.reason(error));
      }
    }
    return new Room(handles, timeLimit);
  }

  private static List<String> strings(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }

  private static void add(ByteArrayOutputStream words, String word) {
    words.writeBytes(word.getBytes(StandardCharsets.UTF_8));
    words.write(0);
  }

  /** Waits until everything in it has ended. Where the keeper does not keep the time, this does. */
  public RoomReport await() {
    RoomReport.Telling telling = new RoomReport.Telling();
    int[] numbers = new int[4];
    long milliseconds = timeLimit.plus(PATIENCE).toMillis();
    try (PinnedObject pinned = PinnedObject.create(numbers)) {
      while (next(handles[1], pinned.addressOfArrayElement(0), (int) milliseconds) == 1) {
        telling.add(numbers);
      }
    }
    close();
    return telling.report();
  }

  /** Ends everything in it, and waits for that. */
  @Override
  public synchronized void close() {
    if (!ended) {
      ended = true;
      try (PinnedObject pinned = PinnedObject.create(handles)) {
        end(pinned.addressOfArrayElement(0));
      }
    }
  }

  @CFunction(value = "geteuid", transition = CFunction.Transition.NO_TRANSITION)
  static native int effectiveUser();

  @CFunction("keyrite_room_begin")
  private static native int begin(PointerBase numbers, PointerBase words, PointerBase handles);

  @CFunction("keyrite_room_next")
  private static native int next(int report, PointerBase numbers, int milliseconds);

  @CFunction("keyrite_room_end")
  private static native void end(PointerBase handles);
}
