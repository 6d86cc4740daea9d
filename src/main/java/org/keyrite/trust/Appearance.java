package org.keyrite.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import org.keyrite.signature.Scheme;
import org.keyrite.text.Utf8Text;
import org.keyrite.trust.SignatureFile.Mode;

/** What a file looks like. It is good for a sentence; nothing is decided by it. */
final class Appearance {
  /** As long as the longest signature of minisign. */
  private static final int MOST_BYTES = 64 << 10;

  private Appearance() {}

  /** The scheme that a signature file seems to be of. */
  static Optional<Scheme> of(byte[] file) {
    int begin;
    try {
      begin = Utf8Text.begin(file);
    } catch (Utf8Text.NotUtf8 e) {
      return Optional.empty();
    }
    String text = new String(file, begin, Math.min(file.length - begin, MOST_BYTES), ISO_8859_1);
    if (text.startsWith("-----BEGIN SSH SIGNATURE")) {
      return Optional.of(Scheme.SSH);
    }
    if (text.startsWith("-----BEGIN PGP ") || (file.length > begin && file[begin] < 0)) {
      return Optional.of(Scheme.OPENPGP);
    }
    if (text.startsWith("untrusted comment: ")) {
      return Optional.of(text.contains("\ntrusted comment: ") ? Scheme.MINISIGN : Scheme.SIGNIFY);
    }
    return Optional.empty();
  }

  /** Where the signed bytes of a file of a scheme seem to be. */
  static Mode mode(Scheme scheme, byte[] file) {
    String text = new String(file, ISO_8859_1);
    return switch (scheme) {
      case OPENPGP -> {
        if (text.contains("-----BEGIN PGP SIGNED MESSAGE-----")) {
          yield Mode.CLEAR_SIGNED;
        }
        yield text.contains("-----BEGIN PGP MESSAGE-----") ? Mode.INLINE : Mode.DETACHED;
      }
      case SIGNIFY -> text.lines().count() > 2 ? Mode.EMBEDDED : Mode.DETACHED;
      case MINISIGN, SSH -> Mode.DETACHED;
    };
  }
}
