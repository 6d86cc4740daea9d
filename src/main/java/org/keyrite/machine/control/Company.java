package org.keyrite.machine.control;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.keyrite.machine.Machine;

/** Who else is at work on this machine. Whoever is logged in has a process. */
final class Company {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern HIDDEN =
      Pattern.compile(".*[ ,]hidepid=(?!0|off)[^,]*(,.*)?", Pattern.DOTALL);

  /** Below are the system's own users. */
  private static final long FIRST_PERSON = 1000;

  /**
   * systemd gives these to services for as long as they run. Nobody, who comes next, is no service
   * of the system's: root's generator runs as that user, whose other processes could read what it
   * writes.
   */
  private static final long FIRST_OF_SERVICES = 61184;

  private static final long LAST_OF_SERVICES = 65533;

  private Company() {}

  static Found users(Situation situation) throws IOException {
    Machine machine = situation.machine();
    long self = user(machine);
    // Who has logged in and became root is not another.
    String login = machine.textIfThere("proc/self/loginuid").orElse("");
    Map<Long, String> others = new TreeMap<>();
    boolean hidden = self != 0 && isHidden(machine);
    for (String process : machine.names("proc")) {
      if (NUMBER.matcher(process).matches()) {
        try {
          long owner = owner(machine.text("proc/" + process + "/status"));
          if (isPerson(owner) && owner != self && !login.equals(Long.toString(owner))) {
            others.putIfAbsent(owner, name(machine, owner));
          }
        } catch (AccessDeniedException e) {
          hidden = true;
        } catch (IOException e) {
          if (!machine.isMissing("proc/" + process)) {
            hidden = true;
          } // Otherwise it has ended meanwhile.
        }
      }
    }
    if (!others.isEmpty()) {
      return Found.failed("processes of " + String.join(", ", others.values()));
    }
    return hidden
        ? Found.unknown("this machine hides the processes of others from this user")
        : Found.ok("nobody else");
  }

  private static boolean isPerson(long user) {
    return user >= FIRST_PERSON && (user < FIRST_OF_SERVICES || user > LAST_OF_SERVICES);
  }

  private static boolean isHidden(Machine machine) throws IOException {
    return HIDDEN
        .matcher(" " + machine.mountAt(machine.root().resolve("/proc")).options())
        .matches();
  }

  private static String name(Machine machine, long user) throws IOException {
    String number = Long.toString(user);
    for (String line : machine.textIfThere("etc/passwd").orElse("").lines().toList()) {
      String[] fields = line.split(":", -1);
      if (fields.length > 2 && fields[2].equals(number)) {
        return fields[0] + " (" + number + ")";
      }
    }
    return number;
  }

  static Found tracer(Situation situation) throws IOException {
    Machine machine = situation.machine();
    String process = status(machine, "TracerPid");
    if (process.equals("0")) {
      return Found.ok("nobody");
    }
    // A name that its owner chose; the number would differ every time.
    Optional<String> name = machine.textIfThere("proc/" + process + "/comm");
    return Found.failed("traced by " + name.orElse("a process outside"));
  }

  /** The number of the user for whom this process acts. */
  static long user(Machine machine) throws IOException {
    return owner(machine.text("proc/self/status"));
  }

  private static long owner(String status) throws IOException {
    try {
      // Real, effective, saved, and that of the file system.
      return Long.parseLong(field(status, "Uid").split("\\s+", 3)[1]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException("no user", e);
    }
  }

  /** What the kernel says of this process under a name. */
  static String status(Machine machine, String name) throws IOException {
    return field(machine.text("proc/self/status"), name);
  }

  private static String field(String status, String name) throws IOException {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow(() -> new IOException("the kernel does not tell " + name));
  }
}
