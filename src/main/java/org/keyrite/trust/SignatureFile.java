package org.keyrite.trust;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.keyrite.signature.Scheme;

/**
 * A file with signatures, and what it must be. Nothing of that is guessed from the file, which
 * whoever wrote it would decide then.
 *
 * @param file its name, beside the file that it is for; without a policy, perhaps its path
 * @param scheme whose format it has
 * @param mode where the signed bytes are
 * @param legacyAllowed whether minisign's old kind counts, which signs the bytes themselves
 * @param anyName whether one of minisign counts, too, that says that it is of a file with another
 *     name
 * @param namespace what an SSH signature must have been made for; empty for the other schemes
 */
public record SignatureFile(
    String file,
    Scheme scheme,
    Mode mode,
    boolean legacyAllowed,
    boolean anyName,
    String namespace) {
  /** What OpenSSH's own examples sign files for. */
  public static final String USUAL_NAMESPACE = "file";

  public SignatureFile {
    if (!Mode.of(scheme).contains(mode)
        || ((legacyAllowed || anyName) && scheme != Scheme.MINISIGN)
        || namespace.isEmpty() != (scheme != Scheme.SSH)) {
      throw new IllegalArgumentException("no such signature file: " + scheme + " " + mode);
    }
  }

  /** Where the signed bytes are. */
  public enum Mode {
    /** In a file of their own. */
    DETACHED,
    /** In the signature file, as an OpenPGP message. */
    INLINE,
    /** In the signature file, as text that a person can read (OpenPGP's cleartext signatures). */
    CLEAR_SIGNED,
    /** In the signature file, after the signature (signify -e). */
    EMBEDDED;

    /** The modes that a scheme has. */
    public static List<Mode> of(Scheme scheme) {
      return switch (scheme) {
        case OPENPGP -> List.of(DETACHED, INLINE, CLEAR_SIGNED);
        case SIGNIFY -> List.of(DETACHED, EMBEDDED);
        case MINISIGN, SSH -> List.of(DETACHED);
      };
    }

    /** The word for it in a policy, a receipt and an option. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The words for a scheme's modes, as a list in a sentence. */
    static String words(Scheme scheme) {
      return of(scheme).stream().map(Mode::word).collect(Collectors.joining(", "));
    }
  }

  /** Whether the signed bytes are in this file. */
  public boolean holdsItsFile() {
    return mode != Mode.DETACHED;
  }
}
