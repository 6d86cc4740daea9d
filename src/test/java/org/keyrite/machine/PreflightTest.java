package org.keyrite.machine;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.Build;
import org.keyrite.ceremony.plan.ExamplePlan;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.os.Attempt;
import org.keyrite.os.Control;
import org.keyrite.os.Room;

/** The checks, on machines that are made of folders. */
final class PreflightTest {
  private static final String SWAPS_HEAD = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
  private static final Instant NOW = Build.DATE.plusSeconds(3600);

  @TempDir Path folder;

  private Path root;
  private Sandbox sandbox = new Sandbox(Room.Mode.ROOT, "", 7, true, refusedAll());

  @BeforeEach
  void anOfflineMachineWithoutSwap() throws Exception {
    root = Files.createDirectory(folder.resolve("machine"));
    networkInterface("lo", "0x9");
    write("proc/swaps", SWAPS_HEAD);
  }

  @Test
  void everyCheckIsMadeInItsOrder() throws Exception {
    List<Preflight.Check> checks = checks(plan(), NOW, applied());
    assertEquals(
        List.of("network", "swap", "workspace", "clock", "process", "sandbox"),
        checks.stream().map(check -> check.item().word()).toList());
    assertEquals(
        List.of("ok", "ok", "ok", "ok", "ok", "ok"),
        checks.stream().map(Preflight.Check::word).toList());
    assertTrue(checks.stream().allMatch(Preflight.Check::allowsCeremony));
    assertTrue(checks.get(2).detail().endsWith(" (tmpfs)"), checks.get(2).detail());
    assertEquals(
        new Preflight.Check(
            Preflight.Item.PROCESS,
            true,
            "no sockets, no core dumps, no new privileges",
            Optional.empty()),
        checks.get(4));
  }

  @Test
  void theLoopbackIsNoNetwork() throws Exception {
    assertCheck(Preflight.Item.NETWORK, true, "no interface is up");
  }

  @Test
  void anInterfaceThatIsDownIsNoNetwork() throws Exception {
    networkInterface("eth0", "0x1002");
    networkInterface("wlan0", "0x1002");
    write("sys/class/net/bonding_masters", "");
    assertCheck(Preflight.Item.NETWORK, true, "no interface is up");
  }

  @Test
  void interfacesThatAreUpAreNamedInOrder() throws Exception {
    networkInterface("wlan0", "0x1003");
    networkInterface("eth0", "0x1043");
    networkInterface("eth1", "0x1002");
    assertCheck(Preflight.Item.NETWORK, false, "up: eth0, wlan0");
  }

  @Test
  void interfacesAreLinksToTheirDevices() throws Exception {
    write("sys/devices/eth0/flags", "0x1003\n");
    Files.createSymbolicLink(root.resolve("sys/class/net/eth0"), Path.of("../../devices/eth0"));
    assertCheck(Preflight.Item.NETWORK, false, "up: eth0");
  }

  @Test
  void whatCannotBeReadIsNotTakenForOffline() throws Exception {
    String unreadable = "the kernel's list of interfaces cannot be read";
    networkInterface("eth0", "up");
    assertCheck(Preflight.Item.NETWORK, false, unreadable);
    Files.delete(root.resolve("sys/class/net/eth0/flags"));
    assertCheck(Preflight.Item.NETWORK, false, unreadable);
    Files.move(root.resolve("sys"), root.resolve("no-sys"));
    assertCheck(Preflight.Item.NETWORK, false, unreadable);
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
    write("proc/swaps", SWAPS_HEAD + areas);
    assertCheck(Preflight.Item.SWAP, passed, detail);
  }

  @Test
  void aKernelWithoutSwapHasNoList() throws Exception {
    Files.delete(root.resolve("proc/swaps"));
    assertCheck(Preflight.Item.SWAP, false, "the kernel's list of swap areas cannot be read");
    write("proc/meminfo", "MemTotal: 1 kB\nSwapTotal:       8 kB\n");
    assertCheck(Preflight.Item.SWAP, false, "the kernel's list of swap areas cannot be read");
    write("proc/meminfo", "MemTotal: 1 kB\nSwapTotal:       0 kB\n");
    assertCheck(Preflight.Item.SWAP, true, "none");
  }

  @Test
  void aListWithoutALoopbackIsNotTheKernels() throws Exception {
    Files.delete(root.resolve("sys/class/net/lo/flags"));
    Files.delete(root.resolve("sys/class/net/lo"));
    assertCheck(Preflight.Item.NETWORK, false, "the kernel's list of interfaces cannot be read");
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
    assertEquals(
        new Preflight.Check(
            Preflight.Item.CLOCK,
            complaint.isEmpty(),
            (shown + " " + complaint).strip(),
            Optional.empty()),
        checks(plan, now, applied()).get(3));
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
        check.detail());
  }

  @Test
  void anAcceptedFailureAllowsTheCeremonyAndKeepsItsReason() throws Exception {
    networkInterface("eth0", "0x1003");
    write("proc/swaps", SWAPS_HEAD + "/dev/sda2 partition\t1\t0\t-2\n");
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
        new Preflight.Check(Preflight.Item.NETWORK, false, "up: eth0", Optional.of("a rehearsal")),
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
    assertEquals(Optional.empty(), Preflight.Item.acceptable("workspace"));
    assertEquals("network, swap, clock, process, sandbox", Preflight.Item.acceptableWords());
    for (String word : List.of("network", "swap", "clock", "process", "sandbox")) {
      assertEquals(word, Preflight.Item.acceptable(word).orElseThrow().word());
    }
  }

  @Test
  void theSandboxSaysWhatItIsMadeOfAndThatItWasTried() throws Exception {
    assertSandbox(true, "namespaces, Landlock 7, filter; nothing got out");
    sandbox = new Sandbox(Room.Mode.SHARED, "Operation not permitted", 2, true, refusedAll());
    assertSandbox(
        true, "no namespaces (Operation not permitted), Landlock 2, filter; nothing got out");
    sandbox = new Sandbox(Room.Mode.USER, "", 0, true, refusedAll());
    assertSandbox(true, "namespaces, no Landlock, filter; nothing got out");
  }

  @Test
  void aSandboxOfNothingIsNone() throws Exception {
    sandbox = new Sandbox(Room.Mode.SHARED, "Operation not permitted", 0, false, refusedAll());
    assertSandbox(
        false,
        "there is no filter of system calls (seccomp); it has no namespaces (Operation not"
            + " permitted); the kernel has no Landlock");
  }

  @Test
  void whatCouldBeDoneInTheSandboxIsNamed() throws Exception {
    Map<Attempt, Optional<String>> attempts = refusedAll();
    attempts.put(Attempt.TCP, Optional.empty());
    attempts.remove(Attempt.CORE_DUMP);
    sandbox = new Sandbox(Room.Mode.ROOT, "", 7, true, attempts);
    assertSandbox(false, "it could open a TCP socket; it was not tried to leave a core dump");
    assertFalse(sandbox.isWithoutNetwork());
  }

  @Test
  void aSandboxThatIsLessThanThePlanRequiresIsNotFit() throws Exception {
    SandboxRequirement required = SandboxRequirement.ANY.and("landlock-3").orElseThrow();
    sandbox = new Sandbox(Room.Mode.SHARED, "Operation not permitted", 2, true, refusedAll());
    assertEquals(List.of("Landlock's ABI is 2, the plan requires 3"), sandbox.objections(required));
    assertEquals(
        List.of(
            "it has no namespaces (Operation not permitted)",
            "Landlock's ABI is 2, the plan requires 3"),
        sandbox.objections(required.and("namespaces").orElseThrow()));
    sandbox = new Sandbox(Room.Mode.ROOT, "", 0, true, refusedAll());
    assertEquals(
        List.of("the kernel has no Landlock, the plan requires 3"), sandbox.objections(required));
    sandbox = new Sandbox(Room.Mode.ROOT, "", 3, true, refusedAll());
    assertEquals(List.of(), sandbox.objections(required));
  }

  private void assertSandbox(boolean passed, String detail) throws Exception {
    assertCheck(Preflight.Item.SANDBOX, passed, detail);
  }

  private static Map<Attempt, Optional<String>> refusedAll() {
    Map<Attempt, Optional<String>> refused = new EnumMap<>(Attempt.class);
    for (Attempt attempt : Attempt.values()) {
      refused.put(attempt, Optional.of("Operation not permitted"));
    }
    return refused;
  }

  private void assertCheck(Preflight.Item item, boolean passed, String detail) throws Exception {
    assertEquals(
        List.of(new Preflight.Check(item, passed, detail, Optional.empty())),
        checks(plan(), NOW, applied()).stream().filter(check -> check.item() == item).toList());
  }

  private List<Preflight.Check> checks(Plan plan, Instant now, List<Control> controls)
      throws Exception {
    try (Workspace workspace = WorkspaceOnDisk.in(folder)) {
      return new Preflight(
              plan.validFrom(),
              plan.validUntil(),
              plan.accepted(),
              new Machine(root),
              controls,
              plan.sandbox())
          .checks(workspace, sandbox, now);
    }
  }

  private Plan plan() throws Exception {
    return ExamplePlan.changed(folder, "1.2.3", "1.2.3");
  }

  private static List<Control> applied() {
    return List.of(new Control("no sockets", Control.State.APPLIED, ""));
  }

  private void networkInterface(String name, String flags) throws Exception {
    write("sys/class/net/" + name + "/flags", flags + "\n");
  }

  private void write(String path, String content) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
