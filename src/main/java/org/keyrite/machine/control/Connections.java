package org.keyrite.machine.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.keyrite.machine.Machine;

/** What could carry a secret away: interfaces and radios. */
final class Connections {
  private static final String BLUETOOTH = "bluetooth";

  private Connections() {}

  static Found network(Situation situation) throws IOException {
    List<String> up = situation.machine().interfacesUp();
    return up.isEmpty()
        ? Found.ok("no interface is up")
        : Found.failed("up: " + String.join(", ", up));
  }

  /** Wireless cards have a name of their own, whether or not the kernel can switch them. */
  static Found radios(Situation situation) throws IOException {
    return transmitters(
        situation.machine(), "sys/class/ieee80211", type -> !type.equals(BLUETOOTH));
  }

  static Found bluetooth(Situation situation) throws IOException {
    return transmitters(situation.machine(), "sys/class/bluetooth", BLUETOOTH::equals);
  }

  /** A radio's switch, one for the whole kind of it among them ({@code rfkill}). */
  private record Switch(String name, String type, boolean soft, boolean hard) {
    static Switch of(Machine machine, String entry) throws IOException {
      String folder = "sys/class/rfkill/" + entry + "/";
      return new Switch(
          machine.text(folder + "name"),
          machine.text(folder + "type"),
          truth(machine.text(folder + "soft")),
          truth(machine.text(folder + "hard")));
    }

    private static boolean truth(String digit) throws IOException {
      return switch (digit) {
        case "0" -> false;
        case "1" -> true;
        default -> throw new IOException("neither on nor off");
      };
    }

    boolean isOff() {
      return soft || hard;
    }

    String inWords() {
      String how = hard ? ", by its switch" : ", by software";
      return name + " (" + type + (isOff() ? how : "") + ")";
    }
  }

  private static Found transmitters(Machine machine, String devices, Predicate<String> types)
      throws IOException {
    machine.require("sys/class");
    List<String> names = new ArrayList<>();
    List<String> off = new ArrayList<>();
    List<String> on = new ArrayList<>();
    for (String entry : machine.names("sys/class/rfkill")) {
      Switch found = Switch.of(machine, entry);
      if (types.test(found.type())) {
        names.add(found.name());
        (found.isOff() ? off : on).add(found.inWords());
      }
    }
    for (String name : machine.names(devices)) {
      // A connection is beside its adapter, as hci0:256.
      if (!names.contains(name) && name.indexOf(':') < 0) {
        on.add(name + " (has no switch)");
      }
    }
    on.sort(null);
    off.sort(null);
    if (!on.isEmpty()) {
      return Found.failed("can transmit: " + String.join(", ", on));
    }
    return Found.ok(off.isEmpty() ? "none" : "off: " + String.join(", ", off));
  }
}
