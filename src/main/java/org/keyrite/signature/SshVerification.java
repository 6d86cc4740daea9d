package org.keyrite.signature;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Predicate;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.crypto.signing.EcdsaPublicKey;
import org.keyrite.crypto.signing.EcdsaPublicKey.Curve;
import org.keyrite.crypto.signing.EddsaPublicKey;
import org.keyrite.crypto.signing.RsaPublicKey;
import org.keyrite.crypto.signing.SshPublicKey;
import org.keyrite.crypto.signing.SshReader;
import org.keyrite.crypto.signing.SshReader.Malformed;

/**
 * How a signature in SSH's encoding is verified with its key.
 *
 * <p>Specifications: RFC 8709 (Ed25519), RFC 5656 (ECDSA), RFC 8332 (RSA); OpenSSH, PROTOCOL.u2f
 * (security keys, which sign a hash and what they know of their user).
 */
final class SshVerification {
  private static final String ED25519 = "ssh-ed25519";
  private static final String RSA = "ssh-rsa";
  private static final String SECURITY_KEY = "sk-";
  private static final String VENDOR = "@openssh.com";
  private static final String ECDSA = "ecdsa-sha2-";
  private static final String P_256 = "nistp256";

  /** Bits of a security key's flags. */
  private static final int USER_PRESENT = 1;

  private static final int USER_CHECKED = 4;

  private final KeyName name;
  private final String algorithm;
  private final SshPublicKey whole;
  private final SshReader key;
  private final SshReader signature;
  private final Predicate<byte[]> verifier;
  private Optional<Byte> flags = Optional.empty();

  /**
   * Reads a signature.
   *
   * @param signature its encoding: an algorithm, and what that prescribes
   * @throws Malformed when it, or the key, is not as its type prescribes
   * @throws Refusal when it would count for nothing, whatever was signed
   */
  SshVerification(SshPublicKey key, byte[] signature) throws Malformed, Refusal {
    this.name = new KeyName(Scheme.SSH, key.fingerprint());
    this.whole = key;
    this.key = key.fields();
    this.signature = new SshReader(signature);
    this.algorithm = this.signature.name();
    if (algorithm.equals(RSA) && key.type().equals(RSA)) {
      throw new Refusal(name, Rejection.WEAK_HASH, "It is over a SHA-1 hash, which can be forged.");
    }
    boolean belongs = key.type().equals(RSA) || algorithm.equals(key.type());
    this.verifier =
        switch (belongs ? key.type() : "") {
          case ED25519 -> ed25519();
          case ECDSA + P_256 -> ecdsa(Curve.P_256, P_256);
          case ECDSA + "nistp384" -> ecdsa(Curve.P_384, "nistp384");
          case ECDSA + "nistp521" -> ecdsa(Curve.P_521, "nistp521");
          case RSA -> rsa();
          case SECURITY_KEY + ED25519 + VENDOR -> onSecurityKey(ed25519());
          case SECURITY_KEY + ECDSA + P_256 + VENDOR -> onSecurityKey(ecdsa(Curve.P_256, P_256));
          default -> throw unsupported();
        };
    this.key.requireEnd();
    this.signature.requireEnd();
  }

  private Predicate<byte[]> ed25519() throws Malformed, Refusal {
    byte[] point = key.string();
    byte[] numbers = signature.string();
    EddsaPublicKey owned =
        EddsaPublicKey.of(EddsaPublicKey.Curve.ED25519, point)
            .orElseThrow(
                () ->
                    new Refusal(
                        name, Rejection.WEAK_KEY, "Not only its owner could sign under this key."));
    return message -> owned.verifies(message, numbers);
  }

  private Predicate<byte[]> ecdsa(Curve curve, String curveName) throws Malformed {
    if (!key.name().equals(curveName)) {
      throw new Malformed();
    }
    EcdsaPublicKey point = EcdsaPublicKey.of(curve, key.string()).orElseThrow(Malformed::new);
    SshReader numbers = new SshReader(signature.string());
    BigInteger r = numbers.integer();
    BigInteger s = numbers.integer();
    numbers.requireEnd();
    return message -> point.verifies(curve.hash().begin().finish(message), r, s);
  }

  private Predicate<byte[]> rsa() throws Malformed, Refusal {
    StrongHash hash =
        switch (algorithm) {
          case "rsa-sha2-256" -> StrongHash.SHA_256;
          case "rsa-sha2-512" -> StrongHash.SHA_512;
          default -> throw unsupported();
        };
    BigInteger exponent = key.integer();
    BigInteger modulus = key.integer();
    byte[] number = signature.string();
    RsaPublicKey numbers =
        RsaPublicKey.of(modulus, exponent)
            .orElseThrow(
                () ->
                    new Refusal(
                        name,
                        Rejection.WEAK_KEY,
                        "The RSA key has fewer than 2048 bits, or numbers that nobody should"
                            + " use."));
    // With zeros in front of a number, one key would have as many fingerprints as anybody likes.
    if (!numbers.asSsh().equals(whole)) {
      throw new Malformed();
    }
    return message -> numbers.verifies(hash, hash.begin().finish(message), number);
  }

  private Predicate<byte[]> onSecurityKey(Predicate<byte[]> inner) throws Malformed {
    byte[] application = Sha256.of(key.string());
    byte[] flagsAndCounter = signature.take(1 + Integer.BYTES);
    flags = Optional.of(flagsAndCounter[0]);
    return message -> inner.test(Joined.of(application, flagsAndCounter, Sha256.of(message)));
  }

  private Refusal unsupported() {
    return new Refusal(name, Rejection.UNSUPPORTED, "Its kind is unknown, or not its key's.");
  }

  /** A security key says, under its signature, what it knows of its user. */
  void requireUser(SshSigner signer) throws Refusal {
    int state = flags.map(Byte::intValue).orElse(USER_PRESENT | USER_CHECKED);
    if (signer.touchRequired() && (state & USER_PRESENT) == 0) {
      throw new Refusal(
          name,
          Rejection.USER_NOT_PRESENT,
          "The security key was not touched for it, which only a pin that begins with"
              + " no-touch-required admits.");
    }
    if (signer.userCheckRequired() && (flags.isEmpty() || (state & USER_CHECKED) == 0)) {
      throw new Refusal(
          name, Rejection.USER_NOT_PRESENT, "No security key checked for it who its user is.");
    }
  }

  boolean verifies(byte[] signed) {
    return verifier.test(signed);
  }

  /** As SSH calls it. */
  String algorithm() {
    return algorithm;
  }
}
