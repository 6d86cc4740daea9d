package org.keyrite.crypto.sealing;

import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.keyrite.crypto.Randomness;

/** ML-KEM-768 (FIPS 203), as the post-quantum half of the hybrids. Lengths in bytes. */
final class MlKem768 {
  static final int SEED_LENGTH = 64;
  static final int PUBLIC_KEY_LENGTH = 1184;
  static final int CIPHERTEXT_LENGTH = 1088;

  private MlKem768() {}

  /**
   * The key pair of a seed.
   *
   * @param seed {@link #SEED_LENGTH} bytes: d and z of the standard
   */
  static MLKEMPrivateKeyParameters keyPair(byte[] seed) {
    return new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed);
  }

  /**
   * Reads a public key.
   *
   * @throws IllegalArgumentException if it is of another length, or has a coefficient that is not
   *     reduced (FIPS 203, section 7.2)
   */
  static MLKEMPublicKeyParameters publicKey(byte[] encoded) {
    return new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, encoded);
  }

  static SecretWithEncapsulation encapsulate(MLKEMPublicKeyParameters key) {
    return new MLKEMGenerator(Randomness.source()).generateEncapsulated(key);
  }

  /** The shared secret; of a ciphertext for someone else, one that nobody knows. */
  static byte[] decapsulate(MLKEMPrivateKeyParameters key, byte[] ciphertext) {
    return new MLKEMExtractor(key).extractSecret(ciphertext);
  }
}
