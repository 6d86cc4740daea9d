package org.keyrite.escrow.set;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.keyrite.age.NativeIdentity;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.slip39.Recovery;
import org.keyrite.escrow.slip39.Recovery.Standing;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareException;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.escrow.slip39.ShareSet;
import org.keyrite.escrow.slip39.ShareStart;
import org.keyrite.fault.Denied;

/**
 * Trustees bring their shares, one after another, until there are enough. One that is wrong is not
 * taken, and changes nothing for the others.
 *
 * <p>With the set's record each share is known to be good or bad as it comes. Without one only more
 * shares than it takes can tell that, and nothing tells whether the identity is the right one.
 */
public final class Gathering implements AutoCloseable {
  private final Optional<SetRecord> record;
  private final Optional<Invitation> invitation;
  private final ShareSet shares = new ShareSet();
  private final NavigableSet<ShareIndex> present = new TreeSet<>();
  private final NavigableSet<ShareIndex> faulty = new TreeSet<>();
  private final NavigableSet<ShareIndex> unreadable = new TreeSet<>();
  private final Map<ShareIndex, String> madeWith = new HashMap<>();
  private Optional<String> environment = Optional.empty();

  /** Shares of a recorded set, or of a foreign one. */
  public Gathering(Optional<SetRecord> record) {
    this(record, Optional.empty());
  }

  /** Shares that trustees gave for a gathering, and others of its set. */
  public Gathering(Optional<SetRecord> record, Optional<Invitation> invitation) {
    this.record = record;
    this.invitation = invitation;
  }

  /**
   * A share that was taken.
   *
   * @param index its place
   * @param repeated whether it was there before, and counts once
   */
  public record Taken(ShareIndex index, boolean repeated) {}

  /**
   * Takes a share.
   *
   * @param text closed in any case
   * @throws ShareProblem if it is not taken
   */
  public Taken add(ShareText text) throws ShareProblem {
    try (text) {
      text.requireGivenFor(invitation);
      return judged(text);
    }
  }

  private Taken judged(ShareText text) throws ShareProblem {
    try {
      Share share = record.isPresent() ? text.share(record.get()) : foreign(text);
      text.madeWith().ifPresent(hash -> madeWith.put(share.index(), hash));
      return new Taken(share.index(), !add(share));
    } catch (ShareProblem e) {
      if (e.holder().isPresent()) {
        faulty.add(e.holder().get());
      } else {
        record.flatMap(text::claimedIndex).ifPresent(unreadable::add);
      }
      throw e;
    }
  }

  /** The places of shares that were brought whole and are not those that were given out. */
  public NavigableSet<ShareIndex> faulty() {
    NavigableSet<ShareIndex> wrong = new TreeSet<>(faulty);
    wrong.removeAll(present);
    return wrong;
  }

  /**
   * The places of shares that could not be read, or could not be judged, by what stood above their
   * words: anybody can write that, so that it says nothing of the share that the trustee has.
   */
  public NavigableSet<ShareIndex> unreadable() {
    NavigableSet<ShareIndex> claimed = new TreeSet<>(unreadable);
    claimed.removeAll(present);
    claimed.removeAll(faulty);
    return claimed;
  }

  private Share foreign(ShareText text) throws ShareProblem {
    Optional<String> other = text.environment();
    if (environment.isPresent() && other.isPresent() && !environment.equals(other)) {
      throw new ShareProblem(
          "the share is for " + other.get() + ", and others are for " + environment.get(),
          "bring the shares of one environment; they are never mixed");
    }
    Share share = text.share();
    environment = environment.or(() -> other);
    return share;
  }

  private boolean add(Share share) throws ShareProblem {
    try {
      boolean added = shares.add(share);
      present.add(share.index());
      if (!added) {
        share.close();
      }
      return added;
    } catch (ShareException e) {
      share.close();
      throw new ShareProblem(e, List.of());
    }
  }

  /** What is wrong with a share by its first words alone; a clause without any of them. */
  public Optional<String> trouble(ShareStart start) {
    return FirstWords.trouble(start, record, shares.shares());
  }

  /** The places of the shares that are there. */
  public NavigableSet<ShareIndex> present() {
    return new TreeSet<>(present);
  }

  /**
   * The one share that was brought.
   *
   * @throws Denied if it was not taken
   */
  public ShareIndex onlyOne() throws Denied {
    if (present.size() != 1) {
      throw new Denied("There is no good share of this set.", "See the message above.");
    }
    return present.first();
  }

  /** The name by which a share's holder is known here. */
  public String holder(ShareIndex index) {
    return record.map(set -> set.holder(index)).orElseGet(index::toString);
  }

  /** The names of those whose shares are there. */
  public List<String> holders() {
    return present.stream().map(this::holder).toList();
  }

  /** A share that is there; it is closed with the others. */
  public Share share(ShareIndex index) {
    return shares.get(index);
  }

  /**
   * What was reissued since a share was made with the record; empty if it does not say with which.
   */
  public Optional<List<SetRecord.Reissued>> reissuedSince(ShareIndex index) {
    return Optional.ofNullable(madeWith.get(index)).flatMap(record.orElseThrow()::since);
  }

  /** Whether there are enough to restore the identity. */
  public boolean isComplete() {
    return shares.isComplete();
  }

  /** How many of each group's shares are there: "operators 2 of 2 ok, directors 0 of 1". */
  public String progress() {
    return GroupsPresent.inWords(shares, record.map(SetRecord::policy));
  }

  /**
   * Restores the identity of a recorded set.
   *
   * @return the identity of the record's recipient, which the caller closes
   * @throws Denied if there are too few shares, or if what they give is not that identity
   */
  public NativeIdentity restore() throws Denied {
    SetRecord set = record.orElseThrow();
    try (SecretBytes none = new SecretBytes(new byte[0])) {
      return restore(IdentityKind.of(set.recipient()), none, Optional.of(set.recipient()))
          .identity();
    }
  }

  /**
   * The result of restoring a foreign set.
   *
   * @param identity of which nothing else vouches that it is the right one, unless a recipient was
   *     given
   * @param faulty the shares that do not fit the others
   */
  public record Foreign(NativeIdentity identity, List<ShareIndex> faulty) {}

  /**
   * Restores the identity of a set that has no record here.
   *
   * @param passphrase may be empty
   * @param recipient whose identity it must be, if that is known
   * @throws Denied as above, or if the secret is not as long as that of an identity
   */
  public Foreign restore(IdentityKind kind, SecretBytes passphrase, Optional<String> recipient)
      throws Denied {
    try (Recovery recovery = shares.recover();
        SecretBytes secret = recovery.decrypt(passphrase)) {
      if (secret.bytes().length != IdentityKind.SECRET_LENGTH) {
        throw new Denied(
            "The set restores "
                + secret.bytes().length
                + " bytes, and the secret of an age identity has 32.",
            "It does not hold an age identity: restore it with the program that made it.");
      }
      NativeIdentity identity = kind.restore(secret);
      if (recipient.isPresent() && !recipient.get().equals(identity.recipient().toString())) {
        identity.close();
        throw new Denied(
            "The shares fit together, but the identity they restore is not that of the recipient "
                + recipient.get()
                + ".",
            "Somebody exchanged shares or the record, or the passphrase is wrong: do not use the result.");
      }
      List<ShareIndex> faulty =
          recovery.standings().entrySet().stream()
              .filter(entry -> entry.getValue() == Standing.FAULTY)
              .map(Map.Entry::getKey)
              .toList();
      return new Foreign(identity, faulty);
    } catch (ShareException e) {
      throw new Denied(
          "The identity is not restored: " + e.getMessage() + " (" + progress() + ").",
          "To go on, " + e.advice() + ".",
          e);
    }
  }

  /**
   * Computes a recorded set's share that was lost, from others of its group or from enough groups.
   *
   * @return the share that was given out, word for word; the caller closes it
   * @throws Denied if the others are not enough
   */
  public Share reissue(ShareIndex lost) throws Denied {
    SetRecord set = record.orElseThrow();
    try {
      Share share = shares.missing(lost, set.policy().group(lost).threshold());
      if (!set.commitment(lost).isTo(share)) {
        share.close();
        throw new Denied(
            "The share that was computed is not the one in the record.",
            "The record was changed: take another copy of it.");
      }
      return share;
    } catch (ShareException e) {
      throw new Denied(
          "The share of "
              + holder(lost)
              + " cannot be computed: "
              + e.getMessage()
              + " ("
              + progress()
              + ").",
          "Bring as many other shares of its group as the group takes; or one fewer, and enough other groups.",
          e);
    }
  }

  @Override
  public void close() {
    shares.close();
  }

  @Override
  public String toString() {
    return progress();
  }
}
