package org.keyrite.trust;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrite.checksum.PlainName;
import org.keyrite.signature.Scheme;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlText;
import org.keyrite.yaml.YamlValue;

/**
 * Reads an artifact's {@code signatures}.
 *
 * @param anywhere whether their files may be in any folder, and are named by their paths
 */
record SignatureFileReader(boolean anywhere) {
  List<SignatureFile> read(Optional<YamlValue> list, String file) throws YamlException {
    List<SignatureFile> signatures = new ArrayList<>();
    Set<String> names = new HashSet<>(Set.of(PlainName.folded(file)));
    if (list.isEmpty()) {
      return signatures;
    }
    for (YamlValue entry : list.get().elements()) {
      YamlValue.Fields fields =
          entry.fields("file", "scheme", "mode", "legacy", "signed-name", "namespace");
      YamlValue name = fields.required("file");
      if (!names.add(anywhere ? name.text() : PlainName.folded(FileName.read(name)))) {
        throw name.error("'" + name.text() + "' is here already");
      }
      Scheme scheme = scheme(fields.required("scheme"));
      signatures.add(
          new SignatureFile(
              name.text(),
              scheme,
              mode(fields, scheme),
              minisign(fields.optional("legacy"), scheme, "a legacy kind", "allowed"),
              minisign(fields.optional("signed-name"), scheme, "a signed name", "any"),
              namespace(fields.optional("namespace"), scheme)));
    }
    if (signatures.size() > 1 && signatures.stream().anyMatch(SignatureFile::holdsItsFile)) {
      throw list.get().error("a signature file that holds '" + file + "' must be the only one");
    }
    return signatures;
  }

  private static Scheme scheme(YamlValue word) throws YamlException {
    for (Scheme scheme : Scheme.values()) {
      if (scheme.word().equals(word.text())) {
        return scheme;
      }
    }
    throw word.error("expected openpgp, minisign, signify or ssh");
  }

  private static SignatureFile.Mode mode(YamlValue.Fields fields, Scheme scheme)
      throws YamlException {
    Optional<YamlValue> word = fields.optional("mode");
    if (word.isEmpty()) {
      return SignatureFile.Mode.DETACHED;
    }
    for (SignatureFile.Mode mode : SignatureFile.Mode.of(scheme)) {
      if (mode.word().equals(word.get().text())) {
        return mode;
      }
    }
    throw word.get()
        .error(scheme.word() + " has no such mode; it has: " + SignatureFile.Mode.words(scheme));
  }

  /** What is stricter here than in minisign, unless the one word is there that allows it. */
  private static boolean minisign(
      Optional<YamlValue> value, Scheme scheme, String what, String word) throws YamlException {
    if (value.isEmpty()) {
      return false;
    }
    if (scheme != Scheme.MINISIGN) {
      throw value.get().error("only signatures of minisign have " + what);
    }
    if (!value.get().text().equals(word)) {
      throw value.get().error("expected '" + word + "' or nothing");
    }
    return true;
  }

  private static String namespace(Optional<YamlValue> value, Scheme scheme) throws YamlException {
    if (value.isEmpty()) {
      return scheme == Scheme.SSH ? SignatureFile.USUAL_NAMESPACE : "";
    }
    if (scheme != Scheme.SSH) {
      throw value.get().error("only signatures of ssh have a namespace");
    }
    return YamlText.line(value.get());
  }
}
