package org.keyrite.trust;

import java.io.ByteArrayOutputStream;
import org.keyrite.checksum.ChecksumFormatException;
import org.keyrite.checksum.ChecksumList;
import org.keyrite.crypto.hash.StrongHash;

/** A list of checksums whose bytes go by: those that are hashed are those that are understood. */
final class ListReading {
  private static final int MOST_BYTES = 16 << 20;

  private final StrongHash algorithm;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean tooLong;

  /** A list of hashes of one kind, which is stated and not guessed. */
  ListReading(StrongHash algorithm) {
    this.algorithm = algorithm;
  }

  void update(byte[] buffer, int offset, int count) {
    tooLong |= count > MOST_BYTES - bytes.size();
    if (!tooLong) {
      bytes.write(buffer, offset, count);
    }
  }

  Examined.Listing finish() {
    if (tooLong) {
      return new Examined.NoList("is longer than a list of 16 MiB");
    }
    try {
      return new Examined.Listed(ChecksumList.ofRelease(bytes.toByteArray(), algorithm));
    } catch (ChecksumFormatException e) {
      return new Examined.NoList("is no list: it " + e.getMessage());
    }
  }
}
