package org.keyrite.age;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.Scrypt;
import org.keyrite.crypto.sealing.WrapKey;
import org.keyrite.text.CanonicalBase64;

/**
 * Whoever knows a passphrase.
 *
 * <p>Specification: "The scrypt recipient type".
 */
public record ScryptRecipient(PassphrasePrompt prompt, int workFactor) implements Recipient {
  static final String STANZA_TYPE = "scrypt";
  static final String LABEL = "age-encryption.org/v1/scrypt";

  /** The base-two logarithm: about a second, and 256 MiB. */
  public static final int DEFAULT_WORK_FACTOR = 18;

  /** The base-two logarithm of the most that is accepted: some 15 seconds, and 4 GiB. */
  public static final int MAX_WORK_FACTOR = 22;

  private static final int LABEL_LENGTH = 16;

  /** A recipient of the usual cost; the passphrase is asked for when a file is encrypted. */
  public ScryptRecipient(PassphrasePrompt prompt) {
    this(prompt, DEFAULT_WORK_FACTOR);
  }

  public ScryptRecipient {
    if (workFactor < 1 || workFactor > MAX_WORK_FACTOR) {
      throw new IllegalArgumentException("a work factor of " + workFactor);
    }
  }

  @Override
  public Wrapped wrap(FileKey fileKey) throws IOException {
    byte[] salt = Randomness.bytes(Scrypt.SALT_LENGTH);
    try (SecretBytes passphrase = prompt.ask();
        WrapKey key = key(passphrase, salt, workFactor)) {
      Stanza stanza =
          new Stanza(
              STANZA_TYPE,
              List.of(CanonicalBase64.UNPADDED.encode(salt), Integer.toString(workFactor)),
              key.wrapFileKey(fileKey));
      // A label that no other recipient can have: a passphrase stanza is always alone.
      String label = HexFormat.of().formatHex(Randomness.bytes(LABEL_LENGTH));
      return new Wrapped(List.of(stanza), Set.of(label));
    }
  }

  static WrapKey key(SecretBytes passphrase, byte[] salt, int workFactor) throws KeyFailure {
    return Scrypt.wrapKey(passphrase, LABEL, salt, workFactor)
        .orElseThrow(
            () ->
                new KeyFailure(
                    "the passphrase's work factor of "
                        + workFactor
                        + " needs more memory than there is: "
                        + (1L << (workFactor - 10))
                        + " MiB",
                    "use a machine with more memory"));
  }

  @Override
  public String toString() {
    return "whoever knows the passphrase";
  }
}
