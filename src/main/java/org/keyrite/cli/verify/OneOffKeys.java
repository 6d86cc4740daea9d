package org.keyrite.cli.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.keyrite.fault.Failed;
import org.keyrite.fault.FileProblem;
import org.keyrite.files.BoundedFile;
import org.keyrite.signature.AllowedSigners;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.text.Utf8Text;
import org.keyrite.yaml.YamlValue.Said;
import picocli.CommandLine;

/**
 * The keys on a command line. What each of them is, its form says.
 *
 * @param certificates the files with certificates
 * @param scheme what all keys must be of, if that is said
 * @param usage makes the exception for a key that is none
 */
record OneOffKeys(
    List<Path> certificates,
    Optional<Scheme> scheme,
    Function<String, CommandLine.ParameterException> usage) {
  private static final int MOST_KEY_BYTES = 1 << 20;

  private static final Pattern FINGERPRINT = Pattern.compile("(?:0[xX])?[0-9A-Fa-f \t]{40,100}");
  private static final Pattern KEY_ID = Pattern.compile("0[xX](?:[0-9A-Fa-f]{8}){1,2}");
  private static final Pattern NUMBERED = Pattern.compile("RW[A-Za-z0-9+/]{54}");

  /** With options, and its base64 after a blank: the name of a file can begin like that, too. */
  private static final Pattern SSH =
      Pattern.compile(
          "SHA256:.*|(?:[^ \t]+[ \t]+)?(?:ssh-|ecdsa-|sk-ssh-|sk-ecdsa-)[^ \t]+[ \t].*");

  /** As minisign and signify begin their files. */
  private static final String COMMENT = "untrusted comment:";

  private static final Pattern SECRET = Pattern.compile(COMMENT + ".* secret key");

  /**
   * The keys of one signer: of a person, as far as can be told, commonly one key.
   *
   * @param said each as a policy would say it
   */
  record Signer(Scheme scheme, List<Said> said) {}

  List<Signer> read(List<String> texts) throws Failed {
    List<Signer> signers = new ArrayList<>();
    for (String text : texts) {
      if (text.isBlank()) {
        throw usage.apply("A --key is empty: perhaps a variable of the shell is.");
      }
      for (Signer signer : signers(text)) {
        if (scheme.isPresent() && scheme.get() != signer.scheme()) {
          throw usage.apply("The key " + text + " is not one of " + scheme.get().word() + ".");
        }
        signers.add(signer);
      }
    }
    return signers;
  }

  /** Also with what a shell leaves around a key that it puts in, and as the file that it was in. */
  private List<Signer> signers(String given) throws Failed {
    String text = given.strip();
    if (isSecret(text)) {
      throw usage.apply("A --key is a secret key: give the public one.");
    }
    if (FINGERPRINT.matcher(text).matches()) {
      if (certificates.isEmpty()) {
        throw usage.apply("An OpenPGP fingerprint needs its --certificate.");
      }
      Said files = new Said("--certificate", certificates);
      return signer(Scheme.OPENPGP, text, Map.of("openpgp", text, "certificate", files));
    }
    if (KEY_ID.matcher(text).matches()) {
      throw usage.apply(
          "--key " + text + " is a key id, which other keys can have too: give the fingerprint.");
    }
    if (isNumbered(text) || SSH.matcher(text).matches()) {
      return inFull(text, text);
    }
    Optional<Path> file = file(given);
    if (file.isEmpty()) {
      throw usage.apply(
          "--key " + text + " is not a key, a whole fingerprint, or a file with a key.");
    }
    return inFile(text, BoundedFile.read(file.get(), MOST_KEY_BYTES, "a public key's file"));
  }

  private List<Signer> inFile(String name, byte[] bytes) {
    String text;
    try {
      int begin = Utf8Text.begin(bytes);
      String start = new String(bytes, begin, bytes.length - begin, ISO_8859_1).strip();
      if (start.startsWith("-----BEGIN PGP ") || (!start.isEmpty() && start.charAt(0) >= 0x80)) {
        throw usage.apply(
            "--key "
                + name
                + " is a file of OpenPGP: give it with --certificate, and with --key the whole"
                + " fingerprint of the key.");
      }
      text = Utf8Text.of(bytes).strip();
    } catch (Utf8Text.NotUtf8 e) {
      throw usage.apply("--key " + name + " " + e.getMessage() + ".");
    }
    if (isSecret(text)) {
      throw usage.apply("--key " + name + " is a file with a secret key: give the public one.");
    }
    if (!isNumbered(text) && AllowedSigners.isOne(text)) {
      return allowedSigners(name, bytes);
    }
    return inFull(name, text);
  }

  /** A key that is not given by its fingerprint. */
  private List<Signer> inFull(String name, String text) {
    Scheme numbered = scheme.equals(Optional.of(Scheme.SIGNIFY)) ? Scheme.SIGNIFY : Scheme.MINISIGN;
    Scheme of = isNumbered(text) ? numbered : Scheme.SSH;
    return signer(of, name, Map.of(of.word(), text));
  }

  private static List<Signer> signer(Scheme scheme, String name, Map<String, Object> said) {
    return List.of(new Signer(scheme, List.of(new Said("--key " + name, said))));
  }

  private List<Signer> allowedSigners(String name, byte[] file) {
    try {
      return AllowedSigners.read(file).stream()
          .map(
              person ->
                  new Signer(
                      Scheme.SSH,
                      person.keys().stream()
                          .map(key -> new Said("--key " + name, Map.of(Scheme.SSH.word(), key)))
                          .toList()))
          .toList();
    } catch (SignatureFormatException e) {
      throw usage.apply("--key " + name + " " + e.getMessage() + ".");
    }
  }

  private static boolean isNumbered(String text) {
    return text.startsWith(COMMENT) || NUMBERED.matcher(text).matches();
  }

  private static boolean isSecret(String text) {
    return text.contains("PRIVATE KEY-----") || SECRET.matcher(text).lookingAt();
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
