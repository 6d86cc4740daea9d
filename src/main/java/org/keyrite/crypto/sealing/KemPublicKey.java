package org.keyrite.crypto.sealing;

import java.util.Arrays;

/**
 * The public half of a key encapsulation mechanism for HPKE: makes a key that its owner can make
 * too.
 */
public sealed interface KemPublicKey
    permits MlKem768X25519PublicKey, MlKem768P256PublicKey, P256PublicKey {

  /**
   * Makes a new key for one file key.
   *
   * @param info names the recipient type, so that no type's key is another's
   */
  Encapsulation encapsulate(String info);

  /** The key's encoding, as HPKE has it. Not a copy. */
  byte[] encoded();

  /** A key, and what its recipient needs to make the same one. */
  final class Encapsulation implements AutoCloseable {
    private final byte[] encapsulated;
    private final WrapKey wrapKey;

    /** Wipes the shared secret, which is used up. */
    Encapsulation(byte[] encapsulated, int kem, byte[] shared, String info) {
      this.encapsulated = encapsulated;
      this.wrapKey = Hpke.wrapKey(kem, shared, info);
      Arrays.fill(shared, (byte) 0);
    }

    /** For the recipient; public. Not a copy. */
    public byte[] encapsulated() {
      return encapsulated;
    }

    /** For wrapping one file key. */
    public WrapKey wrapKey() {
      return wrapKey;
    }

    @Override
    public void close() {
      wrapKey.close();
    }
  }
}
