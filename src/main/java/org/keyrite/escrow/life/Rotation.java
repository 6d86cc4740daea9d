package org.keyrite.escrow.life;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrite.age.Age;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.Inspection;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.ProvenFile;
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
 */
public record Rotation(EscrowSet old, Order order, NewSet target) {
  /** The folder within the new one that has the files. */
  public static final String FILES = "files";

  /**
   * What is rotated, and how.
   *
   * @param files the folder with the encrypted files
   * @param policy of the new set
   * @param kind of the new identity
   * @param also further recipients of all files, such as the hosts that use them
   * @param alone whether files may lose further recipients that they had
   */
  public record Order(
      Path files, EscrowPolicy policy, IdentityKind kind, List<Recipient> also, boolean alone) {}

  /**
   * What was rotated.
   *
   * @param passedOver what lay beside it and has no counterpart in the new folder
   */
  public record Rotated(NewSet.Made set, List<String> passedOver) {}

  /**
   * Asks for all that can be known before anybody brings a share.
   *
   * @throws Refused if a file would lose a recipient, if the old identity would open the new files,
   *     or if something has no place
   * @throws Failed if something cannot be read, or the old journal cannot be written
   */
  public void requirePossible() throws Fault {
    requireOldLeftOut();
    target.requirePlace(order.policy);
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
  public Rotated rotate(NativeIdentity identity, List<String> by) throws Fault {
    requireOldLeftOut();
    EncryptedFiles found = find();
    SetRecord before = old.record();
    try (NativeIdentity fresh = order.kind.generate();
        NewFolder folder = target.begin()) {
      SetWriter.Written written =
          target.write(
              fresh,
              new SetWriter.Order(
                  before.environment(), order.policy, "rotated", Optional.of(before.set())),
              folder);
      List<String> names = new ArrayList<>();
      List<String> passedOver = new ArrayList<>(found.others());
      for (Path file : found.files()) {
        String name = found.folder().relativize(file).toString();
        boolean rotated = reencrypt(file, identity, fresh, folder, FILES + "/" + name);
        (rotated ? names : passedOver).add(name);
      }
      if (names.isEmpty()) {
        throw new Refused(
            "Nothing in " + order.files + " is encrypted to the identity of this set.",
            "Name the folder of the encrypted files with --files.");
      }
      SetRecord made = written.record();
      old.add(
          new SetEvent.Rotated(
              before.set(),
              by,
              made.set(),
              Optional.of(target.name()),
              made.recipient(),
              names,
              passedOver));
      target.publish(folder, old);
      return new Rotated(new NewSet.Made(made, written.split(), names), passedOver);
    }
  }

  private EncryptedFiles find() throws Fault {
    EncryptedFiles found = EncryptedFiles.in(order.files);
    target.requireOutside(found.folder());
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
    SetWriter.requireNobodyIs(order.policy, old.record().recipient());
  }

  /** Encrypts a file again; false if it is a share of the old set, which nobody needs any more. */
  private boolean reencrypt(
      Path file, NativeIdentity identity, NativeIdentity fresh, NewFolder folder, String name)
      throws Fault {
    List<Recipient> recipients = new ArrayList<>(List.of(fresh.recipient()));
    recipients.addAll(order.also);
    boolean armored = inspect(file).armored();
    try (InputStream in = RegularFile.open(file);
        InputStream plain = Age.decrypt(List.of(identity), in)) {
      ProvenFile.write(plain, recipients, fresh, folder, name, armored);
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
      throw new Failed(
          "The file " + file + " could not be encrypted again: " + Reason.of(e) + ".",
          "Nothing was changed. Check both disks, and begin again.",
          e);
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
      throw new Failed(
          "The file " + file + " cannot be read: " + Reason.of(e) + ".",
          "Nothing was changed. Check its permissions and the medium.",
          e);
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

  private static Failed unopened(Path file, AgeException cause) {
    return new Failed(
        "The file " + file + " does not open: " + cause.getMessage() + ".",
        "Nothing was changed. To go on, " + cause.advice() + ".",
        cause);
  }
}
