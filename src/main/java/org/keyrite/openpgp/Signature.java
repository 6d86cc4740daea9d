package org.keyrite.openpgp;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.keyrite.crypto.hash.RunningHash;

/**
 * A signature packet (section 5.2), of version 4 or 6, or of another that can only be refused.
 *
 * @param type one of {@link Type}, or another; negative where the version does not tell
 * @param keyAlgorithm what the key is for; like what follows negative, or empty, where the version
 *     is none that can be verified here
 * @param hashId what is hashed with
 * @param hashed what is hashed of the signature itself
 * @param check the first octets of the hash
 * @param salt empty in version 4
 * @param numbers the last fields, which the algorithm prescribes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
record Signature(
    int version,
    int type,
    int keyAlgorithm,
    int hashId,
    byte[] hashed,
    Subpackets subpackets,
    byte[] check,
    byte[] salt,
    byte[] numbers) {
  /** In bytes. Both areas of subpackets can have 64 KiB in version 4, and one or two have some. */
  static final int MAX_LENGTH = 256 << 10;

  private static final int VERSION_3 = 3;
  private static final int VERSION_4 = 4;
  private static final int VERSION_6 = 6;
  private static final int CHECK_LENGTH = 2;

  /** The kinds of signatures (section 5.2.1). */
  static final class Type {
    static final int BINARY = 0x00;
    static final int TEXT = 0x01;
    static final int FIRST_CERTIFICATION = 0x10;
    static final int LAST_CERTIFICATION = 0x13;
    static final int SUBKEY_BINDING = 0x18;
    static final int PRIMARY_KEY_BINDING = 0x19;
    static final int DIRECT_KEY = 0x1f;
    static final int KEY_REVOCATION = 0x20;
    static final int SUBKEY_REVOCATION = 0x28;
    static final int CERTIFICATION_REVOCATION = 0x30;

    private Type() {}

    static boolean isRevocation(int type) {
      return type == KEY_REVOCATION
          || type == SUBKEY_REVOCATION
          || type == CERTIFICATION_REVOCATION;
    }
  }

  /** Reads a packet's body. */
  static Signature parse(byte[] body) throws Malformed {
    ByteReader fields = new ByteReader(body);
    int version = fields.octet();
    if (version == VERSION_3) {
      return version3(fields);
    }
    if (version != VERSION_4 && version != VERSION_6) {
      return unknown(version, -1, Subpackets.of(new byte[0], new byte[0]));
    }
    int type = fields.octet();
    int keyAlgorithm = fields.octet();
    int hashId = fields.octet();
    int octets = version == VERSION_6 ? 4 : 2;
    byte[] hashedArea = fields.take(fields.number(octets));
    byte[] hashed = Arrays.copyOf(body, fields.position());
    byte[] unhashedArea = fields.take(fields.number(octets));
    Subpackets subpackets = Subpackets.of(hashedArea, unhashedArea);
    byte[] check = fields.take(CHECK_LENGTH);
    byte[] salt = version == VERSION_6 ? fields.take(fields.octet()) : new byte[0];
    Signature signature =
        new Signature(
            version, type, keyAlgorithm, hashId, hashed, subpackets, check, salt, fields.rest());
    signature.requireConsistent();
    return signature;
  }

  /** Section 5.2.2: it names its kind and its key, and that is all that is wanted of it. */
  private static Signature version3(ByteReader fields) throws Malformed {
    if (fields.octet() != 5) {
      throw new Malformed("holds a malformed signature of version 3");
    }
    int type = fields.octet();
    fields.take(4);
    String issuer = HexFormat.of().withUpperCase().formatHex(fields.take(8));
    return unknown(VERSION_3, type, Subpackets.ofVersion3(issuer));
  }

  private static Signature unknown(int version, int type, Subpackets subpackets) {
    byte[] nothing = {};
    return new Signature(version, type, -1, -1, nothing, subpackets, nothing, nothing, nothing);
  }

  private void requireConsistent() throws Malformed {
    if (subpackets.created().isEmpty()) {
      throw new Malformed("holds a signature that does not say when it was made");
    }
    Optional<SignedHash> hash = hash();
    if (version == VERSION_6
        && hash.isPresent()
        && hash.get().isStrong()
        && salt.length != hash.get().saltLength()) {
      throw new Malformed("holds a signature whose salt has a wrong length");
    }
  }

  /** Whether it is of a version that can be verified here. */
  boolean isKnownVersion() {
    return version == VERSION_4 || version == VERSION_6;
  }

  /** Of those known here. */
  Optional<SignedHash> hash() {
    return SignedHash.of(hashId);
  }

  /** When it was made, in seconds since 1970; only of a version that is known. */
  long created() {
    return subpackets.created().orElseThrow();
  }

  /** Whole seconds since 1970 as a sentence has them, such as {@code 2026-11-22T12:00:00Z}. */
  static String date(long seconds) {
    return Instant.ofEpochSecond(seconds).toString();
  }

  /** The first second in which it does not hold any more. */
  long ends() {
    long validity = subpackets.signatureValidity();
    return validity == 0 ? Long.MAX_VALUE : created() + validity;
  }

  /** Whether what it is over can be computed here. */
  boolean isVerifiable() {
    return hash().flatMap(SignedHash::algorithm).isPresent();
  }

  /** Whether a key could tell if it made this signature. */
  boolean canBeCheckedWith(PublicKey key) {
    return isVerifiable() && key.material() instanceof KeyMaterial.Verifying;
  }

  /** A hash that starts as this signature's does; it must be one that can be computed. */
  RunningHash start() {
    return hash().orElseThrow().algorithm().orElseThrow().begin().update(salt);
  }

  /**
   * Whether a key made it.
   *
   * @param content goes on from {@link #start}, and is used up
   */
  boolean isBy(PublicKey key, RunningHash content) {
    if (!key.signsWith(version, keyAlgorithm)
        || !(key.material() instanceof KeyMaterial.Verifying verifying)) {
      return false;
    }
    byte[] digest = finish(content);
    // These two octets were meant to spare the rest of the work, and here they do.
    if (!Arrays.equals(check, Arrays.copyOf(digest, CHECK_LENGTH))) {
      return false;
    }
    try {
      return verifying.verifies(
          hash().orElseThrow().algorithm().orElseThrow(), digest, new ByteReader(numbers));
    } catch (Malformed e) {
      return false;
    }
  }

  /** Section 5.2.4: what is hashed of the signature itself. */
  private byte[] finish(RunningHash content) {
    content.update(hashed);
    content.update(
        ByteBuffer.allocate(6).put((byte) version).put((byte) 0xff).putInt(hashed.length).array());
    return content.finish();
  }
}
