package org.keyrite.crypto.hash;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.keyrite.os.Image;
import org.keyrite.os.OpenSsl;

/**
 * A hash that identifies a file. Those that are too weak for that are missing: MD5, SHA-1 and
 * everything shorter than 256 bits cannot be asked for. In the native executable SHA-2 and BLAKE2b
 * are OpenSSL's, everything else is BouncyCastle's.
 *
 * @param family what it is made of
 * @param bits its length: 256, 384 or 512; of BLAKE2b any whole number of bytes between
 */
public record StrongHash(Family family, int bits) implements HashAlgorithm {
  public static final StrongHash SHA_256 = new StrongHash(Family.SHA_2, 256);
  public static final StrongHash SHA_384 = new StrongHash(Family.SHA_2, 384);
  public static final StrongHash SHA_512 = new StrongHash(Family.SHA_2, 512);
  public static final StrongHash SHA3_256 = new StrongHash(Family.SHA_3, 256);
  public static final StrongHash SHA3_512 = new StrongHash(Family.SHA_3, 512);
  public static final StrongHash BLAKE2B_512 = new StrongHash(Family.BLAKE2B, 512);

  /** What a hash is made of. */
  public enum Family {
    /** FIPS 180-4. */
    SHA_2("SHA-", 128),
    /** FIPS 202. */
    SHA_3("SHA3-", 128),
    /** RFC 7693, without a key. */
    BLAKE2B("BLAKE2b-", 8);

    private final String name;
    private final int step;

    Family(String name, int step) {
      this.name = name;
      this.step = step;
    }
  }

  public StrongHash {
    if (bits < 256 || bits > 512 || bits % family.step != 0) {
      throw new IllegalArgumentException("no such hash");
    }
  }

  /** How many digits it has in hex. */
  public int hexDigits() {
    return bits / 4;
  }

  @Override
  public RunningHash begin() {
    if (family == Family.SHA_3) {
      return new LibraryHash(new SHA3Digest(bits));
    }
    return Image.isNative()
        ? OpenSslHash.begin(function(), bits)
        : new LibraryHash(family == Family.BLAKE2B ? new Blake2bDigest(bits) : sha2());
  }

  private OpenSsl.Hash function() {
    return family == Family.BLAKE2B ? OpenSsl.Hash.BLAKE2B : OpenSsl.Hash.valueOf("SHA_" + bits);
  }

  private Digest sha2() {
    return switch (bits) {
      case 256 -> new SHA256Digest();
      case 384 -> new SHA384Digest();
      default -> new SHA512Digest();
    };
  }

  /** Its usual name: {@code SHA-256}, {@code SHA3-256}, {@code BLAKE2b-512}. */
  @Override
  public String toString() {
    return family.name + bits;
  }
}
