package org.keyrite.escrow.life;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keyrite.age.NativeIdentity;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.set.ProvenFile;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetPlace;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.SetWriter;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.files.NewFolder;
import org.keyrite.journal.Journal;
import org.keyrite.os.RegularFile;

/**
 * A new set in a new folder, which appears complete and proven, or not at all: of a new or given
 * identity, or of one that is already shared and gets other trustees.
 *
 * @param out the folder; its name must be free
 * @param kits where paper kits go; the caller's to close
 * @param risks what was not in force to protect it, and was accepted
 */
public record NewSet(Path out, Optional<PaperKits> kits, List<String> risks, Clock clock) {
  private static final String WHAT = "the set";

  /**
   * A set that was made.
   *
   * @param record its public facts
   * @param split what its journal begins with
   * @param files the names of the files that were encrypted to it
   */
  public record Made(SetRecord record, SetEvent.Split split, List<String> files) {}

  /**
   * Where a set goes, protected by all that there is.
   *
   * @param out the folder; its name must be free
   * @param kits where paper kits go; the caller's to close
   */
  public NewSet(Path out, Optional<PaperKits> kits, Clock clock) {
    this(out, kits, List.of(), clock);
  }

  /** The same, whose journal tells what was not in force to protect it, and was accepted. */
  public NewSet accepting(List<String> accepted) {
    return new NewSet(out, kits, accepted, clock);
  }

  /**
   * Splits an identity that nobody shares yet.
   *
   * @param origin what the journal says of where the identity is from: "new" or "given"
   * @param files secrets of any size, which are encrypted to it
   * @throws Refused if the folder or a trustee's share has no place
   * @throws Failed if something cannot be written, or is not what was written
   */
  public Made split(
      NativeIdentity identity,
      String environment,
      EscrowPolicy policy,
      String origin,
      List<Path> files)
      throws Fault {
    try (NewFolder folder = begin()) {
      SetWriter.Written written =
          write(
              identity, new SetWriter.Order(environment, policy, origin, Optional.empty()), folder);
      List<String> names = new ArrayList<>();
      for (Path file : files) {
        names.add(encrypt(file, identity, folder));
      }
      publish(folder, folder::publish);
      return new Made(written.record(), written.split(), names);
    }
  }

  private static String encrypt(Path file, NativeIdentity identity, NewFolder folder) throws Fault {
    String name = file.getFileName() + ".age";
    try (InputStream in = RegularFile.open(file)) {
      new ProvenFile(folder.staging().resolve(name), false)
          .write(in, List.of(identity.recipient()), folder.create(name));
      return name;
    } catch (IOException e) {
      throw new Failed(
          "The file " + file + " could not be encrypted: " + Reason.of(e) + ".",
          "Nothing was kept. Check the file, and begin again.",
          e);
    }
  }

  /**
   * Splits the identity of a set again: for other trustees, or under another policy. The old shares
   * go on to work.
   *
   * @param identity restored from the old set
   * @param by the names of those whose shares restored it
   * @throws Fault as for {@link #split}
   */
  public Made reshare(EscrowSet old, NativeIdentity identity, EscrowPolicy policy, List<String> by)
      throws Fault {
    String set = old.record().set();
    return replace(
        old,
        identity,
        policy,
        "reshared",
        made -> new SetEvent.Reshared(set, by, made.set(), Optional.of(name())));
  }

  /**
   * Splits a new identity, which takes the place of a set's.
   *
   * @param by the names of those whose shares restored the old one
   * @throws Fault as for {@link #split}
   */
  Made rotate(EscrowSet old, NativeIdentity fresh, EscrowPolicy policy, List<String> by)
      throws Fault {
    String set = old.record().set();
    return replace(
        old,
        fresh,
        policy,
        "rotated",
        made ->
            new SetEvent.Rotated(
                set, by, made.set(), Optional.of(name()), made.recipient(), List.of(), List.of()));
  }

  private Made replace(
      EscrowSet old,
      NativeIdentity identity,
      EscrowPolicy policy,
      String origin,
      Function<SetRecord, SetEvent> told)
      throws Fault {
    SetRecord before = old.record();
    SetWriter.Order order =
        new SetWriter.Order(before.environment(), policy, origin, Optional.of(before.set()));
    try (NewFolder folder = begin()) {
      SetWriter.Written written = write(identity, order, folder);
      old.add(told.apply(written.record()));
      publish(folder, old);
      return new Made(written.record(), written.split(), List.of());
    }
  }

  /**
   * Asks for the places of a set, before anybody brings a share.
   *
   * @throws Fault if the folder's name is not free, or a trustee's sheet has no place
   */
  public void requirePlace(EscrowPolicy policy) throws Fault {
    requireFree();
    if (policy.needsPaper()) {
      kits.orElseThrow(
              () ->
                  new Refused(
                      "A trustee has no recipient, and there is no folder for their recovery sheet.",
                      "Name a tmpfs folder for it with --kits, or give the trustee a recipient."))
          .requirePlace();
    }
  }

  void requireFree() throws Refused {
    NewFolder.requireFree(out, WHAT);
  }

  /**
   * Refuses a place among files that are about to be replaced, by whatever links it is named.
   *
   * @param folder without any link
   */
  static void requireOutside(Path out, Path folder) throws Fault {
    Path place = out.toAbsolutePath().normalize();
    try {
      if (place.getParent().toRealPath().resolve(place.getFileName()).startsWith(folder)) {
        throw new Refused(
            "The new folder " + out + " would be among the files in " + folder + ".",
            "Name a folder outside with --out.");
      }
    } catch (IOException e) {
      throw new Failed(
          "keyrite cannot find out where " + out + " is: " + Reason.of(e) + ".",
          "Name another place with --out.",
          e);
    }
  }

  /** Begins the folder. */
  NewFolder begin() throws Fault {
    return NewFolder.begin(out, WHAT);
  }

  /** What gives a folder its name. */
  @FunctionalInterface
  private interface LastStep {
    void take() throws Fault, IOException;
  }

  /**
   * Ends it: first the kits stay, then the folder gets its name. A set without its sheets would
   * lack shares; sheets without their set are taken back.
   */
  private void publish(NewFolder folder, LastStep last) throws Fault {
    try {
      if (kits.isPresent()) {
        folder.work().undoWith(kits.get()::withdraw);
        kits.get().commit();
      }
      try {
        last.take();
      } finally {
        kits.ifPresent(PaperKits::settled);
      }
    } catch (IOException e) {
      throw new Failed(
          "The folder " + out + " cannot be given its name: " + Reason.of(e) + ".",
          "Name another place with --out, and begin again.",
          e);
    }
  }

  /** The same, and at the same moment the old set's journal tells of it. */
  void publish(NewFolder folder, EscrowSet old) throws Fault {
    publish(
        folder,
        () -> {
          Optional<Failed> untold = old.save(folder);
          if (untold.isPresent()) {
            throw new Failed(
                "The new folder "
                    + out
                    + " is complete, but the old journal does not name it. "
                    + untold.get().getMessage(),
                "Use the new folder, and do not begin again. The next command that opens the old"
                    + " set mends its journal.",
                untold.get());
          }
        });
  }

  /** Writes a set into a folder, with the journal of its life, which begins here. */
  SetWriter.Written write(NativeIdentity identity, SetWriter.Order order, NewFolder folder)
      throws Fault {
    SetWriter.Written written = SetWriter.write(identity, order, SetPlace.of(folder), kits, clock);
    Journal<SetEvent> journal = new Journal<>(SetEvent.FAMILY);
    journal.append(clock.instant(), written.split());
    SetEvent.RiskAccepted.of(written.record().set(), risks)
        .ifPresent(event -> journal.append(clock.instant(), event));
    try {
      folder.write(EscrowSet.JOURNAL, journal.bytes());
      return written;
    } catch (IOException e) {
      throw SetWriter.unwritten(e);
    }
  }

  /** The folder's whole name. */
  String name() {
    return name(out);
  }

  static String name(Path out) {
    return out.toAbsolutePath().normalize().toString();
  }
}
