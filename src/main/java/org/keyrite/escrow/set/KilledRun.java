package org.keyrite.escrow.set;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyrite.fault.Fault;
import org.keyrite.files.BoundedFile;
import org.keyrite.journal.Journal;
import org.keyrite.os.RegularFile;

/**
 * What a run that was killed has left beside a set's journal: a longer one, which tells of a new
 * folder. The folder had its name before, or has none.
 */
final class KilledRun {
  private static final int MOST_BYTES = 64 << 20;

  private KilledRun() {}

  /**
   * What took the set's place, if it has come about.
   *
   * @param journal beside which it was left
   * @param current what is in the journal itself
   * @throws IOException if what was left cannot be read
   */
  static Optional<Replaced> tells(SetJournal journal, byte[] current) throws IOException {
    if (!Files.isRegularFile(journal.partial(), LinkOption.NOFOLLOW_LINKS)
        || !Files.getAttribute(journal.partial(), "unix:nlink").equals(1)) {
      return Optional.empty();
    }
    byte[] left = bytes(journal.partial());
    int same = Arrays.mismatch(current, left);
    if (same != current.length || left[left.length - 1] != '\n') {
      return Optional.empty(); // It does not go on from the journal, or not to the end of a line.
    }
    try {
      Journal<SetEvent> longer = journal.parse(left);
      return isOfOneRun(longer, journal.parse(current)) && hasComeAbout(journal.record(), longer)
          ? Replaced.in(longer)
          : Optional.empty();
    } catch (Fault | InvalidPathException e) {
      return Optional.empty(); // It was not written to its end, or by no run.
    }
  }

  /** Whether what one journal has more is what a single run adds. */
  private static boolean isOfOneRun(Journal<SetEvent> longer, Journal<SetEvent> shorter) {
    int size = longer.entries().size();
    return longer.entries().subList(shorter.entries().size(), size - 1).stream()
        .map(Journal.Entry::event)
        .allMatch(
            event ->
                event instanceof SetEvent.RiskAccepted
                    || event instanceof SetEvent.ForkAccepted
                    || event instanceof SetEvent.ShareReissued);
  }

  private static boolean hasComeAbout(SetRecord old, Journal<SetEvent> longer)
      throws Fault, IOException {
    return switch (longer.entries().getLast().event()) {
      case SetEvent.Continued e -> hasBegun(Path.of(e.folder()), longer);
      case SetEvent.Reshared e -> isIn(e.folder(), e.successor(), old, old.recipient());
      case SetEvent.Rotated e -> isIn(e.folder(), e.successor(), old, e.recipient());
      default -> false;
    };
  }

  /**
   * Whether a folder has a set of that name, made in place of the old one, and of that identity.
   */
  private static boolean isIn(Optional<String> folder, String set, SetRecord old, String recipient)
      throws Fault {
    if (folder.isEmpty()) {
      return false;
    }
    SetRecord there = SetRecordReader.read(Path.of(folder.get(), SetRecord.FILE));
    return there.set().equals(set)
        && there.replaces().equals(Optional.of(old.set()))
        && there.recipient().equals(recipient);
  }

  /** Whether the journal in a folder begins with this one, but for the line that names it. */
  private static boolean hasBegun(Path folder, Journal<SetEvent> longer) throws IOException {
    Path there = folder.resolve(SetJournal.NAME);
    if (!Files.isRegularFile(there)) {
      return false;
    }
    List<String> lines = Files.readAllLines(there);
    int common = longer.entries().size() - 1;
    return lines.size() >= common
        && longer.entries().subList(0, common).stream()
            .map(Journal.Entry::line)
            .toList()
            .equals(lines.subList(0, common));
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = RegularFile.open(file, LinkOption.NOFOLLOW_LINKS)) {
      return BoundedFile.bytes(in, MOST_BYTES);
    }
  }
}
