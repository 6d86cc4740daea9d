package org.keyrite.age;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.KemPublicKey.Encapsulation;
import org.keyrite.crypto.sealing.MlKem768X25519PublicKey;
import org.keyrite.text.CanonicalBase64;

/**
 * A post-quantum recipient, {@code age1pq1…}: safe unless both ML-KEM-768 and X25519 are broken.
 * Nothing in a file reveals that it is addressed to it.
 *
 * <p>Specification: "The MLKEM768-X25519 hybrid post-quantum recipient type".
 */
public final class HybridRecipient implements Recipient {
  static final String STANZA_TYPE = "mlkem768x25519";
  public static final String PREFIX = "age1pq";
  static final String INFO = "age-encryption.org/mlkem768x25519";

  /** What all recipients of a file must be for it to withstand a quantum computer. */
  static final Set<String> POST_QUANTUM = Set.of("postquantum");

  private final MlKem768X25519PublicKey key;

  HybridRecipient(MlKem768X25519PublicKey key) {
    this.key = key;
  }

  /**
   * Reads a recipient's encoding: {@code age1pq1} and 1952 more characters.
   *
   * @throws KeyFailure if it is anything else
   */
  public static HybridRecipient parse(String encoded) throws KeyFailure {
    byte[] key = Bech32.decode(PREFIX, encoded.getBytes(StandardCharsets.UTF_8), "the recipient");
    return MlKem768X25519PublicKey.decode(key)
        .map(HybridRecipient::new)
        .orElseThrow(
            () ->
                new KeyFailure(
                    "the recipient is not a valid post-quantum key",
                    "copy it again, from its first character to its last"));
  }

  @Override
  public Wrapped wrap(FileKey fileKey) {
    try (Encapsulation encapsulation = key.encapsulate(INFO)) {
      Stanza stanza =
          new Stanza(
              STANZA_TYPE,
              List.of(CanonicalBase64.UNPADDED.encode(encapsulation.encapsulated())),
              encapsulation.wrapKey().wrapFileKey(fileKey));
      return new Wrapped(List.of(stanza), POST_QUANTUM);
    }
  }

  /** The encoding, {@code age1pq1…}: 1959 characters. */
  @Override
  public String toString() {
    return new String(Bech32.encode(PREFIX, key.encoded()), StandardCharsets.US_ASCII);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HybridRecipient recipient
        && Arrays.equals(key.encoded(), recipient.key.encoded());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key.encoded());
  }
}
