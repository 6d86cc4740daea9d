package org.keyrite.crypto.sealing;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;

/** Private keys in DER: PKCS #1 (RFC 8017, appendix A.1.2) and PKCS #8 (RFC 5958, RFC 8410). */
public final class DerPrivateKey {
  private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

  private DerPrivateKey() {}

  /** Reads an {@code RSAPrivateKey}; empty for anything else, and for an unusual length. */
  public static Optional<SshSecret> pkcs1(byte[] der) {
    try {
      return rsa(RSAPrivateKey.getInstance(ASN1Primitive.fromByteArray(der)));
    } catch (IOException | RuntimeException e) {
      // The library reports malformed structures by exceptions of many unchecked types.
      return Optional.empty();
    }
  }

  /**
   * Reads a {@code PrivateKeyInfo}; empty for anything else, and for types other than RSA and
   * Ed25519.
   */
  public static Optional<SshSecret> pkcs8(byte[] der) {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der));
      var algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
      if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
        return rsa(RSAPrivateKey.getInstance(info.parsePrivateKey()));
      }
      if (algorithm.equals(ED25519)) {
        return ed25519(ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets());
      }
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<SshSecret> rsa(RSAPrivateKey key) {
    return RsaSecret.of(
            key.getModulus(),
            key.getPublicExponent(),
            key.getPrivateExponent(),
            key.getPrime1(),
            key.getPrime2())
        .map(secret -> secret);
  }

  private static Optional<SshSecret> ed25519(byte[] seed) {
    try {
      return seed.length == Ed25519Secret.LENGTH
          ? Optional.of(Ed25519Secret.copyOf(seed))
          : Optional.empty();
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }
}
