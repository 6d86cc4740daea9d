package org.keyrite.crypto;

import java.io.IOException;

/** The kernel's generator cannot be reached: {@code /dev/urandom} is not there, as in a chroot. */
public final class MissingRandomness extends Error {
  private static final long serialVersionUID = 1L;

  MissingRandomness(IOException cause) {
    super(cause);
  }
}
