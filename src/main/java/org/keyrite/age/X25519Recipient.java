package org.keyrite.age;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.SharedSecret;
import org.keyrite.crypto.sealing.WrapKey;
import org.keyrite.crypto.sealing.X25519Secret;
import org.keyrite.text.CanonicalBase64;

/**
 * An X25519 recipient, {@code age1…}. Nothing in a file reveals that it is addressed to it.
 *
 * <p>Specification: "The X25519 recipient type".
 */
public final class X25519Recipient implements Recipient {
  static final String STANZA_TYPE = "X25519";
  static final String PREFIX = "age";
  private static final String INFO = "age-encryption.org/v1/X25519";

  private final byte[] share;

  X25519Recipient(byte[] share) {
    this.share = share;
  }

  /**
   * Reads a recipient's encoding: {@code age1} and 58 more characters.
   *
   * @throws KeyFailure if it is anything else
   */
  public static X25519Recipient parse(String encoded) throws KeyFailure {
    byte[] share = Bech32.decode(PREFIX, encoded.getBytes(StandardCharsets.UTF_8), "the recipient");
    if (share.length != X25519Secret.LENGTH) {
      throw new KeyFailure(
          "the recipient does not have the length of an X25519 key",
          "copy it again, from its first character to its last");
    }
    return new X25519Recipient(share);
  }

  @Override
  public Wrapped wrap(FileKey fileKey) throws KeyFailure {
    try (X25519Secret ephemeral = X25519Secret.generate();
        SharedSecret shared = ephemeral.agree(share).orElseThrow(this::lowOrder)) {
      byte[] ephemeralShare = ephemeral.publicShare();
      try (WrapKey wrapKey = wrapKey(shared, ephemeralShare)) {
        Stanza stanza =
            new Stanza(
                STANZA_TYPE,
                List.of(CanonicalBase64.UNPADDED.encode(ephemeralShare)),
                wrapKey.wrapFileKey(fileKey));
        return new Wrapped(List.of(stanza), Set.of());
      }
    }
  }

  /** The key that both sides derive. Bound to this recipient and to this stanza. */
  WrapKey wrapKey(SharedSecret shared, byte[] ephemeralShare) {
    return shared.wrapKey(Joined.of(ephemeralShare, share), INFO);
  }

  private KeyFailure lowOrder() {
    return new KeyFailure(
        "the recipient is a point of low order, which anyone could decrypt for",
        "do not use it: no honest program makes such a recipient");
  }

  /** The encoding, {@code age1…}: 62 characters. */
  @Override
  public String toString() {
    return new String(Bech32.encode(PREFIX, share), StandardCharsets.US_ASCII);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof X25519Recipient recipient && Arrays.equals(share, recipient.share);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(share);
  }
}
