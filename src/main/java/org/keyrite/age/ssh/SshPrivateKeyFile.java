package org.keyrite.age.ssh;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.keyrite.age.Identity;
import org.keyrite.age.PassphrasePrompt;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.sealing.DerPrivateKey;
import org.keyrite.crypto.sealing.Ed25519Secret;
import org.keyrite.crypto.sealing.KeyFileCipher;
import org.keyrite.crypto.sealing.RsaSecret;
import org.keyrite.crypto.sealing.SshSecret;
import org.keyrite.crypto.signing.SshPublicKey;

/**
 * A private key file as {@code ssh-keygen} and OpenSSL write it, between a BEGIN and an END line:
 * in OpenSSH's own format, in PKCS #1 or in PKCS #8.
 */
public final class SshPrivateKeyFile {
  /** In bytes: an RSA key of 16,384 bits has some 13,000. */
  public static final int MAX_LENGTH = 16 << 10;

  private static final String DECRYPTING_TYPES =
      "give an ssh-ed25519 key, an ssh-rsa key or an identity of age";

  private static final Set<String> SIGNING_TYPES =
      Set.of(
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "sk-ecdsa-sha2-nistp256@openssh.com",
          "sk-ssh-ed25519@openssh.com",
          "ssh-dss");

  private static final String RSA = "RSA PRIVATE KEY";

  /** What to do about a key that cannot be read as it is. */
  public static final String CONVERT =
      "convert a copy of it with \"ssh-keygen -p -m RFC4716 -f COPY\", which keeps the passphrase";

  private SshPrivateKeyFile() {}

  /**
   * Reads a key.
   *
   * @param file the whole file, which the caller still has to wipe
   * @param prompt asked only if the key is protected, and only once it is needed
   */
  public static Identity parse(byte[] file, PassphrasePrompt prompt) throws IOException {
    PemFile pem = PemFile.parse(file);
    if (!pem.dekInfo().isEmpty()) {
      return locked(pem, prompt);
    }
    try (SecretBytes content = decode(pem)) {
      return identity(pem.label(), content, prompt);
    }
  }

  private static Identity identity(String label, SecretBytes content, PassphrasePrompt prompt)
      throws KeyFailure {
    return switch (label) {
      case "OPENSSH PRIVATE KEY" -> OpenSshPrivateKey.parse(content.bytes(), prompt);
      case RSA -> identity(DerPrivateKey.pkcs1(content.bytes()));
      case "PRIVATE KEY" -> identity(DerPrivateKey.pkcs8(content.bytes()));
      default ->
          throw new KeyFailure(
              "this private key is of a type that can't decrypt", DECRYPTING_TYPES);
    };
  }

  /**
   * A key in the format that OpenSSL had before PKCS #8. Its public half is behind the passphrase
   * too, so another copy of it tells whether the passphrase is worth asking for.
   */
  private static Identity locked(PemFile pem, PassphrasePrompt prompt) throws IOException {
    int comma = pem.dekInfo().indexOf(',');
    Optional<KeyFileCipher> cipher =
        KeyFileCipher.ofPem(pem.dekInfo().substring(0, Math.max(comma, 0)));
    byte[] vector = vector(pem.dekInfo().substring(comma + 1));
    if (!pem.label().equals(RSA) || cipher.filter(one -> one.takes(vector)).isEmpty()) {
      throw malformed();
    }
    Optional<SshPublicKey> publicKey = SshPublicKey.parse(prompt.publicKey());
    byte[] encrypted = decode(pem).bytes(); // not wiped: it is as it was in the file
    return new LockedSshIdentity(
        publicKey.orElseThrow(
            () ->
                new KeyFailure(
                    "the public key beside the private key is malformed",
                    "make it anew with \"ssh-keygen -y\"")),
        passphrase -> open(cipher.get(), vector, passphrase, encrypted),
        prompt);
  }

  private static Identity open(
      KeyFileCipher cipher, byte[] vector, SecretBytes passphrase, byte[] encrypted)
      throws KeyFailure {
    try (SecretBytes opened =
        cipher
            .decryptPem(passphrase, vector, encrypted)
            .orElseThrow(SshPrivateKeyFile::incorrectPassphrase)) {
      return identity(
          DerPrivateKey.pkcs1(opened.bytes()).orElseThrow(SshPrivateKeyFile::incorrectPassphrase));
    }
  }

  private static byte[] vector(String hexadecimal) {
    try {
      return HexFormat.of().parseHex(hexadecimal);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  static KeyFailure incorrectPassphrase() {
    return new KeyFailure("incorrect passphrase for the SSH key", "");
  }

  /** The identity that a secret is. */
  static Identity identity(SshSecret secret) throws KeyFailure {
    return switch (secret) {
      case RsaSecret rsa -> new SshRsaIdentity(rsa);
      case Ed25519Secret ed25519 -> {
        try (ed25519) {
          yield new SshEd25519Identity(ed25519);
        }
      }
    };
  }

  private static Identity identity(Optional<SshSecret> secret) throws KeyFailure {
    return identity(secret.orElseThrow(SshPrivateKeyFile::malformed));
  }

  static KeyFailure malformed() {
    return new KeyFailure(
        "the private key is malformed, or of a type that can't decrypt", DECRYPTING_TYPES);
  }

  /**
   * What is wrong with a key that is none of the two.
   *
   * @param type as its file has it: only those that OpenSSH has are repeated
   */
  static KeyFailure ofType(String type) {
    if (!SIGNING_TYPES.contains(type)) {
      return malformed();
    }
    return new KeyFailure(
        "the private key is of type \"" + type + "\", which can't decrypt", DECRYPTING_TYPES);
  }

  private static SecretBytes decode(PemFile pem) throws KeyFailure {
    if (pem.label().equals("ENCRYPTED PRIVATE KEY")) {
      throw new KeyFailure(
          "the private key is protected by a passphrase in the format PKCS #8", CONVERT);
    }
    try {
      return new SecretBytes(Base64.getDecoder().decode(pem.body()));
    } catch (IllegalArgumentException e) {
      throw malformed();
    } finally {
      Arrays.fill(pem.body(), (byte) 0);
    }
  }
}
