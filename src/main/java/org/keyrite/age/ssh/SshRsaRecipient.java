package org.keyrite.age.ssh;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.RsaOaep;
import org.keyrite.crypto.signing.RsaPublicKey;
import org.keyrite.crypto.signing.SshPublicKey;
import org.keyrite.crypto.signing.SshReader;
import org.keyrite.crypto.signing.SshReader.Malformed;

/**
 * An RSA SSH key, which nothing is encrypted to unless it has at least 2048 bits. A stanza names it
 * by four bytes of its hash, so files reveal whom they are for.
 *
 * <p>The type is not in the specification; it is as age's package agessh has it.
 */
record SshRsaRecipient(SshPublicKey key, Optional<RsaPublicKey> rsa) implements Recipient {
  static final String TYPE = "ssh-rsa";
  static final String LABEL = "age-encryption.org/v1/ssh-rsa";

  /**
   * The recipient that a key of this type is.
   *
   * @throws KeyFailure if it is not an RSA key, or too weak
   */
  static SshRsaRecipient of(SshPublicKey key) throws KeyFailure {
    SshRsaRecipient recipient = ofOwner(key);
    if (recipient.rsa.filter(RsaPublicKey::hidesItsFactors).isEmpty()) {
      throw SshRecipients.unusable();
    }
    return recipient;
  }

  /** The same for the key of whoever has the private half, and so may be too weak. */
  static SshRsaRecipient ofOwner(SshPublicKey key) throws KeyFailure {
    try {
      SshReader fields = key.fields();
      BigInteger exponent = fields.integer();
      BigInteger modulus = fields.integer();
      fields.requireEnd();
      return new SshRsaRecipient(
          SshPublicKey.rsa(exponent, modulus), RsaPublicKey.of(modulus, exponent));
    } catch (Malformed e) {
      throw SshRecipients.unusable();
    }
  }

  @Override
  public Wrapped wrap(FileKey fileKey) throws KeyFailure {
    Stanza stanza =
        new Stanza(
            TYPE,
            List.of(SshRecipients.fingerprint(key)),
            RsaOaep.wrapFileKey(rsa.orElseThrow(SshRecipients::unusable), fileKey, LABEL));
    return new Wrapped(List.of(stanza), Set.of());
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
