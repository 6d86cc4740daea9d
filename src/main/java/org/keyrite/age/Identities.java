package org.keyrite.age;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrite.age.AgeException.KeyFailure;

/** Reads identity files: one identity on each line, {@code #} before comments. */
public final class Identities {
  private Identities() {}

  /** Reads an identity file of types that need no plugin. */
  public static List<Identity> read(InputStream in) throws IOException {
    return read(in, Optional.empty());
  }

  /**
   * Reads an identity file to its end.
   *
   * @param in not closed
   * @param plugins know the types that this program does not
   * @return at least one identity, in the file's order; the caller closes them
   * @throws KeyFailure if a line is not an identity, is one of a type that is not supported, or if
   *     there is no line. The line is named by its number and never quoted.
   */
  public static List<Identity> read(InputStream in, Optional<Plugins> plugins) throws IOException {
    List<Identity> identities = new ArrayList<>();
    try (LineReader lines = new LineReader(in)) {
      while (lines.next()) {
        identities.add(identity(lines, plugins));
      }
    } catch (IOException e) {
      identities.forEach(Identity::close);
      throw e;
    }
    if (identities.isEmpty()) {
      throw new KeyFailure(
          "there is no identity in the file", "give a file that age-keygen has written");
    }
    return List.copyOf(identities);
  }

  private static Identity identity(LineReader lines, Optional<Plugins> plugins) throws KeyFailure {
    try {
      return identityOn(lines, plugins);
    } catch (KeyFailure e) {
      throw e.atLine(lines.number());
    }
  }

  private static Identity identityOn(LineReader lines, Optional<Plugins> plugins)
      throws KeyFailure {
    if (lines.lineStartsWith("AGE-SECRET-KEY-PQ-1")) {
      throw unsupported("post-quantum identities");
    }
    if (lines.lineStartsWith("AGE-SECRET-KEY-")) {
      return X25519Identity.parse(lines.line());
    }
    if (lines.lineStartsWith("AGE-PLUGIN-")) {
      return plugins.orElseThrow(() -> unsupported("identities of plugins")).identity(lines.line());
    }
    if (lines.lineStartsWith(ArmorInput.BEGIN) || lines.lineStartsWith("age-encryption.org/")) {
      throw unsupported("identity files that are encrypted");
    }
    if (lines.lineStartsWith("-----BEGIN")) {
      throw unsupported("SSH keys");
    }
    if (lines.lineStartsWith("age1")) {
      throw new KeyFailure(
          "there is a recipient where an identity belongs",
          "give the file with the identity, which starts with AGE-SECRET-KEY-1");
    }
    throw new KeyFailure(
        "this is not an identity", "an identity starts with AGE-SECRET-KEY-1, in capitals");
  }

  private static KeyFailure unsupported(String what) {
    return new KeyFailure(
        what + " are not supported by this build", "use an identity that age-keygen has written");
  }
}
