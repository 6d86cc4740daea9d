package org.keyrite.crypto.sealing;

import org.bouncycastle.math.ec.rfc7748.X25519;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.hash.HkdfSha256;

/** What two parties of a key agreement both know, and no key yet: keys are derived from it. */
public final class SharedSecret implements AutoCloseable {
  private final SecretBytes secret;

  /** Takes ownership of the array. */
  SharedSecret(byte[] bytes) {
    this.secret = new SecretBytes(bytes, X25519Secret.LENGTH);
  }

  /**
   * The key that wraps a file key.
   *
   * @param salt binds the key to both parties' public values
   * @param info names the recipient type, so that no type's key is another's
   */
  public WrapKey wrapKey(byte[] salt, String info) {
    return new WrapKey(HkdfSha256.derive(secret.bytes(), salt, info));
  }

  /** The secret itself, for a hybrid to combine. */
  byte[] bytes() {
    return secret.bytes();
  }

  /**
   * The same secret, bound to a public key that is more than its share: an SSH key's encoding.
   *
   * <p>It is multiplied by a scalar that the encoding gives. Specification: age's "ssh-ed25519".
   */
  public SharedSecret tweakedBy(byte[] publicKey, String info) {
    byte[] scalar = HkdfSha256.derive(new byte[0], publicKey, info);
    byte[] tweaked = new byte[X25519Secret.LENGTH];
    X25519.scalarMult(scalar, 0, secret.bytes(), 0, tweaked, 0);
    return new SharedSecret(tweaked);
  }

  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "SharedSecret(secret)";
  }
}
