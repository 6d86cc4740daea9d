package org.keyrite.machine.control;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be well or not on a machine that is to hold secrets. The first six are required in every
 * ceremony; a plan may require others.
 */
public enum MachineControl {
  /** No network interface is up. */
  NETWORK(
      Connections::network,
      "the kernel's list of interfaces cannot be read",
      "Take the cables out, and switch each off (as root: ip link set NAME down)."),
  /** No memory can be written to a disk as swap. */
  SWAP(Memory::swap, "the kernel's list of swap areas cannot be read", "As root: swapoff -a."),
  /** The workspace is in memory, and nothing of a killed run is there. */
  WORKSPACE(
      Places::workspace,
      "the folder cannot be asked about",
      "Mount a tmpfs (as root: mount -t tmpfs -o mode=1777,noswap tmpfs /mnt) and name it with"
          + " --workspace; what a killed run has left is wiped by keyrite doctor --clean."),
  /** The time is possible, and within the plan's dates. */
  CLOCK(
      Enclosure::clock,
      "the clock cannot be read",
      "Set it by a watch, in UTC (as root: date -u -s 'YYYY-MM-DD hh:mm')."),
  /** The process has denied itself sockets, core dumps and new privileges. */
  PROCESS(
      Enclosure::process,
      "the kernel did not answer",
      "Use a kernel that grants it; some containers forbid it."),
  /** A generator will be able to print, and to write the workspace, and nothing else. */
  SANDBOX(
      Enclosure::sandbox,
      "it could not be tried",
      "Run as root, or use a kernel with Landlock; docs/sandbox.md says what it has to allow."),
  /** No radio can transmit. */
  RADIOS(
      Connections::radios,
      "the kernel's list of radios cannot be read",
      "Use the machine's switch, or take the card out; at least, as root: rfkill block all."),
  /** No Bluetooth adapter can transmit. */
  BLUETOOTH(
      Connections::bluetooth,
      "the kernel's list of Bluetooth adapters cannot be read",
      "Switch it off in the firmware's settings; at least, as root: rfkill block bluetooth."),
  /** No pages are on their way to swap. */
  ZSWAP(
      Memory::zswap,
      "whether it is on cannot be read",
      "As root: swapoff -a, and echo N > /sys/module/zswap/parameters/enabled."),
  /** Memory cannot be written to a disk while the machine sleeps. */
  HIBERNATION(
      Memory::hibernation,
      "whether this machine can hibernate cannot be read",
      "Start with nohibernate on the kernel's command line, and without resume=."),
  /** No program is given the memory of one that crashes. */
  CORE_PATTERN(
      Memory::corePattern,
      "the pattern cannot be read",
      "As root: sysctl -w kernel.core_pattern=core."),
  /** A program cannot read the memory of another of its user. */
  PTRACE_SCOPE(
      Doors::ptrace,
      "the scope cannot be read",
      "As root: sysctl -w kernel.yama.ptrace_scope=2 (a kernel with Yama)."),
  /** No program can type into a terminal. */
  TIOCSTI(
      Doors::tiocsti,
      "whether it is allowed cannot be read",
      "As root: sysctl -w dev.tty.legacy_tiocsti=0 (kernels from 6.2 on)."),
  /** An ordinary user's sandbox has namespaces. */
  USER_NAMESPACES(
      Doors::userNamespaces,
      "whether they are allowed cannot be read",
      "Run as root, who needs none of them."),
  /** Rules about files that a process gives itself. */
  LANDLOCK(
      Enclosure::landlock,
      "it could not be tried",
      "Use a kernel from 5.13 on that has it (lsm=landlock,... on its command line)."),
  /** Filters of system calls that a process gives itself. */
  SECCOMP(Enclosure::seccomp, "it could not be tried", "Use a kernel that has it."),
  /** The memory of keyrite itself is kept out of swap. */
  MEMORY_LOCK(Memory::locked, "what is locked cannot be read", "Run as root."),
  /** The kernel overwrites the memory that it takes back. */
  INIT_ON_FREE(
      Memory::initOnFree,
      "how this kernel was started cannot be read",
      "Start with init_on_free=1 on the kernel's command line."),
  /** Not even root can read the kernel's memory. */
  LOCKDOWN(
      Doors::lockdown,
      "whether the kernel is locked down cannot be read",
      "Start with lockdown=confidentiality on the kernel's command line."),
  /** The firmware starts only what is signed. */
  SECURE_BOOT(
      Hardware::secureBoot,
      "the firmware's variable cannot be read",
      "Switch it on in the firmware's settings."),
  /** The processor's known faults are mended. */
  MICROCODE(
      Hardware::microcode,
      "the kernel's list of the processor's faults cannot be read",
      "Install the newest microcode and kernel, and start without mitigations=off."),
  /** Nobody outside can read this machine's memory. */
  VIRTUAL_MACHINE(
      Hardware::virtualMachine,
      "whether this is a machine cannot be read",
      "Use a machine of its own: whoever runs this one can read all of it."),
  /** Nobody else is at work here. */
  USERS(
      Company::users,
      "whose processes run cannot be seen",
      "Have them log out (as root: loginctl terminate-user NAME)."),
  /** No program looks into this one. */
  TRACER(
      Company::tracer,
      "whether this program is traced cannot be read",
      "Start keyrite without a debugger."),
  /** What leaves this machine can be written, and stays. */
  OUTPUT(
      Places::output,
      "the kernel's list of file systems cannot be read",
      "Name a folder on a stick or a disk of this machine with --out."),
  /** No killed run has left a key. */
  LEFTOVERS(
      Places::leftovers,
      "the places cannot be looked at",
      "Wipe them at a terminal: keyrite doctor --clean.");

  /** How a control is examined; what cannot be read for it is thrown. */
  @FunctionalInterface
  private interface Examination {
    Found of(Situation situation) throws IOException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // references to methods, which hold nothing
  private final Examination examination;

  private final String whenUnreadable;
  private final String remedy;

  MachineControl(Examination examination, String whenUnreadable, String remedy) {
    this.examination = examination;
    this.whenUnreadable = whenUnreadable;
    this.remedy = remedy;
  }

  /** The word for it, in plans, journals and options. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The control of this word. */
  public static Optional<MachineControl> of(String word) {
    return Arrays.stream(values()).filter(control -> control.word().equals(word)).findFirst();
  }

  /** What would make it well, in sentences. */
  public String remedy() {
    return remedy;
  }

  /** Whether every ceremony requires it, whatever its plan says. */
  public boolean isAlwaysRequired() {
    return compareTo(SANDBOX) <= 0;
  }

  /** Whether a plan may have a reason for going on without it. */
  public boolean isExcusable() {
    return this != WORKSPACE;
  }

  /** Examines it. */
  public Found examine(Situation situation) {
    try {
      return examination.of(situation);
    } catch (IOException e) {
      return Found.unknown(whenUnreadable);
    }
  }
}
