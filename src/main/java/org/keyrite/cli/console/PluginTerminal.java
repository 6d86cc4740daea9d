package org.keyrite.cli.console;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.keyrite.age.plugin.PluginUser;
import org.keyrite.age.plugin.Plugins;
import org.keyrite.crypto.SecretBytes;

/**
 * The person at the terminal, as plugins see them. What a plugin says goes to standard error under
 * its name, what it asks to the terminal; of neither reaches a character the terminal that could do
 * anything there but be read.
 */
public record PluginTerminal(Diagnostics diagnostics, Terminal terminal) implements PluginUser {
  /** As long as age waits before it says that it does. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The plugins of this machine, with the environment's say in where and how they are run. */
  public static Plugins plugins(Diagnostics diagnostics, Terminal terminal) {
    return new Plugins(
        Optional.ofNullable(System.getenv("PATH")).orElse(""),
        new PluginTerminal(diagnostics, terminal),
        PATIENCE,
        "plugin".equals(System.getenv("AGEDEBUG")));
  }

  @Override
  public void tell(String plugin, String message) {
    message.lines().forEach(line -> diagnostics.note(plugin + " plugin: " + line));
  }

  @Override
  public SecretBytes ask(String plugin, String question, boolean secret) throws IOException {
    // Like age, it shows nothing of what is typed, secret or not.
    return terminal.readSecret(Diagnostics.shown(plugin + " plugin: " + question));
  }

  @Override
  public boolean choose(String plugin, String question, String yes, String no) throws IOException {
    String asked = plugin + " plugin: " + question;
    if (no.isEmpty()) {
      terminal.readSecret(Diagnostics.shown(asked + " (press enter for \"" + yes + "\")")).close();
      return true;
    }
    asked += " (press [1] for \"" + yes + "\" or [2] for \"" + no + "\")";
    while (true) {
      int key = terminal.readKey(Diagnostics.shown(asked));
      if (key == '1' || key == '2') {
        return key == '1';
      }
      diagnostics.warn("neither 1 nor 2 was pressed");
    }
  }

  @Override
  public void waiting(String plugin) {
    diagnostics.note("waiting on " + plugin + " plugin...");
  }
}
