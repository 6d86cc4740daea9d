package org.keyrite.age.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keyrite.crypto.SecretBytes;

/** Notes what plugins say and ask, and answers in one of three ways. */
public final class RecordingUser implements PluginUser {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final String answer;

  /**
   * A user.
   *
   * @param answer to every question; "no" is the second choice, and "" means that they are not
   *     there
   */
  public RecordingUser(String answer) {
    this.answer = answer;
  }

  List<String> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void tell(String plugin, String message) throws IOException {
    note(plugin + " says: " + message);
  }

  @Override
  public SecretBytes ask(String plugin, String question, boolean secret) throws IOException {
    note(plugin + (secret ? " asks for a secret: " : " asks: ") + question);
    return new SecretBytes(answer.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean choose(String plugin, String question, String yes, String no) throws IOException {
    note(plugin + " lets choose: " + question + " [" + yes + "|" + no + "]");
    return !answer.equals("no");
  }

  @Override
  public void waiting(String plugin) {
    seen.add("waiting for " + plugin);
  }

  private void note(String what) throws IOException {
    seen.add(what);
    if (answer.isEmpty()) {
      throw new IOException("nobody is there");
    }
  }
}
