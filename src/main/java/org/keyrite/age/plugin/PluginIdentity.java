package org.keyrite.age.plugin;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyrite.age.Identity;
import org.keyrite.age.Recipient;
import org.keyrite.age.UnwrapResult;
import org.keyrite.age.header.AgeException.PluginFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.sealing.FileKey;

/**
 * An identity that a plugin unwraps file keys with, {@code AGE-PLUGIN-NAME-1…}. It may hold a
 * secret, or only say where the secret is.
 *
 * <p>Specification: age-plugin, "Unwrapping with identity-v1".
 */
public final class PluginIdentity implements Identity {
  private final Plugins plugins;
  private final String name;
  private final SecretBytes encoded;

  /** Takes ownership of the encoding. */
  PluginIdentity(Plugins plugins, String name, byte[] encoded) {
    this.plugins = plugins;
    this.name = name;
    this.encoded = new SecretBytes(encoded);
  }

  @Override
  public UnwrapResult unwrap(List<Stanza> stanzas) throws IOException {
    try (PluginConversation plugin = plugins.start(name, "identity-v1")) {
      plugin.sendSecret("add-identity", encoded.bytes());
      plugin.sendGrease();
      for (Stanza stanza : stanzas) {
        plugin.sendStanza(stanza);
      }
      plugin.send("done");
      return fileKey(plugin)
          .<UnwrapResult>map(UnwrapResult.Unwrapped::new)
          .orElseGet(UnwrapResult.NotForMe::new);
    }
  }

  /** What the plugin says, up to its end: the file key, if it has found one. */
  public static Optional<FileKey> fileKey(PluginConversation plugin) throws IOException {
    FileKey fileKey = null;
    boolean whole = false;
    try {
      for (Stanza said = plugin.next(); !said.type().equals("done"); said = plugin.next()) {
        if (said.type().equals("file-key")) {
          if (fileKey != null) {
            throw plugin.breach("it sent a second file key");
          }
          fileKey = fileKey(plugin, said);
          plugin.send("ok");
        } else {
          plugin.send("unsupported");
        }
      }
      whole = true;
      return Optional.ofNullable(fileKey);
    } finally {
      if (!whole && fileKey != null) {
        fileKey.close();
      }
    }
  }

  private static FileKey fileKey(PluginConversation plugin, Stanza said) throws PluginFailure {
    byte[] bytes = said.body();
    try {
      if (!said.arguments().equals(List.of(PluginConversation.FILE_INDEX))) {
        throw plugin.breach("it sent the key of a file that was not asked for");
      }
      if (bytes.length != FileKey.LENGTH) {
        throw plugin.breach("it sent a file key of the wrong length");
      }
      return FileKey.copyOf(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Encrypts to the identity itself, which the plugin then gets to see. */
  @Override
  public Recipient recipient() {
    return new PluginRecipient(Optional.of(plugins), name, encoded.bytes().clone(), "add-identity");
  }

  @Override
  public void close() {
    encoded.close();
  }

  @Override
  public String toString() {
    return "an identity of the " + name + " plugin";
  }
}
