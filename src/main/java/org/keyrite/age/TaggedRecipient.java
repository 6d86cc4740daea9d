package org.keyrite.age;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.hash.HkdfSha256;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.KemPublicKey;
import org.keyrite.crypto.sealing.KemPublicKey.Encapsulation;
import org.keyrite.crypto.sealing.MlKem768P256PublicKey;
import org.keyrite.crypto.sealing.P256PublicKey;
import org.keyrite.text.CanonicalBase64;

/**
 * A recipient whose secret is in a piece of hardware: {@code age1tag1…}, or {@code age1tagpq1…},
 * which is post-quantum too. A tag in the stanza tells who knows the recipient that it is addressed
 * to it, so that the hardware is not asked in vain. Only the hardware's own plugin decrypts.
 *
 * <p>Specification: "The tagged recipient types".
 */
public final class TaggedRecipient implements Recipient {
  static final String PREFIX = "age1tag";
  static final String HYBRID_PREFIX = "age1tagpq";

  /** In bytes, like the part of the key's hash that it is made of. */
  private static final int TAG_LENGTH = 4;

  private final String stanzaType;
  private final String prefix;
  private final KemPublicKey key;
  private final byte[] encoded;
  private final byte[] tagged;
  private final Set<String> labels;

  private TaggedRecipient(P256PublicKey key) {
    this.stanzaType = "p256tag";
    this.prefix = PREFIX;
    this.key = key;
    this.encoded = key.compressed();
    this.tagged = encoded;
    this.labels = Set.of();
  }

  private TaggedRecipient(MlKem768P256PublicKey key) {
    this.stanzaType = "mlkem768p256tag";
    this.prefix = HYBRID_PREFIX;
    this.key = key;
    this.encoded = key.encoded();
    this.tagged = key.classicHalf();
    this.labels = HybridRecipient.POST_QUANTUM;
  }

  /** Whether the encoding is that of one of the two types, going by its start. */
  public static boolean isTagged(String encoded) {
    return encoded.startsWith(PREFIX + "1") || encoded.startsWith(HYBRID_PREFIX + "1");
  }

  /**
   * Reads a recipient's encoding.
   *
   * @throws KeyFailure if it is of neither type
   */
  public static TaggedRecipient parse(String encoded) throws KeyFailure {
    boolean hybrid = encoded.startsWith(HYBRID_PREFIX + "1");
    byte[] key =
        Bech32.decode(
            hybrid ? HYBRID_PREFIX : PREFIX,
            encoded.getBytes(StandardCharsets.UTF_8),
            "the recipient");
    Optional<TaggedRecipient> recipient =
        hybrid
            ? MlKem768P256PublicKey.decode(key).map(TaggedRecipient::new)
            : P256PublicKey.decodeCompressed(key).map(TaggedRecipient::new);
    return recipient.orElseThrow(
        () ->
            new KeyFailure(
                "the recipient is not a valid key for a tagged recipient",
                "copy it again, from its first character to its last"));
  }

  @Override
  public Wrapped wrap(FileKey fileKey) {
    String info = "age-encryption.org/" + stanzaType;
    try (Encapsulation encapsulation = key.encapsulate(info)) {
      byte[] encapsulated = encapsulation.encapsulated();
      Stanza stanza =
          new Stanza(
              stanzaType,
              List.of(
                  CanonicalBase64.UNPADDED.encode(tag(encapsulated, info)),
                  CanonicalBase64.UNPADDED.encode(encapsulated)),
              encapsulation.wrapKey().wrapFileKey(fileKey));
      return new Wrapped(List.of(stanza), labels);
    }
  }

  /**
   * Tells the holder of the hardware, before it is touched, whether a stanza is for it. Who does
   * not know the public key learns nothing from it.
   */
  private byte[] tag(byte[] encapsulated, String info) {
    byte[] hash = Arrays.copyOf(Sha256.of(tagged), TAG_LENGTH);
    byte[] key =
        HkdfSha256.extract(info.getBytes(StandardCharsets.US_ASCII), Joined.of(encapsulated, hash));
    return Arrays.copyOf(key, TAG_LENGTH);
  }

  /** The encoding, {@code age1tag1…} or {@code age1tagpq1…}. */
  @Override
  public String toString() {
    return new String(Bech32.encode(prefix, encoded), StandardCharsets.US_ASCII);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TaggedRecipient recipient && Arrays.equals(encoded, recipient.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }
}
