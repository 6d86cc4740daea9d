package org.keyrite.openpgp;

import static org.keyrite.openpgp.Checked.bytes;
import static org.keyrite.openpgp.Checked.join;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * A key that signs whatever it is told to, right or wrong, in either version. Written from the
 * specification, apart from the code under test.
 */
final class Forge {
  static final int MD5 = 1;
  static final int SHA1 = 2;
  static final int RIPEMD160 = 3;
  static final int SHA256 = 8;
  static final int SHA384 = 9;
  static final int SHA512 = 10;
  static final int SHA224 = 11;
  static final int SHA3_256 = 12;
  static final int SHA3_512 = 14;

  private static final int EDDSA_LEGACY = 22;
  static final int ED25519 = 27;

  private final int version;
  private final int algorithm;
  private final Ed25519PrivateKeyParameters secret;
  private final byte[] body;

  /** A key of the version's own kind. */
  Forge(int version, Instant created, int seed) {
    this(version, version == 6 ? ED25519 : EDDSA_LEGACY, created, seed);
  }

  /** A key of either kind, which version 4 may have too. */
  Forge(int version, int algorithm, Instant created, int seed) {
    this.version = version;
    this.algorithm = algorithm;
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    this.secret = new Ed25519PrivateKeyParameters(bytes, 0);
    byte[] point = secret.generatePublicKey().getEncoded();
    byte[] material =
        algorithm == ED25519
            ? point
            : join(HexFormat.of().parseHex("092b06010401da470f01010740"), point);
    byte[] start = join(new byte[] {(byte) version}, seconds(created));
    this.body =
        version == 6
            ? join(start, new byte[] {(byte) algorithm}, number(material.length), material)
            : join(start, new byte[] {(byte) algorithm}, material);
  }

  static byte[] number(long value) {
    return ByteBuffer.allocate(4).putInt((int) value).array();
  }

  static byte[] seconds(Instant time) {
    return number(time.getEpochSecond());
  }

  /** In the new format, with a length of five octets. */
  static byte[] packet(int tag, byte[] body) {
    return join(new byte[] {(byte) (0xc0 | tag), -1}, number(body.length), body);
  }

  static byte[] subpacket(int type, byte... content) {
    return join(new byte[] {-1}, number(content.length + 1), new byte[] {(byte) type}, content);
  }

  static byte[] userId(String text) {
    return packet(13, bytes(text));
  }

  /** What a signature over a user id is made over, after the key. */
  static byte[] signedUserId(String text) {
    return join(new byte[] {(byte) 0xb4}, number(text.length()), bytes(text));
  }

  byte[] primary() {
    return packet(6, body);
  }

  byte[] subkey() {
    return packet(14, body);
  }

  /** What a signature over the key is made over. */
  byte[] signed() {
    return version == 6
        ? join(new byte[] {(byte) 0x9b}, number(body.length), body)
        : join(new byte[] {(byte) 0x99, 0, (byte) body.length}, body);
  }

  byte[] fingerprintBytes() {
    return digested(digest(version == 6 ? SHA256 : SHA1), signed());
  }

  /** Of version 4. */
  byte[] id() {
    return Arrays.copyOfRange(fingerprintBytes(), 12, 20);
  }

  String fingerprint() {
    return HexFormat.of().withUpperCase().formatHex(fingerprintBytes());
  }

  Statement sign(int type, Instant made) {
    return new Statement(type, made);
  }

  /** A certificate of this key alone, that is for signing. */
  byte[] certificate() {
    return version == 6
        ? join(primary(), direct(Gpg.START).packet())
        : join(primary(), named(certification(Gpg.START)));
  }

  /** Says of itself that it is for signing. */
  Statement direct(Instant made) {
    return sign(0x1f, made).with(subpacket(27, (byte) 3)).over(signed());
  }

  /** The same, of the user id. */
  Statement certification(Instant made) {
    return sign(0x13, made)
        .with(subpacket(27, (byte) 3))
        .over(join(signed(), signedUserId("signer")));
  }

  /** The user id, with signatures over it. */
  byte[] named(Statement... statements) {
    byte[] named = userId("signer");
    for (Statement statement : statements) {
      named = join(named, statement.packet());
    }
    return named;
  }

  /** Binds a subkey for signing, with its signature in return. */
  Statement bind(Forge subkey, Instant made) {
    byte[] both = join(signed(), subkey.signed());
    return sign(0x18, made)
        .with(subpacket(27, (byte) 2))
        .with(subpacket(32, subkey.sign(0x19, made).over(both).body()))
        .over(both);
  }

  /** A signature in the making. */
  final class Statement {
    private final int type;
    private byte[] hashed;
    private byte[] unhashed;
    private int hashId = SHA512;
    private int saltOctet = 0x5a;
    private int saltLength = -1;
    private int checkError;
    private byte[] over = {};
    private byte[] issuer;

    Statement(int type, Instant made) {
      this.type = type;
      this.hashed = subpacket(2, seconds(made));
      this.issuer = join(new byte[] {(byte) version}, fingerprintBytes());
      // GnuPG finds nothing without it.
      this.unhashed = version == 6 ? new byte[0] : subpacket(16, id());
    }

    Statement with(byte[] subpacket) {
      hashed = join(hashed, subpacket);
      return this;
    }

    Statement withUnhashed(byte[] subpacket) {
      unhashed = join(unhashed, subpacket);
      return this;
    }

    /** Without what it says so far, not even when it was made. */
    Statement withNothing() {
      hashed = new byte[0];
      return this;
    }

    Statement withoutIssuer() {
      issuer = new byte[0];
      unhashed = issuer;
      return this;
    }

    Statement hash(int id) {
      hashId = id;
      return this;
    }

    Statement over(byte[] content) {
      over = content;
      return this;
    }

    byte[] packet() {
      return Forge.packet(2, body());
    }

    byte[] body() {
      byte[] area = issuer.length == 0 ? hashed : join(hashed, subpacket(33, issuer));
      byte[] start =
          join(
              new byte[] {(byte) version, (byte) type, (byte) algorithm, (byte) hashId},
              length(area.length),
              area);
      byte[] salt = salt();
      byte[] trailer = join(start, new byte[] {(byte) version, -1}, number(start.length));
      byte[] digest = digested(digest(hashId), join(salt, over, trailer));
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(true, secret);
      signer.update(digest, 0, digest.length);
      byte[] signature = signer.generateSignature();
      return join(
          start,
          length(unhashed.length),
          unhashed,
          new byte[] {digest[0], (byte) (digest[1] ^ checkError)},
          version == 6 ? join(new byte[] {(byte) salt.length}, salt) : salt,
          algorithm == ED25519
              ? signature
              : join(
                  integer(Arrays.copyOf(signature, 32)),
                  integer(Arrays.copyOfRange(signature, 32, 64))));
    }

    /** With a salt that is filled with one octet. */
    Statement salted(int octet) {
      saltOctet = octet;
      return this;
    }

    /** With other octets of the hash than it has. */
    Statement withWrongCheck() {
      checkError = 1;
      return this;
    }

    /** With a salt of another length than it should have. */
    Statement saltLength(int length) {
      saltLength = length;
      return this;
    }

    private byte[] salt() {
      int usual =
          switch (hashId) {
            case SHA384 -> 24;
            case SHA512, SHA3_512 -> 32;
            default -> 16;
          };
      byte[] salt = new byte[version == 6 ? (saltLength < 0 ? usual : saltLength) : 0];
      Arrays.fill(salt, (byte) saltOctet);
      return salt;
    }

    private byte[] length(int length) {
      return version == 6 ? number(length) : Arrays.copyOfRange(number(length), 2, 4);
    }
  }

  private static byte[] integer(byte[] bytes) {
    BigInteger value = new BigInteger(1, bytes);
    int length = (value.bitLength() + 7) / 8;
    return join(
        Arrays.copyOfRange(number(value.bitLength()), 2, 4),
        Arrays.copyOfRange(bytes, bytes.length - length, bytes.length));
  }

  private static byte[] digested(Digest digest, byte[] content) {
    digest.update(content, 0, content.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }

  private static Digest digest(int id) {
    return switch (id) {
      case MD5 -> new MD5Digest();
      case SHA1 -> new SHA1Digest();
      case RIPEMD160 -> new RIPEMD160Digest();
      case SHA256 -> new SHA256Digest();
      case SHA384 -> new SHA384Digest();
      case SHA224 -> new SHA224Digest();
      case SHA3_256 -> new SHA3Digest(256);
      case SHA3_512 -> new SHA3Digest(512);
      default -> new SHA512Digest();
    };
  }
}
