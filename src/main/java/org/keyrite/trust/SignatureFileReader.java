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

/** Reads an artifact's {@code signatures}. */
final class SignatureFileReader {
  private SignatureFileReader() {}

  static List<SignatureFile> read(Optional<YamlValue> list, String file) throws YamlException {
    List<SignatureFile> signatures = new ArrayList<>();
    Set<String> names = new HashSet<>(Set.of(PlainName.folded(file)));
    if (list.isEmpty()) {
      return signatures;
    }
    for (YamlValue entry : list.get().elements()) {
      YamlValue.Fields fields = entry.fields("file", "scheme", "mode", "legacy", "namespace");
      YamlValue name = fields.required("file");
      if (!names.add(PlainName.folded(FileName.read(name)))) {
        throw name.error("'" + name.text() + "' stands here already");
      }
      Scheme scheme = scheme(fields.required("scheme"));
      signatures.add(
          new SignatureFile(
              name.text(),
              scheme,
              mode(fields, scheme),
              legacy(fields.optional("legacy"), scheme),
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
    throw word.error("openpgp, minisign, signify or ssh is expected here");
  }

  private static SignatureFile.Mode mode(YamlValue.Fields fields, Scheme scheme)
      throws YamlException {
    List<SignatureFile.Mode> modes = SignatureFile.Mode.of(scheme);
    Optional<YamlValue> value = fields.optional("mode");
    if (value.isEmpty() && modes.size() == 1) {
      return modes.getFirst();
    }
    YamlValue word = fields.required("mode");
    for (SignatureFile.Mode mode : modes) {
      if (mode.word().equals(word.text())) {
        return mode;
      }
    }
    throw word.error(
        "no mode of " + scheme.word() + "; it has: " + SignatureFile.Mode.words(scheme));
  }

  private static boolean legacy(Optional<YamlValue> value, Scheme scheme) throws YamlException {
    if (value.isEmpty()) {
      return false;
    }
    if (scheme != Scheme.MINISIGN || !value.get().text().equals("allowed")) {
      throw value
          .get()
          .error("'legacy: allowed' is all that can stand here, and for minisign only");
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
