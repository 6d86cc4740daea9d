package org.keyrite.cli.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/**
 * This machine under another's face: in a mount namespace of its own, with files over those of the
 * kernel. All is well on it, until a test changes that. Only root can make one.
 *
 * <p>What the files cannot say stays as it is: who runs programs here, whether this is a virtual
 * machine, what its sandbox is made of.
 */
final class DisguisedMachine {
  /** Replaced whole, where this kernel has them: what is not written is not there. */
  private static final List<String> FOLDERS =
      List.of(
          "proc/sys",
          "sys/class",
          "sys/power",
          "sys/firmware",
          "sys/kernel/security",
          "sys/devices/system/cpu/vulnerabilities",
          "dev/shm");

  private static final String MOUNTS =
      """
      set -e
      disguise=$0
      for folder in $FOLDERS; do
        if [ -d "/$folder" ]; then
          mount -t tmpfs -o mode=1777 tmpfs "/$folder"
          cp -r "$disguise/$folder/." "/$folder"
        fi
      done
      for file in $FILES; do
        if [ -f "/$file" ]; then
          mount --bind "$disguise/$file" "/$file"
        fi
      done
      exec "$@"
      """;

  private final Path disguise;
  private final TreeSet<String> files = new TreeSet<>();

  DisguisedMachine(Path folder) throws IOException {
    Tools.require("unshare");
    disguise = Files.createDirectory(folder.resolve("disguise"));
    Assumptions.assumeTrue((int) Files.getAttribute(disguise, "unix:uid") == 0, "only root can");
    for (String name : FOLDERS) {
      Files.createDirectories(disguise.resolve(name));
    }
    write("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n");
    write("proc/cmdline", "quiet init_on_free=1\n");
    write("sys/module/zswap/parameters/enabled", "N\n");
    write("proc/sys/kernel/osrelease", "6.12.1-amd64\n");
    write("proc/sys/kernel/core_pattern", "core\n");
    write("proc/sys/kernel/yama/ptrace_scope", "2\n");
    write("proc/sys/dev/tty/legacy_tiocsti", "0\n");
    write("proc/sys/user/max_user_namespaces", "63000\n");
    write("sys/class/net/lo/flags", "0x9\n");
    write("sys/power/state", "freeze mem\n");
    write("sys/kernel/security/lockdown", "none integrity [confidentiality]\n");
    write("sys/devices/system/cpu/vulnerabilities/meltdown", "Not affected\n");
    write(
        "sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c",
        "\u0006\0\0\0\u0001");
  }

  void write(String name, String content) throws IOException {
    Path file = disguise.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    if (FOLDERS.stream().noneMatch(folder -> name.startsWith(folder + "/"))) {
      files.add(name);
    }
  }

  void remove(String name) throws IOException {
    Files.delete(disguise.resolve(name));
  }

  void rfkill(int number, String name, String type) throws IOException {
    String folder = "sys/class/rfkill/rfkill" + number + "/";
    write(folder + "name", name + "\n");
    write(folder + "type", type + "\n");
    write(folder + "soft", "0\n");
    write(folder + "hard", "0\n");
  }

  /** The command line that runs keyrite there. */
  List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-m",
                "env",
                "FOLDERS=" + String.join(" ", FOLDERS),
                "FILES=" + String.join(" ", files),
                "sh",
                "-c",
                MOUNTS,
                disguise.toString(),
                Keyrite.executable().toAbsolutePath().toString()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  Keyrite.Result run(String... arguments) {
    return Keyrite.execute(new byte[0], command(arguments));
  }
}
