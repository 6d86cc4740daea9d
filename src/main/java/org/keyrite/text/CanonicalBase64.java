package org.keyrite.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 in its one canonical form (RFC 4648, sections 3.5 and 4). With a second form for the same
 * bytes, a file could be changed and still be accepted.
 */
public enum CanonicalBase64 {
  PADDED,
  UNPADDED;

  private static final Base64.Encoder WITHOUT_PADDING = Base64.getEncoder().withoutPadding();

  private Base64.Encoder encoder() {
    return this == PADDED ? Base64.getEncoder() : WITHOUT_PADDING;
  }

  /** The form of bytes. */
  public String encode(byte[] bytes) {
    return encoder().encodeToString(bytes);
  }

  /** The same as ASCII, which the caller wipes if the bytes are secret. */
  public byte[] encodeToBytes(byte[] bytes) {
    return encoder().encode(bytes);
  }

  /** Empty if the text is anything but what {@link #encode} gives for some bytes. */
  public Optional<byte[]> decode(String text) {
    return decode(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same of ASCII, leaving no copy behind but the one that is returned. */
  public Optional<byte[]> decode(byte[] text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      // The JDK lets missing or needless padding and stray bits pass; encoding again does not.
      byte[] again = encoder().encode(bytes);
      boolean canonical = Arrays.equals(again, text);
      Arrays.fill(again, (byte) 0);
      return canonical ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
