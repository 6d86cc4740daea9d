package org.keyrite.escrow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.journal.Journal;
import org.keyrite.os.RegularFile;

/**
 * A set as it lies on a disk: its record, and beside it the journal of its life, to which splits,
 * drills, losses and what was done about them are added.
 */
public final class EscrowSet {
  /** The name of the journal, beside the record. */
  public static final String JOURNAL = "escrow-journal.jsonl";

  private static final String SET = "set";
  private static final int MOST_BYTES = 64 << 20;

  private final SetRecord record;
  private final Path journalFile;
  private final Journal journal;

  private EscrowSet(SetRecord record, Path journalFile, Journal journal) {
    this.record = record;
    this.journalFile = journalFile;
    this.journal = journal;
  }

  /**
   * Opens a set.
   *
   * @param recordFile its {@code escrow.json}; without a journal beside it, one begins
   * @throws org.keyrite.fault.Refused if the record is not one
   * @throws Denied if the journal is not whole, or is another set's
   * @throws Failed if it cannot be read
   */
  public static EscrowSet open(Path recordFile, Clock clock) throws Fault {
    SetRecord record = SetRecordReader.read(recordFile);
    Path file = recordFile.toAbsolutePath().resolveSibling(JOURNAL);
    try (InputStream in = RegularFile.open(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      if (in.read() >= 0) {
        throw new IOException("it is longer than 64 MiB");
      }
      Journal journal = Journal.continuing(bytes, clock);
      requireOf(record, journal, file);
      return new EscrowSet(record, file, journal);
    } catch (NoSuchFileException e) {
      return new EscrowSet(record, file, new Journal(clock));
    } catch (IOException e) {
      throw new Failed(
          "The journal " + file + " cannot be read: " + Reason.of(e) + ".",
          "Check its permissions and the medium.",
          e);
    }
  }

  private static void requireOf(SetRecord record, Journal journal, Path file) throws Denied {
    for (Journal.Entry entry : journal.entries()) {
      if (!record.set().equals(entry.facts().get(SET))) {
        throw new Denied(
            "The journal " + file + " is of another set than the record beside it.",
            "Keep each set in a folder of its own; do not mix their files.");
      }
    }
  }

  /** The set's public facts. */
  public SetRecord record() {
    return record;
  }

  /** What has happened to it. */
  public Journal journal() {
    return journal;
  }

  /** The facts of an event of a set, the set itself first. */
  static Map<String, Object> facts(SetRecord record) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(SET, record.set());
    return facts;
  }

  /**
   * Adds an event, on the disk too, before this returns.
   *
   * @param facts as {@link #facts} begins them
   */
  void append(String event, Map<String, ?> facts) throws Failed {
    add(event, facts);
    save();
  }

  /** Adds an event that is not on the disk until {@link #save}. */
  void add(String event, Map<String, ?> facts) {
    journal.append(event, facts);
  }

  /**
   * Whether the journal could be written, asked before anybody brings a share for what it would
   * tell.
   */
  public void requireWritable() throws Failed {
    Path trial = journalFile.resolveSibling("." + JOURNAL + ".trial");
    try {
      Files.deleteIfExists(trial);
      Files.delete(Files.createFile(trial));
    } catch (IOException e) {
      throw new Failed(
          "The journal " + journalFile + " cannot be written: " + Reason.of(e) + ".",
          "Bring the set's folder on a medium that can be written, and begin again.",
          e);
    }
  }

  /** Writes the journal. */
  void save() throws Failed {
    Path partial = journalFile.resolveSibling("." + JOURNAL + ".partial");
    try {
      // What somebody has put there, such as a link to another file, is not written to.
      Files.deleteIfExists(partial);
      try {
        write(partial);
        Files.move(partial, journalFile, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw new Failed(
          "The journal " + journalFile + " could not be written: " + Reason.of(e) + ".",
          "Bring the set's folder on a medium that can be written, and do it again.",
          e);
    }
  }

  private void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(journal.bytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
