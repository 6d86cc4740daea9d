package org.keyrite.age.plugin;

import java.io.IOException;
import org.keyrite.crypto.SecretBytes;

/**
 * The person for whom a plugin works: plugins tell them things, and ask. All texts come from the
 * plugin, and may hold anything.
 *
 * <p>A method that throws lets the plugin know that it failed; what the plugin makes of that is its
 * own affair.
 */
public interface PluginUser {
  /** Shows a message, such as what to do with a device. */
  void tell(String plugin, String message) throws IOException;

  /**
   * Asks for a text.
   *
   * @param secret whether it must not be shown while it is typed
   * @return UTF-8, which the caller closes
   */
  SecretBytes ask(String plugin, String question, boolean secret) throws IOException;

  /**
   * Asks to choose.
   *
   * @param yes names the first choice
   * @param no names the second choice; empty without one
   * @return whether the first was chosen
   */
  boolean choose(String plugin, String question, String yes, String no) throws IOException;

  /** Says that a plugin has not answered for a while. Called from another thread. */
  void waiting(String plugin);
}
