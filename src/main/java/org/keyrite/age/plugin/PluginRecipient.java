package org.keyrite.age.plugin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.age.header.StanzaParser;
import org.keyrite.crypto.sealing.FileKey;

/**
 * A recipient that a plugin wraps file keys for, {@code age1name1…}, or a plugin's identity in the
 * place of one.
 *
 * <p>Specification: age-plugin, "Wrapping with recipient-v1".
 */
public final class PluginRecipient implements Recipient {
  private final Optional<Plugins> plugins;
  private final String name;
  private final byte[] encoded;
  private final String addCommand;

  /**
   * What a plugin knows.
   *
   * @param plugins start it; empty where none is started, and nothing is encrypted
   * @param addCommand tells the plugin which of its two kinds of keys this is
   */
  PluginRecipient(Optional<Plugins> plugins, String name, byte[] encoded, String addCommand) {
    this.plugins = plugins;
    this.name = name;
    this.encoded = encoded;
    this.addCommand = addCommand;
  }

  @Override
  public Wrapped wrap(FileKey fileKey) throws IOException {
    try (PluginConversation plugin = started().start(name, "recipient-v1")) {
      plugin.sendSecret(addCommand, encoded);
      plugin.sendGrease();
      plugin.sendFileKey(fileKey);
      plugin.send("extension-labels");
      plugin.send("done");
      return wrapped(plugin);
    }
  }

  private Plugins started() throws KeyFailure {
    return plugins.orElseThrow(
        () ->
            new KeyFailure("only a plugin can encrypt to this recipient, and none runs here", ""));
  }

  /** What the plugin says, up to its end. */
  public static Wrapped wrapped(PluginConversation plugin) throws IOException {
    List<Stanza> stanzas = new ArrayList<>();
    Set<String> labels = null;
    for (Stanza said = plugin.next(); !said.type().equals("done"); said = plugin.next()) {
      switch (said.type()) {
        case "recipient-stanza" -> stanzas.add(stanza(plugin, said));
        case "labels" -> {
          if (labels != null) {
            throw plugin.breach("it sent labels twice");
          }
          // Not Set.of, which takes a repeated one for a bug of ours.
          labels = Set.copyOf(said.arguments());
        }
        default -> {
          plugin.send("unsupported");
          continue;
        }
      }
      plugin.send("ok");
    }
    if (stanzas.isEmpty()) {
      throw plugin.breach("it sent no stanza");
    }
    return new Wrapped(stanzas, labels == null ? Set.of() : labels);
  }

  private static Stanza stanza(PluginConversation plugin, Stanza said) throws IOException {
    List<String> words = said.arguments();
    if (words.size() < 2 || !words.getFirst().equals(PluginConversation.FILE_INDEX)) {
      throw plugin.breach("it sent a stanza for a file that does not exist");
    }
    return new Stanza(words.get(1), words.subList(2, words.size()), said.body());
  }

  /** By what it is, whether its plugin runs here or not. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PluginRecipient that
        && addCommand.equals(that.addCommand)
        && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  /** Names the plugin; the encoding, if it is an identity's, may be a secret. */
  @Override
  public String toString() {
    return addCommand.equals("add-recipient")
        ? StanzaParser.text(encoded)
        : "the recipient of an identity of the " + name + " plugin";
  }
}
