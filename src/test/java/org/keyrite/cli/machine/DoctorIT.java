package org.keyrite.cli.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.machine.control.MachineControl;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tmux;
import org.keyrite.testing.Tools;

/** The executable on this machine as it is, and on six that are prepared. */
class DoctorIT {
  private static final Pattern CONTROL =
      Pattern.compile(
          "(?m)^\"([a-z-]+)\":\\{\"state\":\"(\\w+)\",\"found\":\"((?:[^\"\\\\]|\\\\.)*)\","
              + "\"required\":(true|false)");

  /** What a disguise cannot change. */
  private static final Set<String> OF_THE_HOST =
      Set.of("virtual-machine", "users", "sandbox", "landlock", "memory-lock", "output");

  private CeremonyFixture ceremony;

  @BeforeEach
  void begin() throws IOException {
    ceremony = new CeremonyFixture().with(CeremonyFixture.making());
  }

  @AfterEach
  void end() throws IOException {
    ceremony.close();
  }

  private static String out(Keyrite.Result result) {
    return new String(result.stdout(), StandardCharsets.UTF_8);
  }

  private static Map<String, String> controls(Keyrite.Result result) {
    Map<String, String> found = new TreeMap<>();
    Matcher line = CONTROL.matcher(out(result));
    while (line.find()) {
      found.put(line.group(1), line.group(2) + ": " + line.group(3));
    }
    return found;
  }

  /** What is not well on a disguised machine because of its disguise. */
  private static Map<String, String> notWell(DisguisedMachine machine, String... more) {
    List<String> arguments = new ArrayList<>(List.of("doctor", "--json"));
    arguments.addAll(more.length == 0 ? List.of("--workspace", "/dev/shm") : Arrays.asList(more));
    Keyrite.Result result = machine.run(arguments.toArray(String[]::new));
    assertEquals("0 ", result.status() + " " + result.stderr());
    Map<String, String> found = controls(result);
    assertEquals(MachineControl.values().length, found.size(), out(result));
    found.keySet().removeAll(OF_THE_HOST);
    found.values().removeIf(line -> line.startsWith("ok: "));
    return found;
  }

  /** Twice the same, but for what the tests beside do meanwhile; and nothing stays in memory. */
  @Test
  void thisMachineAsItIs() throws IOException {
    String[] command = {"doctor", "--json", "--workspace", ceremony.memory().toString()};
    Keyrite.Result first = Keyrite.run(new byte[0], command);
    assertEquals("0 ", first.status() + " " + first.stderr());
    Map<String, String> found = controls(first);
    assertEquals(
        Arrays.stream(MachineControl.values()).map(MachineControl::word).sorted().toList(),
        List.copyOf(found.keySet()));
    for (String line : found.values()) {
      assertTrue(line.matches("(?s)(ok|FAILED|note|unknown): ..*"), line);
      assertFalse(line.matches("(?s).*[0-9]{4}-[0-9]{2}-[0-9]{2}T.*"), line);
    }
    assertEquals("ok: no sockets, no core dumps, no new privileges", found.get("process"));
    assertEquals("ok: the filter is in force", found.get("seccomp"));
    Map<String, String> again = controls(Keyrite.run(new byte[0], command));
    for (String changing : List.of("users", "workspace", "leftovers")) {
      found.remove(changing);
      again.remove(changing);
    }
    assertEquals(found, again);
    ceremony.assertWorkspaceGone();
  }

  @Test
  void forPeopleEachControlHasALineAndWhatMendsIt() {
    Keyrite.Result result = Keyrite.run(new byte[0], "doctor");
    assertEquals("0 ", result.status() + " " + result.stderr());
    String text = out(result);
    for (MachineControl control : MachineControl.values()) {
      assertTrue(
          Pattern.compile("(?m)^" + control.word() + " +(ok|FAILED|note|unknown)  ")
              .matcher(text)
              .find(),
          control.word() + "\n" + text);
    }
    long notWell =
        Pattern.compile("(?m)^[a-z-]+ +(FAILED|note|unknown)  ").matcher(text).results().count();
    assertEquals(notWell, Pattern.compile("(?m)^ {27}mend: ").matcher(text).results().count());
    assertTrue(text.contains("\n26 controls: "), text);
    assertEquals(List.of(), text.lines().filter(line -> line.length() > 79).toList());
  }

  @Test
  void aWordThatIsNoControlIsAnErrorOfUse() {
    Keyrite.Result result = Keyrite.run(new byte[0], "doctor", "--require", "swap,radio");
    assertEquals(2, result.status());
    assertTrue(
        result
            .stderr()
            .startsWith(
                "keyrite: There is no control 'radio'; there are: network, swap, workspace,"),
        result.stderr());
    assertEquals("", out(result));
  }

  @Tag("tool")
  @Test
  void allIsWell() throws IOException {
    DisguisedMachine machine = new DisguisedMachine(ceremony.folder());
    assertEquals(Map.of(), notWell(machine));
    Keyrite.Result result =
        machine.run("doctor", "--workspace", "/dev/shm", "--require", "swap,radios,core-pattern");
    assertEquals("0 ", result.status() + " " + result.stderr());
  }

  @Tag("tool")
  @Test
  void swapIsOn() throws IOException {
    DisguisedMachine machine = new DisguisedMachine(ceremony.folder());
    swap(machine);
    machine.write("sys/power/state", "freeze mem disk\n");
    assertEquals(
        Map.of(
            "swap", "FAILED: on: /dev/sdz9",
            "hibernation", "FAILED: possible, onto /dev/sdz9"),
        notWell(machine));
    Keyrite.Result result =
        machine.run("doctor", "--workspace", "/dev/shm", "--require", "radios,swap");
    assertEquals(
        "4 keyrite: This machine is not as required: swap (on: /dev/sdz9).\n"
            + "         Mend that; the report says how.\n",
        result.status() + " " + result.stderr());
  }

  private static void swap(DisguisedMachine machine) throws IOException {
    machine.write(
        "proc/swaps",
        "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/sdz9 partition\t1\t0\t-2\n");
  }

  @Tag("tool")
  @Test
  void thereIsNoTmpfs() throws IOException {
    DisguisedMachine machine = new DisguisedMachine(ceremony.folder());
    assertEquals(
        Map.of(
            "workspace",
            "FAILED: There is no place for the workspace: /usr/share is not in memory (neither tmpfs"
                + " nor ramfs)",
            "seccomp",
            "unknown: it is tried in a workspace, and there is none"),
        notWell(machine, "--workspace", "/usr/share"));
    Keyrite.Result result =
        machine.run("doctor", "--workspace", "/usr/share", "--require", "all", "--json");
    assertEquals(4, result.status());
    assertTrue(result.stderr().contains("; sandbox (it is tried in a workspace, and"));
  }

  @Tag("tool")
  @Test
  void aRadioIsThere() throws IOException {
    DisguisedMachine machine = new DisguisedMachine(ceremony.folder());
    machine.rfkill(0, "phy0", "wlan");
    machine.rfkill(1, "hci0", "bluetooth");
    machine.write("sys/class/net/wlan0/flags", "0x1003\n");
    assertEquals(
        Map.of(
            "network", "FAILED: up: wlan0",
            "radios", "FAILED: can transmit: phy0 (wlan)",
            "bluetooth", "FAILED: can transmit: hci0 (bluetooth)"),
        notWell(machine));
  }

  @Tag("tool")
  @Test
  void theCorePatternIsPiped() throws IOException {
    DisguisedMachine machine = new DisguisedMachine(ceremony.folder());
    machine.write("proc/sys/kernel/core_pattern", "|/usr/lib/core %P\n");
    assertEquals(
        Map.of(
            "core-pattern",
            "FAILED: a crashed program's memory is given to |/usr/lib/core %P, even where the limit"
                + " for core files is 0; keyrite's own is not (a limit of 1 byte, and not"
                + " dumpable)"),
        notWell(machine));
  }

  @Tag("tool")
  @Test
  void theKernelIsOld() throws IOException {
    DisguisedMachine machine = new DisguisedMachine(ceremony.folder());
    machine.write("proc/sys/kernel/osrelease", "5.10.0-30-amd64\n");
    machine.remove("proc/sys/dev/tty/legacy_tiocsti");
    machine.remove("proc/sys/kernel/yama/ptrace_scope");
    machine.remove("sys/kernel/security/lockdown");
    machine.write("sys/kernel/security/lsm", "capability\n");
    assertEquals(
        Map.of(
            "ptrace-scope",
            "FAILED: a program can read the memory of any other of its user (this kernel has no"
                + " Yama)",
            "tiocsti",
            "FAILED: a program can type into its terminal, for the next one to read (a kernel"
                + " before 6.2: it cannot be switched off)",
            "lockdown",
            "note: this kernel has none: root can read all of its memory"),
        notWell(machine));
  }

  /** On the same machine the ceremony and the doctor say the same. */
  @Tag("tool")
  @Test
  void thePlansPreflightIsTheCeremonys() throws IOException {
    DisguisedMachine machine = new DisguisedMachine(ceremony.folder());
    ceremony.change("generator:\n", "require: [radios, core-pattern, tiocsti]\ngenerator:\n");
    String[] doctor = {
      "doctor", "--plan", ceremony.plan().toString(), "--workspace", "/dev/shm", "--json"
    };
    machine.rfkill(0, "phy0", "wlan");
    machine.write("proc/sys/kernel/core_pattern", "|/usr/lib/core %P\n");
    Keyrite.Result examined = machine.run(doctor);
    assertEquals(held(machine), examined.status() + " " + examined.stderr());
    assertTrue(
        examined
            .stderr()
            .startsWith(
                "keyrite: This machine is not fit for the ceremony: radios (can transmit: phy0"
                    + " (wlan)); core-pattern (a crashed"),
        examined.stderr());
    DisguisedMachine mended =
        new DisguisedMachine(Files.createDirectory(ceremony.folder().resolve("mended")));
    Keyrite.Result fit = mended.run(doctor);
    assertEquals("0 ", fit.status() + " " + fit.stderr());
    assertEquals("0 ", held(mended));
  }

  /** An accepted control is shown with its reason, and does not count. */
  @Tag("tool")
  @Test
  void anAcceptedControlKeepsItsReason() throws IOException {
    DisguisedMachine machine = new DisguisedMachine(ceremony.folder());
    swap(machine);
    String[] doctor = {"doctor", "--plan", ceremony.plan().toString(), "--workspace", "/dev/shm"};
    Keyrite.Result result = machine.run(doctor);
    assertEquals("0 ", result.status() + " " + result.stderr());
    assertTrue(
        out(result)
            .contains(
                "\nswap             accepted  on: /dev/sdz9\n"
                    + " ".repeat(27)
                    + "because: an automatic test\n"),
        out(result));
  }

  /** How the ceremony ends there: in the disguise's own memory, and without a bundle here. */
  private String held(DisguisedMachine machine) {
    List<String> command = new ArrayList<>(ceremony.command("--yes"));
    command.set(command.indexOf("--workspace") + 1, "/dev/shm");
    Keyrite.Result result = machine.run(command.toArray(String[]::new));
    return result.status() + " " + result.stderr();
  }

  /** What the doctor requires in vain after something was mounted; a leftover is there. */
  private Keyrite.Result afterMounting(String mounts, String control) {
    Tools.require("unshare");
    return Keyrite.execute(
        new byte[0],
        List.of(
            "unshare",
            "-rm",
            "sh",
            "-c",
            "set -e; mount -t tmpfs tmpfs /dev/shm; mkdir -p /dev/shm/place/keyrite-99999999-1; "
                + mounts
                + "; exec \"$1\" doctor --require "
                + control,
            ceremony.folder().toString(),
            Keyrite.executable().toAbsolutePath().toString()));
  }

  private static void assertRefused(String found, Keyrite.Result result) {
    assertEquals(
        "4 keyrite: This machine is not as required: "
            + found
            + ".\n         Mend that; the report says how.\n",
        result.status() + " " + result.stderr());
  }

  @Tag("tool")
  @Test
  void whatCannotBeLookedAtIsNotTakenForEmpty() {
    Keyrite.Result seen = afterMounting("true", "leftovers");
    assertTrue(seen.stderr().contains("/dev/shm/place/keyrite-99999999-1"), seen.stderr());
    assertRefused(
        "leftovers (the processes cannot be looked at)",
        afterMounting("mount -t tmpfs tmpfs /proc", "leftovers"));
    assertRefused(
        "leftovers (the file systems in memory cannot be looked at)",
        afterMounting(": > \"$0/none\"; mount --bind \"$0/none\" /proc/$$/mountinfo", "leftovers"));
    assertRefused(
        "swap (the kernel's list of swap areas cannot be read)",
        afterMounting(": > \"$0/none\"; mount --bind \"$0/none\" /proc/swaps", "swap"));
  }

  @Tag("tool")
  @Test
  void nobodyWaitsForANamedPipe() {
    String mounts =
        "mkfifo \"$0/pipe\"; for f in swaps meminfo cpuinfo cmdline $$/mountinfo $$/status"
            + " $$/coredump_filter; do mount --bind \"$0/pipe\" /proc/$f; done";
    assertRefused(
        "swap (the kernel's list of swap areas cannot be read)", afterMounting(mounts, "swap"));
  }

  /** In a namespace that hides what the tests beside have left. */
  private List<String> besideALeftover(Path folder, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs tmpfs /dev/shm && mkdir /dev/shm/keyrite-99999999-1 && echo SECRET >"
                    + " /dev/shm/keyrite-99999999-1/key && \"$@\"; status=$?; ls /dev/shm > \"$0\";"
                    + " exit $status",
                folder.resolve("after").toString(),
                Keyrite.executable().toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  @Tag("tool")
  @Test
  void withoutATerminalNothingIsWiped() throws IOException {
    Tools.require("unshare");
    List<String> command = new ArrayList<>(List.of("setsid", "-w"));
    command.addAll(
        besideALeftover(ceremony.folder(), "doctor", "--clean", "--workspace", "/dev/shm"));
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    assertEquals(
        "4 keyrite: There is no terminal at which somebody could allow the wiping.\n"
            + "         Run it at a terminal; nothing was wiped.\n",
        result.status() + " " + result.stderr());
    assertEquals("keyrite-99999999-1\n", Files.readString(ceremony.folder().resolve("after")));
  }

  @Tag("tool")
  @Test
  void yesWipesItAndTheReportIsOfTheMachineAfterwards() throws IOException {
    Tools.require("unshare");
    List<String> command =
        besideALeftover(
            ceremony.folder(),
            "doctor",
            "--clean",
            "--json",
            "--workspace",
            "/dev/shm",
            "--require",
            "leftovers,workspace");
    try (Tmux terminal = new Tmux(200, command)) {
      terminal.await("Type yes to wipe it, anything else to leave it:");
      assertTrue(
          terminal.screen().contains("A killed run has left /dev/shm/keyrite-99999999-1 (1 file)."),
          terminal.screen());
      terminal.type("yes", "Enter");
      terminal.await("[status ");
      String screen = terminal.screen();
      assertTrue(screen.endsWith("[status 0]"), screen);
      assertTrue(
          screen.contains("\"wiped\":[{\"path\":\"/dev/shm/keyrite-99999999-1\",\"files\":1,"),
          screen);
    }
    assertEquals("", Files.readString(ceremony.folder().resolve("after")));
  }

  @Tag("tool")
  @Test
  void anythingElseLeavesIt() throws IOException {
    Tools.require("unshare");
    List<String> command =
        besideALeftover(
            ceremony.folder(),
            "doctor",
            "--clean",
            "--workspace",
            "/dev/shm",
            "--require",
            "leftovers");
    try (Tmux terminal = new Tmux(120, command)) {
      terminal.await("Type yes to wipe it, anything else to leave it:");
      terminal.type("no", "Enter");
      terminal.await("[status ");
      assertTrue(terminal.screen().endsWith("[status 4]"), terminal.screen());
    }
    assertEquals("keyrite-99999999-1\n", Files.readString(ceremony.folder().resolve("after")));
  }
}
