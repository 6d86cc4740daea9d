package org.keyrite.crypto.sealing;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.signing.RsaPublicKey;

/** RSAES-OAEP with SHA-256 (RFC 8017, section 7.1). */
public final class RsaOaep {
  private RsaOaep() {}

  /**
   * Encrypts a file key.
   *
   * @param label names the use
   * @return as many bytes as the modulus has
   */
  public static byte[] wrapFileKey(RsaPublicKey recipient, FileKey fileKey, String label) {
    OAEPEncoding cipher = cipher(label.getBytes(StandardCharsets.US_ASCII));
    boolean checked = true; // or the library would look at the modulus, and slowly
    RSAKeyParameters key =
        new RSAKeyParameters(false, recipient.modulus(), recipient.exponent(), checked);
    cipher.init(true, new ParametersWithRandom(key, Randomness.source()));
    try {
      return cipher.processBlock(fileKey.bytes(), 0, FileKey.LENGTH);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("encryption does not check anything", e);
    }
  }

  static OAEPEncoding cipher(byte[] label) {
    return new OAEPEncoding(new RSABlindedEngine(), new SHA256Digest(), new SHA256Digest(), label);
  }
}
