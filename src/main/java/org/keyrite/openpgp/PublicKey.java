package org.keyrite.openpgp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.keyrite.crypto.hash.RunningHash;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.crypto.hash.WeakHash;

/**
 * A public key or subkey of version 4 or 6 (section 5.5.2).
 *
 * @param body the packet's
 * @param created in seconds since 1970
 * @param fingerprint whole, in upper-case hex
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
record PublicKey(
    byte[] body,
    int version,
    long created,
    int algorithm,
    KeyMaterial material,
    String fingerprint) {
  /** In bytes: far above an RSA key of 16384 bits. */
  static final int MAX_LENGTH = 16 << 10;

  private static final int VERSION_4 = 4;
  private static final int VERSION_6 = 6;
  private static final int ID_DIGITS = 16;

  /** Reads a packet's body; empty if it is of another version. */
  static Optional<PublicKey> parse(byte[] body) throws Malformed {
    ByteReader fields = new ByteReader(body);
    int version = fields.octet();
    if (version != VERSION_4 && version != VERSION_6) {
      return Optional.empty();
    }
    long created = fields.number(4);
    int algorithm = fields.octet();
    if (version == VERSION_6 && fields.number(4) != fields.remaining()) {
      throw new Malformed("holds a key whose material has another length than it says");
    }
    KeyMaterial material = KeyMaterial.read(algorithm, fields);
    return Optional.of(
        new PublicKey(body, version, created, algorithm, material, fingerprint(body)));
  }

  /** In bytes; 0 for versions that are not known here. */
  static int fingerprintLength(int version) {
    return switch (version) {
      case VERSION_4 -> WeakHash.SHA_1.length();
      case VERSION_6 -> StrongHash.SHA_256.length();
      default -> 0;
    };
  }

  /**
   * The fingerprint of a key whose body starts with a known version (section 5.5.4): whole, in
   * upper-case hex. That of version 4 is a SHA-1, whose weakness is two keys of one maker with the
   * same fingerprint, not another's key with a given one.
   */
  static String fingerprint(byte[] body) {
    RunningHash hash = (body[0] == VERSION_6 ? StrongHash.SHA_256 : WeakHash.SHA_1).begin();
    hashInto(hash, body, body[0]);
    return HexFormat.of().withUpperCase().formatHex(hash.finish());
  }

  /** Puts the key in front of what a signature of a version is made over (section 5.2.4). */
  void hashInto(RunningHash hash, int signatureVersion) {
    hashInto(hash, body, signatureVersion);
  }

  private static void hashInto(RunningHash hash, byte[] body, int version) {
    hash.update(
        version == VERSION_6
            ? ByteBuffer.allocate(5).put((byte) 0x9b).putInt(body.length).array()
            : ByteBuffer.allocate(3).put((byte) 0x99).putShort((short) body.length).array());
    hash.update(body);
  }

  /** Whether a signature that states an algorithm can be this key's. */
  boolean signsWith(int signatureVersion, int signatureAlgorithm) {
    boolean rsa = material instanceof KeyMaterial.Rsa && signatureAlgorithm == KeyMaterial.RSA;
    return version == signatureVersion && (rsa || algorithm == signatureAlgorithm);
  }

  /**
   * The same for two keys of one secret. The fingerprint is not: with another date, the same
   * numbers have another.
   *
   * @return of a key that can sign, the fingerprint that it has as an SSH key
   */
  String identity() {
    int numbers = version == VERSION_6 ? 10 : 6;
    return material instanceof KeyMaterial.Verifying key
        ? key.asSsh().fingerprint()
        : Sha256.hex(Arrays.copyOfRange(body, numbers, body.length));
  }

  /** Sixteen digits of a fingerprint, which old signatures name their key by. */
  private static String id(String fingerprint) {
    return fingerprint.length() == 2 * fingerprintLength(VERSION_6)
        ? fingerprint.substring(0, ID_DIGITS)
        : fingerprint.substring(fingerprint.length() - ID_DIGITS);
  }

  /** Whether a signature names this key; one that names none could be anyone's. */
  boolean isNamedBy(Subpackets subpackets) {
    return isNamedBy(subpackets, fingerprint);
  }

  /** Whether a signature names the key of a fingerprint. */
  static boolean isNamedBy(Subpackets subpackets, String fingerprint) {
    return subpackets.issuerFingerprints().isEmpty()
        ? subpackets.issuerIds().contains(id(fingerprint))
        : subpackets.issuerFingerprints().contains(fingerprint);
  }
}
