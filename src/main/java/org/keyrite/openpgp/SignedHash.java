package org.keyrite.openpgp;

import java.util.Optional;
import java.util.stream.Stream;
import org.keyrite.crypto.hash.HashAlgorithm;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.crypto.hash.WeakHash;

/** The hash algorithms of OpenPGP (section 9.5), and which of them prove something. */
enum SignedHash {
  MD5(1, WeakHash.MD5),
  SHA1(2, WeakHash.SHA_1),
  /** Nobody can compute it here; as it is too weak anyway, nobody needs to. */
  RIPEMD160(3, null),
  SHA256(8, StrongHash.SHA_256),
  SHA384(9, StrongHash.SHA_384),
  SHA512(10, StrongHash.SHA_512),
  SHA224(11, WeakHash.SHA_224),
  SHA3_256(12, StrongHash.SHA3_256),
  SHA3_512(14, StrongHash.SHA3_512);

  private final int id;

  @SuppressWarnings("ImmutableEnumChecker") // records and enums without state are all there is
  private final HashAlgorithm algorithm;

  SignedHash(int id, HashAlgorithm algorithm) {
    this.id = id;
    this.algorithm = algorithm;
  }

  static Optional<SignedHash> of(int id) {
    return Stream.of(values()).filter(hash -> hash.id == id).findFirst();
  }

  /** Empty for one that cannot be computed here. */
  Optional<HashAlgorithm> algorithm() {
    return Optional.ofNullable(algorithm);
  }

  /** Whether two inputs with the same hash are out of anyone's reach, with a margin. */
  boolean isStrong() {
    return algorithm instanceof StrongHash;
  }

  /** Of the salt in a signature of version 6 over a strong hash: half of the hash, in bytes. */
  int saltLength() {
    return algorithm.length() / 2;
  }

  @Override
  public String toString() {
    return algorithm == null ? "RIPEMD-160" : algorithm.toString();
  }
}
