package org.keyrite.trust;

import java.io.IOException;
import java.io.OutputStream;

/** Where the bytes of artifacts go while they are looked at, for use if they are admitted. */
@FunctionalInterface
interface Copies {
  /** Keeps nothing. */
  Copies NONE = _ -> OutputStream.nullOutputStream();

  /** Where an artifact's bytes go; an existing file is never written to. */
  OutputStream create(String file) throws IOException;
}
