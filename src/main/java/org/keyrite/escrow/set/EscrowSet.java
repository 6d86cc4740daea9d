package org.keyrite.escrow.set;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.files.NewFolder;
import org.keyrite.files.Unfinished;
import org.keyrite.journal.Journal;

/**
 * A set as it lies on a disk: its record, and beside it the journal of its life, to which splits,
 * drills, losses and what was done about them are added.
 */
public final class EscrowSet {
  /** The name of the journal, beside the record. */
  public static final String JOURNAL = SetJournal.NAME;

  private final SetRecord record;
  private final SetJournal file;
  private final Optional<String> mended;
  private final Clock clock;

  /** Not on the disk yet. */
  private final List<SetEvent> added = new ArrayList<>();

  private Journal<SetEvent> journal;
  private Optional<Replaced> replaced;

  private EscrowSet(SetRecord record, SetJournal file, Optional<String> mended, Clock clock)
      throws Fault {
    this.record = record;
    this.file = file;
    this.mended = mended;
    this.clock = clock;
    this.journal = file.read();
    this.replaced = Replaced.in(journal);
  }

  /**
   * Opens a set, and completes its journal if a run was killed when only that was left to be done.
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
    SetJournal file = SetJournal.beside(recordFile, record);
    file.requirePlace(recordFile);
    return new EscrowSet(record, file, file.mend(), clock);
  }

  /**
   * A set to which nothing will be added, wherever it lies. Its record is compared with the journal
   * beside it, if there is one. Faults are as above.
   */
  public static EscrowSet look(Path recordFile, Clock clock) throws Fault {
    SetRecord record = SetRecordReader.read(recordFile);
    return new EscrowSet(record, SetJournal.beside(recordFile, record), Optional.empty(), clock);
  }

  /** The set's public facts. */
  public SetRecord record() {
    return record;
  }

  /** What has happened to it. */
  public Journal<SetEvent> journal() {
    return journal;
  }

  /** What took its place, as the journal on the disk tells; empty if it is in force. */
  public Optional<Replaced> replaced() {
    return replaced;
  }

  /**
   * Whether it was rotated into a certain set, whose identity is the one that the journal names.
   */
  public boolean isRotatedInto(SetRecord successor) {
    return journal.entries().stream()
        .map(Journal.Entry::event)
        .anyMatch(
            event ->
                event instanceof SetEvent.Rotated rotated
                    && rotated.successor().equals(successor.set())
                    && rotated.recipient().equals(successor.recipient()));
  }

  /** A sentence about what a killed run has left undone, and was done when this was opened. */
  public Optional<String> mended() {
    return mended;
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
    file.requireWritable();
  }

  /** The last step of a work, in which the journal is put in its place. */
  @FunctionalInterface
  private interface LastStep {
    void take(SetJournal.Change change) throws IOException;
  }

  /**
   * Writes what was added, after all that others have added since this was opened: a drill takes an
   * hour, and a loss may be reported in it.
   *
   * @throws Denied if the journal does not go on from what was read of it
   * @throws Refused if the set was replaced in the meantime
   * @throws Failed if it cannot be written; then it is as it was
   */
  public void save() throws Fault {
    try (Unfinished work = new Unfinished("the journal", () -> {})) {
      save(work, change -> work.complete(change::replace));
    } catch (IOException e) {
      throw file.unwritten(e);
    }
  }

  /**
   * Gives a folder its name, and writes what was added, which tells of it. All that takes time is
   * done before: one point of no return is for both.
   *
   * @return why the journal could not be put in its place, although the folder is complete
   * @throws IOException if the folder cannot be given its name
   * @throws Fault as for {@link #save()}
   */
  public Optional<Failed> save(NewFolder folder) throws Fault, IOException {
    folder.settle();
    List<Failed> untold = new ArrayList<>();
    save(
        folder.work(),
        change ->
            folder.publish(
                () -> {
                  try {
                    change.replace();
                  } catch (IOException e) {
                    untold.add(file.unwritten(e));
                  }
                }));
    return untold.stream().findFirst();
  }

  private void save(Unfinished work, LastStep last) throws Fault, IOException {
    try (SetJournal.Change change = file.change()) {
      catchUp(change.current());
      change.write(journal, work);
      last.take(change);
      added.clear();
      replaced = Replaced.in(journal);
    }
  }

  /** Takes up what others have added, if there is something. */
  public void catchUp() throws Fault {
    catchUp(file.read());
  }

  private void catchUp(Journal<SetEvent> current) throws Denied, Refused {
    List<String> known = lines(journal).subList(0, journal.entries().size() - added.size());
    List<String> now = lines(current);
    if (now.size() < known.size() || !now.subList(0, known.size()).equals(known)) {
      throw new Denied(
          "The journal " + file.path() + " was replaced or cut short in the meantime.",
          "Nothing was recorded. Find out who did it, and compare it with another copy.");
    }
    Optional<Replaced> meanwhile = Replaced.in(current);
    if (!meanwhile.equals(replaced)) {
      throw new Refused(
          "Somebody else was faster. "
              + meanwhile.map(Replaced::inWords).orElse("The set goes on here again."),
          "Nothing was recorded. Find out what they did before you go on.");
    }
    added.forEach(event -> current.append(clock.instant(), event));
    journal = current;
  }

  private static List<String> lines(Journal<SetEvent> journal) {
    return journal.entries().stream().map(Journal.Entry::line).toList();
  }
}
