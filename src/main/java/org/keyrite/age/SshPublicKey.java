package org.keyrite.age;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.keyrite.age.SshReader.Malformed;
import org.keyrite.crypto.Sha256;

/**
 * An SSH public key of any type, in its binary encoding (RFC 4253, section 6.6).
 *
 * <p>It is written as {@code authorized_keys} has it: the type, the encoding in base64, a comment.
 */
final class SshPublicKey {
  private static final int FINGERPRINT_LENGTH = 4;

  private final String type;
  private final byte[] encoded;

  private SshPublicKey(String type, byte[] encoded) {
    this.type = type;
    this.encoded = encoded;
  }

  /** A key that is made of fields after its type. */
  static SshPublicKey of(String type, byte[]... fields) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    append(encoded, type.getBytes(StandardCharsets.US_ASCII));
    for (byte[] field : fields) {
      append(encoded, field);
    }
    return new SshPublicKey(type, encoded.toByteArray());
  }

  /** An RSA key: the numbers in the one form that they have, whatever form they were read in. */
  static SshPublicKey rsa(BigInteger exponent, BigInteger modulus) {
    return of(SshRsaRecipient.TYPE, exponent.toByteArray(), modulus.toByteArray());
  }

  /** Reads an encoding; empty if it does not start with a type. */
  static Optional<SshPublicKey> decode(byte[] encoded) {
    try {
      return Optional.of(new SshPublicKey(new SshReader(encoded).name(), encoded));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a line of {@code authorized_keys} without options. Empty if it is none: if the type
   * before the encoding is not the one in it.
   */
  static Optional<SshPublicKey> parse(String line) {
    String[] words = line.strip().split("[ \t]+", 3);
    if (words.length < 2) {
      return Optional.empty();
    }
    try {
      byte[] encoded = Base64.getDecoder().decode(words[1].getBytes(StandardCharsets.ISO_8859_1));
      return decode(encoded).filter(key -> key.type.equals(words[0]));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Such as {@code ssh-ed25519}. Of a key from outside it can be any text. */
  String type() {
    return type;
  }

  /** Not a copy. */
  byte[] encoded() {
    return encoded;
  }

  /** What follows the type. */
  SshReader fields() throws Malformed {
    SshReader reader = new SshReader(encoded);
    reader.string();
    return reader;
  }

  /** What a stanza says of its recipient: four bytes of a hash, in base64. */
  String fingerprint() {
    return UnpaddedBase64.encode(Arrays.copyOf(Sha256.of(encoded), FINGERPRINT_LENGTH));
  }

  /** Whether a stanza's argument has the form of a fingerprint. */
  static boolean isFingerprint(String argument) {
    return UnpaddedBase64.decode(argument)
        .filter(hash -> hash.length == FINGERPRINT_LENGTH)
        .isPresent();
  }

  private static void append(ByteArrayOutputStream encoded, byte[] field) {
    encoded.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
    encoded.writeBytes(field);
  }

  /** The line of {@code authorized_keys}, without a comment. */
  @Override
  public String toString() {
    return type + " " + Base64.getEncoder().encodeToString(encoded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SshPublicKey key && Arrays.equals(encoded, key.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }
}
