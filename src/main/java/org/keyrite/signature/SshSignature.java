package org.keyrite.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.crypto.signing.SshPublicKey;
import org.keyrite.crypto.signing.SshReader;
import org.keyrite.crypto.signing.SshReader.Malformed;

/**
 * The signatures of {@code ssh-keygen -Y sign}. A file has one, in armor, with the key that made
 * it; what it was made for is its namespace.
 *
 * <p>Stricter than {@code ssh-keygen -Y verify}: nothing may stand before or after the armor, a
 * security key must have been touched unless its signer is excused, and RSA keys need 2048 bits.
 *
 * <p>What a good one does not show: when it was made. The format has no date, so that a key's
 * validity can be judged only at the moment of the check, and an old signature of a valid key is as
 * good as a new one.
 *
 * <p>Specification: OpenSSH, PROTOCOL.sshsig.
 */
public final class SshSignature {
  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
  private static final String END = "-----END SSH SIGNATURE-----";
  private static final byte[] MAGIC = "SSHSIG".getBytes(US_ASCII);
  private static final int VERSION = 1;

  /** How the types of keys end that an authority has signed. */
  private static final String CERTIFICATE = "-cert-v01@openssh.com";

  private final SshPublicKey key;
  private final byte[] namespace;
  private final byte[] reserved;
  private final String hash;
  private final byte[] signature;

  private SshSignature(SshReader in) throws Malformed {
    this.key = SshPublicKey.decode(in.string()).orElseThrow(Malformed::new);
    this.namespace = in.string();
    this.reserved = in.string();
    this.hash = in.name();
    this.signature = in.string();
    in.requireEnd();
  }

  /**
   * Begins to check a signature file.
   *
   * @param file the whole file, at most 64 KiB
   * @param signers the pinned keys with their conditions; each key once
   * @param namespace what the signature must have been made for, such as {@code file}; not empty
   * @param now when the signers' keys must be valid
   * @throws SignatureFormatException when the file is not an SSH signature
   */
  public static SignatureCheck check(
      byte[] file, List<SshSigner> signers, String namespace, Instant now)
      throws SignatureFormatException {
    if (namespace.isEmpty()) {
      throw new IllegalArgumentException("a signature is made for something");
    }
    SshReader in = new SshReader(inArmor(file));
    try {
      if (!Arrays.equals(in.take(MAGIC.length), MAGIC)) {
        throw new Malformed();
      }
      if (in.number() != VERSION) {
        throw new Refusal(
            Optional.empty(), Rejection.UNSUPPORTED, "keyrite does not know its version.");
      }
      return new SshSignature(in).check(signers, namespace, now);
    } catch (Malformed e) {
      throw new SignatureFormatException("is malformed inside of its armor", e);
    } catch (Refusal e) {
      return e.check();
    }
  }

  /** Nothing may stand before or after the armor, whose lines may have any length. */
  static byte[] inArmor(byte[] file) throws SignatureFormatException {
    TextLines lines = new TextLines(file, TextLines.MOST_BYTES);
    if (!lines.next("a BEGIN line").equals(BEGIN)) {
      throw new SignatureFormatException("does not start with " + BEGIN);
    }
    StringBuilder base64 = new StringBuilder();
    for (String line = lines.next(END); !line.equals(END); line = lines.next(END)) {
      base64.append(line);
    }
    lines.requireEnd("the signature");
    return TextLines.decode(base64.toString(), "a signature");
  }

  private SignatureCheck check(List<SshSigner> signers, String wanted, Instant now)
      throws Refusal, Malformed {
    KeyName name = new KeyName(Scheme.SSH, key.fingerprint());
    SshSigner signer = signer(signers, now);
    if (reserved.length > 0) {
      throw new Refusal(
          name, Rejection.UNSUPPORTED, "It has a field that this version does not know.");
    }
    if (!Arrays.equals(namespace, wanted.getBytes(UTF_8))) {
      throw new Refusal(
          name,
          Rejection.WRONG_PURPOSE,
          "It was made for '" + new String(namespace, UTF_8) + "', and not for '" + wanted + "'.");
    }
    signer.requireFor(wanted);
    SshVerification verification = new SshVerification(key, signature);
    verification.requireUser(signer);
    return new HashedCheck(hash(name).begin(), hashed -> judge(verification, name, hashed));
  }

  private SshSigner signer(List<SshSigner> signers, Instant now) throws Refusal {
    for (SshSigner signer : signers) {
      if (signer.fingerprint().equals(key.fingerprint())) {
        signer.requireValid(now);
        return signer;
      }
    }
    if (key.type().endsWith(CERTIFICATE)) {
      throw new Refusal(
          Optional.empty(),
          Rejection.UNSUPPORTED,
          "It was made with an SSH certificate, which is not accepted here.");
    }
    throw new Refusal(
        Optional.empty(),
        Rejection.UNKNOWN_KEY,
        "It is by " + key.fingerprint() + ", a key that is not pinned.");
  }

  private StrongHash hash(KeyName name) throws Refusal {
    return switch (hash) {
      case "sha256" -> StrongHash.SHA_256;
      case "sha512" -> StrongHash.SHA_512;
      default ->
          throw new Refusal(
              name, Rejection.UNSUPPORTED, "keyrite does not know the kind of hash that it signs.");
    };
  }

  private Finding judge(SshVerification verification, KeyName name, byte[] hashed) {
    byte[] fields = SshReader.written(namespace, reserved, hash.getBytes(US_ASCII), hashed);
    if (!verification.verifies(Joined.of(MAGIC, fields))) {
      return new Finding.Rejected(
          Optional.of(name), Rejection.NOT_THESE_BYTES, "The key did not sign these bytes.");
    }
    String algorithm =
        verification.algorithm() + ", " + (hash.equals("sha256") ? "SHA-256" : "SHA-512");
    return new Finding.Good(name, name.fingerprint(), Optional.empty(), algorithm, "");
  }
}
