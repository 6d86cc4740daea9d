package org.keyrite.cli.age;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keyrite.age.Identity;
import org.keyrite.age.Recipient;
import org.keyrite.age.ScryptIdentity;
import org.keyrite.age.ScryptRecipient;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.AgeException.UnusableSshKey;
import org.keyrite.age.plugin.Plugins;
import org.keyrite.cli.console.Diagnostics;
import org.keyrite.cli.console.Inputs;
import org.keyrite.cli.console.KeyFiles;
import org.keyrite.cli.console.Passphrases;
import org.keyrite.cli.console.PluginTerminal;
import org.keyrite.cli.console.Terminal;
import org.keyrite.fault.Failed;

/** The keys that a command line of {@code age} asks for: in its words, in files, or of a person. */
final class AgeKeys {
  private final Passphrases passphrases;
  private final Plugins plugins;
  private final KeyFiles files;
  private final Diagnostics diagnostics;

  /**
   * Keys that may need a person to be asked.
   *
   * @param programName precedes what that person is told
   */
  AgeKeys(Inputs inputs, Terminal terminal, String programName, Diagnostics diagnostics) {
    this.passphrases = new Passphrases(terminal, programName);
    this.plugins = PluginTerminal.plugins(diagnostics, terminal);
    this.files = new KeyFiles(inputs, plugins, passphrases, diagnostics);
    this.diagnostics = diagnostics;
  }

  /** The plugins that the keys read so far are known to need, in their order. */
  Set<String> plugins() {
    return plugins.needed();
  }

  /** What to encrypt to. */
  List<Recipient> recipients(AgeOptions options) throws Failed, IOException {
    if (options.asksForPassphrase()) {
      return List.of(new ScryptRecipient(passphrases::choose));
    }
    List<Recipient> recipients = new ArrayList<>();
    for (String encoded : options.recipients()) {
      recipients.add(recipient(encoded, recipients.size() + 1));
    }
    recipients.addAll(files.recipients(options.recipientsFiles()));
    for (Identity identity :
        named(
            options,
            failure -> {
              throw failure;
            })) {
      recipients.add(identity.recipient());
      identity.close();
    }
    return recipients;
  }

  private Recipient recipient(String encoded, int number) throws Failed {
    try {
      return Recipients.parse(encoded, plugins);
    } catch (AgeException e) {
      throw new Failed(
          named(encoded, number) + ": " + e.getMessage(),
          KeyFiles.exists(encoded) ? "did you mean -R/--recipients-file?" : e.advice(),
          e);
    }
  }

  /** Shows what begins like a recipient; anything else could be a secret in the wrong place. */
  private static String named(String encoded, int number) {
    return encoded.startsWith("age1") || encoded.startsWith("ssh-")
        ? "recipient \"" + encoded + "\""
        : "recipient " + number;
  }

  /**
   * What to decrypt with, in the order to try it in, which the caller closes. If none is named, the
   * file must be one that a passphrase opens. An SSH key that cannot be used is passed over with a
   * word, unless there is no other.
   */
  List<Identity> identities(AgeOptions options) throws Failed, IOException {
    List<Failed> unusable = new ArrayList<>();
    List<Identity> identities = named(options, unusable::add);
    if (identities.isEmpty() && !unusable.isEmpty()) {
      throw unusable.getFirst();
    }
    unusable.forEach(failure -> diagnostics.warn("passed over: " + failure.getMessage()));
    return identities.isEmpty()
        ? List.of(new ScryptIdentity(() -> passphrases.ask("Enter passphrase:")))
        : identities;
  }

  /** What becomes of a file that holds an SSH key which cannot be used. */
  @FunctionalInterface
  private interface Unusable {
    void found(Failed failure) throws Failed;
  }

  private List<Identity> named(AgeOptions options, Unusable unusable) throws Failed, IOException {
    List<Identity> identities = new ArrayList<>();
    try {
      for (AgeOptions.IdentityOption option : options.identities()) {
        if (option.isPlugin()) {
          identities.add(plugins.identityNamed(option.name()));
        } else {
          identities.addAll(inFile(option.name(), unusable));
        }
      }
    } catch (Failed | IOException e) {
      identities.forEach(Identity::close);
      throw e;
    }
    return identities;
  }

  private List<Identity> inFile(String name, Unusable unusable) throws Failed, IOException {
    try {
      return files.identities(List.of(name));
    } catch (Failed e) {
      if (!(e.getCause() instanceof UnusableSshKey)) {
        throw e;
      }
      unusable.found(e);
      return List.of();
    }
  }
}
