package org.keyrite.machine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.machine.Workspace;
import org.keyrite.machine.WorkspaceOnDisk;
import org.keyrite.os.Control;
import org.keyrite.testing.Fifo;

/** What is said of the controls that a plan may require, on machines that are made of folders. */
final class MachineControlTest {
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

  private void assertFound(MachineControl control, String line) {
    assertEquals(line, machine.line(control));
  }

  @Test
  void radiosThatAreOffAreNamedWithWhatHoldsThemOff() throws Exception {
    machine.rfkill(0, "tpacpi_wwan_sw", "wwan", 1, 1);
    machine.rfkill(1, "phy0", "wlan", 1, 0);
    machine.rfkill(2, "hci0", "bluetooth", 0, 1);
    machine.write("sys/class/ieee80211/phy0/index", "0\n");
    machine.write("sys/class/bluetooth/hci0/uevent", "");
    machine.write("sys/class/bluetooth/hci0:256/uevent", "");
    assertFound(
        MachineControl.RADIOS,
        "ok: off: phy0 (wlan, by software), tpacpi_wwan_sw (wwan, by its switch)");
    assertFound(MachineControl.BLUETOOTH, "ok: off: hci0 (bluetooth, by its switch)");
  }

  @Test
  void aRadioWithoutASwitchCanTransmit() throws Exception {
    machine.rfkill(0, "phy0", "wlan", 1, 0);
    machine.write("sys/class/ieee80211/phy0/index", "0\n");
    machine.write("sys/class/ieee80211/phy1/index", "1\n");
    machine.write("sys/class/bluetooth/hci0/uevent", "");
    assertFound(MachineControl.RADIOS, "FAILED: can transmit: phy1 (has no switch)");
    assertFound(MachineControl.BLUETOOTH, "FAILED: can transmit: hci0 (has no switch)");
  }

  @Test
  void aSwitchThatSaysSomethingElseIsNotOff() throws Exception {
    machine.rfkill(0, "phy0", "wlan", 2, 0);
    assertFound(MachineControl.RADIOS, "unknown: the kernel's list of radios cannot be read");
  }

  @Test
  void zswapMattersOnlyWithSwap() throws Exception {
    machine.write("sys/module/zswap/parameters/enabled", "Y\n");
    assertFound(MachineControl.ZSWAP, "ok: on, and of no effect: there is no swap");
    machine.remove("proc/swaps");
    assertFound(MachineControl.ZSWAP, "unknown: whether it is on cannot be read");
    machine.remove("sys/module/zswap");
    assertFound(MachineControl.ZSWAP, "ok: this kernel has none");
  }

  @Test
  void hibernationNeedsAPlace() throws Exception {
    machine.write("sys/power/state", "freeze mem disk\n");
    assertFound(MachineControl.HIBERNATION, "note: possible as soon as there is swap");
    machine.write("sys/power/resume", "0:0\n");
    assertFound(MachineControl.HIBERNATION, "note: possible as soon as there is swap");
    machine.write("sys/power/resume", "8:3\n");
    assertFound(MachineControl.HIBERNATION, "FAILED: possible, onto the device 8:3");
    machine.write("proc/cmdline", "resume=/dev/sda3 quiet resume=UUID=12-34\n");
    assertFound(MachineControl.HIBERNATION, "FAILED: possible, onto resume=UUID=12-34");
    machine.write("sys/power/disk", "[disabled]\n");
    assertFound(MachineControl.HIBERNATION, "ok: disabled");
  }

  @Test
  void aSocketForCoreDumpsIsAProgramToo() throws Exception {
    machine.write("proc/sys/kernel/core_pattern", "@/run/coredump.socket\n");
    assertEquals(Found.State.FAILED, machine.examine(MachineControl.CORE_PATTERN).state());
    machine.controls = List.of(new Control("no core dump", Control.State.FAILED, "errno 1"));
    assertFound(
        MachineControl.CORE_PATTERN,
        "FAILED: a crashed program's memory is given to @/run/coredump.socket, even where the limit"
            + " for core files is 0");
    machine.write("proc/sys/kernel/core_pattern", "\n");
    assertFound(MachineControl.CORE_PATTERN, "ok: no file is named");
  }

  @ParameterizedTest
  @CsvSource({
    "0, FAILED: 0: a program can read the memory of any other of its user",
    "1, ok: 1: a program can read the memory of those that it started",
    "2, ok: 2: only root can read another program's memory",
    "3, ok: 3: no program can read another's memory",
    "4, unknown: the scope cannot be read"
  })
  void theScopeOfPtrace(String scope, String line) throws Exception {
    machine.write("proc/sys/kernel/yama/ptrace_scope", scope + "\n");
    assertFound(MachineControl.PTRACE_SCOPE, line);
  }

  @ParameterizedTest
  @CsvSource({
    "6.1.0-13-amd64, FAILED",
    "5.19, FAILED",
    "6.2.0, unknown",
    "6.12.1, unknown",
    "7.0, unknown",
    "six, unknown"
  })
  void aKernelWithoutTheSwitchForTyping(String release, String state) throws Exception {
    machine.remove("proc/sys/dev/tty/legacy_tiocsti");
    machine.write("proc/sys/kernel/osrelease", release + "\n");
    assertEquals(state, machine.examine(MachineControl.TIOCSTI).state().word());
    machine.write("proc/sys/dev/tty/legacy_tiocsti", "1\n");
    assertFound(
        MachineControl.TIOCSTI,
        "FAILED: a program can type into its terminal, for the next one to read");
  }

  @Test
  void whatIsAgainstUserNamespacesIsNamed() throws Exception {
    machine.write("proc/sys/user/max_user_namespaces", "0\n");
    machine.write("proc/sys/kernel/unprivileged_userns_clone", "0\n");
    machine.write("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
    String all =
        "none may be made (user.max_user_namespaces); only root may make them"
            + " (kernel.unprivileged_userns_clone); AppArmor gives no rights in them to programs"
            + " without a profile (kernel.apparmor_restrict_unprivileged_userns)";
    assertFound(MachineControl.USER_NAMESPACES, "note: " + all);
    machine.status("Uid", "0\t0\t0\t0");
    assertFound(MachineControl.USER_NAMESPACES, "ok: not needed by root; " + all);
  }

  @Test
  void whatIsLockedIsTold() throws Exception {
    assertFound(MachineControl.MEMORY_LOCK, "ok: all");
    machine.status("VmLck", "       0 kB");
    assertFound(MachineControl.MEMORY_LOCK, "note: none: only root may lock all");
    machine.status("VmLck", "many");
    assertFound(MachineControl.MEMORY_LOCK, "unknown: what is locked cannot be read");
  }

  @Test
  void whatTheKernelTakesBackIsOverwrittenWhereItSaysSo() throws Exception {
    machine.write("proc/cmdline", "init_on_free=1 init_on_free=off\n");
    assertFound(
        MachineControl.INIT_ON_FREE,
        "note: init_on_free=off: what the kernel takes back stays in memory as it is");
    machine.write("proc/cmdline", "init_on_alloc=1 -- init_on_free=1\n");
    assertFound(
        MachineControl.INIT_ON_FREE,
        "unknown: the kernel's command line does not say, and how it was built cannot be read"
            + " here");
    machine.write("boot/config-6.12.1-amd64", "CONFIG_INIT_ON_FREE_DEFAULT_ON=y\n");
    assertFound(MachineControl.INIT_ON_FREE, "ok: this kernel was built so");
    machine.configuration("# CONFIG_INIT_ON_FREE_DEFAULT_ON is not set\n");
    assertFound(
        MachineControl.INIT_ON_FREE,
        "note: off: what the kernel takes back stays in memory as it is");
    machine.write("proc/config.gz", "not packed");
    assertFound(MachineControl.INIT_ON_FREE, "unknown: how this kernel was started cannot be read");
  }

  @Test
  void lockdownIsTheModeInBrackets() throws Exception {
    machine.write("sys/kernel/security/lockdown", "[none] integrity confidentiality\n");
    assertFound(MachineControl.LOCKDOWN, "note: none: root can read all of the kernel's memory");
    machine.write("sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
    assertFound(MachineControl.LOCKDOWN, "ok: integrity: root cannot change the kernel");
    machine.write("sys/kernel/security/lockdown", "none integrity confidentiality\n");
    assertFound(
        MachineControl.LOCKDOWN, "unknown: whether the kernel is locked down cannot be read");
    machine.remove("sys/kernel/security/lockdown");
    assertFound(MachineControl.LOCKDOWN, "unknown: securityfs is not mounted");
  }

  @Test
  void secureBootIsTheFifthByte() throws Exception {
    machine.secureBoot(0);
    assertFound(MachineControl.SECURE_BOOT, "note: off: nothing checks what this machine starts");
    machine.secureBoot();
    assertFound(MachineControl.SECURE_BOOT, "unknown: the firmware's variable cannot be read");
    machine.secureBoot(1, 1);
    assertFound(MachineControl.SECURE_BOOT, "unknown: the firmware's variable cannot be read");
    machine.remove("sys/firmware/efi/efivars");
    assertFound(
        MachineControl.SECURE_BOOT, "unknown: the firmware's variables are not mounted (efivarfs)");
    machine.remove("sys/firmware/efi");
    assertFound(
        MachineControl.SECURE_BOOT,
        "note: there is no EFI: nothing checks what this machine starts");
  }

  @Test
  void openFaultsOfTheProcessorAreNamed() throws Exception {
    String folder = "sys/devices/system/cpu/vulnerabilities/";
    machine.write(folder + "spectre_v2", "Vulnerable: no microcode\n");
    machine.write(folder + "itlb_multihit", "Processor vulnerable\n");
    machine.write("proc/cpuinfo", "processor: 0\nmicrocode\t: 0xb2\nmicrocode\t: 0xa0\n");
    assertFound(MachineControl.MICROCODE, "FAILED: 0xa0, 0xb2; open: itlb_multihit, spectre_v2");
    machine.remove("sys/devices/system/cpu/vulnerabilities");
    assertFound(
        MachineControl.MICROCODE,
        "unknown: the kernel's list of the processor's faults cannot be read");
  }

  @Test
  void aVirtualMachineAndAContainerAreToldByTheirSigns() throws Exception {
    machine.write("proc/cpuinfo", "flags\t\t: fpu hypervisor lahf_lm\n");
    machine.write("sys/class/dmi/id/sys_vendor", "QEMU\n");
    machine.write("sys/class/dmi/id/product_name", "Standard PC (Q35)\n");
    machine.write("run/.containerenv", "");
    assertFound(
        MachineControl.VIRTUAL_MACHINE,
        "FAILED: the processor says that a hypervisor runs it; the firmware calls it QEMU Standard"
            + " PC (Q35); this is a container (/run/.containerenv)");
  }

  @Test
  void othersAreWhoeverElseHasAProcess() throws Exception {
    machine.process("900", "1002");
    machine.process("901", "1001");
    machine.process("902", "1001");
    machine.process("903", "61184");
    machine.process("904", "65533");
    machine.write("etc/passwd", "root:x:0:0::/:/bin/sh\nbad\nbob:x:1001:1001::/home/bob:/bin/sh\n");
    assertFound(MachineControl.USERS, "FAILED: processes of bob (1001), 1002");
  }

  /** Root's generator is that user, too, and what it writes is. */
  @Test
  void nobodyIsSomebody() throws Exception {
    machine.process("904", "65534");
    machine.write("etc/passwd", "nobody:x:65534:65534::/nonexistent:/usr/sbin/nologin\n");
    assertFound(MachineControl.USERS, "FAILED: processes of nobody (65534)");
  }

  @Test
  void aListOfSwapWithoutItsHeadIsNotTheKernels() throws Exception {
    String unknown = "unknown: the kernel's list of swap areas cannot be read";
    machine.write("proc/swaps", "");
    assertFound(MachineControl.SWAP, unknown);
    machine.write("proc/swaps", "/dev/sda3 partition 1 0 -2\n");
    assertFound(MachineControl.SWAP, unknown);
    machine.remove("proc/swaps");
    machine.write("proc/meminfo", "");
    assertFound(MachineControl.SWAP, unknown);
    machine.write("proc/meminfo", "SwapTotal:       0 kB\n");
    assertFound(MachineControl.SWAP, "ok: none");
  }

  /** Nor is a file without end read. */
  @Test
  void nobodyWaitsForANamedPipe() throws Exception {
    String unknown = "unknown: the kernel's list of swap areas cannot be read";
    machine.remove("proc/swaps");
    Fifo.create(folder.resolve("machine/proc/swaps"));
    assertFound(MachineControl.SWAP, unknown);
    machine.remove("proc/swaps");
    Path endless = machine.write("proc/swaps", PreparedMachine.SWAPS_HEAD);
    try (RandomAccessFile file = new RandomAccessFile(endless.toFile(), "rw")) {
      file.setLength(20L << 30); // It has no blocks.
    }
    assertFound(MachineControl.SWAP, unknown);
  }

  @Test
  void whoeverBecameRootIsNotAnother() throws Exception {
    machine.status("Uid", "1002\t0\t0\t0");
    assertFound(MachineControl.USERS, "ok: nobody else");
    machine.write("proc/self/loginuid", "4294967295");
    assertFound(MachineControl.USERS, "FAILED: processes of 1000");
  }

  @Test
  void processesThatAreHiddenAreNotTakenForNone() throws Exception {
    String hidden = "unknown: this machine hides the processes of others from this user";
    for (String option : List.of("rw,hidepid=2", "rw,gid=4,hidepid=invisible")) {
      machine.write(
          "proc/self/mountinfo",
          "22 1 8:2 / / rw - ext4 /dev/sda2 rw\n23 22 0:21 / /proc rw - proc proc "
              + option
              + "\n");
      assertFound(MachineControl.USERS, hidden);
    }
    machine.status("Uid", "0\t0\t0\t0");
    assertFound(MachineControl.USERS, "ok: nobody else");
    machine.write("proc/905/status", "Name:\tsh\n");
    assertFound(MachineControl.USERS, hidden);
    machine.process("906", "1001");
    assertFound(MachineControl.USERS, "FAILED: processes of 1001");
  }

  @Test
  void aTracerIsNamedAsItNamesItself() throws Exception {
    machine.status("TracerPid", "77");
    assertFound(MachineControl.TRACER, "FAILED: traced by a process outside");
    machine.write("proc/77/comm", "gdb\n");
    assertFound(MachineControl.TRACER, "FAILED: traced by gdb");
  }

  @Test
  void theOutputsFileSystemIsTheDeepestAndTheLast() throws Exception {
    String disk = "22 1 8:2 / / rw - ext4 /dev/sda2 rw\n";
    machine.output = folder.toRealPath();
    String own = "24 22 0:5 / " + machine.output + " rw,relatime master:2 - ";
    machine.write("proc/self/mountinfo", disk + own + "vfat /dev/sdb\\0401 rw\n");
    assertFound(MachineControl.OUTPUT, "ok: " + machine.output + " (vfat on /dev/sdb 1)");
    machine.write("proc/self/mountinfo", disk + own + "vfat x rw\n" + own + "tmpfs tmpfs rw\n");
    assertFound(
        MachineControl.OUTPUT,
        "note: "
            + machine.output
            + " (tmpfs on tmpfs): it is gone when this machine is switched off");
    machine.write("proc/self/mountinfo", disk + own + "nfs4 server:/x rw\n");
    assertFound(
        MachineControl.OUTPUT,
        "FAILED: " + machine.output + " (nfs4 on server:/x): that is another machine's");
    machine.write("proc/self/mountinfo", disk + own + "iso9660 /dev/sr0 ro\n");
    assertFound(
        MachineControl.OUTPUT,
        "FAILED: " + machine.output + " (iso9660 on /dev/sr0): nothing can be written there");
    machine.write("proc/self/mountinfo", disk + "not a mount\n");
    assertFound(MachineControl.OUTPUT, "unknown: the kernel's list of file systems cannot be read");
  }

  /** The path holds the number of a process, and the time goes on. */
  @Test
  void whatChangesByItselfIsNotCompared() throws Exception {
    Found place = machine.examine(MachineControl.WORKSPACE);
    Found clock = machine.examine(MachineControl.CLOCK);
    machine.now = machine.now.plusSeconds(86_400);
    try (Workspace another = WorkspaceOnDisk.in(folder)) {
      machine.workspace = Optional.of(another);
      assertEquals(place.lasting(), machine.examine(MachineControl.WORKSPACE).lasting());
    }
    assertEquals(clock.lasting(), machine.examine(MachineControl.CLOCK).lasting());
  }
}
