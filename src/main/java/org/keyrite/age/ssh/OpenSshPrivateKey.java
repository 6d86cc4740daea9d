package org.keyrite.age.ssh;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.keyrite.age.Identity;
import org.keyrite.age.PassphrasePrompt;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.sealing.Ed25519Secret;
import org.keyrite.crypto.sealing.KeyFileCipher;
import org.keyrite.crypto.sealing.RsaSecret;
import org.keyrite.crypto.signing.SshPublicKey;
import org.keyrite.crypto.signing.SshReader;
import org.keyrite.crypto.signing.SshReader.Malformed;

/** OpenSSH's own format of private keys, protected or not. Specification: its PROTOCOL.key. */
final class OpenSshPrivateKey {
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final String NONE = "none";

  private final Optional<KeyFileCipher> cipher;
  private final byte[] salt;
  private final int rounds;
  private final SshPublicKey publicKey;
  private final byte[] section;
  private final byte[] tag;

  private OpenSshPrivateKey(SshReader in) throws Malformed, KeyFailure {
    if (!Arrays.equals(in.take(MAGIC.length), MAGIC)) {
      throw new Malformed();
    }
    String name = in.name();
    this.cipher = KeyFileCipher.ofOpenSsh(name);
    String derivation = in.name();
    SshReader options = new SshReader(in.string());
    if (in.number() != 1) {
      throw new Malformed();
    }
    this.publicKey = SshPublicKey.decode(in.string()).orElseThrow(Malformed::new);
    this.section = in.string();
    this.tag = in.rest();
    if (name.equals(NONE) && derivation.equals(NONE)) {
      this.salt = new byte[0];
      this.rounds = 0;
    } else if (cipher.isPresent() && derivation.equals("bcrypt")) {
      this.salt = options.string();
      this.rounds = options.number();
      checkDerivation();
    } else {
      throw new KeyFailure(
          "the private key is protected by a cipher that is not known here",
          "protect a copy of it anew with \"ssh-keygen -p -f COPY\"");
    }
  }

  private void checkDerivation() throws Malformed, KeyFailure {
    if (rounds < 1 || salt.length == 0) {
      throw new Malformed();
    }
    // Whoever made the file chose the number, and it can be four thousand million.
    if (rounds > KeyFileCipher.MAX_ROUNDS) {
      throw new KeyFailure(
          "the private key's passphrase takes more than " + KeyFileCipher.MAX_ROUNDS + " rounds",
          "protect a copy of it anew with \"ssh-keygen -p -a 100 -f COPY\"");
    }
  }

  /** Reads the format: an identity, or one behind a passphrase. */
  static Identity parse(byte[] content, PassphrasePrompt prompt) throws KeyFailure {
    try {
      OpenSshPrivateKey key = new OpenSshPrivateKey(new SshReader(content));
      return key.cipher.isPresent()
          ? new LockedSshIdentity(key.publicKey, key::open, prompt)
          : key.checked(identity(key.section));
    } catch (Malformed e) {
      throw SshPrivateKeyFile.malformed();
    }
  }

  private Identity checked(Identity identity) throws Malformed, KeyFailure {
    if (!identity.recipient().equals(SshRecipients.ofOwner(publicKey))) {
      identity.close();
      throw new Malformed();
    }
    return identity;
  }

  private Identity open(SecretBytes passphrase) throws KeyFailure {
    try (SecretBytes opened =
        cipher
            .orElseThrow()
            .decryptOpenSsh(passphrase, salt, rounds, section, tag)
            .orElseThrow(Malformed::new)) {
      return identity(opened.bytes());
    } catch (Malformed e) {
      throw SshPrivateKeyFile.incorrectPassphrase();
    }
  }

  /** Reads the private section. Noise is told from a key by a number that is there twice. */
  private static Identity identity(byte[] section) throws Malformed, KeyFailure {
    SshReader in = new SshReader(section);
    int check = in.number();
    if (in.number() != check) {
      throw new Malformed();
    }
    String type = in.name();
    Identity identity =
        switch (type) {
          case SshEd25519Recipient.TYPE -> ed25519(in);
          case SshRsaRecipient.TYPE -> rsa(in);
          default -> throw SshPrivateKeyFile.ofType(type);
        };
    in.string(); // comment
    byte[] padding = in.rest();
    for (int i = 0; i < padding.length; i++) {
      if (padding[i] != (byte) (i + 1)) {
        identity.close();
        throw new Malformed();
      }
    }
    return identity;
  }

  private static Identity ed25519(SshReader in) throws Malformed, KeyFailure {
    in.string(); // the public key, again
    byte[] seedAndPublicKey = in.string();
    byte[] seed = Arrays.copyOf(seedAndPublicKey, Ed25519Secret.LENGTH);
    try {
      if (seedAndPublicKey.length != 2 * Ed25519Secret.LENGTH) {
        throw new Malformed();
      }
      return SshPrivateKeyFile.identity(Ed25519Secret.copyOf(seed));
    } finally {
      Arrays.fill(seed, (byte) 0);
      Arrays.fill(seedAndPublicKey, (byte) 0);
    }
  }

  private static Identity rsa(SshReader in) throws Malformed, KeyFailure {
    BigInteger modulus = in.integer();
    BigInteger exponent = in.integer();
    BigInteger privateExponent = in.integer();
    in.integer(); // the coefficient, which follows from the primes
    BigInteger prime1 = in.integer();
    BigInteger prime2 = in.integer();
    return SshPrivateKeyFile.identity(
        RsaSecret.of(modulus, exponent, privateExponent, prime1, prime2)
            .orElseThrow(SshPrivateKeyFile::malformed));
  }
}
