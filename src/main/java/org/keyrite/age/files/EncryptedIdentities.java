package org.keyrite.age.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.keyrite.age.Age;
import org.keyrite.age.Identity;
import org.keyrite.age.PassphrasePrompt;
import org.keyrite.age.Recipient;
import org.keyrite.age.ScryptIdentity;
import org.keyrite.age.UnwrapResult;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.AgeException.NoMatch;
import org.keyrite.age.header.Stanza;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.crypto.sealing.FileKey;

/**
 * An identity file that is itself encrypted with a passphrase. It is opened, and the passphrase
 * asked for, when it is used, and all that was in it is wiped afterwards.
 *
 * @param file as it is: encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
record EncryptedIdentities(byte[] file, PluginKeys plugins, PassphrasePrompt prompt)
    implements Identity {
  @Override
  public UnwrapResult unwrap(List<Stanza> stanzas) throws IOException {
    List<Identity> identities = open();
    try {
      for (Identity identity : identities) {
        if (identity.unwrap(stanzas) instanceof UnwrapResult.Unwrapped unwrapped) {
          return unwrapped;
        }
      }
      prompt.openedInVain();
      return new UnwrapResult.NotForMe();
    } finally {
      identities.forEach(Identity::close);
    }
  }

  private List<Identity> open() throws IOException {
    List<Identity> passphrase = List.of(new ScryptIdentity(prompt));
    try (InputStream content = Age.decrypt(passphrase, new ByteArrayInputStream(file))) {
      return Identities.readLines(content, plugins);
    } catch (NoMatch e) {
      throw new KeyFailure("the identity file does not open: " + e.getMessage(), e.advice());
    }
  }

  /** All recipients of the file's identities, as one. It has no encoding of its own. */
  @Override
  public Recipient recipient() {
    return this::wrapForAll;
  }

  private Recipient.Wrapped wrapForAll(FileKey fileKey) throws IOException {
    return Age.wrapForAll(fileKey, recipients());
  }

  @Override
  public List<Recipient> recipients() throws IOException {
    List<Identity> identities = open();
    try {
      return identities.stream().map(Identity::recipient).toList();
    } finally {
      identities.forEach(Identity::close);
    }
  }

  @Override
  public void close() {
    // What is kept is encrypted.
  }
}
