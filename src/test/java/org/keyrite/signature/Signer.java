package org.keyrite.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.crypto.signing.SshPublicKey;
import org.keyrite.crypto.signing.SshReader;

/** Somebody with an Ed25519 key, who signs in every format, rightly or not. */
final class Signer {
  static final String NAMESPACE = "file";

  private final byte[] seed = new byte[32];
  private final byte[] number = new byte[8];
  private final byte[] point = new byte[32];

  /** Everyone has another key. */
  Signer(int who) {
    Arrays.fill(seed, (byte) who);
    Arrays.fill(number, (byte) ~who);
    Ed25519.generatePublicKey(seed, 0, point, 0);
  }

  String keyLine() {
    return base64(join("Ed".getBytes(UTF_8), number, point));
  }

  NumberedKey minisignKey() {
    return key(Scheme.MINISIGN);
  }

  NumberedKey signifyKey() {
    return key(Scheme.SIGNIFY);
  }

  private NumberedKey key(Scheme scheme) {
    try {
      return NumberedKey.parse(scheme, keyLine().getBytes(UTF_8));
    } catch (SignatureFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** A whole minisign file, over the hash ({@code ED}) or over the message. */
  String minisign(String kind, byte[] message, String comment) {
    byte[] signed = kind.equals("ED") ? StrongHash.BLAKE2B_512.begin().finish(message) : message;
    byte[] signature = sign(signed);
    return "untrusted comment: signature\n"
        + base64(join(kind.getBytes(UTF_8), number, signature))
        + "\ntrusted comment: "
        + comment
        + "\n"
        + base64(sign(join(signature, comment.getBytes(UTF_8))))
        + "\n";
  }

  /** A whole detached signature of signify. */
  String signify(byte[] message) {
    return "untrusted comment: verify with key.pub\n"
        + base64(join("Ed".getBytes(UTF_8), number, sign(message)))
        + "\n";
  }

  SshPublicKey sshKey() {
    return SshPublicKey.of("ssh-ed25519", point);
  }

  SshSigner pinned() {
    try {
      return SshSigner.pinned(sshKey().fingerprint());
    } catch (SignatureFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** A whole SSH signature with SHA-512. */
  String ssh(byte[] message) {
    return ssh(message, NAMESPACE, "", "sha512");
  }

  String ssh(byte[] message, String namespace, String reserved, String hash) {
    StrongHash algorithm = hash.equals("sha256") ? StrongHash.SHA_256 : StrongHash.SHA_512;
    byte[] fields =
        SshReader.written(
            namespace.getBytes(UTF_8),
            reserved.getBytes(UTF_8),
            hash.getBytes(UTF_8),
            algorithm.begin().finish(message));
    byte[] signature =
        SshReader.written(
            "ssh-ed25519".getBytes(UTF_8), sign(join("SSHSIG".getBytes(UTF_8), fields)));
    return armored(sshBlob(1, sshKey(), namespace, reserved, hash, signature));
  }

  /** What is in the armor of an SSH signature. */
  static byte[] sshBlob(
      int version,
      SshPublicKey key,
      String namespace,
      String reserved,
      String hash,
      byte[] signature) {
    return join(
        "SSHSIG".getBytes(UTF_8),
        new byte[] {0, 0, 0, (byte) version},
        SshReader.written(
            key.encoded(),
            namespace.getBytes(UTF_8),
            reserved.getBytes(UTF_8),
            hash.getBytes(UTF_8),
            signature));
  }

  static String armored(byte[] blob) {
    return "-----BEGIN SSH SIGNATURE-----\n"
        + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(blob)
        + "\n-----END SSH SIGNATURE-----\n";
  }

  byte[] sign(byte[] message) {
    byte[] signature = new byte[64];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
