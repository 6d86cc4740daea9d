package org.keyrite.age;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.sealing.FileKey;

/**
 * How an identity opens a stanza of its type.
 *
 * @param <E> what can keep it from that
 */
@FunctionalInterface
public interface StanzaOpening<E extends IOException> {
  /**
   * The file key; empty if the stanza is addressed to somebody else.
   *
   * @throws E if the stanza is malformed, among other things
   */
  Optional<FileKey> open(Stanza stanza) throws E;

  /** Tries the stanzas of one type in their order, up to the first that opens. */
  static <E extends IOException> UnwrapResult first(
      List<Stanza> stanzas, String type, StanzaOpening<E> opening) throws E {
    for (Stanza stanza : stanzas) {
      if (stanza.type().equals(type)) {
        Optional<FileKey> fileKey = opening.open(stanza);
        if (fileKey.isPresent()) {
          return new UnwrapResult.Unwrapped(fileKey.get());
        }
      }
    }
    return new UnwrapResult.NotForMe();
  }
}
