package org.keyrite.checksum;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrite.crypto.hash.StrongHash;

/**
 * A list of checksums, in the order of its file. No two entries have the same name and algorithm; a
 * name may stand with several algorithms, and its file must then have all of those hashes.
 *
 * @param entries at least one
 */
public record ChecksumList(List<Entry> entries) {
  /**
   * A line of a list.
   *
   * @param name of the file, with {@code /} between the folders that it is in
   * @param algorithm what the hash is made with
   * @param hash in lower-case hex
   */
  public record Entry(String name, StrongHash algorithm, String hash) {}

  public ChecksumList {
    entries = List.copyOf(entries);
  }

  /**
   * Reads the list of a release, whose names lead to files in its folder and in those below.
   *
   * @param file the whole file, at most 16 MiB and 100,000 lines
   * @param algorithm what the hashes are made with, where that is known from outside; a list that
   *     uses another is refused. Without it, the lines must say: those of GNU's form say by their
   *     length, of which only 128 digits can be of two, SHA-512 and BLAKE2b.
   * @throws ChecksumFormatException when any line of it cannot be accepted
   */
  public static ChecksumList ofRelease(byte[] file, Optional<StrongHash> algorithm)
      throws ChecksumFormatException {
    return read(file, algorithm, new ListedNames(true));
  }

  /**
   * Reads a list whose names are paths of this machine, and may lead anywhere: they are only to be
   * compared with a path that is known, and never to be opened.
   *
   * @param file as for {@link #ofRelease}
   * @param algorithm as for {@link #ofRelease}
   * @throws ChecksumFormatException when any line of it cannot be accepted
   */
  public static ChecksumList ofPaths(byte[] file, Optional<StrongHash> algorithm)
      throws ChecksumFormatException {
    return read(file, algorithm, new ListedNames(false));
  }

  private static ChecksumList read(byte[] file, Optional<StrongHash> algorithm, ListedNames names)
      throws ChecksumFormatException {
    ChecksumLines lines = new ChecksumLines(file);
    LineForm form = null;
    List<Entry> entries = new ArrayList<>();
    while (lines.next()) {
      ListedLine line = ListedLine.parse(lines.line(), lines.number());
      if (form != null && form != line.form()) {
        throw new ChecksumFormatException(
            "has line " + lines.number() + " in another form than the lines before it");
      }
      form = line.form();
      StrongHash used = line.algorithm(algorithm);
      String name = names.add(line.name(), used, lines.number());
      entries.add(new Entry(name, used, line.hash()));
    }
    return new ChecksumList(entries);
  }

  /** What each file must have, in the order of the list: a hash for each algorithm listed. */
  public Map<String, Map<StrongHash, String>> byName() {
    Map<String, Map<StrongHash, String>> hashes = new LinkedHashMap<>();
    for (Entry entry : entries) {
      hashes
          .computeIfAbsent(entry.name(), _ -> new LinkedHashMap<>())
          .put(entry.algorithm(), entry.hash());
    }
    return hashes;
  }
}
