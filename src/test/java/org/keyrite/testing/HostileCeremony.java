package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keyrite.crypto.hash.Sha256;

/**
 * A ceremony whose generator attacks: its plan's folder has files that it must not reach, an
 * accomplice of the same user waits outside, and there is something beside the workspace.
 */
public final class HostileCeremony implements AutoCloseable {
  private static final List<String> GROUPS =
      List.of("network", "process", "file", "device", "kernel", "namespaces");

  private static final String PRECIOUS = "what somebody else relies on\n";

  /** Filled in by the shell that becomes keyrite. */
  private static final String PID = "KEYRITE-PID";

  /** Becomes keyrite, as what it is told to, when its number is in the plan. */
  private static final String SHELL =
      "sed -i \"s/" + PID + "/$$/\" \"$1\"; shift; KEYRITE_OF_THE_CALLER=1 exec \"$@\"";

  private final AttackedMachine machine;
  private final AttackPrograms programs;
  private final Path folder;
  private final Path memory;
  private final Accomplice accomplice;
  private String timeLimit = "30s";

  /** Prepares it, for whoever is to hold it. */
  public HostileCeremony(AttackedMachine machine) throws IOException {
    machine.require();
    this.machine = machine;
    programs = AttackPrograms.require();
    folder = Files.createTempDirectory("hostile-");
    memory = Path.of("/dev/shm", "h" + Long.toHexString(System.nanoTime()));
    Files.createDirectory(memory);
    for (String name : List.of("precious", "truncated", "renamed", "deleted", "changed")) {
      privateFile(folder.resolve(name));
    }
    privateFile(memory.resolve("beside"));
    Files.copy(programs.attacks(), generator());
    machine.own(folder, memory);
    accomplice = new Accomplice(machine, programs, folder);
  }

  private static void privateFile(Path path) throws IOException {
    Files.writeString(path, PRECIOUS);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
  }

  /** The folder with the plan. */
  public Path folder() {
    return folder;
  }

  /** Where the workspace is made. */
  public Path memory() {
    return memory;
  }

  /** The generator's file. */
  public Path generator() {
    return folder.resolve("generator");
  }

  /** Where the bundle goes. */
  public Path out() {
    return folder.resolve("bundle");
  }

  /** Another generator than the one that attacks. */
  public HostileCeremony with(Path program) throws IOException {
    Files.copy(program, generator(), StandardCopyOption.REPLACE_EXISTING);
    machine.own(folder);
    return this;
  }

  /** How long the generator may take, as a plan says it; half a minute without this. */
  public HostileCeremony timeLimit(String limit) {
    timeLimit = limit;
    return this;
  }

  /** Holds the ceremony with one attack, or with {@code all}. */
  public Keyrite.Result hold(String attack) throws IOException {
    return hold(attack, "{json: secret_key}");
  }

  /**
   * Holds it.
   *
   * @param secret where the plan looks for the secret
   */
  public Keyrite.Result hold(String attack, String secret) throws IOException {
    return Keyrite.execute(new byte[0], commandOf(attack, secret, "--yes"));
  }

  /** Writes the plan and tells the command that holds the ceremony. */
  public List<String> commandOf(String attack, String secret, String... options)
      throws IOException {
    Path plan = folder.resolve("plan.yaml");
    Files.writeString(plan, plan(attack, secret));
    machine.own(folder);
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SHELL, "sh", plan.toString()));
    command.addAll(machine.command(programs));
    command.addAll(
        List.of(
            programs.keyrite().toString(),
            "ceremony",
            "run",
            plan.toString(),
            "--out",
            out().toString(),
            "--workspace",
            memory.toString()));
    command.addAll(List.of(options));
    return command;
  }

  private String plan(String attack, String secret) throws IOException {
    StringBuilder values = new StringBuilder("    peer_id: {json: peer_id}\n");
    if (attack.equals("all")) {
      values.setLength(0);
      GROUPS.forEach(
          group -> values.append("    %1$s_results: {json: %1$s_results}\n".formatted(group)));
    }
    return """
    version: keyrite/plan/v1
    name: hostile
    environment: testnet
    accept:
      - {check: network, reason: an automatic test}
      - {check: swap, reason: an automatic test}
    generator:
      file: generator
      version: 1.0.0
      sha256: %s
      arguments: [%s, %s, "%d", %s, "%s"]
      time-limit: %s
    extract:
      secret:
        secret_key: %s
      public:
    %srecipients:
      hosts:
        host-1: %s
    artifacts:
      - {secret: secret_key, file: key.age, to: hosts}
    """
        .formatted(
            Sha256.hex(Files.readAllBytes(generator())),
            attack,
            PID,
            accomplice.pid(),
            folder,
            accomplice.port(),
            timeLimit,
            secret,
            values,
            CeremonyFixture.HOST);
  }

  /** What each attack got, as the ceremony's journal has it. */
  public Map<String, String> results() throws IOException {
    String journal = Files.readString(out().resolve("journal.jsonl"));
    Map<String, String> results = new TreeMap<>();
    Matcher values =
        Pattern.compile("\"event\":\"public-value\",[^\n]*?\"value\":\"([^\"]*)\"")
            .matcher(journal);
    while (values.find()) {
      collect(values.group(1), results);
    }
    return results;
  }

  /** Makes all attacks outside of any room, against a process that stands for keyrite. */
  public Map<String, String> resultsOutside() throws IOException {
    Process target =
        new ProcessBuilder(
                concatenated(
                    machine.user(), List.of("env", "KEYRITE_OF_THE_CALLER=1", "sleep", "60")))
            .start();
    Path output = Files.createTempFile("outside-", null);
    try {
      // In a folder like the workspace, and with the output in a file: the accomplice keeps it.
      Path place = Files.createDirectory(memory.resolve("place"));
      privateFile(folder.resolve("plan.yaml"));
      machine.own(folder, memory);
      List<String> command =
          concatenated(
              machine.user(),
              List.of(
                  programs.attacks().toString(),
                  "all",
                  Long.toString(target.pid()),
                  Long.toString(accomplice.pid()),
                  folder.toString(),
                  accomplice.port()));
      // A process between: it is stopped as the attacks' parent, and the tests are not.
      Process attacks =
          new ProcessBuilder(concatenated(List.of("sh", "-c", "\"$@\"; exit $?", "sh"), command))
              .directory(place.toFile())
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!attacks.waitFor(60, TimeUnit.SECONDS)) {
        attacks.destroyForcibly();
      }
      Map<String, String> results = new TreeMap<>();
      Matcher values =
          Pattern.compile("_results\": \"([^\"]*)\"").matcher(Files.readString(output));
      while (values.find()) {
        collect(values.group(1), results);
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      target.destroyForcibly();
      Files.delete(output);
    }
  }

  private static List<String> concatenated(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static void collect(String text, Map<String, String> results) {
    for (String result : text.split("_", -1)) {
      int dot = result.indexOf('.');
      results.put(result.substring(0, dot), result.substring(dot + 1));
    }
  }

  /** What reached the accomplice: a line for each thing. */
  public List<String> reachedAccomplice() throws IOException {
    return accomplice.reached();
  }

  /** Asserts that there is no workspace, and that what is beside it is as it was. */
  public void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.list(memory)) {
      assertEquals(
          List.of("beside"),
          files.map(file -> file.getFileName().toString()).toList(),
          "left in memory");
    }
    assertEquals(PRECIOUS, Files.readString(memory.resolve("beside")));
    for (String name : List.of("precious", "truncated", "renamed", "deleted", "changed")) {
      Path file = folder.resolve(name);
      assertEquals(PRECIOUS, Files.readString(file), name);
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)),
          name);
    }
  }

  /** Asserts that no process is left that was given this ceremony's folder. */
  public void assertNobodyRuns() throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      assertEquals(List.of(), processes.filter(this::runsAttack).toList(), "still run");
    }
  }

  private boolean runsAttack(Path process) {
    try {
      String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      return line.contains(folder.toString()) && !process.endsWith(Long.toString(accomplice.pid()));
    } catch (IOException e) {
      return false; // not a process, or not any more
    }
  }

  @Override
  public void close() throws IOException {
    accomplice.close();
    // What an attack made may be deeper than a path is long.
    Keyrite.execute(new byte[0], List.of("rm", "-rf", "--", folder.toString(), memory.toString()));
  }
}
