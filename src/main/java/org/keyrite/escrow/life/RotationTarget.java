package org.keyrite.escrow.life;

import java.nio.file.Path;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.set.SetRecord;

/** Whose files they become that are rotated. */
public sealed interface RotationTarget {
  /** The folder in which {@link Rotation#FILES} is. */
  Path out();

  /** Who holds the shares of the identity that opens them. */
  EscrowPolicy policy();

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
  }
}
