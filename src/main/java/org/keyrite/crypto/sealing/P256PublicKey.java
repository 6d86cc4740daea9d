package org.keyrite.crypto.sealing;

import java.util.Optional;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.SecretBytes;

/** The public key of DHKEM(P-256, HKDF-SHA256). Specification: RFC 9180, section 4.1. */
public final class P256PublicKey implements KemPublicKey {
  /** In bytes. */
  public static final int COMPRESSED_LENGTH = 33;

  private static final int KEM = 0x0010;

  private final ECPublicKeyParameters key;

  private P256PublicKey(ECPublicKeyParameters key) {
    this.key = key;
  }

  /** Reads a compressed point; empty for anything else. */
  public static Optional<P256PublicKey> decodeCompressed(byte[] encoded) {
    return encoded.length == COMPRESSED_LENGTH
        ? P256.publicKey(encoded).map(P256PublicKey::new)
        : Optional.empty();
  }

  @Override
  public Encapsulation encapsulate(String info) {
    P256.Ephemeral ephemeral = new P256.Ephemeral();
    byte[] share = ephemeral.share();
    try (SecretBytes agreed = new SecretBytes(ephemeral.agree(key))) {
      byte[] shared = Hpke.extractAndExpand(KEM, agreed.bytes(), Joined.of(share, encoded()));
      return new Encapsulation(share, KEM, shared, info);
    }
  }

  @Override
  public byte[] encoded() {
    return P256.encoded(key);
  }

  /** The other encoding, {@link #COMPRESSED_LENGTH} bytes. */
  public byte[] compressed() {
    boolean compressed = true;
    return key.getQ().getEncoded(compressed);
  }
}
