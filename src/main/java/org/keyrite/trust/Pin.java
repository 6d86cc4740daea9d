package org.keyrite.trust;

import java.util.List;
import org.keyrite.crypto.Sha256;

/**
 * The SHA-256 hashes of which a file must have one.
 *
 * @param hashes at least one, each 64 lower-case hex digits
 */
public record Pin(List<String> hashes) {
  public Pin {
    hashes = List.copyOf(hashes);
    if (hashes.isEmpty() || !hashes.stream().allMatch(Sha256::isHex)) {
      throw new IllegalArgumentException("a pin is at least one SHA-256");
    }
  }
}
