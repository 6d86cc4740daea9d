package org.keyrite.trust;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlValue;

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

  /** Reads a hash, or a list of hashes. */
  public static Pin read(YamlValue value) throws YamlException {
    Set<String> hashes = new LinkedHashSet<>();
    for (YamlValue hash : value.isScalar() ? List.of(value) : value.elements()) {
      if (!Sha256.isHex(hash.text())) {
        throw hash.error("expected a SHA-256: 64 digits 0-9 a-f");
      }
      if (!hashes.add(hash.text())) {
        throw value.error("a hash is here twice");
      }
    }
    return new Pin(List.copyOf(hashes));
  }
}
