package org.keyrite.escrow.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;

/** Whose files they become that are rotated. */
public sealed interface RotationTarget {
  /** The folder in which {@link Rotation#FILES} is. */
  Path out();

  /** Who holds the shares of the identity that opens them. */
  EscrowPolicy policy();

  /**
   * Refuses a place in which old files could be taken for new ones, by whatever links it is named.
   *
   * @param from the folder of the old ones, without any link
   */
  default void requireApart(Path from) throws Fault {
    Path to = out().resolve(Rotation.FILES);
    try {
      if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)
          && (!Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)
              || to.toRealPath().startsWith(from)
              || from.startsWith(to.toRealPath()))) {
        throw new Refused(
            "The new files would be in " + to + ", which is a link or has the old ones.",
            "Name another folder with --out.");
      }
    } catch (IOException e) {
      throw new Failed(
          "The folder " + to + " cannot be read: " + Reason.of(e) + ".",
          "Name another folder with --out.",
          e);
    }
  }

  /** Those of a new identity, and of a set of it. */
  record NewIdentity(NewSet place, EscrowPolicy policy, IdentityKind kind)
      implements RotationTarget {
    @Override
    public Path out() {
      return place.out();
    }
  }

  /** Those of the identity of a set that is there. */
  record Existing(SetRecord set, Path out) implements RotationTarget {
    @Override
    public EscrowPolicy policy() {
      return set.policy();
    }

    /**
     * Refuses a set of the same identity, or of another environment.
     *
     * @param old the record of the set whose files they are
     */
    void requireFor(SetRecord old) throws Refused {
      boolean isSame = set.recipient().equals(old.recipient());
      if (isSame || !set.environment().equals(old.environment())) {
        throw new Refused(
            "The set after --onto is for "
                + set.environment()
                + ", and has "
                + (isSame ? "the same" : "another")
                + " identity.",
            "Name a set for " + old.environment() + " with another identity than this.");
      }
    }
  }
}
