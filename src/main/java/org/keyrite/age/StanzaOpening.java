package org.keyrite.age;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.keyrite.age.header.AgeException.HeaderFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.WrapKey;
import org.keyrite.text.CanonicalBase64;

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

  /** The body must be as long as a wrapped file key. */
  static void requireWrappedKey(Stanza stanza, String stanzaName) throws HeaderFailure {
    if (stanza.body().length != WrapKey.WRAPPED_LENGTH) {
      throw new HeaderFailure(
          stanzaName + "'s body does not have the length of a wrapped file key");
    }
  }

  /**
   * The one argument of a stanza whose body is a wrapped file key.
   *
   * @param length the argument's, in bytes, when it is decoded
   * @param stanzaName what errors call the stanza, with its article
   */
  static byte[] argument(Stanza stanza, int length, String stanzaName) throws HeaderFailure {
    requireWrappedKey(stanza, stanzaName);
    return Optional.of(stanza.arguments())
        .filter(arguments -> arguments.size() == 1)
        .flatMap(arguments -> CanonicalBase64.UNPADDED.decode(arguments.getFirst()))
        .filter(argument -> argument.length == length)
        .orElseThrow(
            () ->
                new HeaderFailure(
                    stanzaName + " does not have one argument of " + length + " bytes"));
  }
}
