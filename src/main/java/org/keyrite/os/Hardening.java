package org.keyrite.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.nativeimage.StackValue;
import org.graalvm.word.PointerBase;
import org.graalvm.word.WordFactory;
import org.keyrite.os.Control.State;

/** What the process denies itself before it does anything else. */
public final class Hardening {
  private static final long ONE = 1;
  private static final Path CONTENTS_OF_DUMPS = Path.of("/proc/self/coredump_filter");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String TRACER = "TracerPid:";

  private Hardening() {}

  /**
   * Applies every control, whether or not the one before it succeeded.
   *
   * @return one entry a control, in a fixed order
   */
  public static List<Control> apply() {
    List<Control> controls = new ArrayList<>(applyAllButSockets());
    keepOutOfSwap();
    controls.add(denySockets());
    return List.copyOf(controls);
  }

  /**
   * Keeps the memory of this process out of swap, what it will ask for included, where that is not
   * limited: root may. It is no control of its own, since secrets are not taken where there is
   * swap, unless that was accepted; {@code VmLck} in {@code /proc/self/status} tells what is in
   * force.
   */
  private static void keepOutOfSwap() {
    if (Image.isNative() && Room.effectiveUser() == 0) {
      NativeMemory.lockAll();
    }
  }

  /**
   * Applies every control but {@link #denySockets}, for a tool that has yet to learn whether it
   * will start a program that needs sockets. It owes that control, unless its manual says
   * otherwise.
   */
  public static List<Control> applyAllButSockets() {
    return List.of(
        control("no core dump of memory", Hardening::forbidCoreDumps),
        control("no reading by other processes of this user", Hardening::forbidTracing),
        control("no tracing since the start", Hardening::requireUntraced),
        control("no privileges gained by started programs", Hardening::forbidNewPrivileges));
  }

  /** Denies sockets to this process, with all its threads, and to the programs that it starts. */
  public static Control denySockets() {
    return control("no sockets, here and in started programs", () -> require(LibC.denySockets()));
  }

  /**
   * Ignores the signals that a slip at the keyboard (Ctrl-\\) or a stray command can send, and that
   * would end the program without cleaning up. Started programs ignore them too.
   */
  public static Control ignoreStraySignals() {
    return control(
        "stray signals do not end it half-way",
        () -> {
          PointerBase ignore = WordFactory.pointer(1);
          LibC.signal(LibC.sigquit(), ignore);
          LibC.signal(LibC.sigusr1(), ignore);
          LibC.signal(LibC.sigusr2(), ignore);
        });
  }

  /**
   * A limit of 1 byte, not 0: with a piped {@code core_pattern} the kernel ignores 0, and takes 1
   * to mean that it writes nothing. Started programs inherit it, and could lower it to 0, which may
   * be all that this process was left with: so a dump is told to hold nothing as well, which they
   * inherit too. That file is root's once nobody may read this process.
   */
  private static void forbidCoreDumps() throws IOException {
    LibC.ResourceLimit limit = StackValue.get(LibC.ResourceLimit.class);
    limit.soft(1);
    limit.hard(1);
    if (LibC.setrlimit(LibC.rlimitCore(), limit) != 0) {
      limit.soft(0);
      limit.hard(0);
      require(LibC.setrlimit(LibC.rlimitCore(), limit));
    }
    RegularFile.open(CONTENTS_OF_DUMPS).close(); // A named pipe there would have us wait.
    Files.writeString(CONTENTS_OF_DUMPS, "0");
  }

  private static void forbidTracing() throws IOException {
    require(LibC.prctl(LibC.prSetDumpable(), 0, 0, 0, 0));
  }

  /** Whoever traced the program when it was started still does, and reads all of its memory. */
  private static void requireUntraced() throws IOException {
    for (String line : KernelFile.lines(STATUS)) {
      if (line.startsWith(TRACER)) {
        String tracer = line.substring(TRACER.length()).strip();
        if (!tracer.equals("0")) {
          throw new IOException("process " + tracer + " traces it");
        }
        return;
      }
    }
    throw new IOException("the kernel does not tell");
  }

  private static void forbidNewPrivileges() throws IOException {
    require(LibC.prctl(LibC.prSetNoNewPrivs(), ONE, 0, 0, 0));
  }

  private static void require(int result) throws IOException {
    if (result != 0) {
      throw new IOException("errno " + LibC.errno());
    }
  }

  /** What is in force when it returns. */
  @FunctionalInterface
  private interface Call {
    void apply() throws IOException;
  }

  private static Control control(String name, Call call) {
    if (!Image.isNative()) {
      return new Control(name, State.NOT_AVAILABLE, "not the native executable");
    }
    try {
      call.apply();
      return new Control(name, State.APPLIED, "");
    } catch (IOException e) {
      return new Control(name, State.FAILED, e.getMessage());
    }
  }
}
