package org.keyrite.age;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyrite.age.header.AgeException.HeaderFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.Scrypt;
import org.keyrite.crypto.sealing.WrapKey;
import org.keyrite.text.CanonicalBase64;

/**
 * Someone who may know the passphrase. They are asked only once the file is known to want one, and
 * to be one that an honest program could have made.
 *
 * <p>Specification: "scrypt recipient stanza".
 */
public record ScryptIdentity(PassphrasePrompt prompt) implements Identity {
  // Two digits are enough for every accepted factor, so no number here can be too large to parse.
  private static final Pattern WORK_FACTOR = Pattern.compile("[1-9][0-9]?");

  @Override
  public UnwrapResult unwrap(List<Stanza> stanzas) throws IOException {
    return StanzaOpening.first(
        stanzas, ScryptRecipient.STANZA_TYPE, stanza -> unwrap(stanza, stanzas.size()));
  }

  private Optional<FileKey> unwrap(Stanza stanza, int stanzas) throws IOException {
    if (stanzas > 1) {
      throw new HeaderFailure("the header has a passphrase stanza beside another stanza");
    }
    if (stanza.arguments().size() != 2) {
      throw new HeaderFailure("a passphrase stanza does not have a salt and a work factor");
    }
    byte[] salt = salt(stanza.arguments().getFirst());
    int workFactor = workFactor(stanza.arguments().getLast());
    StanzaOpening.requireWrappedKey(stanza, "a passphrase stanza");
    try (SecretBytes passphrase = prompt.ask();
        WrapKey key = ScryptRecipient.key(passphrase, salt, workFactor)) {
      return key.unwrapFileKey(stanza.body());
    }
  }

  private static byte[] salt(String argument) throws HeaderFailure {
    return CanonicalBase64.UNPADDED
        .decode(argument)
        .filter(salt -> salt.length == Scrypt.SALT_LENGTH)
        .orElseThrow(() -> new HeaderFailure("a passphrase stanza's salt is not 16 bytes long"));
  }

  private static int workFactor(String argument) throws HeaderFailure {
    // A file must not be able to keep a machine busy for hours, or to take all of its memory.
    if (!WORK_FACTOR.matcher(argument).matches()
        || Integer.parseInt(argument) > ScryptRecipient.MAX_WORK_FACTOR) {
      throw new HeaderFailure(
          "a passphrase stanza's work factor is not a number from 1 to "
              + ScryptRecipient.MAX_WORK_FACTOR);
    }
    return Integer.parseInt(argument);
  }

  @Override
  public ScryptRecipient recipient() {
    return new ScryptRecipient(prompt);
  }

  @Override
  public void close() {
    // A passphrase is wiped as soon as it has been used.
  }
}
