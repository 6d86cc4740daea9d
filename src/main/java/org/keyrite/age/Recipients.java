package org.keyrite.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrite.age.AgeException.KeyFailure;

/** Reads recipients, alone or from files with one on each line and {@code #} before comments. */
public final class Recipients {
  private static final String ADVICE = "a recipient starts with age1, in small letters";

  private Recipients() {}

  /** Reads one recipient, of a type that needs no plugin. */
  public static Recipient parse(String encoded) throws KeyFailure {
    return parse(encoded, Optional.empty());
  }

  /**
   * Reads one recipient.
   *
   * @param encoded {@code age1…}, without space around it
   * @param plugins know the types that this program does not
   * @throws KeyFailure if it is malformed, of a type that is not supported, or an identity. The
   *     text is never quoted, since it may be a secret in the wrong place.
   */
  public static Recipient parse(String encoded, Optional<Plugins> plugins) throws KeyFailure {
    String upperCase = encoded.toUpperCase(Locale.ROOT);
    if (upperCase.startsWith("AGE-SECRET-KEY-") || upperCase.startsWith("AGE-PLUGIN-")) {
      throw new KeyFailure(
          "there is an identity, which is secret, where a recipient belongs",
          "give its recipient, which age-keygen -y prints; if others have seen the identity, do"
              + " not use it again");
    }
    if (encoded.startsWith("ssh-")) {
      throw unsupported("SSH keys");
    }
    // The data part of Bech32 has no '1', so the last one ends the name of the type.
    int separator = encoded.lastIndexOf('1');
    if (separator > 0 && encoded.startsWith("age1") && separator != 3) {
      if (encoded.startsWith("age1pq1")) {
        throw unsupported("post-quantum recipients");
      }
      return plugins.orElseThrow(() -> unsupported("recipients of plugins")).recipient(encoded);
    }
    if (upperCase.startsWith("AGE1")) {
      return X25519Recipient.parse(encoded);
    }
    throw new KeyFailure("this is not a recipient of a known type", ADVICE);
  }

  /** Reads a file of recipients of types that need no plugin. */
  public static List<Recipient> read(InputStream in) throws IOException {
    return read(in, Optional.empty());
  }

  /**
   * Reads a file of recipients to its end.
   *
   * @param in not closed
   * @param plugins know the types that this program does not
   * @return at least one recipient, in the file's order
   * @throws KeyFailure if a line is not a recipient, or if there is no line. The line is named by
   *     its number and never quoted: the file may be a confidential one, given by mistake.
   */
  public static List<Recipient> read(InputStream in, Optional<Plugins> plugins) throws IOException {
    List<Recipient> recipients = new ArrayList<>();
    try (LineReader lines = new LineReader(in)) {
      while (lines.next()) {
        recipients.add(recipient(lines, plugins));
      }
    }
    if (recipients.isEmpty()) {
      throw new KeyFailure("there is no recipient in the file", ADVICE);
    }
    return List.copyOf(recipients);
  }

  private static Recipient recipient(LineReader lines, Optional<Plugins> plugins)
      throws KeyFailure {
    try {
      return parse(new String(lines.line(), StandardCharsets.UTF_8), plugins);
    } catch (KeyFailure e) {
      throw e.atLine(lines.number());
    }
  }

  private static KeyFailure unsupported(String what) {
    return new KeyFailure(what + " are not supported by this build", ADVICE);
  }
}
