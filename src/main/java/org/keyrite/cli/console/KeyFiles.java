package org.keyrite.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keyrite.age.Identity;
import org.keyrite.age.PassphrasePrompt;
import org.keyrite.age.Recipient;
import org.keyrite.age.files.Identities;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.age.ssh.SshPrivateKeyFile;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;
import org.keyrite.files.BoundedFile;

/** Reads the keys that a command line names. An error says in which file it is. */
public record KeyFiles(
    Inputs inputs, PluginKeys plugins, Passphrases passphrases, Diagnostics diagnostics) {
  /** Whether a text that was given for a key is the name of a file. */
  public static boolean exists(String name) {
    try {
      return Files.isRegularFile(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The recipients in some files, in their order. */
  public List<Recipient> recipients(List<String> names) throws Failed, IOException {
    List<Recipient> recipients = new ArrayList<>();
    for (String name : names) {
      try (InputStream file = inputs.open(name, "recipients file")) {
        recipients.addAll(
            Recipients.read(
                file,
                plugins,
                warning -> diagnostics.warn("recipients file \"" + name + "\": " + warning)));
      } catch (AgeException e) {
        throw new Failed("recipients file \"" + name + "\": " + e.getMessage(), e.advice(), e);
      }
    }
    return recipients;
  }

  /** The identities in some files, in their order, which the caller closes. */
  public List<Identity> identities(List<String> names) throws Failed, IOException {
    return identities(names, "identity file");
  }

  /**
   * The same.
   *
   * @param what says what the files are for, in an error
   */
  public List<Identity> identities(List<String> names, String what) throws Failed, IOException {
    List<Identity> identities = new ArrayList<>();
    for (String name : names) {
      try (InputStream file = inputs.open(name, what)) {
        identities.addAll(Identities.read(file, plugins, promptFor(name)));
      } catch (AgeException e) {
        identities.forEach(Identity::close);
        throw new Failed(what + " \"" + name + "\": " + e.getMessage(), e.advice(), e);
      }
    }
    return identities;
  }

  private PassphrasePrompt promptFor(String name) {
    return new PassphrasePrompt() {
      @Override
      public SecretBytes ask() throws IOException {
        return passphrases.ask("Enter passphrase for identity file \"" + name + "\":");
      }

      @Override
      public SecretBytes askForSshKey() throws IOException {
        return passphrases.ask("Enter passphrase for \"" + name + "\":");
      }

      @Override
      public String publicKey() throws IOException {
        return publicKeyBeside(name);
      }

      @Override
      public void openedInVain() {
        diagnostics.warn("encrypted identity file \"" + name + "\" didn't match file's recipients");
      }
    };
  }

  private static String publicKeyBeside(String name) throws IOException {
    String beside = name + ".pub";
    try {
      return new String(
          BoundedFile.bytes(Path.of(beside), SshPrivateKeyFile.MAX_LENGTH), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw new KeyFailure(
          "the private key hides its public half, and \"" + beside + "\" does not tell it",
          "put it there, or " + SshPrivateKeyFile.CONVERT);
    }
  }
}
