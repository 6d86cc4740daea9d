package org.keyrite.age.plugin;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.keyrite.age.header.AgeException.PluginFailure;

/** Plugins that Java starts, for tests on the JVM: the program's own way is the executable's. */
final class PluginsOnJvm implements PluginChannel {
  private final Process process;

  private PluginsOnJvm(Process process) {
    this.process = process;
  }

  /** Those in these folders. */
  static Plugins in(String searchPath, PluginUser user, Duration patience) {
    return new Plugins(searchPath, user, patience, false, PluginsOnJvm::start);
  }

  private static PluginChannel start(
      String name, Path program, String stateMachine, boolean errorsShown) throws PluginFailure {
    try {
      return new PluginsOnJvm(
          new ProcessBuilder(program.toString(), "--age-plugin=" + stateMachine)
              .directory(new File("/"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new PluginFailure(
          name,
          "cannot be started",
          "check that \"" + program + "\" is a program for this machine");
    }
  }

  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  @Override
  public void write(byte[] message) throws IOException {
    process.getOutputStream().write(message);
    process.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
