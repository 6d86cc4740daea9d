package org.keyrite.age.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.keyrite.age.header.AgeException.PluginFailure;
import org.keyrite.os.PipedProgram;
import org.keyrite.os.Shutdown;

/**
 * A plugin that runs. It is started without a shell, away from the current folder, and does not
 * outlive its conversation.
 */
final class PluginProcess implements PluginChannel {
  /** What a plugin gets to clean up, before and after it is told to end. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Thread onSignal = new Thread(this::kill);
  private PipedProgram program;

  private PluginProcess() {}

  /**
   * Starts a plugin.
   *
   * @param name for errors
   * @param path its absolute path
   * @param stateMachine what it is to do
   * @param errorsShown whether its standard error is this program's, or goes nowhere: it could
   *     write anything to a terminal
   */
  static PluginProcess start(String name, Path path, String stateMachine, boolean errorsShown)
      throws PluginFailure {
    PluginProcess plugin = new PluginProcess();
    Shutdown.atEnd(plugin.onSignal);
    try {
      plugin.start(path, "--age-plugin=" + stateMachine, errorsShown);
      return plugin;
    } catch (IOException e) {
      Shutdown.notAnyMore(plugin.onSignal);
      throw new PluginFailure(
          name, "cannot be started", "check that \"" + path + "\" is a program for this machine");
    }
  }

  /** The hook comes first and waits for a start that is under way: no signal falls between. */
  private synchronized void start(Path path, String argument, boolean errorsShown)
      throws IOException {
    program = PipedProgram.start(path, argument, errorsShown, GRACE);
  }

  private synchronized void kill() {
    if (program != null) {
      program.kill();
    }
  }

  @Override
  public InputStream output() {
    return program.output();
  }

  @Override
  public void write(byte[] message) throws IOException {
    program.input().write(message);
    program.input().flush();
  }

  @Override
  public void close() {
    program.close();
    Shutdown.notAnyMore(onSignal);
  }
}
