package org.keyrite.age.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyrite.age.HybridRecipient;
import org.keyrite.age.Recipient;
import org.keyrite.age.TaggedRecipient;
import org.keyrite.age.X25519Recipient;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.age.ssh.SshRecipients;
import org.keyrite.crypto.signing.SshPublicKey;

/** Reads recipients, alone or from files with one on each line and {@code #} before comments. */
public final class Recipients {
  private static final String ADVICE = "a recipient starts with age1, in small letters";

  private Recipients() {}

  /** Reads one recipient, of a type that needs no plugin. */
  public static Recipient parse(String encoded) throws KeyFailure {
    return parse(encoded, PluginKeys.NONE);
  }

  /**
   * Reads one recipient.
   *
   * @param encoded {@code age1…}, without space around it
   * @param plugins know the types that this program does not
   * @throws KeyFailure if it is malformed, of a type that nobody knows, or an identity. The text is
   *     never quoted, since it may be a secret in the wrong place.
   */
  public static Recipient parse(String encoded, PluginKeys plugins) throws KeyFailure {
    String upperCase = encoded.toUpperCase(Locale.ROOT);
    if (upperCase.startsWith("AGE-SECRET-KEY-") || upperCase.startsWith("AGE-PLUGIN-")) {
      throw new KeyFailure(
          "there is an identity, which is secret, where a recipient belongs",
          "give its recipient, which age-keygen -y prints; if others have seen the identity, do"
              + " not use it again");
    }
    if (encoded.startsWith("ssh-")) {
      return SshRecipients.parse(encoded);
    }
    if (encoded.startsWith("github:")) {
      throw new KeyFailure(
          "\"github:\" recipients were removed from the design",
          "fetch the user's keys from their page into a file, and give that with -R");
    }
    if (encoded.startsWith(HybridRecipient.PREFIX + "1")) {
      return HybridRecipient.parse(encoded);
    }
    if (TaggedRecipient.isTagged(encoded)) {
      return TaggedRecipient.parse(encoded);
    }
    // The data part of Bech32 has no '1', so the last one ends the name of the type.
    int separator = encoded.lastIndexOf('1');
    if (separator > 0 && encoded.startsWith("age1") && separator != 3) {
      return plugins.recipient(encoded);
    }
    if (upperCase.startsWith("AGE1")) {
      return X25519Recipient.parse(encoded);
    }
    throw new KeyFailure("this is not a recipient of a known type", ADVICE);
  }

  /**
   * Reads a file of recipients to its end.
   *
   * @param in not closed
   * @param plugins know the types that this program does not
   * @param warnings told, a sentence each, of lines that are passed over: SSH keys of types that
   *     cannot encrypt, which {@code authorized_keys} files often have
   * @return at least one recipient, in the file's order
   * @throws KeyFailure if a line is not a recipient, or if there is no line. The line is named by
   *     its number and never quoted: the file may be a confidential one, given by mistake.
   */
  public static List<Recipient> read(InputStream in, PluginKeys plugins, Consumer<String> warnings)
      throws IOException {
    List<Recipient> recipients = new ArrayList<>();
    try (LineReader lines = new LineReader(in)) {
      while (lines.next()) {
        recipient(lines, plugins, warnings).ifPresent(recipients::add);
      }
    }
    if (recipients.isEmpty()) {
      throw new KeyFailure(
          "there is no recipient in the file",
          "a recipient starts with age1; of SSH keys, " + SshRecipients.ADVICE);
    }
    return List.copyOf(recipients);
  }

  private static Optional<Recipient> recipient(
      LineReader lines, PluginKeys plugins, Consumer<String> warnings) throws KeyFailure {
    String line = new String(lines.line(), StandardCharsets.UTF_8);
    try {
      return Optional.of(parse(line, plugins));
    } catch (KeyFailure e) {
      Optional<SshPublicKey> unsupported = SshPublicKey.parse(line);
      if (unsupported.isEmpty()) {
        throw e.atLine(lines.number());
      }
      String type = unsupported.get().type();
      warnings.accept(
          SshRecipients.canEncrypt(type)
              ? "ignoring SSH key of type \""
                  + type
                  + "\" at line "
                  + lines.number()
                  + ": "
                  + e.getMessage()
              : "ignoring unsupported SSH key of type \"" + type + "\" at line " + lines.number());
      return Optional.empty();
    }
  }
}
