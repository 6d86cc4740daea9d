package org.keyrite.age;

/** An identity that is a line of text: of one of the types that age-keygen makes. */
public sealed interface NativeIdentity extends Identity permits X25519Identity, HybridIdentity {
  /**
   * The encoding, in ASCII and without a line end, which the caller must wipe. For writing the
   * identity down.
   */
  byte[] exposeEncoding();

  /** A copy of the 32-byte secret, which the caller must wipe. For splitting it among trustees. */
  byte[] exposeSecret();
}
