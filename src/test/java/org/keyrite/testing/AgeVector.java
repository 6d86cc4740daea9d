package org.keyrite.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;

/**
 * One file of the age test vectors (see {@code vectors/SOURCES.md}).
 *
 * @param name its file name
 * @param keys its text header; a key may be repeated
 * @param file the age file, not compressed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
public record AgeVector(String name, Map<String, List<String>> keys, byte[] file) {
  private static final Set<String> KNOWN_KEYS =
      Set.of(
          "expect",
          "payload",
          "file key",
          "identity",
          "passphrase",
          "armored",
          "compressed",
          "comment");

  /** All vectors whose keys are known, by name. */
  public static List<AgeVector> all() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .sorted()
          .map(AgeVector::read)
          .filter(vector -> KNOWN_KEYS.containsAll(vector.keys.keySet()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code success}, or the kind of failure. */
  public String expect() {
    return keys.get("expect").getFirst();
  }

  /** SHA-256 of what must be released, in hex; of nothing, where the vector does not say. */
  public String payload() {
    return keys.getOrDefault(
            "payload", List.of("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        .getFirst();
  }

  public List<String> identities() {
    return keys.getOrDefault("identity", List.of());
  }

  public List<String> passphrases() {
    return keys.getOrDefault("passphrase", List.of());
  }

  public boolean isArmored() {
    return keys.containsKey("armored");
  }

  @Override
  public String toString() {
    return name;
  }

  private static Path folder() {
    try {
      return Path.of(AgeVector.class.getResource("/vectors/age-cctv").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static AgeVector read(Path path) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      // Every byte a character, so that an index into the text is one into the bytes.
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\n\n");
      Map<String, List<String>> keys = new HashMap<>();
      for (String line : text.substring(0, end).split("\n", -1)) {
        int colon = line.indexOf(": ");
        keys.computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
            .add(line.substring(colon + 2));
      }
      byte[] file = Arrays.copyOfRange(bytes, end + 2, bytes.length);
      boolean compressed = keys.getOrDefault("compressed", List.of()).equals(List.of("zlib"));
      return new AgeVector(path.getFileName().toString(), keys, compressed ? inflate(file) : file);
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  private static byte[] inflate(byte[] compressed) throws IOException {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
      return in.readAllBytes();
    }
  }
}
