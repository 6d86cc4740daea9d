package org.keyrite.escrow.set;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.age.SealedFile;
import org.keyrite.age.header.AgeException;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.set.RecordMembers.RecordException;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareSet;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;

/**
 * Splits an identity into files: each share encrypted to its trustee, or handed to the maker of
 * paper kits, then the record. All of it is read back and recombined before it counts.
 */
public final class SetWriter {
  private static final int SET_LENGTH = 16;

  private final SetPlace place;
  private final Optional<PaperKits> kits;
  private final Clock clock;
  private final List<Share> readBack = new ArrayList<>();

  /**
   * An order to split an identity.
   *
   * @param environment what the identity is for
   * @param policy who holds the shares
   * @param origin of the identity, in a word for the journal
   * @param replaces the set in whose place this one is made
   */
  public record Order(
      String environment, EscrowPolicy policy, String origin, Optional<String> replaces) {}

  /**
   * A set that was written.
   *
   * @param record the set's
   * @param split what its journal begins with
   */
  public record Written(SetRecord record, SetEvent.Split split) {}

  private SetWriter(SetPlace place, Optional<PaperKits> kits, Clock clock) {
    this.place = place;
    this.kits = kits;
    this.clock = clock;
  }

  /**
   * Writes a set.
   *
   * @param place unfinished, and the caller's to publish
   * @param kits needed if a trustee has no recipient; the caller's to commit
   * @throws Refused if a trustee cannot be given a share
   * @throws Failed if what was written cannot be read back, or does not restore the identity
   */
  public static Written write(
      NativeIdentity identity, Order order, SetPlace place, Optional<PaperKits> kits, Clock clock)
      throws Fault {
    SetWriter writer = new SetWriter(place, kits, clock);
    try {
      return writer.write(identity, order);
    } catch (IOException e) {
      throw unwritten(e);
    } finally {
      writer.readBack.forEach(Share::close);
    }
  }

  public static Failed unwritten(IOException cause) {
    return new Failed(
        "The new set could not be written: " + Reason.of(cause) + ".",
        "Nothing was kept. Make room, or name another place, and begin again.",
        cause);
  }

  /**
   * Refuses a policy in which a trustee's share would be encrypted to what the shares restore.
   *
   * @param recipient of an identity that nobody has when the shares are needed
   */
  public static void requireNobodyIs(EscrowPolicy policy, String recipient) throws Refused {
    Optional<String> itself = policy.whose(recipient);
    if (itself.isPresent()) {
      throw new Refused(
          "The recipient of " + itself.get() + " belongs to the identity that the trustees share.",
          "Nobody could open that share: give the trustee's own recipient.");
    }
  }

  private Written write(NativeIdentity identity, Order order) throws Fault, IOException {
    requireNobodyIs(order.policy, identity.recipient().toString());
    SetRecord record;
    try (SecretBytes secret = new SecretBytes(identity.exposeSecret());
        ShareSet shares = ShareSet.split(secret, order.policy().sharing(), 0)) {
      record = record(identity, order, shares);
      for (Share share : shares.shares()) {
        readBack.add(give(record, share));
      }
    }
    SubsetProof.Proven proven = SubsetProof.prove(readBack, record.policy(), record.recipient());
    writeRecord(record, place);
    return new Written(record, split(record, order, proven));
  }

  private SetRecord record(NativeIdentity identity, Order order, ShareSet shares) {
    return new SetRecord(
        HexFormat.of().formatHex(Randomness.bytes(SET_LENGTH)),
        order.environment(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        identity.recipient().toString(),
        shares.shares().iterator().next().set().identifier(),
        order.policy(),
        shares.shares().stream().map(Commitment::to).toList(),
        order.replaces(),
        List.of());
  }

  /** Gives a share to its trustee; returns it as it was read back. */
  private Share give(SetRecord record, Share share) throws Fault, IOException {
    EscrowPolicy.Trustee trustee = record.policy().trustee(share.index());
    if (trustee.recipient().isPresent()) {
      return seal(record, share, place);
    }
    PaperKits maker =
        kits.orElseThrow(
            () ->
                new Refused(
                    trustee.name() + " has no recipient, and there is no place for a paper kit.",
                    "Name a folder in memory with --kits, or a recipient for the trustee."));
    return maker.print(record, share);
  }

  /**
   * Encrypts a share to its trustee's recipient, into a file that is then read back.
   *
   * @return what was read, which the caller closes
   */
  public static Share seal(SetRecord record, Share share, SetPlace place)
      throws Fault, IOException {
    String name = record.shareFile(share.index());
    Recipient recipient = record.policy().trustee(share.index()).recipient().orElseThrow();
    try (SecretBytes text = ShareText.write(record, share, Optional.empty());
        SealedFile file = SealedFile.seal(List.of(recipient), text)) {
      place.write(name, file.bytes());
      try (SecretBytes found = file.readBack(place.read(name))) {
        return checked(record, share, found);
      }
    } catch (AgeException e) {
      throw new Failed(
          "The share of "
              + record.holder(share.index())
              + " could not be encrypted: "
              + e.getMessage()
              + ".",
          e.advice(),
          e);
    }
  }

  /** The share that was read back, which the caller closes. */
  static Share checked(SetRecord record, Share share, SecretBytes text) throws Failed {
    try (ShareText read = ShareText.parse(text.bytes())) {
      return read.share(record);
    } catch (ShareProblem e) {
      throw new Failed(
          "The share of "
              + record.holder(share.index())
              + " is not what was written: "
              + e.getMessage()
              + ".",
          "Nothing was kept. Check the disk, and begin again.",
          e);
    }
  }

  /** Writes a record, and reads it as others will. */
  public static void writeRecord(SetRecord record, SetPlace place) throws Failed, IOException {
    place.write(SetRecord.FILE, record.json().getBytes(StandardCharsets.US_ASCII));
    byte[] found = place.read(SetRecord.FILE);
    try {
      if (SetRecordReader.parse(found).json().equals(record.json())) {
        return;
      }
    } catch (RecordException e) {
      // As bad as another record.
    }
    throw new Failed(
        "The record read back is not the record written.", "Check the disk, and begin again.");
  }

  private static SetEvent.Split split(SetRecord record, Order order, SubsetProof.Proven proven) {
    return new SetEvent.Split(
        record.set(),
        record.environment(),
        record.recipient(),
        order.origin(),
        record.policy().inWords(),
        record.policy().names(),
        proven.combinations(),
        proven.all(),
        record.replaces());
  }
}
