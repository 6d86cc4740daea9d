package org.keyrite.escrow.set;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.files.BoundedFile;
import org.keyrite.files.Unfinished;
import org.keyrite.journal.Journal;
import org.keyrite.os.FileAttributes;
import org.keyrite.os.RegularFile;

/**
 * A set as it lies on a disk: its record, and beside it the journal of its life, to which splits,
 * drills, losses and what was done about them are added.
 */
public final class EscrowSet {
  /** The name of the journal, beside the record. */
  public static final String JOURNAL = "escrow-journal.jsonl";

  /** A bundle's journal, beside which nothing may be written: the bundle would not verify. */
  static final String CEREMONY_JOURNAL = "journal.jsonl";

  private static final int MOST_BYTES = 64 << 20;

  private final SetRecord record;
  private final Path journalFile;
  private final Clock clock;

  /** Not on the disk yet. */
  private final List<SetEvent> added = new ArrayList<>();

  private Journal<SetEvent> journal;

  private EscrowSet(SetRecord record, Path journalFile, Journal<SetEvent> journal, Clock clock) {
    this.record = record;
    this.journalFile = journalFile;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Opens a set.
   *
   * @param recordFile its {@code escrow.json}, or a link to it; without a journal beside the file
   *     itself, one begins
   * @throws Refused if the record is not one, lies in a ceremony's bundle, or has a link for a
   *     journal
   * @throws Denied if the journal is not whole, or is another set's
   * @throws Failed if it cannot be read
   */
  public static EscrowSet open(Path recordFile, Clock clock) throws Fault {
    SetRecord record = SetRecordReader.read(recordFile);
    Path file = journalFile(recordFile);
    return new EscrowSet(record, file, read(record, file), clock);
  }

  /** A set's record, compared with the journal beside it if there is one. Faults are as above. */
  public static SetRecord record(Path recordFile) throws Fault {
    SetRecord record = SetRecordReader.read(recordFile);
    try {
      read(record, recordFile.toRealPath().resolveSibling(JOURNAL));
      return record;
    } catch (IOException e) {
      throw unreadable(recordFile.resolveSibling(JOURNAL), e);
    }
  }

  /** Beside the record itself: who was led there by a link is not told of an untouched set. */
  private static Path journalFile(Path recordFile) throws Refused, Failed {
    try {
      Path file = recordFile.toRealPath().resolveSibling(JOURNAL);
      if (Files.exists(file.resolveSibling(CEREMONY_JOURNAL), LinkOption.NOFOLLOW_LINKS)) {
        throw new Refused(
            recordFile + " lies in a ceremony's bundle, to which nothing may be added.",
            "Copy it to a folder of its own, and name the copy with --set.");
      }
      if (Files.isSymbolicLink(file)) {
        throw new Refused(
            "The journal " + file + " is a link.",
            "Name the record that lies beside the journal itself.");
      }
      return file;
    } catch (IOException e) {
      throw unreadable(recordFile.resolveSibling(JOURNAL), e);
    }
  }

  private static Failed unreadable(Path file, IOException cause) {
    return new Failed(
        "The journal " + file + " cannot be read: " + Reason.of(cause) + ".",
        "Check its permissions and the medium.",
        cause);
  }

  private static Journal<SetEvent> read(SetRecord record, Path file) throws Fault {
    try (InputStream in = RegularFile.open(file, LinkOption.NOFOLLOW_LINKS)) {
      return read(in, record, file);
    } catch (NoSuchFileException e) {
      return new Journal<>(SetEvent.FAMILY);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** An empty file is where somebody was about to begin a journal. */
  private static Journal<SetEvent> read(InputStream in, SetRecord record, Path file)
      throws IOException, Denied {
    byte[] bytes = BoundedFile.bytes(in, MOST_BYTES);
    if (bytes.length == 0) {
      return new Journal<>(SetEvent.FAMILY);
    }
    Journal<SetEvent> journal = Journal.readToContinue(bytes, SetEvent.FAMILY);
    Contradiction.refuse(record, journal, file);
    return journal;
  }

  /** The set's public facts. */
  public SetRecord record() {
    return record;
  }

  /** What has happened to it. */
  public Journal<SetEvent> journal() {
    return journal;
  }

  /**
   * Adds an event, on the disk too, before this returns.
   *
   * @throws Fault as for {@link #save}
   */
  public void append(SetEvent event) throws Fault {
    add(event);
    save();
  }

  /** Adds what does not protect a secret of this set, and was accepted, as {@link #add} does. */
  public void accepted(List<String> risks) {
    SetEvent.RiskAccepted.of(record.set(), risks).ifPresent(this::add);
  }

  /** Adds an event that is not on the disk until {@link #save}. */
  public void add(SetEvent event) {
    added.add(event);
    journal.append(clock.instant(), event);
  }

  /**
   * Whether the journal could be written, asked before anybody brings a share for what it would
   * tell.
   */
  public void requireWritable() throws Failed {
    Path trial = journalFile.resolveSibling("." + JOURNAL + ".trial");
    try {
      asOneStep(
          trial,
          () -> {
            Files.deleteIfExists(trial);
            try {
              Files.createFile(trial);
            } catch (FileAlreadyExistsException e) {
              // Another program asks at this moment, and could write it.
            }
            Files.deleteIfExists(trial);
          });
      if (Files.exists(journalFile) && !Files.isWritable(journalFile)) {
        throw new AccessDeniedException(journalFile.toString());
      }
    } catch (IOException e) {
      throw new Failed(
          "The journal " + journalFile + " cannot be written: " + Reason.of(e) + ".",
          "Put the set's folder on a medium that can be written, and begin again.",
          e);
    }
  }

  /**
   * Writes what was added, after all that others have added since this was opened: a drill takes an
   * hour, and a loss may be reported in it.
   *
   * @throws Denied if the journal does not go on from what was read of it
   * @throws Failed if it cannot be written; then it is as it was
   */
  public void save() throws Fault {
    try {
      boolean saved = false;
      while (!saved) {
        try (FileChannel current =
                FileChannel.open(
                    journalFile,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            FileLock _ = current.lock()) {
          // Who had the lock before has put another file in the place of this one: a longer one.
          saved = Files.size(journalFile) == current.size();
          if (saved) {
            catchUp(read(Channels.newInputStream(current), record, journalFile));
            replace();
          }
        }
      }
      added.clear();
    } catch (IOException e) {
      throw new Failed(
          "The journal " + journalFile + " could not be written: " + Reason.of(e) + ".",
          "Put the set's folder on a medium that can be written, and begin again.",
          e);
    }
  }

  /** Takes up what others have added, if there is something. */
  public void catchUp() throws Fault {
    catchUp(read(record, journalFile));
  }

  private void catchUp(Journal<SetEvent> current) throws Denied {
    List<String> known = lines(journal).subList(0, journal.entries().size() - added.size());
    List<String> now = lines(current);
    if (now.size() < known.size() || !now.subList(0, known.size()).equals(known)) {
      throw new Denied(
          "The journal " + journalFile + " was replaced or cut short in the meantime.",
          "Nothing was recorded. Find out who did it, and compare it with another copy.");
    }
    added.forEach(event -> current.append(clock.instant(), event));
    journal = current;
  }

  private static List<String> lines(Journal<SetEvent> journal) {
    return journal.entries().stream().map(Journal.Entry::line).toList();
  }

  private void replace() throws IOException {
    Path partial = journalFile.resolveSibling("." + JOURNAL + ".partial");
    asOneStep(
        partial,
        () -> {
          // Never write through something in its place, such as a link to another file.
          Files.deleteIfExists(partial);
          write(partial);
          // Others who keep it go on to, if this user may say so.
          boolean _ = FileAttributes.of(journalFile).carryTo(partial);
          Files.move(partial, journalFile, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  /** What is done to a file beside the journal. */
  @FunctionalInterface
  private interface Step {
    void take() throws IOException;
  }

  /**
   * Does something that a signal waits for. If it fails, the file is removed: only then, since once
   * it has moved another program may be writing one of its name.
   */
  private static void asOneStep(Path file, Step step) throws IOException {
    try (Unfinished work = new Unfinished("the journal", () -> Files.deleteIfExists(file))) {
      synchronized (work) {
        work.requireGoingOn();
        step.take();
        work.complete();
      }
    }
  }

  private void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(journalFile);
      // Not where it is the same: some file systems know one mode only, and refuse to set it.
      if (!mode.equals(Files.getPosixFilePermissions(file))) {
        Files.setPosixFilePermissions(file, mode);
      }
      Channels.newOutputStream(channel).write(journal.bytes());
      channel.force(true);
    }
  }
}
