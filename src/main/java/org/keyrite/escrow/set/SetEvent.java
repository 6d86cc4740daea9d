package org.keyrite.escrow.set;

import java.util.List;
import java.util.Optional;
import org.keyrite.journal.Family;
import org.keyrite.journal.Form;
import org.keyrite.journal.Form.FactException;

/** What happens to a set, as its journal tells it. The names of events and facts are a promise. */
public sealed interface SetEvent {
  /** The set that it happened to. */
  String set();

  /**
   * It was made.
   *
   * @param identity where the shared identity is from: "new", "given", "reshared" or "rotated"
   * @param combinations in how many ways its shares, read back, restored the identity
   * @param all whether these are all ways that are just enough
   * @param replaces the set in whose place it was made
   */
  record Split(
      String set,
      String environment,
      String recipient,
      String identity,
      String policy,
      List<String> trustees,
      long combinations,
      boolean all,
      Optional<String> replaces)
      implements SetEvent {
    /** Of a set's journal, or of a ceremony's, which has the same facts. */
    public Split(Form<Split> f) throws FactException {
      this(
          f.text("set", Split::set),
          f.text("environment", Split::environment),
          f.text("recipient", Split::recipient),
          f.text("identity", Split::identity),
          f.text("policy", Split::policy),
          f.texts("trustees", Split::trustees),
          f.number("combinations-proven", Split::combinations),
          f.truth("all-combinations", Split::all),
          f.optional(String.class, "replaces", Split::replaces));
    }
  }

  /**
   * A drill was held.
   *
   * @param kind "roll-call" if every trustee was asked to take part, else "threshold"
   * @param restored whether the identity was restored and is the recipient's
   * @param good the trustees whose shares were there and are the ones they were given
   * @param faulty those in whose places other shares were brought
   * @param absent those for whom nobody brought a share
   * @param unreadable those of the absent for whom something was brought that is no share
   * @param signedOffBy who vouches for it
   */
  record DrillHeld(
      String set,
      String kind,
      boolean restored,
      List<String> good,
      List<String> faulty,
      List<String> absent,
      List<String> unreadable,
      List<String> signedOffBy)
      implements SetEvent {
    DrillHeld(Form<DrillHeld> f) throws FactException {
      this(
          f.text("set", DrillHeld::set),
          f.text("kind", DrillHeld::kind),
          f.truth("restored", DrillHeld::restored),
          f.texts("good", DrillHeld::good),
          f.texts("faulty", DrillHeld::faulty),
          f.texts("absent", DrillHeld::absent),
          f.texts("unreadable", DrillHeld::unreadable),
          f.texts("signed-off-by", DrillHeld::signedOffBy));
    }
  }

  /** A trustee lost their share. */
  record ShareLost(String set, String trustee) implements SetEvent {
    ShareLost(Form<ShareLost> f) throws FactException {
      this(f.text("set", ShareLost::set), f.text("trustee", ShareLost::trustee));
    }
  }

  /** A trustee found the share that they had lost. */
  record ShareFound(String set, String trustee) implements SetEvent {
    ShareFound(Form<ShareFound> f) throws FactException {
      this(f.text("set", ShareFound::set), f.text("trustee", ShareFound::trustee));
    }
  }

  /**
   * A share was computed again.
   *
   * @param by whose shares it was computed from
   * @param recipient whom it is encrypted to; empty for paper
   */
  record ShareReissued(String set, String trustee, List<String> by, Optional<String> recipient)
      implements SetEvent {
    ShareReissued(Form<ShareReissued> f) throws FactException {
      this(
          f.text("set", ShareReissued::set),
          f.text("trustee", ShareReissued::trustee),
          f.texts("by", ShareReissued::by),
          f.optional(String.class, "recipient", ShareReissued::recipient));
    }
  }

  /**
   * A command took secrets of the set although something did not protect them; what it did is told
   * by the event beside this one.
   *
   * @param risks what was not in force: swap, or a control of the process
   */
  record RiskAccepted(String set, List<String> risks) implements SetEvent {
    RiskAccepted(Form<RiskAccepted> f) throws FactException {
      this(f.text("set", RiskAccepted::set), f.texts("risks", RiskAccepted::risks));
    }

    /** Nothing to tell if nothing was accepted. */
    public static Optional<SetEvent> of(String set, List<String> risks) {
      return risks.isEmpty() ? Optional.empty() : Optional.of(new RiskAccepted(set, risks));
    }
  }

  /**
   * Trustees were invited to give their shares, each on their own, encrypted to an identity that
   * was made for that.
   *
   * @param gathering the SHA-256 of the invitation, in hex
   * @param purpose what for, as they were told
   */
  record GatheringStarted(String set, String gathering, String purpose) implements SetEvent {
    GatheringStarted(Form<GatheringStarted> f) throws FactException {
      this(
          f.text("set", GatheringStarted::set),
          f.text("gathering", GatheringStarted::gathering),
          f.text("purpose", GatheringStarted::purpose));
    }
  }

  /** The identity of a gathering was wiped: what was given for it opens no more. */
  record GatheringFinished(String set, String gathering) implements SetEvent {
    GatheringFinished(Form<GatheringFinished> f) throws FactException {
      this(
          f.text("set", GatheringFinished::set), f.text("gathering", GatheringFinished::gathering));
    }
  }

  /** A trustee said the code that only their share gives. */
  record ShareConfirmed(String set, String trustee) implements SetEvent {
    ShareConfirmed(Form<ShareConfirmed> f) throws FactException {
      this(f.text("set", ShareConfirmed::set), f.text("trustee", ShareConfirmed::trustee));
    }
  }

  /** A share was reissued, and the set goes on in another folder. */
  record Continued(String set, String folder) implements SetEvent {
    Continued(Form<Continued> f) throws FactException {
      this(f.text("set", Continued::set), f.text("folder", Continued::folder));
    }
  }

  /**
   * The set was replaced, and something was done beside what took its place all the same; what that
   * is, the event beside this one tells.
   *
   * @param reason why, in somebody's words
   */
  record ForkAccepted(String set, String reason) implements SetEvent {
    ForkAccepted(Form<ForkAccepted> f) throws FactException {
      this(f.text("set", ForkAccepted::set), f.text("reason", ForkAccepted::reason));
    }
  }

  /**
   * The identity was split again, into the successor.
   *
   * @param folder where that is; journals of 0.1 do not say
   */
  record Reshared(String set, List<String> by, String successor, Optional<String> folder)
      implements SetEvent {
    Reshared(Form<Reshared> f) throws FactException {
      this(
          f.text("set", Reshared::set),
          f.texts("by", Reshared::by),
          f.text("successor", Reshared::successor),
          f.optional(String.class, "folder", Reshared::folder));
    }
  }

  /**
   * A new identity took the place of this set's. What became of its files is told by {@link
   * FilesRotated}; keyrite 0.1 told it here.
   *
   * @param by whose shares restored the old one
   * @param folder where the successor is; journals of 0.1 do not say
   * @param recipient the new one's
   * @param files which were encrypted to the new one
   * @param passedOver which were not
   */
  record Rotated(
      String set,
      List<String> by,
      String successor,
      Optional<String> folder,
      String recipient,
      List<String> files,
      List<String> passedOver)
      implements SetEvent {
    Rotated(Form<Rotated> f) throws FactException {
      this(
          f.text("set", Rotated::set),
          f.texts("by", Rotated::by),
          f.text("successor", Rotated::successor),
          f.optional(String.class, "folder", Rotated::folder),
          f.text("recipient", Rotated::recipient),
          f.texts("files", Rotated::files),
          f.texts("passed-over", Rotated::passedOver));
    }
  }

  /**
   * Files of this set's identity were encrypted to that of another set.
   *
   * @param by whose shares restored this one's
   * @param successor the other set
   * @param folder where the new files are
   * @param files their names
   * @param passedOver what lay beside the old ones and was left
   * @param failed those of which there is no new one yet
   */
  record FilesRotated(
      String set,
      List<String> by,
      String successor,
      String folder,
      List<String> files,
      List<String> passedOver,
      List<String> failed)
      implements SetEvent {
    FilesRotated(Form<FilesRotated> f) throws FactException {
      this(
          f.text("set", FilesRotated::set),
          f.texts("by", FilesRotated::by),
          f.text("successor", FilesRotated::successor),
          f.text("folder", FilesRotated::folder),
          f.texts("files", FilesRotated::files),
          f.texts("passed-over", FilesRotated::passedOver),
          f.texts("failed", FilesRotated::failed));
    }
  }

  /**
   * An event that this version does not know. The journal is read all the same, for its chain holds
   * and can go on; but the status of the set warns, since the event may change it.
   */
  record Unknown(String set, String name) implements SetEvent {}

  /** All of them. */
  Family<SetEvent> FAMILY =
      new Family<SetEvent>((name, f) -> new Unknown(f.text("set", SetEvent::set), name))
          .with("set-split", Split.class, Split::new)
          .with("drill-held", DrillHeld.class, DrillHeld::new)
          .with("share-lost", ShareLost.class, ShareLost::new)
          .with("share-found", ShareFound.class, ShareFound::new)
          .with("share-reissued", ShareReissued.class, ShareReissued::new)
          .with("share-confirmed", ShareConfirmed.class, ShareConfirmed::new)
          .with("gathering-started", GatheringStarted.class, GatheringStarted::new)
          .with("gathering-finished", GatheringFinished.class, GatheringFinished::new)
          .with("risk-accepted", RiskAccepted.class, RiskAccepted::new)
          .with("fork-accepted", ForkAccepted.class, ForkAccepted::new)
          .with("set-continued", Continued.class, Continued::new)
          .with("set-reshared", Reshared.class, Reshared::new)
          .with("set-rotated", Rotated.class, Rotated::new)
          .with("files-rotated", FilesRotated.class, FilesRotated::new);
}
