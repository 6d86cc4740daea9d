package org.keyrite.openpgp;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.keyrite.crypto.hash.HashAlgorithm;
import org.keyrite.crypto.signing.EcdsaPublicKey;
import org.keyrite.crypto.signing.EddsaPublicKey;
import org.keyrite.crypto.signing.RsaPublicKey;
import org.keyrite.crypto.signing.SshPublicKey;

/** The numbers of a public key (section 5.5.5), and what they verify (section 5.2.3). */
sealed interface KeyMaterial {
  int RSA = 1;
  int RSA_FOR_SIGNING = 3;
  int DSA = 17;
  int ECDSA = 19;
  int EDDSA_LEGACY = 22;
  int ED25519 = 27;
  int ED448 = 28;

  /** What a receipt calls it, such as {@code RSA 3072}. */
  String name();

  /** A key that verifies. */
  sealed interface Verifying extends KeyMaterial {
    /** The same key in SSH's form, by which keys of all schemes can be compared. */
    SshPublicKey asSsh();

    /** The shortest hash that is as strong as the key. */
    int hashBits();

    /** Whether the key made a signature, given its last fields, over a hash. */
    boolean verifies(HashAlgorithm algorithm, byte[] hash, ByteReader signature) throws Malformed;
  }

  record Rsa(RsaPublicKey key) implements Verifying {
    @Override
    public String name() {
      return "RSA " + key.modulus().bitLength();
    }

    @Override
    public SshPublicKey asSsh() {
      return key.asSsh();
    }

    @Override
    public int hashBits() {
      return 0;
    }

    @Override
    public boolean verifies(HashAlgorithm algorithm, byte[] hash, ByteReader signature)
        throws Malformed {
      BigInteger number = signature.integer();
      signature.requireEnd();
      return key.verifies(algorithm, hash, number);
    }
  }

  record Ecdsa(EcdsaPublicKey key) implements Verifying {
    @Override
    public String name() {
      return "ECDSA " + key.curve();
    }

    @Override
    public SshPublicKey asSsh() {
      return key.asSsh();
    }

    @Override
    public int hashBits() {
      return key.curve().hash().bits();
    }

    @Override
    public boolean verifies(HashAlgorithm algorithm, byte[] hash, ByteReader signature)
        throws Malformed {
      BigInteger r = signature.integer();
      BigInteger s = signature.integer();
      signature.requireEnd();
      return key.verifies(hash, r, s);
    }
  }

  /**
   * A key for EdDSA.
   *
   * @param legacy whether a signature is two integers (algorithm 22), and not plain octets
   */
  record Eddsa(EddsaPublicKey key, boolean legacy) implements Verifying {
    @Override
    public String name() {
      return key.curve().toString();
    }

    @Override
    public SshPublicKey asSsh() {
      return key.asSsh();
    }

    @Override
    public int hashBits() {
      return key.curve().hash().bits();
    }

    @Override
    public boolean verifies(HashAlgorithm algorithm, byte[] hash, ByteReader signature)
        throws Malformed {
      byte[] both = new byte[key.curve().signatureLength()];
      if (legacy) {
        putIn(both, 0, signature.integerBytes());
        putIn(both, both.length / 2, signature.integerBytes());
      } else {
        putIn(both, 0, signature.take(both.length));
      }
      signature.requireEnd();
      return key.verifies(hash, both);
    }

    /** An integer has lost the zeros in front of it. */
    private void putIn(byte[] both, int start, byte[] part) throws Malformed {
      int room = legacy ? both.length / 2 : both.length;
      if (part.length > room) {
        throw new Malformed("holds a signature that is too long for its key");
      }
      System.arraycopy(part, 0, both, start + room - part.length, part.length);
    }
  }

  /** Of a kind that proves nothing any more. */
  record Weak(String name) implements KeyMaterial {}

  /** Of a kind that does not sign, or is not known here. */
  record Other(String name) implements KeyMaterial {}

  /** Reads the fields that an algorithm has. */
  static KeyMaterial read(int algorithm, ByteReader fields) throws Malformed {
    return switch (algorithm) {
      case RSA, RSA_FOR_SIGNING -> rsa(fields);
      case DSA -> new Weak("DSA");
      case ECDSA, EDDSA_LEGACY -> onCurve(fields);
      case ED25519 -> eddsa(EddsaPublicKey.Curve.ED25519, fields);
      case ED448 -> eddsa(EddsaPublicKey.Curve.ED448, fields);
      default -> new Other("algorithm " + algorithm);
    };
  }

  private static KeyMaterial rsa(ByteReader fields) throws Malformed {
    BigInteger modulus = fields.integer();
    BigInteger exponent = fields.integer();
    fields.requireEnd();
    if (modulus.bitLength() < RsaPublicKey.MIN_BITS) {
      return new Weak("RSA with " + modulus.bitLength() + " bits");
    }
    return RsaPublicKey.of(modulus, exponent)
        .<KeyMaterial>map(Rsa::new)
        .orElseGet(() -> new Other("RSA with unusable numbers"));
  }

  private static KeyMaterial eddsa(EddsaPublicKey.Curve curve, ByteReader fields) throws Malformed {
    byte[] point = fields.take(curve.keyLength());
    fields.requireEnd();
    return eddsa(curve, point, false);
  }

  private static KeyMaterial eddsa(EddsaPublicKey.Curve curve, byte[] point, boolean legacy) {
    return EddsaPublicKey.of(curve, point)
        .<KeyMaterial>map(key -> new Eddsa(key, legacy))
        .orElseGet(() -> new Other(curve + " with an unusable point"));
  }

  /** The curve is named by the content octets of its object identifier (section 9.2). */
  private static KeyMaterial onCurve(ByteReader fields) throws Malformed {
    String curve = HexFormat.of().formatHex(fields.take(fields.octet()));
    byte[] point = fields.integerBytes();
    fields.requireEnd();
    return switch (curve) {
      case "2a8648ce3d030107" -> ecdsa(EcdsaPublicKey.Curve.P_256, point);
      case "2b81040022" -> ecdsa(EcdsaPublicKey.Curve.P_384, point);
      case "2b81040023" -> ecdsa(EcdsaPublicKey.Curve.P_521, point);
      case "2b06010401da470f01" -> legacy(point);
      case "2b8104000a" -> new Other("ECDSA on secp256k1");
      case "2b2403030208010107" -> new Other("ECDSA on brainpoolP256r1");
      case "2b240303020801010b" -> new Other("ECDSA on brainpoolP384r1");
      case "2b240303020801010d" -> new Other("ECDSA on brainpoolP512r1");
      default -> new Other("a curve that is not known here");
    };
  }

  private static KeyMaterial ecdsa(EcdsaPublicKey.Curve curve, byte[] point) throws Malformed {
    return EcdsaPublicKey.of(curve, point)
        .map(Ecdsa::new)
        .orElseThrow(() -> new Malformed("holds a key that is not a point on its curve"));
  }

  private static KeyMaterial legacy(byte[] point) throws Malformed {
    int length = EddsaPublicKey.Curve.ED25519.keyLength();
    if (point.length != length + 1 || point[0] != 0x40) {
      throw new Malformed("holds a key that is not a point on its curve");
    }
    return eddsa(EddsaPublicKey.Curve.ED25519, Arrays.copyOfRange(point, 1, length + 1), true);
  }
}
