package org.keyrite.bundle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The list {@code SHA256SUMS} in GNU form, as {@code sha256sum -c} reads it: a hash, two spaces (or
 * a space and an asterisk), a name.
 *
 * <p>Only plain names are written and read here: none with a backslash, which GNU's form escapes.
 *
 * @param hashes the hash of each file, by name, sorted by name
 */
public record ChecksumList(Map<String, String> hashes) {
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *]([^\\\\\\p{Cntrl}]+)");

  public ChecksumList {
    hashes = new TreeMap<>(hashes);
  }

  /**
   * Reads a list; every line must be of the form, and no name may stand twice.
   *
   * @param file the whole file, UTF-8
   * @return empty when it is not such a list, or has no line
   */
  public static Optional<ChecksumList> parse(byte[] file) {
    Map<String, String> hashes = new TreeMap<>();
    for (String line : lines(file)) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches() || hashes.put(matcher.group(2), matcher.group(1)) != null) {
        return Optional.empty();
      }
    }
    return hashes.isEmpty() ? Optional.empty() : Optional.of(new ChecksumList(hashes));
  }

  private static List<String> lines(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  /** The list as a file. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder();
    hashes.forEach((name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
