package org.keyrite.age;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 without padding, in its one canonical form (RFC 4648, sections 3.5 and 4), as headers have
 * it. With a second form for the same bytes, a file could be changed and still be accepted.
 */
final class UnpaddedBase64 {
  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getDecoder();

  private UnpaddedBase64() {}

  static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /** The same as ASCII, which the caller wipes if the bytes are secret. */
  static byte[] encodeToBytes(byte[] bytes) {
    return ENCODER.encode(bytes);
  }

  /** Empty if the text is anything but what {@link #encode} gives for some bytes. */
  static Optional<byte[]> decode(String text) {
    return decode(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The same of ASCII, leaving no copy behind but the one that is returned. */
  static Optional<byte[]> decode(byte[] text) {
    try {
      byte[] bytes = DECODER.decode(text);
      // The JDK lets padding and stray bits pass; encoding again does not.
      byte[] again = ENCODER.encode(bytes);
      boolean canonical = Arrays.equals(again, text);
      Arrays.fill(again, (byte) 0);
      return canonical ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
