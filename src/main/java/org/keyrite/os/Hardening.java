package org.keyrite.os;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.graalvm.nativeimage.StackValue;
import org.graalvm.word.PointerBase;
import org.graalvm.word.WordFactory;
import org.keyrite.os.Control.State;

/** What the process denies itself before it does anything else. */
public final class Hardening {
  private static final long ONE = 1;

  private Hardening() {}

  /**
   * Applies every control, whether or not the one before it succeeded.
   *
   * @return one entry a control, in a fixed order
   */
  public static List<Control> apply() {
    List<Control> controls = new ArrayList<>(applyAllButSockets());
    controls.add(denySockets());
    return List.copyOf(controls);
  }

  /**
   * Applies every control but {@link #denySockets}, for a tool that has yet to learn whether it
   * will start a program that needs sockets. It owes that control, or a word about it.
   */
  public static List<Control> applyAllButSockets() {
    return List.of(
        control("no core dump of memory", Hardening::forbidCoreDumps),
        control("no reading by other processes of this user", Hardening::forbidTracing),
        control("no privileges gained by started programs", Hardening::forbidNewPrivileges));
  }

  /** Denies sockets to this process, with all its threads, and to the programs that it starts. */
  public static Control denySockets() {
    return control("no sockets, here and in started programs", LibC::denySockets);
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
          return 0;
        });
  }

  /**
   * A limit of 1 byte, not 0: with a piped {@code core_pattern} the kernel ignores 0, and takes 1
   * to mean that it writes nothing. Started programs inherit it.
   */
  private static int forbidCoreDumps() {
    LibC.ResourceLimit limit = StackValue.get(LibC.ResourceLimit.class);
    limit.soft(1);
    limit.hard(1);
    return LibC.setrlimit(LibC.rlimitCore(), limit);
  }

  private static int forbidTracing() {
    return LibC.prctl(LibC.prSetDumpable(), 0, 0, 0, 0);
  }

  private static int forbidNewPrivileges() {
    return LibC.prctl(LibC.prSetNoNewPrivs(), ONE, 0, 0, 0);
  }

  private static Control control(String name, IntSupplier call) {
    if (!Image.isNative()) {
      return new Control(name, State.NOT_AVAILABLE, "not the native executable");
    }
    return call.getAsInt() == 0
        ? new Control(name, State.APPLIED, "")
        : new Control(name, State.FAILED, "errno " + LibC.errno());
  }
}
