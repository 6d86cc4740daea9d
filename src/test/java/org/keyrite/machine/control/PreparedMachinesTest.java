package org.keyrite.machine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.machine.Sandbox;
import org.keyrite.machine.Workspace;
import org.keyrite.machine.WorkspaceOnDisk;
import org.keyrite.os.Room;

/** Six machines: what is said of each, and that nothing else is. */
final class PreparedMachinesTest {
  @TempDir Path folder;

  private Workspace workspace;
  private PreparedMachine machine;

  @BeforeEach
  void aMachineOnWhichAllIsWell() throws Exception {
    workspace = WorkspaceOnDisk.in(folder);
    machine = new PreparedMachine(Files.createDirectory(folder.resolve("machine")), workspace);
  }

  @AfterEach
  void end() {
    workspace.close();
  }

  /** What is not well, by the control's word. */
  private Map<String, String> notWell() {
    Map<String, String> found = new TreeMap<>();
    for (MachineControl control : MachineControl.values()) {
      if (!machine.examine(control).isOk()) {
        found.put(control.word(), machine.line(control));
      }
    }
    return found;
  }

  @Test
  void allIsWell() {
    assertEquals(Map.of(), notWell());
    Map<String, String> found = new TreeMap<>();
    for (MachineControl control : MachineControl.values()) {
      found.put(control.word(), machine.examine(control).lasting());
    }
    Map<String, String> expected = new TreeMap<>();
    expected.put("network", "no interface is up");
    expected.put("swap", "none");
    expected.put("workspace", "in " + workspace.path().getParent() + " (tmpfs)");
    expected.put("clock", "after this program was built");
    expected.put("process", "no sockets, no core dumps, no new privileges");
    expected.put("sandbox", "namespaces, Landlock 7, filter; nothing got out");
    expected.put("radios", "none");
    expected.put("bluetooth", "none");
    expected.put("zswap", "off");
    expected.put("hibernation", "this kernel cannot, as it was started");
    expected.put("core-pattern", "a file, within the limit for core files: core");
    expected.put("ptrace-scope", "1: a program can read the memory of those that it started");
    expected.put("tiocsti", "no program can type into its terminal");
    expected.put("user-namespaces", "allowed");
    expected.put("landlock", "ABI 7");
    expected.put("seccomp", "the filter is in force");
    expected.put("memory-lock", "all");
    expected.put("init-on-free", "init_on_free=1");
    expected.put("lockdown", "confidentiality: root can neither change nor read the kernel");
    expected.put("secure-boot", "on");
    expected.put("microcode", "0xb2; the kernel knows no open fault of this processor");
    expected.put("virtual-machine", "nothing says that this is one");
    expected.put("users", "nobody else");
    expected.put("tracer", "nobody");
    expected.put("output", PreparedMachine.OUTPUT + " (ext4 on /dev/sda2)");
    expected.put("leftovers", "none");
    assertEquals(expected, found);
  }

  @Test
  void swapIsOn() throws Exception {
    machine.write("proc/swaps", PreparedMachine.SWAPS_HEAD + "/dev/sda3 partition\t1\t0\t-2\n");
    machine.write("sys/module/zswap/parameters/enabled", "Y\n");
    machine.write("sys/power/state", "freeze mem disk\n");
    machine.write("sys/power/disk", "[platform] shutdown\n");
    assertEquals(
        Map.of(
            "swap", "FAILED: on: /dev/sda3",
            "zswap", "FAILED: on, and it ends in /dev/sda3",
            "hibernation", "FAILED: possible, onto /dev/sda3"),
        notWell());
  }

  @Test
  void thereIsNoTmpfs() {
    machine.workspace = Optional.empty();
    machine.sandbox = Optional.empty();
    machine.whyNone = "There is no place for the workspace: /tmp is not in memory";
    String untried = "unknown: it is tried in a workspace, and there is none";
    assertEquals(
        Map.of(
            "workspace", "FAILED: There is no place for the workspace: /tmp is not in memory",
            "sandbox", untried,
            "landlock", untried,
            "seccomp", untried),
        notWell());
  }

  @Test
  void aRadioIsThere() throws Exception {
    machine.rfkill(0, "phy0", "wlan", 0, 0);
    machine.rfkill(1, "hci0", "bluetooth", 0, 0);
    machine.write("sys/class/ieee80211/phy0/index", "0\n");
    machine.write("sys/class/bluetooth/hci0/uevent", "");
    machine.networkInterface("wlan0", "0x1003");
    assertEquals(
        Map.of(
            "network", "FAILED: up: wlan0",
            "radios", "FAILED: can transmit: phy0 (wlan)",
            "bluetooth", "FAILED: can transmit: hci0 (bluetooth)"),
        notWell());
  }

  @Test
  void theCorePatternIsPiped() throws Exception {
    machine.write("proc/sys/kernel/core_pattern", "|/usr/lib/systemd/systemd-coredump %P %u\n");
    assertEquals(
        Map.of(
            "core-pattern",
            "FAILED: a crashed program's memory is given to |/usr/lib/systemd/systemd-coredump %P"
                + " %u, even where the limit for core files is 0; keyrite's own is not (a limit of"
                + " 1 byte, and not dumpable)"),
        notWell());
  }

  @Test
  void theKernelIsOld() throws Exception {
    machine.write("proc/sys/kernel/osrelease", "5.10.0-30-amd64\n");
    machine.remove("proc/sys/dev/tty/legacy_tiocsti");
    machine.remove("proc/sys/kernel/yama");
    machine.remove("sys/kernel/security/lockdown");
    machine.write("sys/kernel/security/lsm", "capability\n");
    machine.write("proc/sys/kernel/unprivileged_userns_clone", "0\n");
    machine.write("proc/cmdline", "quiet\n");
    machine.write("boot/config-5.10.0-30-amd64", "CONFIG_INIT_ON_FREE_DEFAULT_ON is not set\n");
    machine.status("VmLck", "       0 kB");
    machine.sandbox =
        Optional.of(
            new Sandbox(
                Room.Mode.SHARED,
                "starting a process: Operation not permitted",
                0,
                true,
                PreparedMachine.refusedAll()));
    Map<String, String> expected = new TreeMap<>();
    String none = "it has no namespaces (starting a process: Operation not permitted)";
    expected.put("sandbox", "FAILED: " + none + "; the kernel has no Landlock");
    expected.put(
        "ptrace-scope",
        "FAILED: a program can read the memory of any other of its user (this kernel has no Yama)");
    expected.put(
        "tiocsti",
        "FAILED: a program can type into its terminal, for the next one to read (a kernel before"
            + " 6.2: it cannot be switched off)");
    expected.put(
        "user-namespaces", "note: only root may make them (kernel.unprivileged_userns_clone)");
    expected.put("landlock", "FAILED: this kernel has none, or it is not switched on");
    expected.put("memory-lock", "note: none: only root may lock all");
    expected.put("init-on-free", "note: off: what the kernel takes back stays in memory as it is");
    expected.put("lockdown", "note: this kernel has none: root can read all of its memory");
    assertEquals(expected, notWell());
  }

  /** No folder of the kernel's is there: nothing that is read there may pass for well. */
  @Test
  void aMachineThatSaysNothingIsNotWell() throws Exception {
    machine.remove("proc");
    machine.remove("sys");
    Map<String, String> found = notWell();
    for (MachineControl control : MachineControl.values()) {
      String line = found.getOrDefault(control.word(), "ok");
      switch (control) {
        case WORKSPACE, CLOCK, PROCESS, SANDBOX, LANDLOCK, SECCOMP, LEFTOVERS ->
            assertEquals("ok", line, control.word());
        default -> assertTrue(line.startsWith("unknown: "), control.word() + " " + line);
      }
    }
  }

  @Test
  void everyControlSaysWhatMendsItAndHasAWordOfItsOwn() {
    for (MachineControl control : MachineControl.values()) {
      assertTrue(control.remedy().endsWith("."), control.remedy());
      assertTrue(control.word().matches("[a-z]+(-[a-z]+)*"), control.word());
      assertEquals(Optional.of(control), MachineControl.of(control.word()));
    }
    assertEquals(
        "network swap workspace clock process sandbox",
        String.join(
            " ",
            Arrays.stream(MachineControl.values())
                .filter(MachineControl::isAlwaysRequired)
                .map(MachineControl::word)
                .toList()));
  }
}
