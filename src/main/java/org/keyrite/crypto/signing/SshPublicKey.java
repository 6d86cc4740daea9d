package org.keyrite.crypto.signing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.crypto.signing.SshReader.Malformed;

/**
 * An SSH public key of any type, in its binary encoding (RFC 4253, section 6.6).
 *
 * <p>It is written as {@code authorized_keys} has it: the type, the encoding in base64, a comment.
 */
public final class SshPublicKey {
  private static final String RSA = "ssh-rsa";

  private final String type;
  private final byte[] encoded;

  private SshPublicKey(String type, byte[] encoded) {
    this.type = type;
    this.encoded = encoded;
  }

  /** A key that is made of fields after its type. */
  public static SshPublicKey of(String type, byte[]... fields) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    byte[][] all = Stream.concat(Stream.of(name), Stream.of(fields)).toArray(byte[][]::new);
    return new SshPublicKey(type, SshReader.written(all));
  }

  /** An RSA key: the numbers in the one form that they have, whatever form they were read in. */
  public static SshPublicKey rsa(BigInteger exponent, BigInteger modulus) {
    return of(RSA, exponent.toByteArray(), modulus.toByteArray());
  }

  /** Reads an encoding; empty if it does not start with a type. */
  public static Optional<SshPublicKey> decode(byte[] encoded) {
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
  public static Optional<SshPublicKey> parse(String line) {
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
  public String type() {
    return type;
  }

  /** Not a copy. */
  public byte[] encoded() {
    return encoded;
  }

  /** What follows the type. */
  public SshReader fields() throws Malformed {
    SshReader reader = new SshReader(encoded);
    reader.string();
    return reader;
  }

  /** The fingerprint that OpenSSH shows: {@code SHA256:} and the hash in base64. */
  public String fingerprint() {
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(Sha256.of(encoded));
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
