package org.keyrite.cli.machine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyrite.cli.console.StandardStreams;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Leftover;
import org.keyrite.machine.ProgramEnd;
import org.keyrite.machine.Sandbox;
import org.keyrite.machine.SandboxRequirement;
import org.keyrite.machine.Workspace;
import org.keyrite.os.MemoryFile;
import org.keyrite.os.RegularFile;
import org.keyrite.os.Room;
import org.keyrite.os.RoomReport;
import org.keyrite.os.Tty;
import org.keyrite.text.Visible;

/**
 * A command in a workspace.
 *
 * @param folders other folders than the system's that it may read
 * @param variables the names of those that it is given
 * @param failuresAccepted whether it runs although its sandbox is less than it should be
 */
record SandboxedCommand(
    Workspace workspace,
    List<Path> folders,
    List<String> variables,
    Duration timeLimit,
    boolean failuresAccepted) {
  private static final long MOST_PROGRAM_BYTES = 1L << 30;

  /** What is in these is not for a program to see, or would cover what it needs. */
  private static final List<Path> NOT_SHOWN =
      List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"), Path.of("/run"));

  /**
   * The program that a name stands for, as a shell finds it.
   *
   * @throws Failed if there is none
   */
  static Path find(String name) throws Failed {
    if (name.indexOf('/') >= 0) {
      return Path.of(name);
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .orElseThrow(
            () ->
                new Failed(
                    "There is no program " + name + " in the folders of PATH.",
                    "Name its file, with its folder."));
  }

  /** Copies files into the workspace, for whoever runs there to read. */
  void copyIn(List<Path> files) throws Failed {
    for (Path file : files) {
      Path name = Optional.ofNullable(file.getFileName()).orElse(file);
      Path copy = workspace.folder().path().resolve(name);
      try (InputStream in = RegularFile.open(file);
          OutputStream out = Files.newOutputStream(copy, StandardOpenOption.CREATE_NEW)) {
        copy(in, out, Sandbox.MOST_FILE_BYTES);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
      } catch (IOException e) {
        throw new Failed(
            file + " cannot be copied into the workspace: " + Reason.of(e) + ".",
            "Name files with --in that can be read, each with a name of its own.",
            e);
      }
    }
  }

  /** Runs it to its end, and passes on what it prints. */
  void run(Path program, List<String> arguments) throws Refused, Failed {
    List<Path> shown = shown();
    Sandbox sandbox = sandbox(shown);
    try (MemoryFile copy = MemoryFile.forProgram(arguments.getFirst());
        MemoryFile output = MemoryFile.forOutput();
        MemoryFile errors = MemoryFile.forOutput()) {
      copyProgram(program, copy);
      long killedBefore = ProgramEnd.killedForMemory();
      StandardStreams streams = StandardStreams.ofProcess();
      RoomReport report;
      try (Relay _ = Relay.begin(output, streams.out(), Tty.isTerminal(1));
          Relay _ = Relay.begin(errors, streams.err(), Tty.isTerminal(2))) {
        report = start(sandbox, shown, copy, arguments, output, errors).await();
      }
      ProgramEnd end =
          new ProgramEnd(
              "command",
              timeLimit,
              "",
              "Give it more time with --time-limit.",
              report,
              ProgramEnd.killedForMemory() > killedBefore);
      end.requireEnded();
      end.requireSuccess();
    } catch (IOException e) {
      throw new Failed(
          "The command, or what it printed, could not be taken to its end: " + Reason.of(e) + ".",
          "Nothing comes out of the workspace.",
          e);
    }
  }

  private Sandbox sandbox(List<Path> shown) throws Refused, Failed {
    List<Leftover> left = workspace.leftovers();
    if (!left.isEmpty()) {
      throw new Refused(
          "A killed run has left "
              + String.join(", ", left.stream().map(Leftover::inWords).toList())
              + ".",
          "Wipe that first: keyrite doctor --clean.");
    }
    List<Path> forbidden = new ArrayList<>(List.of(Path.of("/tmp"), Path.of("/dev/shm")));
    Optional.ofNullable(System.getenv("HOME")).map(Path::of).ifPresent(forbidden::add);
    Sandbox sandbox = Sandbox.probe(workspace, shown, forbidden, List.of());
    List<String> objections = sandbox.objections(SandboxRequirement.ANY);
    if (!objections.isEmpty() && !failuresAccepted) {
      throw new Refused(
          "The sandbox is less than it should be: " + String.join("; ", objections) + ".",
          "docs/sandbox.md says what a kernel has to allow; or add --controls-may-fail.");
    }
    if (!sandbox.hasNamespaces()) {
      System.err.println("keyrite: Sandbox: " + Visible.of(sandbox.inWords()) + ".");
    }
    return sandbox;
  }

  private List<Path> shown() throws Refused {
    List<Path> shown = new ArrayList<>();
    for (Path folder : folders) {
      try {
        Path real = folder.toRealPath();
        if (workspace.path().startsWith(real) || NOT_SHOWN.stream().anyMatch(real::startsWith)) {
          throw new Refused(
              "The folder " + folder + " cannot be shown to the command.",
              "Name a folder of its own with --read, and none of the system's.");
        }
        shown.add(real);
      } catch (IOException e) {
        throw new Refused(
            "There is no folder " + folder + ".", "Name one that is there with --read.", e);
      }
    }
    return shown;
  }

  private static void copy(InputStream in, OutputStream out, long mostBytes) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      total += count;
      if (total > mostBytes) {
        throw new IOException("it is longer than " + (mostBytes >> 20) + " MiB");
      }
      out.write(buffer, 0, count);
    }
  }

  private static void copyProgram(Path program, MemoryFile copy) throws IOException, Failed {
    try (InputStream in = RegularFile.open(program);
        OutputStream out = Files.newOutputStream(copy.path(), StandardOpenOption.WRITE)) {
      copy(in, out, MOST_PROGRAM_BYTES);
    } catch (IOException e) {
      throw new Failed(
          "The program " + program + " cannot be read: " + Reason.of(e) + ".",
          "Name a program's file, or one that is in the folders of PATH.",
          e);
    }
    copy.seal();
  }

  private Room start(
      Sandbox sandbox,
      List<Path> shown,
      MemoryFile program,
      List<String> arguments,
      MemoryFile output,
      MemoryFile errors)
      throws IOException, Refused {
    List<String> environment = new ArrayList<>(Sandbox.environment(workspace));
    for (String name : variables) {
      String value = System.getenv(name);
      if (value == null) {
        throw new Refused(
            "There is no variable " + name + " in the environment.",
            "Name those that are there with --keep-env.");
      }
      environment.removeIf(each -> each.startsWith(name + "="));
      environment.add(name + "=" + value);
    }
    return workspace.host(
        () ->
            Room.start(
                sandbox.setting(workspace, shown, Map.of()),
                new Room.Program(
                    program, arguments, environment, timeLimit, output, Optional.of(errors))));
  }
}
