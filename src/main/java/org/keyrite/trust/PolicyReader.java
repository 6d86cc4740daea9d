package org.keyrite.trust;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keyrite.fault.Refused;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlFile;
import org.keyrite.yaml.YamlValue;

/**
 * Reads a trust policy ({@code keyrite/trust/v1}). Whatever is unknown, missing, contradictory or
 * unused is an error: a reviewer must be able to rely on every line, and on there being no other.
 */
public final class PolicyReader {
  static final String VERSION = "keyrite/trust/v1";

  private static final String WHAT = "policy";

  private PolicyReader() {}

  /**
   * Reads a policy file, and the certificates that it names.
   *
   * @throws Refused when it cannot be read or is not valid, with the place of the first mistake
   */
  public static Policy read(Path file) throws Refused {
    return YamlFile.read(file, WHAT, VERSION, (root, sha256) -> policy(root, file, sha256));
  }

  /** Reads a policy file that another file names at a place. */
  public static Policy read(YamlValue place, Path file) throws YamlException {
    return YamlFile.read(place, file, WHAT, VERSION, (root, sha256) -> policy(root, file, sha256));
  }

  /**
   * Reads what options say in place of a policy file: the same, but for {@code version}, and with
   * artifacts that have none.
   *
   * @throws YamlException with a cause when a file that is named there is not what it should be
   */
  public static Policy ofOptions(YamlValue root) throws YamlException {
    return policy(root, Optional.empty(), Path.of(""), true);
  }

  /** Reads the text of a policy that has no file yet, as if it were in the current folder. */
  static Policy read(String text) throws YamlException {
    return policy(YamlValue.parse(text), Optional.empty(), Path.of(""), false);
  }

  private static Policy policy(YamlValue root, Path file, String sha256) throws YamlException {
    return policy(
        root,
        Optional.of(new Policy.Origin(file, sha256)),
        file.toAbsolutePath().getParent(),
        false);
  }

  private static Policy policy(
      YamlValue root, Optional<Policy.Origin> origin, Path folder, boolean ofOptions)
      throws YamlException {
    YamlValue.Fields policy =
        root.fields("version", "historical", "signers", "revocations", "groups", "artifacts");
    Parties parties = new Parties();
    SignerReader signers = new SignerReader(folder, parties);
    signers.read(policy.optional("signers"), policy.optional("revocations"));
    if (policy.optional("groups").isPresent()) {
      new GroupReader(parties).read(policy.optional("groups").get());
    }
    List<Policy.Artifact> artifacts =
        new PolicyArtifactReader(parties, ofOptions).read(policy.required("artifacts"));
    parties.requireAllUsed();
    return new Policy(
        origin,
        historical(policy.optional("historical")),
        signers.certificates(),
        signers.signers(),
        artifacts,
        signers.keys());
  }

  private static boolean historical(Optional<YamlValue> value) throws YamlException {
    if (value.isPresent() && !value.get().text().equals("yes")) {
      throw value.get().error("expected 'yes' or nothing");
    }
    return value.isPresent();
  }
}
