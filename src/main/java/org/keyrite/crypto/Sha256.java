package org.keyrite.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 (FIPS 180-4) of files and records: 32 bytes, written as 64 lower-case hex digits. */
public final class Sha256 {
  /** Bytes read at a time. */
  private static final int BUFFER_BYTES = 1 << 16;

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private Sha256() {}

  /** The hash of bytes at hand, in hex. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(newDigest().digest(bytes));
  }

  /** The hash of bytes at hand, 32 bytes. */
  public static byte[] of(byte[] bytes) {
    return newDigest().digest(bytes);
  }

  /** Whether the text is a hash as {@link #hex} writes it. */
  public static boolean isHex(String text) {
    return HEX.matcher(text).matches();
  }

  /**
   * Copies a stream to its end and hashes what it copied, so that the hash is of the very bytes
   * that are used afterwards.
   *
   * @return the hash, in hex
   */
  public static String copy(InputStream from, OutputStream to) throws IOException {
    MessageDigest digest = newDigest();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      digest.update(buffer, 0, count);
      to.write(buffer, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
