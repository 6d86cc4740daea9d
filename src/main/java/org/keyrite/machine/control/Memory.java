package org.keyrite.machine.control;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.keyrite.files.BoundedFile;
import org.keyrite.machine.Machine;
import org.keyrite.os.Control;

/** The ways from memory to a disk, or to another program. */
final class Memory {
  private static final int MOST_CONFIGURATION = 4 << 20;
  private static final String FREED = "CONFIG_INIT_ON_FREE_DEFAULT_ON=";

  /** What the kernel takes for yes ({@code kstrtobool}), by its first letters. */
  private static final Set<String> YES = Set.of("1", "y", "Y", "t", "T", "on", "On", "oN", "ON");

  private static final Pattern KILOBYTES = Pattern.compile("([0-9]{1,12}) kB");

  private Memory() {}

  static Found swap(Situation situation) throws IOException {
    List<String> areas = situation.machine().swap().onDisk();
    return areas.isEmpty() ? Found.ok("none") : Found.failed("on: " + String.join(", ", areas));
  }

  /** It compresses pages on their way to swap, so it matters only if there is some. */
  static Found zswap(Situation situation) throws IOException {
    Machine machine = situation.machine();
    machine.require("sys/module");
    Optional<String> enabled = machine.textIfThere("sys/module/zswap/parameters/enabled");
    if (enabled.isEmpty()) {
      return Found.ok("this kernel has none");
    }
    if (enabled.get().equals("N")) {
      return Found.ok("off");
    }
    List<String> areas = machine.swap().onDisk();
    return areas.isEmpty()
        ? Found.ok("on, and of no effect: there is no swap")
        : Found.failed("on, and it ends in " + String.join(", ", areas));
  }

  static Found hibernation(Situation situation) throws IOException {
    Machine machine = situation.machine();
    machine.require("sys/kernel");
    Optional<String> states = machine.textIfThere("sys/power/state");
    if (states.isEmpty() || !List.of(states.get().split(" ", -1)).contains("disk")) {
      return Found.ok("this kernel cannot, as it was started");
    }
    if (machine.textIfThere("sys/power/disk").filter("[disabled]"::equals).isPresent()) {
      return Found.ok("disabled");
    }
    Optional<String> named = machine.parameter("resume");
    Optional<String> device = machine.textIfThere("sys/power/resume");
    List<String> areas = machine.swap().onDisk();
    if (named.isPresent()) {
      return Found.failed("possible, onto resume=" + named.get());
    }
    if (device.isPresent() && !device.get().equals("0:0")) {
      return Found.failed("possible, onto the device " + device.get());
    }
    return areas.isEmpty()
        ? Found.note("possible as soon as there is swap")
        : Found.failed("possible, onto " + String.join(", ", areas));
  }

  /**
   * With a limit of 0 the kernel writes no file, and gives the memory to a program or a socket all
   * the same; not so with keyrite's own limit of 1 byte, nor of a process that is not dumpable.
   */
  static Found corePattern(Situation situation) throws IOException {
    String pattern = situation.machine().text("proc/sys/kernel/core_pattern");
    if (pattern.startsWith("|") || pattern.startsWith("@")) {
      boolean isExempt = situation.controls().stream().allMatch(Control::applied);
      return Found.failed(
          "a crashed program's memory is given to "
              + pattern
              + ", even where the limit for core files is 0"
              + (isExempt ? "; keyrite's own is not (a limit of 1 byte, and not dumpable)" : ""));
    }
    return Found.ok(
        pattern.isEmpty()
            ? "no file is named"
            : "a file, within the limit for core files: " + pattern);
  }

  /** What is locked of this process, which asks for all of it where it may. */
  static Found locked(Situation situation) throws IOException {
    String locked = Company.status(situation.machine(), "VmLck");
    Matcher amount = KILOBYTES.matcher(locked);
    if (!amount.matches()) {
      throw new IOException("no amount: " + locked);
    }
    return amount.group(1).equals("0")
        ? Found.note("none: only root may lock all")
        : Found.ok("all").lasting("all");
  }

  /** The command line decides; without a word there, what the kernel was built with. */
  static Found initOnFree(Situation situation) throws IOException {
    Machine machine = situation.machine();
    Optional<String> said = machine.parameter("init_on_free");
    if (said.isPresent()) {
      String shown = "init_on_free=" + said.get();
      return YES.contains(said.get())
          ? Found.ok(shown)
          : Found.note(shown + ": what the kernel takes back stays in memory as it is");
    }
    Optional<String> configuration = configuration(machine);
    if (configuration.isEmpty()) {
      return Found.unknown(
          "the kernel's command line does not say, and how it was built cannot be read here");
    }
    boolean builtIn = configuration.get().lines().anyMatch((FREED + "y")::equals);
    return builtIn
        ? Found.ok("this kernel was built so")
        : Found.note("off: what the kernel takes back stays in memory as it is");
  }

  private static Optional<String> configuration(Machine machine) throws IOException {
    if (!machine.isMissing("proc/config.gz")) {
      byte[] packed =
          BoundedFile.bytes(machine.root().resolve("proc/config.gz"), MOST_CONFIGURATION);
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
        return Optional.of(
            new String(BoundedFile.bytes(in, MOST_CONFIGURATION), StandardCharsets.US_ASCII));
      }
    }
    Optional<String> release = machine.textIfThere("proc/sys/kernel/osrelease");
    try {
      return release.isEmpty()
          ? Optional.empty()
          : machine.textIfThere("boot/config-" + release.get());
    } catch (IOException e) {
      return Optional.empty(); // There, and closed to this user.
    }
  }
}
