package org.keyrite.cli.verify;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Failed;
import org.keyrite.fault.FileProblem;
import org.keyrite.files.BoundedFile;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.trust.PinnedKey;
import org.keyrite.trust.Policy;
import picocli.CommandLine;

/** The keys on a command line. What each of them is, its form says. */
final class OneOffKeys {
  private static final int MOST_CERTIFICATE_BYTES = 4 << 20;
  private static final int MOST_KEY_BYTES = 1 << 20;

  private static final Pattern FINGERPRINT = Pattern.compile("(?:0[xX])?[0-9A-Fa-f \t]{40,100}");
  private static final Pattern KEY_ID = Pattern.compile("0[xX](?:[0-9A-Fa-f]{8}){1,2}");
  private static final Pattern NUMBERED = Pattern.compile("RW[A-Za-z0-9+/]{54}");

  /** With its base64 after a blank: the name of a key's file can begin like that, too. */
  private static final Pattern SSH =
      Pattern.compile("SHA256:.*|(?:ssh-|ecdsa-|sk-ssh-|sk-ecdsa-)[^ \t]+[ \t].*");

  /** As minisign and signify begin their files. */
  private static final String COMMENT = "untrusted comment:";

  private static final Pattern SECRET = Pattern.compile(COMMENT + ".* secret key");

  private final Map<Path, byte[]> certificates = new LinkedHashMap<>();
  private final Optional<Scheme> scheme;
  private final Function<String, CommandLine.ParameterException> usage;

  /**
   * Reads the certificates' files.
   *
   * @param scheme what all keys must be of, if that is said
   */
  OneOffKeys(
      List<Path> certificates,
      Optional<Scheme> scheme,
      Function<String, CommandLine.ParameterException> usage)
      throws Failed {
    this.scheme = scheme;
    this.usage = usage;
    for (Path file : certificates) {
      this.certificates.put(
          file, BoundedFile.read(file, MOST_CERTIFICATE_BYTES, "the certificate's file"));
    }
  }

  /** The files with certificates. */
  List<Policy.Origin> certificates() {
    List<Policy.Origin> origins = new ArrayList<>();
    certificates.forEach((file, bytes) -> origins.add(new Policy.Origin(file, Sha256.hex(bytes))));
    return origins;
  }

  List<PinnedKey> read(List<String> texts) throws Failed {
    List<PinnedKey> keys = new ArrayList<>();
    for (String text : texts) {
      if (text.isBlank()) {
        throw usage.apply("A --key is empty: perhaps a variable of the shell is.");
      }
      try {
        PinnedKey key = key(text);
        if (scheme.isPresent() && scheme.get() != key.name().scheme()) {
          throw usage.apply("The key " + text + " is not one of " + scheme.get().word() + ".");
        }
        keys.add(key);
      } catch (SignatureFormatException e) {
        throw usage.apply("The key " + text + " " + e.getMessage() + ".");
      }
    }
    return keys;
  }

  /** Also with what a shell leaves around a key that it puts in, and as the file that it was in. */
  private PinnedKey key(String given) throws Failed, SignatureFormatException {
    String text = given.strip();
    if (isSecret(text)) {
      throw usage.apply("A --key is a secret key; the public one is asked.");
    }
    if (text.startsWith(COMMENT)) {
      return numbered(text);
    }
    if (FINGERPRINT.matcher(text).matches()) {
      return openPgp(text);
    }
    if (KEY_ID.matcher(text).matches()) {
      throw usage.apply(
          "--key " + text + " is a key id, which other keys can have too: give the fingerprint.");
    }
    if (NUMBERED.matcher(text).matches()) {
      return numbered(text);
    }
    if (SSH.matcher(text).matches()) {
      return ssh(text);
    }
    Optional<Path> file = file(given);
    if (file.isEmpty()) {
      throw usage.apply(
          "--key " + text + " is no key, no whole fingerprint, and no file with a key.");
    }
    byte[] bytes = BoundedFile.read(file.get(), MOST_KEY_BYTES, "a public key's file");
    return inFile(text, bytes);
  }

  private PinnedKey openPgp(String text) throws Failed, SignatureFormatException {
    KeyName name = PinnedKey.fingerprint(text);
    if (certificates.isEmpty()) {
      throw usage.apply("An OpenPGP fingerprint needs its --certificate.");
    }
    boolean found = false;
    for (Map.Entry<Path, byte[]> file : certificates.entrySet()) {
      try {
        found |= PinnedKey.isIn(file.getValue(), name);
      } catch (SignatureFormatException e) {
        throw new Failed(
            "The certificate's file " + file.getKey() + " " + e.getMessage() + ".",
            "Export the certificate again.",
            e);
      }
    }
    if (!found) {
      throw new Failed(
          "The certificate of the key " + name.fingerprint() + " is not in these files.",
          "Name the file that it is in with --certificate.");
    }
    return new PinnedKey.OpenPgp(name, List.copyOf(certificates.values()));
  }

  private PinnedKey inFile(String name, byte[] bytes) throws SignatureFormatException {
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    if (text.startsWith("-----BEGIN PGP ") || (bytes.length > 0 && bytes[0] < 0)) {
      throw usage.apply(
          "--key "
              + name
              + " is a file of OpenPGP: give it with --certificate, and with --key the whole"
              + " fingerprint of the key.");
    }
    if (isSecret(text)) {
      throw usage.apply("--key " + name + " is a file with a secret key; the public one is asked.");
    }
    return text.startsWith(COMMENT) || NUMBERED.matcher(text).matches()
        ? numbered(new String(bytes, StandardCharsets.UTF_8))
        : ssh(text);
  }

  private static boolean isSecret(String text) {
    return text.contains("PRIVATE KEY-----") || SECRET.matcher(text).lookingAt();
  }

  private static PinnedKey ssh(String text) throws SignatureFormatException {
    return PinnedKey.ssh(text, Optional.empty(), Optional.empty());
  }

  private PinnedKey numbered(String text) throws SignatureFormatException {
    return scheme.equals(Optional.of(Scheme.SIGNIFY))
        ? PinnedKey.signify(text)
        : PinnedKey.minisign(text);
  }

  private static Optional<Path> file(String text) {
    try {
      Path file = Path.of(text);
      boolean missing = FileProblem.of(file).filter(FileProblem::missing).isPresent();
      return missing ? Optional.empty() : Optional.of(file);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
