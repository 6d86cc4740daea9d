package org.keyrite.escrow.policy;

import org.keyrite.age.HybridIdentity;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.X25519Identity;
import org.keyrite.crypto.SecretBytes;

/** The kinds of identity that can be split: those whose secret is 32 bytes. */
public enum IdentityKind {
  /** {@code age1…}: its scalar is what is split. */
  X25519,
  /** {@code age1pq1…}: the seed of both its halves is. */
  HYBRID;

  /** In bytes. */
  public static final int SECRET_LENGTH = 32;

  /** The kind that a native recipient is of. */
  public static IdentityKind of(String recipient) {
    return recipient.startsWith("age1pq1") ? HYBRID : X25519;
  }

  /** The word for it in a policy. */
  public String word() {
    return this == X25519 ? "x25519" : "post-quantum";
  }

  /** A new identity. */
  public NativeIdentity generate() {
    return switch (this) {
      case X25519 -> X25519Identity.generate();
      case HYBRID -> HybridIdentity.generate();
    };
  }

  /**
   * The identity of a secret.
   *
   * @param secret {@link #SECRET_LENGTH} bytes; not kept
   */
  public NativeIdentity restore(SecretBytes secret) {
    return switch (this) {
      case X25519 -> X25519Identity.fromSecret(secret.bytes());
      case HYBRID -> HybridIdentity.fromSecret(secret.bytes());
    };
  }
}
