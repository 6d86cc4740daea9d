package org.keyrite.ceremony;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.files.BoundedFile;
import org.keyrite.machine.ProgramEnd;
import org.keyrite.machine.Sandbox;
import org.keyrite.machine.Workspace;
import org.keyrite.os.Denial;
import org.keyrite.os.MemoryFile;
import org.keyrite.os.Room;
import org.keyrite.os.RoomReport;

/**
 * Runs the generator in its sandbox: with nothing on its standard input, an environment of its own,
 * limits, and none of its processes outliving it.
 *
 * <p>What it prints goes into memory that is overwritten afterwards, not through a pipe, whose
 * pages the kernel would give back as they are. Its messages (standard error) are thrown away,
 * since they could repeat the secret.
 */
final class GeneratorRun {
  private static final String TO_SEE_MESSAGES =
      "Its messages are not shown, since they could hold the secret: run it by hand, without real"
          + " keys, to read them.";

  private final Plan.Generator generator;
  private final Workspace workspace;
  private final Sandbox sandbox;
  private Set<Denial> denied = Set.of();

  GeneratorRun(Plan.Generator generator, Workspace workspace, Sandbox sandbox) {
    this.generator = generator;
    this.workspace = workspace;
    this.sandbox = sandbox;
  }

  /** What it tried and was denied, as far as the kernel tells. */
  Set<Denial> denied() {
    return denied;
  }

  /**
   * Runs it to its end.
   *
   * @return what it printed, to be wiped by the caller
   * @throws Failed when it does not start, does not end in time, ends with a status other than 0,
   *     prints more than its limit, or leaves processes behind
   */
  SecretBytes run(AdmittedGenerator admitted) throws Failed {
    try (MemoryFile output = MemoryFile.forOutput()) {
      long killedBefore = ProgramEnd.killedForMemory();
      RoomReport report = start(admitted, output).await();
      denied = report.denied();
      ProgramEnd end =
          new ProgramEnd(
              "generator",
              generator.timeLimit(),
              TO_SEE_MESSAGES,
              "Raise time-limit in the plan if it needs longer.",
              report,
              ProgramEnd.killedForMemory() > killedBefore);
      end.requireEnded();
      byte[] printed = printed(output);
      try {
        end.requireSuccess();
      } catch (Failed failed) {
        new SecretBytes(printed).close();
        throw failed;
      }
      return new SecretBytes(printed);
    } catch (IOException e) {
      throw new Failed(
          "The generator could not be run: " + Reason.of(e) + ".",
          "End what else runs on this machine.",
          e);
    }
  }

  private Room start(AdmittedGenerator admitted, MemoryFile output) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(generator.file().getFileName().toString());
    for (String argument : generator.arguments()) {
      arguments.add(
          argument
              .replace("{workspace}", workspace.path().toString())
              .replace("{files}", Room.FILES));
    }
    return workspace.host(
        () ->
            Room.start(
                sandbox.setting(workspace, generator.folders(), admitted.files()),
                new Room.Program(
                    admitted.copy(),
                    arguments,
                    Sandbox.environment(workspace),
                    generator.timeLimit(),
                    output,
                    Optional.empty())));
  }

  private byte[] printed(MemoryFile output) throws IOException, Failed {
    try {
      return BoundedFile.bytes(output.path(), generator.outputLimit());
    } catch (BoundedFile.TooLong e) {
      throw new Failed(
          "The generator printed more than " + generator.outputLimit() + " bytes.",
          "Raise output-limit in the plan if that is right for it.",
          e);
    }
  }
}
