package org.keyrite.crypto.hash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** SHA-256 (FIPS 180-4) of files and records: 32 bytes, written as 64 lower-case hex digits. */
public final class Sha256 {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private Sha256() {}

  /** The hash of bytes at hand, in hex. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(of(bytes));
  }

  /** The hash of bytes at hand, 32 bytes. */
  public static byte[] of(byte[] bytes) {
    return StrongHash.SHA_256.begin().finish(bytes);
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
    return FileHashes.copy(from, to, List.of(StrongHash.SHA_256)).get(StrongHash.SHA_256);
  }
}
