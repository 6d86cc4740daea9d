package org.keyrite.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import org.keyrite.os.Held;
import org.keyrite.os.Stretch;
import org.keyrite.os.Zeros;

/** What a file holds. */
final class Content {
  /** How often a file may have grown; one that has grown each time is in use. */
  private static final int MOST_ROUNDS = 8;

  private final Held file;
  private final Path known;
  private final ErasureRules rules;
  private final Tally tally;

  /**
   * That of a file which is held.
   *
   * @param known its name, for people
   * @param tally which counts what is done
   */
  Content(Held file, Path known, ErasureRules rules, Tally tally) {
    this.file = file;
    this.known = known;
    this.rules = rules;
    this.tally = tally;
  }

  /**
   * Overwrites it with zeros; outside of a workspace, the file is empty then. If it cannot be done,
   * the file has the rights that it had.
   *
   * @throws IOException if it could not be done to its end
   */
  void erase() throws IOException {
    OptionalInt mode = file.requireRights();
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
      if (rules.inWorkspace()) {
        eraseOnce(channel);
      } else {
        eraseOnDisk(channel);
      }
    } catch (IOException | RuntimeException e) {
      mode.ifPresent(file::restoreMode);
      throw e;
    }
  }

  private void eraseOnce(FileChannel channel) throws IOException {
    for (Stretch stretch : file.stretches()) {
      if (stretch.to() - stretch.from() > rules.longestStretch()) {
        overwrite(channel, stretch.from(), stretch.from() + rules.longestStretch());
        tally.readable(known + " was overwritten in part: it is longer than 64 MiB");
      } else {
        overwrite(channel, stretch.from(), stretch.to());
      }
    }
  }

  /** Somebody may write to it meanwhile: it is done when the file system's map has nothing new. */
  private void eraseOnDisk(FileChannel channel) throws IOException {
    List<Stretch> before = List.of();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      channel.force(true); // Only then has all of it a place on the disk, which is then known.
      List<Stretch> now = file.stretches();
      List<Stretch> added = Stretch.difference(now, before);
      if (added.isEmpty()) {
        channel.truncate(0);
        return;
      }
      for (Stretch stretch : added) {
        overwrite(channel, stretch.from(), stretch.to());
      }
      before = now;
    }
    throw new IOException("it grows while it is wiped: end the program that writes to it");
  }

  private void overwrite(FileChannel channel, long from, long to) throws IOException {
    Zeros.write(channel, from, to, tally.counting(rules.watch()));
  }
}
