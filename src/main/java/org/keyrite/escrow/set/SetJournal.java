package org.keyrite.escrow.set;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.files.BoundedFile;
import org.keyrite.files.NewFolder;
import org.keyrite.files.Unfinished;
import org.keyrite.journal.Journal;
import org.keyrite.os.FileAttributes;
import org.keyrite.os.RegularFile;

/**
 * A set's journal on the disk. It is never written in place: a longer one is written beside it,
 * under a lock, and takes its name in one step.
 */
final class SetJournal {
  /** The name of the journal, beside the record. */
  static final String NAME = "escrow-journal.jsonl";

  /** A bundle's journal, beside which nothing may be written: the bundle would not verify. */
  static final String CEREMONY_JOURNAL = "journal.jsonl";

  private static final int MOST_BYTES = 64 << 20;

  private final SetRecord record;
  private final Path file;

  private SetJournal(SetRecord record, Path file) {
    this.record = record;
    this.file = file;
  }

  /** Beside the record itself: who was led there by a link is not told of an untouched set. */
  static SetJournal beside(Path recordFile, SetRecord record) throws Failed {
    try {
      return new SetJournal(record, recordFile.toRealPath().resolveSibling(NAME));
    } catch (IOException e) {
      throw unreadable(recordFile.resolveSibling(NAME), e);
    }
  }

  /**
   * Refuses a place in which nothing may be written.
   *
   * @param named the record, as it was named
   */
  void requirePlace(Path named) throws Refused {
    if (Files.exists(file.resolveSibling(CEREMONY_JOURNAL), LinkOption.NOFOLLOW_LINKS)) {
      throw new Refused(
          named + " lies in a ceremony's bundle, to which nothing may be added.",
          "Copy it to a folder of its own, and name the copy with --set.");
    }
    if (Files.isSymbolicLink(file)) {
      throw new Refused(
          "The journal " + file + " is a link.",
          "Name the record that lies beside the journal itself.");
    }
  }

  SetRecord record() {
    return record;
  }

  Path path() {
    return file;
  }

  /** What is being written, and what a killed run has left of that. */
  Path partial() {
    return file.resolveSibling("." + NAME + ".partial");
  }

  private static Failed unreadable(Path file, IOException cause) {
    return new Failed(
        "The journal " + file + " cannot be read: " + Reason.of(cause) + ".",
        "Check its permissions and the medium.",
        cause);
  }

  Failed unwritten(IOException cause) {
    return unwritten("could not be written", cause);
  }

  private Failed unwritten(String cannot, IOException cause) {
    return new Failed(
        "The journal " + file + " " + cannot + ": " + Reason.of(cause) + ".",
        "Put the set's folder on a medium that can be written, and begin again.",
        cause);
  }

  /** The journal as it is now; an empty one if there is none. */
  Journal<SetEvent> read() throws Fault {
    try (InputStream in = RegularFile.open(file, LinkOption.NOFOLLOW_LINKS)) {
      return parse(BoundedFile.bytes(in, MOST_BYTES));
    } catch (NoSuchFileException e) {
      return new Journal<>(SetEvent.FAMILY);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** An empty file is where somebody was about to begin a journal. */
  Journal<SetEvent> parse(byte[] bytes) throws Denied {
    if (bytes.length == 0) {
      return new Journal<>(SetEvent.FAMILY);
    }
    Journal<SetEvent> journal = Journal.readToContinue(bytes, SetEvent.FAMILY);
    Contradiction.refuse(record, journal, file);
    return journal;
  }

  /**
   * Whether the journal could be written, asked before anybody brings a share for what it would
   * tell.
   */
  void requireWritable() throws Failed {
    Path trial = file.resolveSibling("." + NAME + ".trial");
    try (Unfinished work = new Unfinished("the trial", () -> Files.deleteIfExists(trial))) {
      work.take(
          () -> {
            Files.deleteIfExists(trial);
            try {
              Files.createFile(trial);
            } catch (FileAlreadyExistsException e) {
              // Another program asks at this moment, and could write it.
            }
            Files.deleteIfExists(trial);
            work.complete();
          });
      if (Files.exists(file) && !Files.isWritable(file)) {
        throw new AccessDeniedException(file.toString());
      }
    } catch (IOException e) {
      throw unwritten("cannot be written", e);
    }
  }

  /**
   * Locks the journal, which others may have made longer since it was read.
   *
   * @return which the caller closes
   */
  Change change() throws Failed {
    try {
      while (true) {
        FileChannel channel = open(StandardOpenOption.CREATE);
        channel.lock();
        // Who had the lock before has put another file in the place of this one: a longer one.
        if (Files.size(file) == channel.size()) {
          return new Change(channel);
        }
        channel.close();
      }
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private FileChannel open(OpenOption... more) throws IOException {
    Set<OpenOption> options = new HashSet<>(List.of(more));
    options.addAll(
        List.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    return FileChannel.open(file, options);
  }

  /**
   * The journal of which a run was killed while it put a longer one in its place: if what that one
   * tells last has come about, it takes the place now; otherwise it goes. Not while somebody else
   * writes it.
   *
   * @return a sentence about what was found to have come about
   */
  Optional<String> mend() {
    if (!Files.exists(partial(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (FileChannel channel = open();
        FileLock lock = channel.tryLock()) {
      if (lock == null || Files.size(file) != channel.size()) {
        return Optional.empty();
      }
      Optional<Replaced> told = KilledRun.tells(this, bytes(channel));
      if (told.isPresent()) {
        boolean _ = FileAttributes.of(file).carryTo(partial());
        Files.move(partial(), file, StandardCopyOption.ATOMIC_MOVE);
        NewFolder.syncName(file);
      } else {
        Files.deleteIfExists(partial());
      }
      return told.map(
          replaced ->
              "A run was killed before this journal told of it, which it does now: "
                  + replaced.inWords());
    } catch (IOException | OverlappingFileLockException e) {
      return Optional.empty(); // Whoever adds to the journal will say why that cannot be done.
    }
  }

  private static byte[] bytes(FileChannel channel) throws IOException {
    return BoundedFile.bytes(Channels.newInputStream(channel), MOST_BYTES);
  }

  /** The journal while nobody else writes it. */
  final class Change implements AutoCloseable {
    private final FileChannel channel;
    private boolean written;

    private Change(FileChannel channel) {
      this.channel = channel;
    }

    /** The journal as it is now. */
    Journal<SetEvent> current() throws Denied, Failed {
      try {
        return parse(bytes(channel));
      } catch (IOException e) {
        throw unwritten(e);
      }
    }

    /**
     * Writes a longer one beside it, on the disk when this returns.
     *
     * @param work of which it is a part, and with which it goes
     */
    void write(Journal<SetEvent> longer, Unfinished work) throws Failed {
      try {
        work.undoWith(this::discard);
        work.take(
            () -> {
              // Never write through something in its place, such as a link to another file.
              Files.deleteIfExists(partial());
              written = true;
              write(longer.bytes());
              // Others who keep it go on to, if this user may say so.
              boolean _ = FileAttributes.of(file).carryTo(partial());
            });
      } catch (IOException e) {
        throw unwritten(e);
      }
    }

    private void write(byte[] content) throws IOException {
      try (FileChannel beside =
          FileChannel.open(partial(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        // Not where it is the same: some file systems know one mode only, and refuse to set it.
        if (!mode.equals(Files.getPosixFilePermissions(partial()))) {
          Files.setPosixFilePermissions(partial(), mode);
        }
        Channels.newOutputStream(beside).write(content);
        beside.force(true);
      }
    }

    /** Puts the longer one in its place. */
    void replace() throws IOException {
      Files.move(partial(), file, StandardCopyOption.ATOMIC_MOVE);
      written = false;
      NewFolder.syncName(file);
    }

    /** Once it has moved another program may be writing one of its name. */
    private void discard() throws IOException {
      if (written) {
        Files.deleteIfExists(partial());
      }
    }

    /** Lets others write it. */
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
