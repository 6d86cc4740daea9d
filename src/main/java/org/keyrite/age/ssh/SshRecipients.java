package org.keyrite.age.ssh;

import java.util.Arrays;
import java.util.Optional;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.crypto.signing.SshPublicKey;
import org.keyrite.text.CanonicalBase64;

/** SSH public keys as recipients: those of the two types that can encrypt. */
public final class SshRecipients {
  /** Which of them can be encrypted to. */
  public static final String ADVICE =
      "give an ssh-ed25519 key, or an ssh-rsa key of at least 2048 bits";

  private static final int FINGERPRINT_LENGTH = 4;

  private SshRecipients() {}

  /** Reads a line of {@code authorized_keys}. */
  public static Recipient parse(String line) throws KeyFailure {
    Optional<SshPublicKey> key = SshPublicKey.parse(line);
    if (key.isEmpty()) {
      throw new KeyFailure(
          "the SSH key is malformed", "copy the whole line of the .pub file again");
    }
    return of(key.get());
  }

  /** Whether keys of a type can be encrypted to, if they are long enough. */
  public static boolean canEncrypt(String type) {
    return type.equals(SshEd25519Recipient.TYPE) || type.equals(SshRsaRecipient.TYPE);
  }

  /** The recipient that a key is, by its type. */
  static Recipient of(SshPublicKey key) throws KeyFailure {
    return switch (key.type()) {
      case SshEd25519Recipient.TYPE -> SshEd25519Recipient.of(key);
      case SshRsaRecipient.TYPE -> SshRsaRecipient.of(key);
      default -> throw new KeyFailure("SSH keys of this type can't encrypt", ADVICE);
    };
  }

  /** The same for whoever has the private half: it may be too weak to encrypt to. */
  static Recipient ofOwner(SshPublicKey key) throws KeyFailure {
    return key.type().equals(SshRsaRecipient.TYPE) ? SshRsaRecipient.ofOwner(key) : of(key);
  }

  /** What a stanza says of its recipient: four bytes of a hash, in base64. */
  static String fingerprint(SshPublicKey key) {
    return CanonicalBase64.UNPADDED.encode(
        Arrays.copyOf(Sha256.of(key.encoded()), FINGERPRINT_LENGTH));
  }

  /** Whether a stanza that has been checked says that it is addressed to a key. */
  static boolean isFor(Stanza stanza, SshPublicKey key) {
    return stanza.arguments().getFirst().equals(fingerprint(key));
  }

  /** Whether a stanza's argument has the form of a fingerprint. */
  static boolean isFingerprint(String argument) {
    return CanonicalBase64.UNPADDED
        .decode(argument)
        .filter(hash -> hash.length == FINGERPRINT_LENGTH)
        .isPresent();
  }

  static KeyFailure unusable() {
    return new KeyFailure("the SSH key is malformed or too weak", ADVICE);
  }
}
