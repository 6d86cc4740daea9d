package org.keyrite.age.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.keyrite.age.Identity;
import org.keyrite.age.PassphrasePrompt;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.sealing.DerPrivateKey;
import org.keyrite.crypto.sealing.Ed25519Secret;
import org.keyrite.crypto.sealing.RsaSecret;
import org.keyrite.crypto.sealing.SshSecret;

/**
 * A private key file as {@code ssh-keygen} and OpenSSL write it, between a BEGIN and an END line:
 * in OpenSSH's own format, in PKCS #1 or in PKCS #8.
 */
public final class SshPrivateKeyFile {
  /** In bytes: an RSA key of 16,384 bits has some 13,000. */
  public static final int MAX_LENGTH = 16 << 10;

  private static final String CONVERT =
      "convert a copy of it with \"ssh-keygen -p -m RFC4716 -f COPY\", which keeps the passphrase";

  private SshPrivateKeyFile() {}

  /**
   * Reads a key.
   *
   * @param file the whole file, which the caller still has to wipe
   * @param prompt asked only if the key is protected, and only once it is needed
   */
  public static Identity parse(byte[] file, PassphrasePrompt prompt) throws KeyFailure {
    Lines lines = Lines.of(file);
    try (SecretBytes content = decode(lines)) {
      return switch (lines.label()) {
        case "OPENSSH PRIVATE KEY" -> OpenSshPrivateKey.parse(content.bytes(), prompt);
        case "RSA PRIVATE KEY" -> identity(DerPrivateKey.pkcs1(content.bytes()));
        case "PRIVATE KEY" -> identity(DerPrivateKey.pkcs8(content.bytes()));
        default ->
            throw new KeyFailure(
                "this private key is of a type that can't decrypt",
                "give an ssh-ed25519 key, an ssh-rsa key or an identity of age");
      };
    }
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
        "the private key is malformed, or of a type that can't decrypt",
        "give an ssh-ed25519 key, or an ssh-rsa key of at least 2048 bits");
  }

  private static SecretBytes decode(Lines lines) throws KeyFailure {
    if (lines.label().equals("ENCRYPTED PRIVATE KEY") || lines.isEncryptedTheOldWay()) {
      throw new KeyFailure(
          "the private key is protected by a passphrase in a format other than OpenSSH's", CONVERT);
    }
    try {
      return new SecretBytes(Base64.getDecoder().decode(lines.body()));
    } catch (IllegalArgumentException e) {
      throw malformed();
    } finally {
      Arrays.fill(lines.body(), (byte) 0);
    }
  }

  /**
   * The file, taken apart.
   *
   * @param label the text between BEGIN and the dashes
   * @param body everything up to the END line, without line ends
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  private record Lines(String label, byte[] body) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final byte[] PROC_TYPE = "Proc-Type:".getBytes(StandardCharsets.US_ASCII);

    static Lines of(byte[] file) throws KeyFailure {
      int end = endOfLine(file, 0);
      String first = new String(file, 0, end, StandardCharsets.ISO_8859_1).stripTrailing();
      if (!first.startsWith(BEGIN) || !first.endsWith(DASHES) || first.length() < 16) {
        throw malformed();
      }
      String label = first.substring(BEGIN.length(), first.length() - DASHES.length());
      byte[] last = ("-----END " + label + DASHES).getBytes(StandardCharsets.ISO_8859_1);
      byte[] body = new byte[file.length];
      int length = 0;
      for (int from = end + 1; from < file.length; from = end + 1) {
        end = endOfLine(file, from);
        if (startsWith(file, from, last)) {
          byte[] exact = Arrays.copyOf(body, length);
          Arrays.fill(body, (byte) 0);
          return new Lines(label, exact);
        }
        for (int i = from; i < end; i++) {
          if (file[i] != '\r' && file[i] != ' ') {
            body[length++] = file[i];
          }
        }
      }
      Arrays.fill(body, (byte) 0);
      throw new KeyFailure(
          "the private key is cut short: its END line is missing",
          "copy it again, from the BEGIN line to the END line");
    }

    /** Headers before the data are a thing of the format that OpenSSL had before PKCS #8. */
    boolean isEncryptedTheOldWay() {
      return startsWith(body, 0, PROC_TYPE);
    }

    private static int endOfLine(byte[] file, int from) {
      int end = from;
      while (end < file.length && file[end] != '\n') {
        end++;
      }
      return end;
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] start) {
      return bytes.length - from >= start.length
          && Arrays.equals(bytes, from, from + start.length, start, 0, start.length);
    }
  }
}
