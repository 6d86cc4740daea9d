package org.keyrite.age.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keyrite.age.HybridIdentity;
import org.keyrite.age.Identity;
import org.keyrite.age.PassphrasePrompt;
import org.keyrite.age.X25519Identity;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.AgeException.UnusableSshKey;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.age.ssh.SshPrivateKeyFile;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.files.BoundedFile;

/**
 * Reads identity files: one identity on each line, {@code #} before comments; or an SSH private
 * key; or either kind of age file, encrypted with a passphrase, that holds such lines.
 */
public final class Identities {
  /** In bytes, for an encrypted file. */
  private static final int MAX_LENGTH = 16 << 20;

  /** In bytes, before a BEGIN line; as in age. */
  private static final int MAX_SPACE = 1024;

  private static final String ENCRYPTED = "age-encryption.org/";
  private static final String ARMORED = "-----BEGIN AGE";
  private static final String PEM = "-----BEGIN";

  private Identities() {}

  /**
   * Reads an identity file to its end.
   *
   * @param in not closed
   * @param plugins know the types that this program does not
   * @param prompt asked for the passphrase of a file that has one, once the file is used
   * @return at least one identity, in the file's order; the caller closes them
   * @throws KeyFailure if a line is not an identity, is one of a type that is not supported, or if
   *     there is no line. The line is named by its number and never quoted.
   */
  public static List<Identity> read(InputStream in, PluginKeys plugins, PassphrasePrompt prompt)
      throws IOException {
    PushbackInputStream source = new PushbackInputStream(in, MAX_SPACE + ENCRYPTED.length());
    byte[] peeked = source.readNBytes(MAX_SPACE + ENCRYPTED.length());
    source.unread(peeked);
    int space = space(peeked);
    int end = Math.min(space + ENCRYPTED.length(), peeked.length);
    String start = new String(peeked, space, end - space, StandardCharsets.ISO_8859_1);
    Arrays.fill(peeked, (byte) 0);
    if ((space == 0 && start.equals(ENCRYPTED)) || start.startsWith(ARMORED)) {
      return List.of(new EncryptedIdentities(whole(source, MAX_LENGTH), plugins, prompt));
    }
    if (start.startsWith(PEM)) {
      source.skipNBytes(space);
      try (SecretBytes file = new SecretBytes(whole(source, SshPrivateKeyFile.MAX_LENGTH))) {
        return List.of(SshPrivateKeyFile.parse(file.bytes(), prompt));
      } catch (KeyFailure e) {
        throw new UnusableSshKey(e);
      }
    }
    return readLines(source, plugins);
  }

  private static int space(byte[] start) {
    int space = 0;
    while (space < start.length && " \t\r\n".indexOf(start[space]) >= 0) {
      space++;
    }
    return space;
  }

  private static byte[] whole(InputStream in, int maxLength) throws IOException {
    try {
      return BoundedFile.bytes(in, maxLength);
    } catch (BoundedFile.TooLong e) {
      throw new KeyFailure(
          "the identity file is longer than " + maxLength + " bytes", "give a file with keys only");
    }
  }

  /** Reads a file of identities, one on each line. */
  static List<Identity> readLines(InputStream in, PluginKeys plugins) throws IOException {
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

  private static Identity identity(LineReader lines, PluginKeys plugins) throws KeyFailure {
    try {
      return identityOn(lines, plugins);
    } catch (KeyFailure e) {
      throw e.atLine(lines.number());
    }
  }

  private static Identity identityOn(LineReader lines, PluginKeys plugins) throws KeyFailure {
    if (lines.lineStartsWith(HybridIdentity.PREFIX + "1")) {
      return HybridIdentity.parse(lines.line());
    }
    if (lines.lineStartsWith("AGE-SECRET-KEY-")) {
      return X25519Identity.parse(lines.line());
    }
    if (lines.lineStartsWith("AGE-PLUGIN-")) {
      return plugins.identity(lines.line());
    }
    if (lines.lineStartsWith(PEM) || lines.lineStartsWith(ENCRYPTED)) {
      throw new KeyFailure(
          "there is a key in another format among the lines",
          "put it in a file of its own, from its first line");
    }
    if (lines.lineStartsWith("age1") || lines.lineStartsWith("ssh-")) {
      throw new KeyFailure(
          "there is a recipient where an identity belongs",
          "give the file with the identity, which starts with AGE-SECRET-KEY-1");
    }
    throw new KeyFailure(
        "this is not an identity", "an identity starts with AGE-SECRET-KEY-1, in capitals");
  }
}
