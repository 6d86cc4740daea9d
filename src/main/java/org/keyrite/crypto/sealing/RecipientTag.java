package org.keyrite.crypto.sealing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.hash.HkdfSha256;
import org.keyrite.crypto.hash.Sha256;

/**
 * Tells the holder of a hardware key, before it is touched, whether a stanza is for it. Who does
 * not know the public key learns nothing from it.
 *
 * <p>Specification: age, "The tagged recipient types".
 */
public final class RecipientTag {
  /** In bytes. */
  public static final int LENGTH = 4;

  private static final int HASH_LENGTH = 4;

  private RecipientTag() {}

  /**
   * The tag of one stanza.
   *
   * @param encapsulated the stanza's encapsulated key
   * @param publicKey the recipient's P-256 point, in the encoding that its type prescribes
   * @param label names the recipient type
   * @return {@link #LENGTH} bytes
   */
  public static byte[] of(byte[] encapsulated, byte[] publicKey, String label) {
    byte[] hash = Arrays.copyOf(Sha256.of(publicKey), HASH_LENGTH);
    byte[] key =
        HkdfSha256.extract(
            label.getBytes(StandardCharsets.US_ASCII), Joined.of(encapsulated, hash));
    return Arrays.copyOf(key, LENGTH);
  }
}
