package org.keyrite.machine.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.keyrite.Build;
import org.keyrite.machine.Leftover;
import org.keyrite.machine.Leftovers;
import org.keyrite.machine.Machine;
import org.keyrite.machine.Sandbox;
import org.keyrite.machine.Workspace;
import org.keyrite.os.Attempt;
import org.keyrite.os.Control;
import org.keyrite.os.Room;

/** A machine that is made of a folder; all is well on it until a test changes that. */
final class PreparedMachine {
  static final String SWAPS_HEAD = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
  static final Instant NOW = Build.DATE.plusSeconds(3600);
  static final String OUTPUT = "/var/empty-of-keyrite/bundle";

  private final Path root;
  private final Workspace made;

  Instant now = NOW;
  List<Control> controls = List.of(new Control("no sockets", Control.State.APPLIED, ""));
  Preflight preflight = Preflight.NONE;
  Optional<Workspace> workspace;
  Optional<Sandbox> sandbox = Optional.of(new Sandbox(Room.Mode.ROOT, "", 7, true, refusedAll()));
  String whyNone = "";
  List<Leftover> leftovers = new ArrayList<>();
  List<String> unseen = new ArrayList<>();
  Path output = Path.of(OUTPUT);

  PreparedMachine(Path root, Workspace workspace) throws IOException {
    this.root = root;
    this.made = workspace;
    this.workspace = Optional.of(workspace);
    write("proc/swaps", SWAPS_HEAD);
    write("proc/cmdline", "BOOT_IMAGE=/vmlinuz quiet init_on_free=1 -- init_on_free=0");
    write("proc/cpuinfo", "processor: 0\nmicrocode\t: 0xb2\nflags\t\t: fpu vme\n".repeat(2));
    write("proc/self/status", "Name:\tkeyrite\nTracerPid:\t0\nUid:\t1000\t1000\t1000\t1000\n");
    status("VmLck", "   24000 kB");
    write("proc/self/loginuid", "1000");
    write(
        "proc/self/mountinfo",
        """
        22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
        23 22 0:21 / /proc rw,nosuid shared:5 - proc proc rw
        """);
    process("1", "0");
    process("700", "100");
    process("800", "1000");
    write("proc/sys/kernel/osrelease", "6.12.1-amd64\n");
    write("proc/sys/kernel/core_pattern", "core\n");
    write("proc/sys/kernel/yama/ptrace_scope", "1\n");
    write("proc/sys/dev/tty/legacy_tiocsti", "0\n");
    write("proc/sys/user/max_user_namespaces", "63000\n");
    write("sys/class/net/lo/flags", "0x9\n");
    write("sys/module/zswap/parameters/enabled", "N\n");
    write("sys/power/state", "freeze mem\n");
    write("sys/kernel/security/lockdown", "none integrity [confidentiality]\n");
    write("sys/devices/system/cpu/vulnerabilities/meltdown", "Not affected\n");
    write("sys/devices/system/cpu/vulnerabilities/mds", "Mitigation: ...; SMT vulnerable\n");
    secureBoot(1);
  }

  static Map<Attempt, Optional<String>> refusedAll() {
    Map<Attempt, Optional<String>> refused = new EnumMap<>(Attempt.class);
    for (Attempt attempt : Attempt.values()) {
      refused.put(attempt, Optional.of("Operation not permitted"));
    }
    return refused;
  }

  Workspace made() {
    return made;
  }

  Found examine(MachineControl control) {
    return control.examine(situation());
  }

  /** As the doctor prints it. */
  String line(MachineControl control) {
    Found found = examine(control);
    return found.state().word() + ": " + found.detail();
  }

  List<Preflight.Check> checks() {
    Situation situation = situation();
    return preflight.checks(control -> control.examine(situation));
  }

  private Situation situation() {
    return new Situation(
        new Machine(root),
        now,
        controls,
        preflight,
        workspace,
        sandbox,
        whyNone,
        new Leftovers(leftovers, unseen),
        output);
  }

  Path write(String name, String content) throws IOException {
    return write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Path write(String name, byte[] content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  void remove(String name) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve(name))) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  void networkInterface(String name, String flags) throws IOException {
    write("sys/class/net/" + name + "/flags", flags + "\n");
  }

  void rfkill(int number, String name, String type, int soft, int hard) throws IOException {
    String folder = "sys/class/rfkill/rfkill" + number + "/";
    write(folder + "name", name + "\n");
    write(folder + "type", type + "\n");
    write(folder + "soft", soft + "\n");
    write(folder + "hard", hard + "\n");
  }

  void process(String number, String user) throws IOException {
    write(
        "proc/" + number + "/status",
        "Name:\tsh\nUid:\t" + user + "\t" + user + "\t" + user + "\t" + user + "\n");
  }

  /** What the kernel says of this process: the last word for a name counts. */
  void status(String name, String value) throws IOException {
    String before = Files.readString(root.resolve("proc/self/status"));
    write("proc/self/status", before.replaceAll(name + ":.*\n", "") + name + ":\t" + value + "\n");
  }

  void secureBoot(int... lastByte) throws IOException {
    byte[] variable = new byte[4 + lastByte.length];
    variable[0] = 6;
    for (int i = 0; i < lastByte.length; i++) {
      variable[4 + i] = (byte) lastByte[i];
    }
    write("sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c", variable);
  }

  void configuration(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    write("proc/config.gz", packed.toByteArray());
  }
}
