package org.keyrite.escrow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.keyrite.age.Age;
import org.keyrite.age.AgeException;
import org.keyrite.age.Inspection;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.folder.NewFolder;
import org.keyrite.os.RegularFile;

/**
 * Ends a set for good: a new identity, a new set of it, and every file of a folder encrypted to it
 * instead of the old one. The old files stay where they are; once the new ones have reached those
 * who need them, the old ones can be wiped, and the old shares are worth nothing.
 */
public final class Rotation {
  /** The folder within the new one that has the files. */
  public static final String FILES = "files";

  static final String EVENT = "set-rotated";

  private static final String ENDING = ".age";
  private static final String SHARE_ENDING = ".share.age";

  private final EscrowSet old;
  private final NativeIdentity identity;
  private final NewSet target;

  /**
   * What is rotated, and how.
   *
   * @param files the folder with the encrypted files
   * @param policy of the new set
   * @param kind of the new identity
   * @param also further recipients of all files, such as the hosts that use them
   * @param alone whether files that had further recipients, of which none is named, lose them
   * @param by the names of those whose shares restored the old identity
   */
  public record Order(
      Path files,
      EscrowPolicy policy,
      IdentityKind kind,
      List<Recipient> also,
      boolean alone,
      List<String> by) {}

  /** What was rotated, and what lay beside it and was not. */
  public record Rotated(NewSet.Made set, List<String> passedOver) {}

  private record Found(List<Path> files, List<String> passedOver) {}

  private Rotation(EscrowSet old, NativeIdentity identity, NewSet target) {
    this.old = old;
    this.identity = identity;
    this.target = target;
  }

  /**
   * Rotates.
   *
   * @param identity restored from the old set
   * @throws Refused if a file is not the old identity's, or would lose a recipient
   * @throws Failed if something cannot be read or written, or is not what was written
   */
  public static Rotated rotate(EscrowSet old, NativeIdentity identity, Order order, NewSet target)
      throws Fault {
    return new Rotation(old, identity, target).rotate(order);
  }

  private Rotated rotate(Order order) throws Fault {
    target.requireOutside(order.files);
    SetWriter.requireNobodyIs(order.policy, identity.recipient());
    Found found = find(order.files);
    SetRecord before = old.record();
    try (NativeIdentity fresh = order.kind.generate();
        NewFolder folder = target.begin()) {
      SetWriter.Written written =
          target.write(
              fresh,
              new SetWriter.Order(
                  before.environment(), order.policy, "rotated", Optional.of(before.set())),
              folder);
      List<Recipient> recipients = new ArrayList<>(List.of(fresh.recipient()));
      recipients.addAll(order.also);
      List<String> names = new ArrayList<>();
      for (Path file : found.files) {
        String name = order.files.relativize(file).toString();
        reencrypt(file, order, recipients, fresh, folder, FILES + "/" + name);
        names.add(name);
      }
      target.publish(folder);
      Map<String, Object> facts = EscrowSet.facts(before);
      facts.put("by", order.by);
      facts.put("successor", written.record().set());
      facts.put("recipient", written.record().recipient());
      facts.put("files", names);
      old.append(EVENT, facts);
      return new Rotated(NewSet.made(written, names), found.passedOver);
    }
  }

  private void reencrypt(
      Path file,
      Order order,
      List<Recipient> recipients,
      NativeIdentity fresh,
      NewFolder folder,
      String name)
      throws Fault {
    try {
      requireNobodyForgotten(file, order);
      try (InputStream in = RegularFile.open(file);
          InputStream plain = Age.decrypt(List.of(identity), in)) {
        ProvenFile.write(plain, recipients, fresh, folder, name);
      }
    } catch (AgeException.NoMatch e) {
      throw new Refused(
          "The file " + file + " is not encrypted to the identity of this set.",
          "Nothing was changed. Take it out of the folder, or rotate the set that it is of.",
          e);
    } catch (AgeException e) {
      throw new Failed(
          "The file " + file + " does not open: " + e.getMessage() + ".",
          "Nothing was changed. To go on, " + e.advice() + ".",
          e);
    } catch (IOException e) {
      throw new Failed(
          "The file " + file + " could not be encrypted again: " + Reason.of(e) + ".",
          "Nothing was changed. Check both disks, and begin again.",
          e);
    }
  }

  /** An age file does not say whom it is for, only for how many. */
  private static void requireNobodyForgotten(Path file, Order order) throws IOException, Refused {
    try (InputStream in = RegularFile.open(file)) {
      int stanzas = Inspection.of(in, OptionalLong.of(Files.size(file))).stanzaTypes().size();
      if (stanzas > 1 && order.also.isEmpty() && !order.alone) {
        throw new Refused(
            "The file "
                + file
                + " is for "
                + stanzas
                + " recipients, and all but one of them would"
                + " lose it.",
            "Name the others with --also, or give --alone if only the escrow is to have the"
                + " files.");
      }
    }
  }

  private static Found find(Path folder) throws Fault {
    List<Path> files = new ArrayList<>();
    List<String> passedOver = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted().toList()) {
        String name = file.getFileName().toString();
        boolean regular = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        if (regular && name.endsWith(ENDING) && !name.endsWith(SHARE_ENDING)) {
          files.add(file);
        } else if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          passedOver.add(folder.relativize(file).toString());
        }
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw unreadable(folder, e.getCause());
    }
    if (files.isEmpty()) {
      throw new Refused(
          "There is no file *.age in " + folder + ".",
          "Name the folder of the encrypted files with --files.");
    }
    return new Found(files, passedOver);
  }

  private static Failed unreadable(Path folder, IOException cause) {
    return new Failed(
        "The folder " + folder + " cannot be read: " + Reason.of(cause) + ".",
        "Name the folder of the encrypted files with --files.",
        cause);
  }
}
