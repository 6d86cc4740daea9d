package org.keyrite.crypto;

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

  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "SharedSecret(secret)";
  }
}
