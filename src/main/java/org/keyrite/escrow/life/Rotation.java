package org.keyrite.escrow.life;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrite.age.Age;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.Inspection;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.SetWriter;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.files.NewFolder;
import org.keyrite.os.RegularFile;

/**
 * Ends a set for good: a new identity, a new set of it, and every file of a folder encrypted to it
 * instead of the old one. The old files stay where they are; once the new ones have reached those
 * who need them, the old ones can be wiped, and the old shares are worth nothing.
 *
 * <p>The new set comes first, complete and proven, or not at all. Then the files do, one after
 * another; what was not done then is done by another rotation, onto the set that is there.
 */
public record Rotation(EscrowSet old, Order order, RotationTarget target) {
  /** The folder within the new one that has the files. */
  public static final String FILES = "files";

  /**
   * What is rotated, and how.
   *
   * @param files the folder with the encrypted files
   * @param also further recipients of all files, such as the hosts that use them
   * @param alone whether files may lose further recipients that they had
   */
  public record Order(Path files, List<Recipient> also, boolean alone) {}

  /**
   * What was rotated.
   *
   * @param record of the set whose files they are now
   * @param made that set, if it is new
   * @param files that were encrypted again
   * @param already those that an earlier run had encrypted
   * @param passedOver what lay beside them and has no counterpart in the new folder
   * @param failed files that have none either, with a sentence for each
   */
  public record Rotated(
      SetRecord record,
      Optional<NewSet.Made> made,
      List<String> files,
      List<String> already,
      List<String> passedOver,
      Map<String, String> failed) {}

  /** Follows the files. */
  public interface Watch extends Reencryption.Watch {
    /**
     * The set is there, and stays; now files are encrypted to it.
     *
     * @param made the set, if it is new
     * @param files how many
     * @param bytes how many they have
     */
    void begin(Optional<NewSet.Made> made, int files, long bytes);
  }

  /**
   * Asks for all that can be known before anybody brings a share.
   *
   * @throws Refused if a file would lose a recipient, if the old identity would open the new files,
   *     or if something has no place
   * @throws Failed if something cannot be read, or the old journal cannot be written
   */
  public void requirePossible() throws Fault {
    requireOldLeftOut();
    switch (target) {
      case RotationTarget.NewIdentity fresh -> fresh.place().requirePlace(fresh.policy());
      case RotationTarget.Existing existing -> {
        existing.requireFor(old.record());
        if (!Files.isDirectory(existing.out())) {
          NewFolder.requireFree(existing.out(), "the files");
        }
      }
    }
    for (Path file : find().files()) {
      inspect(file);
    }
    old.requireWritable();
  }

  /**
   * Rotates.
   *
   * @param identity restored from the old set
   * @param by the names of those whose shares restored it
   * @throws Refused as before, or if a file is not the old identity's
   * @throws Failed if something cannot be read or written, or is not what was written
   */
  public Rotated rotate(NativeIdentity identity, List<String> by, Watch watch) throws Fault {
    requireOldLeftOut();
    EncryptedFiles found = find();
    List<String> passedOver = new ArrayList<>(found.others());
    List<String> names = own(found, identity, passedOver);
    Optional<NewSet.Made> made = Optional.empty();
    SetRecord record;
    switch (target) {
      case RotationTarget.NewIdentity(NewSet place, EscrowPolicy policy, IdentityKind kind) -> {
        try (NativeIdentity fresh = kind.generate()) {
          made = Optional.of(place.rotate(old, fresh, policy, by));
        }
        record = made.get().record();
      }
      case RotationTarget.Existing(SetRecord set, Path _) -> record = set;
    }
    watch.begin(made, names.size(), length(found.folder(), names));
    Reencryption.Outcome outcome =
        new Reencryption(found.folder(), target.out(), identity, recipients(record), watch)
            .all(names);
    List<String> done = new ArrayList<>(outcome.made());
    done.addAll(outcome.already());
    old.append(
        new SetEvent.FilesRotated(
            old.record().set(),
            by,
            record.set(),
            NewSet.name(target.out()),
            done,
            passedOver,
            List.copyOf(outcome.failed().keySet())));
    return new Rotated(
        record, made, outcome.made(), outcome.already(), passedOver, outcome.failed());
  }

  private static long length(Path folder, List<String> names) throws Failed {
    long length = 0;
    for (String name : names) {
      try {
        length += Files.size(folder.resolve(name));
      } catch (IOException e) {
        throw unreadable(folder.resolve(name), e);
      }
    }
    return length;
  }

  private List<Recipient> recipients(SetRecord record) {
    try {
      List<Recipient> all = new ArrayList<>(List.of(Recipients.parse(record.recipient())));
      all.addAll(order.also);
      return all;
    } catch (AgeException e) {
      throw new IllegalStateException("a record has a recipient that is none", e);
    }
  }

  private EncryptedFiles find() throws Fault {
    EncryptedFiles found = EncryptedFiles.in(order.files);
    NewSet.requireOutside(target.out(), found.folder());
    target.requireApart(found.folder());
    return found;
  }

  /** Whoever has enough old shares must not open the new files, nor get a share of the new set. */
  private void requireOldLeftOut() throws Refused {
    Set<String> others = new HashSet<>(Set.of(old.record().recipient()));
    for (Recipient recipient : order.also) {
      if (!others.add(recipient.toString())) {
        boolean isOld = recipient.toString().equals(old.record().recipient());
        throw new Refused(
            isOld
                ? "--also: this is the recipient of the old identity, which must not open the new"
                    + " files."
                : "--also names a recipient twice: " + recipient + ".",
            "Name each other recipient once with --also.");
      }
    }
    SetWriter.requireNobodyIs(target.policy(), old.record().recipient());
  }

  /**
   * The names of the files that the old identity opens. Its shares are passed over, which nobody
   * needs any more.
   */
  private List<String> own(EncryptedFiles found, NativeIdentity identity, List<String> passedOver)
      throws Fault {
    List<String> names = new ArrayList<>();
    for (Path file : found.files()) {
      inspect(file);
      boolean opens = opens(file, identity);
      (opens ? names : passedOver).add(found.folder().relativize(file).toString());
    }
    if (names.isEmpty()) {
      throw new Refused(
          "Nothing in " + order.files + " is encrypted to the identity of this set.",
          "Name the folder of the encrypted files with --files.");
    }
    return names;
  }

  private boolean opens(Path file, NativeIdentity identity) throws Fault {
    try (InputStream in = RegularFile.open(file);
        InputStream _ = Age.decrypt(List.of(identity), in)) {
      return true;
    } catch (AgeException.NoMatch e) {
      if (isOldShare(file)) {
        return false;
      }
      throw new Refused(
          "The file " + file + " is not encrypted to the identity of this set.",
          "Nothing was changed. Take it out of the folder, or rotate the set that it is of.",
          e);
    } catch (AgeException e) {
      throw unopened(file, e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private boolean isOldShare(Path file) {
    return old.record().policy().indexes().stream()
        .map(old.record()::shareFile)
        .collect(Collectors.toSet())
        .contains(file.getFileName().toString());
  }

  /** Looks at a file, which does not say whom it is for, only for how many. */
  private Inspection inspect(Path file) throws Fault {
    Inspection found;
    try (InputStream in = RegularFile.open(file)) {
      found = Inspection.of(in, OptionalLong.of(Files.size(file)));
    } catch (AgeException e) {
      throw unopened(file, e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    int others = found.stanzaTypes().size() - 1;
    if (others > order.also.size() && !order.alone) {
      throw new Refused(
          "The file "
              + file
              + " is for the identity and "
              + others
              + (others == 1 ? " other, and " : " others, and ")
              + order.also.size()
              + (order.also.size() == 1 ? " other is" : " others are")
              + " named: somebody would lose access.",
          "Name all of them with --also; or give --alone if those who are not named are to lose"
              + " it.");
    }
    return found;
  }

  private static Failed unreadable(Path file, IOException cause) {
    return new Failed(
        "The file " + file + " cannot be read: " + Reason.of(cause) + ".",
        "Nothing was changed. Check its permissions and the medium.",
        cause);
  }

  private static Failed unopened(Path file, AgeException cause) {
    return new Failed(
        "The file " + file + " does not open: " + cause.getMessage() + ".",
        "Nothing was changed. To go on, " + cause.advice() + ".",
        cause);
  }
}
