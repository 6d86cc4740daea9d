package org.keyrite.crypto.hash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hashes of several kinds, of one file whose bytes pass by once. */
public final class FileHashes {
  private final Map<StrongHash, RunningHash> running = new LinkedHashMap<>();

  /** Hashes that have seen nothing yet; an algorithm that is named twice is computed once. */
  public FileHashes(Collection<StrongHash> algorithms) {
    algorithms.forEach(algorithm -> running.computeIfAbsent(algorithm, StrongHash::begin));
  }

  /** What must be shown the file, the whole of it: one for each hash. */
  public List<BlockPipeline.Reader> readers() {
    return running.values().stream().<BlockPipeline.Reader>map(hash -> hash::update).toList();
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
    try (BlockPipeline pipeline = new BlockPipeline(hashes.readers())) {
      byte[] block = pipeline.block();
      for (int count = from.read(block); count >= 0; count = from.read(block)) {
        pipeline.pass(count);
        to.write(block, 0, count);
        block = pipeline.block();
      }
      pipeline.finish();
    }
    return hashes.finish();
  }
}
