package org.keyrite.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hashes of several kinds, of one file whose bytes pass by once. */
public final class FileHashes {
  /** Bytes read at a time. */
  private static final int BUFFER_BYTES = 1 << 16;

  private final Map<StrongHash, RunningHash> running = new LinkedHashMap<>();

  /** Hashes that have seen nothing yet; an algorithm that is named twice is computed once. */
  public FileHashes(Collection<StrongHash> algorithms) {
    algorithms.forEach(algorithm -> running.computeIfAbsent(algorithm, StrongHash::begin));
  }

  /** More bytes of the file. */
  public void update(byte[] bytes, int offset, int length) {
    running.values().forEach(hash -> hash.update(bytes, offset, length));
  }

  /** Each hash, in lower-case hex; ends them. */
  public Map<StrongHash, String> finish() {
    Map<StrongHash, String> hashes = new LinkedHashMap<>();
    running.forEach(
        (algorithm, hash) -> hashes.put(algorithm, HexFormat.of().formatHex(hash.finish())));
    return hashes;
  }

  /**
   * Copies a stream to its end and hashes what it copied, so that the hashes are of the very bytes
   * that are used afterwards.
   *
   * @return each hash, in lower-case hex
   */
  public static Map<StrongHash, String> copy(
      InputStream from, OutputStream to, Collection<StrongHash> algorithms) throws IOException {
    FileHashes hashes = new FileHashes(algorithms);
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      hashes.update(buffer, 0, count);
      to.write(buffer, 0, count);
    }
    return hashes.finish();
  }
}
