package org.keyrite.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrite.age.AgeException;
import org.keyrite.age.Identities;
import org.keyrite.age.Identity;
import org.keyrite.age.Plugins;
import org.keyrite.age.Recipient;
import org.keyrite.age.Recipients;
import org.keyrite.fault.Failed;

/** Reads the keys that a command line names. An error says in which file it is. */
final class KeyFiles {
  private final Inputs inputs;
  private final Optional<Plugins> plugins;

  /** Files whose keys may need these plugins. */
  KeyFiles(Inputs inputs, Optional<Plugins> plugins) {
    this.inputs = inputs;
    this.plugins = plugins;
  }

  /** The recipients in some files, in their order. */
  List<Recipient> recipients(List<String> names) throws Failed, IOException {
    List<Recipient> recipients = new ArrayList<>();
    for (String name : names) {
      try (InputStream file = inputs.open(name, "recipients file")) {
        recipients.addAll(Recipients.read(file, plugins));
      } catch (AgeException e) {
        throw new Failed("recipients file \"" + name + "\": " + e.getMessage(), e.advice(), e);
      }
    }
    return recipients;
  }

  /** The identities in some files, in their order, which the caller closes. */
  List<Identity> identities(List<String> names) throws Failed, IOException {
    List<Identity> identities = new ArrayList<>();
    for (String name : names) {
      try (InputStream file = inputs.open(name, "identity file")) {
        identities.addAll(Identities.read(file, plugins));
      } catch (AgeException e) {
        identities.forEach(Identity::close);
        throw new Failed("identity file \"" + name + "\": " + e.getMessage(), e.advice(), e);
      }
    }
    return identities;
  }
}
