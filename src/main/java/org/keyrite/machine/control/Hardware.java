package org.keyrite.machine.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.keyrite.files.BoundedFile;
import org.keyrite.machine.Machine;

/** What the machine is made of, as far as its kernel knows. */
final class Hardware {
  private static final String VARIABLES = "sys/firmware/efi/efivars";

  /** Its owner in EFI's own name space. */
  private static final String SECURE_BOOT = "SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";

  /** Four bytes of attributes, and one that counts. */
  private static final int VARIABLE_BYTES = 5;

  private static final String FAULTS = "sys/devices/system/cpu/vulnerabilities";

  /** What virtual machines call themselves, in small letters. */
  private static final List<String> VIRTUAL =
      List.of(
          "qemu",
          "kvm",
          "vmware",
          "virtualbox",
          "innotek",
          "xen",
          "virtual machine",
          "bochs",
          "parallels",
          "google compute engine",
          "amazon ec2",
          "openstack",
          "bhyve",
          "firecracker");

  private Hardware() {}

  static Found secureBoot(Situation situation) throws IOException {
    Machine machine = situation.machine();
    machine.require("sys/firmware");
    if (machine.isMissing("sys/firmware/efi")) {
      return Found.note("there is no EFI: nothing checks what this machine starts");
    }
    if (machine.names(VARIABLES).isEmpty()) {
      return Found.unknown("the firmware's variables are not mounted (efivarfs)");
    }
    if (machine.isMissing(VARIABLES + "/" + SECURE_BOOT)) {
      return Found.note("this firmware has none: nothing checks what this machine starts");
    }
    Path variable = machine.root().resolve(VARIABLES).resolve(SECURE_BOOT);
    byte[] bytes = BoundedFile.bytes(variable, VARIABLE_BYTES);
    if (bytes.length != VARIABLE_BYTES) {
      throw new IOException("not one byte");
    }
    return bytes[VARIABLE_BYTES - 1] == 1
        ? Found.ok("on")
        : Found.note("off: nothing checks what this machine starts");
  }

  /** Whether it is the newest cannot be known here; what it leaves open can. */
  static Found microcode(Situation situation) throws IOException {
    Machine machine = situation.machine();
    String versions =
        machine
            .text("proc/cpuinfo")
            .lines()
            .filter(line -> line.startsWith("microcode"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .collect(Collectors.joining(", "));
    machine.require(FAULTS);
    List<String> open = new ArrayList<>();
    for (String fault : machine.names(FAULTS)) {
      String word = machine.text(FAULTS + "/" + fault);
      if (word.startsWith("Vulnerable") || word.equals("Processor vulnerable")) {
        open.add(fault);
      }
    }
    String version = versions.isEmpty() ? "its version is not told" : versions;
    return open.isEmpty()
        ? Found.ok(version + "; the kernel knows no open fault of this processor")
        : Found.failed(version + "; open: " + String.join(", ", open));
  }

  static Found virtualMachine(Situation situation) throws IOException {
    Machine machine = situation.machine();
    List<String> signs = new ArrayList<>();
    boolean hypervisor =
        machine
            .text("proc/cpuinfo")
            .lines()
            .filter(line -> line.startsWith("flags"))
            .anyMatch(line -> List.of(line.split("\\s+", -1)).contains("hypervisor"));
    if (hypervisor) {
      signs.add("the processor says that a hypervisor runs it");
    }
    String maker =
        (machine.textIfThere("sys/class/dmi/id/sys_vendor").orElse("")
                + " "
                + machine.textIfThere("sys/class/dmi/id/product_name").orElse(""))
            .strip();
    String small = maker.toLowerCase(Locale.ROOT);
    if (VIRTUAL.stream().anyMatch(small::contains)) {
      signs.add("the firmware calls it " + maker);
    }
    for (String mark :
        List.of(".dockerenv", "run/.containerenv", "run/systemd/container", "dev/lxd/sock")) {
      if (!machine.isMissing(mark)) {
        signs.add("this is a container (/" + mark + ")");
      }
    }
    return signs.isEmpty()
        ? Found.ok("nothing says that this is one")
        : Found.failed(String.join("; ", signs));
  }
}
