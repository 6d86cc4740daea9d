package org.keyrite.crypto.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;

/** A new key of the JDK's, which signs {@link #MESSAGE}. */
record JdkSigner(KeyPair pair) {
  static final byte[] MESSAGE = "what was released".getBytes(StandardCharsets.US_ASCII);

  static JdkSigner rsa(int bits) throws GeneralSecurityException {
    return of("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
  }

  static JdkSigner of(String algorithm, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(parameters);
    return new JdkSigner(generator.generateKeyPair());
  }

  byte[] sign(String algorithm) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(pair.getPrivate());
    signature.update(MESSAGE);
    return signature.sign();
  }

  PublicKey publicKey() {
    return pair.getPublic();
  }

  /** The last bytes of the public key's X.509 form: a point, where the key is one. */
  byte[] point(int length) {
    byte[] encoded = publicKey().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
  }
}
