package org.keyrite.machine.control;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.Build;
import org.keyrite.ceremony.plan.ExamplePlan;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.machine.Leftover;
import org.keyrite.machine.Sandbox;
import org.keyrite.machine.SandboxRequirement;
import org.keyrite.machine.Workspace;
import org.keyrite.machine.WorkspaceOnDisk;
import org.keyrite.os.Attempt;
import org.keyrite.os.Control;
import org.keyrite.os.Held;
import org.keyrite.os.Room;

/** The checks, on machines that are made of folders. */
final class PreflightTest {
  private static final Instant NOW = PreparedMachine.NOW;

  @TempDir Path folder;

  private Path root;
  private PreparedMachine machine;
  private Workspace workspace;
  private Sandbox sandbox = new Sandbox(Room.Mode.ROOT, "", 7, true, PreparedMachine.refusedAll());

  @BeforeEach
  void anOfflineMachineWithoutSwap() throws Exception {
    root = Files.createDirectory(folder.resolve("machine"));
    workspace = WorkspaceOnDisk.in(folder);
    machine = new PreparedMachine(root, workspace);
  }

  @AfterEach
  void end() {
    workspace.close();
  }

  @Test
  void everyCheckIsMadeInItsOrder() throws Exception {
    List<Preflight.Check> checks = checks(plan(), NOW, applied());
    assertEquals(
        List.of("network", "swap", "workspace", "clock", "process", "sandbox"),
        checks.stream().map(check -> check.control().word()).toList());
    assertEquals(
        List.of("ok", "ok", "ok", "ok", "ok", "ok"),
        checks.stream().map(Preflight.Check::word).toList());
    assertTrue(checks.stream().allMatch(Preflight.Check::allowsCeremony));
    assertTrue(checks.get(2).found().detail().endsWith(" (tmpfs)"), checks.get(2).found().detail());
    assertEquals(
        new Preflight.Check(
            MachineControl.PROCESS,
            Found.ok("no sockets, no core dumps, no new privileges"),
            Optional.empty()),
        checks.get(4));
  }

  @Test
  void theLoopbackIsNoNetwork() throws Exception {
    assertCheck(MachineControl.NETWORK, true, "no interface is up");
  }

  @Test
  void anInterfaceThatIsDownIsNoNetwork() throws Exception {
    networkInterface("eth0", "0x1002");
    networkInterface("wlan0", "0x1002");
    write("sys/class/net/bonding_masters", "");
    assertCheck(MachineControl.NETWORK, true, "no interface is up");
  }

  @Test
  void interfacesThatAreUpAreNamedInOrder() throws Exception {
    networkInterface("wlan0", "0x1003");
    networkInterface("eth0", "0x1043");
    networkInterface("eth1", "0x1002");
    assertCheck(MachineControl.NETWORK, false, "up: eth0, wlan0");
  }

  @Test
  void interfacesAreLinksToTheirDevices() throws Exception {
    write("sys/devices/eth0/flags", "0x1003\n");
    Files.createSymbolicLink(root.resolve("sys/class/net/eth0"), Path.of("../../devices/eth0"));
    assertCheck(MachineControl.NETWORK, false, "up: eth0");
  }

  @Test
  void whatCannotBeReadIsNotTakenForOffline() throws Exception {
    String unreadable = "the kernel's list of interfaces cannot be read";
    networkInterface("eth0", "up");
    assertCheck(MachineControl.NETWORK, false, unreadable);
    Files.delete(root.resolve("sys/class/net/eth0/flags"));
    assertCheck(MachineControl.NETWORK, false, unreadable);
    Files.move(root.resolve("sys"), root.resolve("no-sys"));
    assertCheck(MachineControl.NETWORK, false, unreadable);
  }

  static Stream<Arguments> swaps() {
    return Stream.of(
        Arguments.of("", true, "none"),
        Arguments.of("/dev/sda2   partition\t1\t0\t-2\n", false, "on: /dev/sda2"),
        Arguments.of(
            "/swap\\040file file\t1\t0\t-2\n/dev/dm-1 partition\t1\t0\t-3\n",
            false,
            "on: /swap\\040file, /dev/dm-1"),
        Arguments.of("/dev/zram0  partition\t1\t0\t100\n", true, "none"),
        Arguments.of("/dev/zram1  partition\t1\t0\t100\n", true, "none"),
        Arguments.of("/dev/zram2  partition\t1\t0\t100\n", false, "on: /dev/zram2"),
        Arguments.of(
            "/dev/zram0 partition\t1\t0\t100\n/dev/sda2 partition\t1\t0\t-2\n",
            false,
            "on: /dev/sda2"),
        Arguments.of("/dev/zram0/file file\t1\t0\t-2\n", false, "on: /dev/zram0/file"));
  }

  /** zram0 cannot have a backing device, zram1 could but has none, zram2 has one. */
  @ParameterizedTest
  @MethodSource("swaps")
  void swapThatCanReachADiskIsNamed(String areas, boolean passed, String detail) throws Exception {
    write("sys/block/zram0/disksize", "1\n");
    write("sys/block/zram1/backing_dev", "none\n");
    write("sys/block/zram2/backing_dev", "/dev/sda3\n");
    write("proc/swaps", PreparedMachine.SWAPS_HEAD + areas);
    assertCheck(MachineControl.SWAP, passed, detail);
  }

  @Test
  void aKernelWithoutSwapHasNoList() throws Exception {
    Files.delete(root.resolve("proc/swaps"));
    assertCheck(MachineControl.SWAP, false, "the kernel's list of swap areas cannot be read");
    write("proc/meminfo", "MemTotal: 1 kB\nSwapTotal:       8 kB\n");
    assertCheck(MachineControl.SWAP, false, "the kernel's list of swap areas cannot be read");
    write("proc/meminfo", "MemTotal: 1 kB\nSwapTotal:       0 kB\n");
    assertCheck(MachineControl.SWAP, true, "none");
  }

  @Test
  void aListWithoutALoopbackIsNotTheKernels() throws Exception {
    Files.delete(root.resolve("sys/class/net/lo/flags"));
    Files.delete(root.resolve("sys/class/net/lo"));
    assertCheck(MachineControl.NETWORK, false, "the kernel's list of interfaces cannot be read");
  }

  static Stream<Arguments> times() {
    Instant built = Build.DATE; // at the beginning of a day
    return Stream.of(
        Arguments.of(Instant.EPOCH, "is before this program was built"),
        Arguments.of(built.minusMillis(1), "is before this program was built"),
        Arguments.of(built, "is before the plan's first day"),
        Arguments.of(built.plus(2, DAYS).minusMillis(1), "is before the plan's first day"),
        Arguments.of(built.plus(2, DAYS), ""),
        Arguments.of(built.plus(4, DAYS).minusMillis(1), ""),
        Arguments.of(built.plus(4, DAYS), "is after the plan's last day"),
        Arguments.of(Instant.parse("2106-02-07T06:28:16Z"), "is after the plan's last day"));
  }

  /** The plan's days are the second and the third after the program was built, both whole. */
  @ParameterizedTest
  @MethodSource("times")
  void theClockIsWithinThePlansDays(Instant now, String complaint) throws Exception {
    LocalDate built = Build.DATE.atOffset(ZoneOffset.UTC).toLocalDate();
    String days = "valid: {from: " + built.plusDays(2) + ", until: " + built.plusDays(3) + "}\n";
    Plan plan = ExamplePlan.changed(folder, "generator:\n", days + "generator:\n");
    String shown = now.toString().replaceFirst("\\.[0-9]+Z", "Z");
    Preflight.Check check = checks(plan, now, applied()).get(3);
    assertEquals(MachineControl.CLOCK, check.control());
    assertEquals(complaint.isEmpty(), check.passed());
    assertEquals((shown + " " + complaint).strip(), check.found().detail());
  }

  @Test
  void aPlanWithoutDaysIsValidOnAll() throws Exception {
    assertEquals(
        "ok", checks(plan(), Instant.parse("2999-12-31T23:59:59Z"), applied()).get(3).word());
  }

  @Test
  void aControlThatIsNotAppliedIsNamedWithItsReason() throws Exception {
    List<Control> controls =
        List.of(
            new Control("no sockets", Control.State.FAILED, "errno 1"),
            new Control("no core dump", Control.State.APPLIED, ""),
            new Control("no tracing", Control.State.NOT_AVAILABLE, "not the native executable"));
    Preflight.Check check = checks(plan(), NOW, controls).get(4);
    assertFalse(check.passed());
    assertEquals(
        "not applied: no sockets (errno 1), no tracing (not the native executable)",
        check.found().detail());
  }

  @Test
  void anAcceptedFailureAllowsTheCeremonyAndKeepsItsReason() throws Exception {
    networkInterface("eth0", "0x1003");
    write("proc/swaps", PreparedMachine.SWAPS_HEAD + "/dev/sda2 partition\t1\t0\t-2\n");
    Plan plan =
        ExamplePlan.changed(
            folder,
            "generator:\n",
            """
            accept:
              - {check: network, reason: a rehearsal}
              - {check: clock, reason: no battery}
            generator:
            """);
    List<Preflight.Check> checks = checks(plan, NOW, applied());
    assertEquals(
        new Preflight.Check(
            MachineControl.NETWORK, Found.failed("up: eth0"), Optional.of("a rehearsal")),
        checks.get(0));
    assertEquals("accepted", checks.get(0).word());
    assertTrue(checks.get(0).allowsCeremony());
    assertEquals("FAILED", checks.get(1).word(), "its reason was not given");
    assertFalse(checks.get(1).allowsCeremony());
    assertEquals(Optional.empty(), checks.get(3).accepted(), "it passed: no exception was made");
    assertEquals("ok", checks.get(3).word());
  }

  @Test
  void noReasonExcusesAWorkspaceOnADisk() {
    assertEquals(
        List.of(MachineControl.WORKSPACE),
        Arrays.stream(MachineControl.values()).filter(control -> !control.isExcusable()).toList());
  }

  @Test
  void aPlanRequiresMoreControlsAndAcceptsSomeOfThem() throws Exception {
    Plan plan =
        ExamplePlan.changed(
            folder,
            "generator:\n",
            """
            require: [users, radios, init-on-free]
            accept: [{check: radios, reason: it is soldered in}]
            generator:
            """);
    machine.rfkill(0, "phy0", "wlan", 0, 0);
    machine.write("proc/cmdline", "quiet\n");
    List<Preflight.Check> checks = checks(plan, NOW, applied());
    assertEquals(
        "network ok, swap ok, workspace ok, clock ok, process ok, sandbox ok, radios accepted,"
            + " init-on-free FAILED, users ok",
        String.join(
            ", ",
            checks.stream().map(check -> check.control().word() + " " + check.word()).toList()));
    assertEquals(Optional.of("it is soldered in"), checks.get(6).accepted());
    assertFalse(checks.get(7).allowsCeremony(), "what is unknown is not well");
  }

  @Test
  void aKilledRunFailsTheWorkspace() throws Exception {
    Path left = Files.createDirectory(folder.resolve("keyrite-1-1"));
    try (Held held = Held.open(left)) {
      machine.leftovers.add(new Leftover(left, held.identity(), 2));
    }
    String named = "a killed run has left " + left + " (2 files)";
    Preflight.Check check = checks(plan(), NOW, applied()).get(2);
    assertEquals(
        workspace.path() + " (tmpfs); " + named + ": wipe that with keyrite doctor --clean",
        check.found().detail());
    assertFalse(check.passed());
    assertEquals("FAILED: " + named, machine.line(MachineControl.LEFTOVERS));
  }

  @Test
  void whatCouldNotBeLookedAtIsNotTakenForEmpty() throws Exception {
    machine.unseen.add("the file systems in memory");
    machine.unseen.add("/dev/shm/keyrite-1-1");
    String unseen = "the file systems in memory, /dev/shm/keyrite-1-1 cannot be looked at";
    Preflight.Check check = checks(plan(), NOW, applied()).get(2);
    assertEquals(
        workspace.path() + " (tmpfs); whether a killed run has left one: " + unseen,
        check.found().detail());
    assertFalse(check.allowsCeremony());
    assertEquals("unknown: " + unseen, machine.line(MachineControl.LEFTOVERS));
  }

  @Test
  void theSandboxSaysWhatItIsMadeOfAndThatItWasTried() throws Exception {
    assertSandbox(true, "namespaces, Landlock 7, filter; nothing got out");
    sandbox =
        new Sandbox(
            Room.Mode.SHARED, "Operation not permitted", 2, true, PreparedMachine.refusedAll());
    assertSandbox(
        true, "no namespaces (Operation not permitted), Landlock 2, filter; nothing got out");
    sandbox = new Sandbox(Room.Mode.USER, "", 0, true, PreparedMachine.refusedAll());
    assertSandbox(true, "namespaces, no Landlock, filter; nothing got out");
  }

  @Test
  void aSandboxOfNothingIsNone() throws Exception {
    sandbox =
        new Sandbox(
            Room.Mode.SHARED, "Operation not permitted", 0, false, PreparedMachine.refusedAll());
    assertSandbox(
        false,
        "there is no filter of system calls (seccomp); it has no namespaces (Operation not"
            + " permitted); the kernel has no Landlock");
  }

  @Test
  void whatCouldBeDoneInTheSandboxIsNamed() throws Exception {
    Map<Attempt, Optional<String>> attempts = PreparedMachine.refusedAll();
    attempts.put(Attempt.TCP, Optional.empty());
    attempts.remove(Attempt.CORE_DUMP);
    sandbox = new Sandbox(Room.Mode.ROOT, "", 7, true, attempts);
    assertSandbox(false, "it could open a TCP socket; it was not tried to leave a core dump");
    assertFalse(sandbox.isWithoutNetwork());
  }

  @Test
  void aSandboxThatIsLessThanThePlanRequiresIsNotFit() throws Exception {
    SandboxRequirement required = SandboxRequirement.ANY.and("landlock-3").orElseThrow();
    sandbox =
        new Sandbox(
            Room.Mode.SHARED, "Operation not permitted", 2, true, PreparedMachine.refusedAll());
    assertEquals(List.of("Landlock's ABI is 2, the plan requires 3"), sandbox.objections(required));
    assertEquals(
        List.of(
            "it has no namespaces (Operation not permitted)",
            "Landlock's ABI is 2, the plan requires 3"),
        sandbox.objections(required.and("namespaces").orElseThrow()));
    sandbox = new Sandbox(Room.Mode.ROOT, "", 0, true, PreparedMachine.refusedAll());
    assertEquals(
        List.of("the kernel has no Landlock, the plan requires 3"), sandbox.objections(required));
    sandbox = new Sandbox(Room.Mode.ROOT, "", 3, true, PreparedMachine.refusedAll());
    assertEquals(List.of(), sandbox.objections(required));
  }

  private void assertSandbox(boolean passed, String detail) throws Exception {
    assertCheck(MachineControl.SANDBOX, passed, detail);
  }

  private void assertCheck(MachineControl control, boolean passed, String detail) throws Exception {
    Preflight.Check found =
        checks(plan(), NOW, applied()).stream()
            .filter(check -> check.control() == control)
            .findFirst()
            .orElseThrow();
    assertEquals(passed, found.passed());
    assertEquals(detail, found.found().detail());
    assertEquals(Optional.empty(), found.accepted());
  }

  private List<Preflight.Check> checks(Plan plan, Instant now, List<Control> controls) {
    machine.preflight = plan.preflight();
    machine.now = now;
    machine.controls = controls;
    machine.sandbox = Optional.of(sandbox);
    return machine.checks();
  }

  private Plan plan() throws Exception {
    return ExamplePlan.changed(folder, "1.2.3", "1.2.3");
  }

  private static List<Control> applied() {
    return List.of(new Control("no sockets", Control.State.APPLIED, ""));
  }

  private void networkInterface(String name, String flags) throws Exception {
    machine.networkInterface(name, flags);
  }

  private void write(String path, String content) throws Exception {
    machine.write(path, content);
  }
}
