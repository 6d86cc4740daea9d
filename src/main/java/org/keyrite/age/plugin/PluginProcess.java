package org.keyrite.age.plugin;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.keyrite.age.header.AgeException.PluginFailure;

/**
 * A plugin that runs. It is started without a shell, away from the current folder, and does not
 * outlive its conversation.
 */
final class PluginProcess implements PluginChannel {
  /** What a plugin gets to clean up, before and after it is told to end. */
  private static final long GRACE_MILLISECONDS = 1000;

  private final Thread onSignal = new Thread(this::kill);
  private Process process;
  private OutputStream input;

  private PluginProcess() {}

  /**
   * Starts a plugin.
   *
   * @param name for errors
   * @param program its absolute path
   * @param stateMachine what it is to do
   * @param errorsShown whether its standard error is this program's, or goes nowhere: it could
   *     write anything to a terminal
   */
  static PluginProcess start(String name, Path program, String stateMachine, boolean errorsShown)
      throws PluginFailure {
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), "--age-plugin=" + stateMachine)
            // Plugins may not rely on the working directory: so it is not what a person expects.
            .directory(new File("/"))
            .redirectError(errorsShown ? Redirect.INHERIT : Redirect.DISCARD);
    PluginProcess plugin = new PluginProcess();
    try {
      plugin.start(builder);
      return plugin;
    } catch (IOException e) {
      throw new PluginFailure(
          name,
          "cannot be started",
          "check that \"" + program + "\" is a program for this machine");
    } catch (IllegalStateException e) {
      throw new PluginFailure(name, "is not started: this program is ending", "");
    }
  }

  /** The hook comes first and waits for a start that is under way: no signal falls between. */
  private synchronized void start(ProcessBuilder builder) throws IOException {
    Runtime.getRuntime().addShutdownHook(onSignal);
    process = builder.start();
    input = process.getOutputStream();
  }

  private synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  @Override
  public void write(byte[] message) throws IOException {
    input.write(message);
    input.flush();
  }

  /** Ends the plugin: by the end of its input, else by a signal, else by one it cannot ignore. */
  @Override
  public void close() {
    closeQuietly(input);
    closeQuietly(process.getInputStream());
    try {
      if (!process.waitFor(GRACE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        process.destroy();
        if (!process.waitFor(GRACE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
          process.destroyForcibly().waitFor();
        }
      }
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The program is ending, and its hook ends the plugin.
    }
  }

  private static void closeQuietly(Closeable pipe) {
    try {
      pipe.close();
    } catch (IOException e) {
      // The pipe went with the process.
    }
  }
}
