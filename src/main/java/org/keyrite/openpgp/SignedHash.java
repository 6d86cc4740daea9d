package org.keyrite.openpgp;

import java.util.Optional;
import java.util.stream.Stream;
import org.keyrite.crypto.HashFunction;

/** The hash algorithms of OpenPGP (section 9.5), and which of them prove something. */
enum SignedHash {
  MD5(1, "MD5", HashFunction.MD5, 0),
  SHA1(2, "SHA-1", HashFunction.SHA_1, 0),
  /** Nobody can compute it here; as it is too weak anyway, nobody needs to. */
  RIPEMD160(3, "RIPEMD-160", null, 0),
  SHA256(8, "SHA-256", HashFunction.SHA_256, 16),
  SHA384(9, "SHA-384", HashFunction.SHA_384, 24),
  SHA512(10, "SHA-512", HashFunction.SHA_512, 32),
  SHA224(11, "SHA-224", HashFunction.SHA_224, 0),
  SHA3_256(12, "SHA3-256", HashFunction.SHA3_256, 16),
  SHA3_512(14, "SHA3-512", HashFunction.SHA3_512, 32);

  private final int id;
  private final String name;
  private final HashFunction function;
  private final int saltLength;

  SignedHash(int id, String name, HashFunction function, int saltLength) {
    this.id = id;
    this.name = name;
    this.function = function;
    this.saltLength = saltLength;
  }

  static Optional<SignedHash> of(int id) {
    return Stream.of(values()).filter(hash -> hash.id == id).findFirst();
  }

  Optional<HashFunction> function() {
    return Optional.ofNullable(function);
  }

  /** Of the salt in a signature of version 6, in bytes; those that are weak have none here. */
  int saltLength() {
    return saltLength;
  }

  /** Whether two inputs with the same hash are out of anyone's reach, with a margin. */
  boolean isStrong() {
    return saltLength > 0;
  }

  @Override
  public String toString() {
    return name;
  }
}
