package org.keyrite.ceremony;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.os.Descendants;
import org.keyrite.trust.VerifiedArtifact;

/**
 * Runs the generator: in the workspace, with nothing on its standard input, an environment of its
 * own, a time limit and an output limit, and none of its processes outliving it.
 *
 * <p>It has no network because the process that starts it has denied itself, and all it starts,
 * every socket. It has this user's rights otherwise: it can read and write this user's files. Its
 * messages (standard error) are thrown away, since they could repeat the secret.
 */
final class GeneratorRun {
  /** How long processes that are about to end by themselves are waited for. */
  private static final long GRACE_MILLISECONDS = 500;

  private static final String TO_SEE_MESSAGES =
      "Its messages are not shown, since they could hold the secret: run it by hand, without real"
          + " keys, to read them.";

  private final Plan.Generator generator;
  private final Path workspace;
  private volatile boolean printedTooMuch;
  private byte[] output = new byte[0];

  private GeneratorRun(Plan.Generator generator, Path workspace) {
    this.generator = generator;
    this.workspace = workspace;
  }

  /**
   * Runs it to its end.
   *
   * @param program the verified copy, which is what runs
   * @return what it printed, to be wiped by the caller
   * @throws Failed when it does not start, does not end in time, ends with a status other than 0,
   *     prints more than its limit, or leaves processes behind
   */
  static SecretBytes run(VerifiedArtifact program, Plan.Generator generator, Path workspace)
      throws Failed {
    return new GeneratorRun(generator, workspace).run(program);
  }

  private SecretBytes run(VerifiedArtifact program) throws Failed {
    Process process = start(program);
    Thread reader = Thread.ofPlatform().name("generator output").start(() -> read(process));
    boolean keep = false;
    try {
      boolean ended = process.waitFor(generator.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
      if (ended) {
        Descendants.await(GRACE_MILLISECONDS);
      }
      int left = Descendants.killAll();
      reader.join();
      if (printedTooMuch) {
        throw new Failed(
            "The generator printed more than " + generator.outputLimit() + " bytes.",
            "Raise output-limit in the plan if that is right for it.");
      }
      if (!ended) {
        throw new Failed(
            "The generator did not end within " + generator.timeLimit().toSeconds() + " seconds.",
            "Raise time-limit in the plan if it needs longer. " + TO_SEE_MESSAGES);
      }
      if (left > 0) {
        throw new Failed(
            "The generator left " + left + " of its processes running; they were ended.",
            "A program that stays behind could keep the secret: find out what it starts.");
      }
      if (process.exitValue() != 0) {
        throw new Failed(
            "The generator failed with status " + process.exitValue() + ".", TO_SEE_MESSAGES);
      }
      keep = true;
      return new SecretBytes(output);
    } catch (IOException e) {
      throw new Failed(
          "The generator's processes could not be ended.", "Switch this machine off.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("The ceremony was interrupted.", "", e);
    } finally {
      if (!keep) {
        Arrays.fill(output, (byte) 0);
      }
    }
  }

  private Process start(VerifiedArtifact program) throws Failed {
    List<String> command = new ArrayList<>();
    command.add(program.path().toString());
    generator
        .arguments()
        .forEach(argument -> command.add(argument.replace("{workspace}", workspace.toString())));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workspace.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("HOME", workspace.toString());
    environment.put("TMPDIR", workspace.toString());
    environment.put("LC_ALL", "C.UTF-8");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new Failed(
          "The generator could not be started: " + Reason.of(e) + ".",
          "Check that it is a program for this machine, and that its interpreter is there.",
          e);
    }
  }

  private void read(Process process) {
    byte[] buffer = new byte[generator.outputLimit() + 1];
    try (InputStream in = process.getInputStream()) {
      int length = in.readNBytes(buffer, 0, buffer.length);
      if (length == buffer.length) {
        printedTooMuch = true;
        process.destroyForcibly();
      } else {
        output = Arrays.copyOf(buffer, length);
      }
    } catch (IOException e) {
      // The process was ended while it printed; its status, or the time limit, says why.
    } finally {
      Arrays.fill(buffer, (byte) 0);
    }
  }
}
