package org.keyrite.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.keyrite.crypto.Sha256;
import org.keyrite.fault.Failed;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.trust.BoundedFile;
import org.keyrite.trust.PinnedKey;
import org.keyrite.trust.Policy;
import picocli.CommandLine;

/** The keys on a command line. What each of them is, its form says. */
final class OneOffKeys {
  private static final int MOST_CERTIFICATE_BYTES = 4 << 20;
  private static final int MOST_KEY_BYTES = 1 << 20;

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-Fa-f \t]{40,100}");
  private static final Pattern NUMBERED = Pattern.compile("RW[A-Za-z0-9+/]{54}");
  private static final Pattern SSH =
      Pattern.compile("(?:SHA256:|ssh-|ecdsa-|sk-ssh-|sk-ecdsa-).*", Pattern.DOTALL);

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

  private PinnedKey key(String text) throws Failed, SignatureFormatException {
    if (FINGERPRINT.matcher(text).matches()) {
      return openPgp(text);
    }
    if (NUMBERED.matcher(text).matches() || SSH.matcher(text).matches()) {
      return inFull(text);
    }
    Optional<Path> file = file(text);
    if (file.isEmpty()) {
      throw usage.apply(
          "--key " + text + " is no key, no whole fingerprint, and no file with a key.");
    }
    byte[] bytes = BoundedFile.read(file.get(), MOST_KEY_BYTES, "a public key's file");
    return inFull(new String(bytes, StandardCharsets.UTF_8));
  }

  private PinnedKey openPgp(String fingerprint) throws SignatureFormatException {
    if (certificates.isEmpty()) {
      throw usage.apply("An OpenPGP fingerprint needs its --certificate.");
    }
    return PinnedKey.openPgp(fingerprint, List.copyOf(certificates.values()));
  }

  private PinnedKey inFull(String text) throws SignatureFormatException {
    if (SSH.matcher(text).matches()) {
      return PinnedKey.ssh(text, Optional.empty(), Optional.empty());
    }
    return scheme.equals(Optional.of(Scheme.SIGNIFY))
        ? PinnedKey.signify(text)
        : PinnedKey.minisign(text);
  }

  private static Optional<Path> file(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Files::exists);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
