package org.keyrite.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Failed;
import org.keyrite.files.BoundedFile;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlValue;

/**
 * Reads a trust policy ({@code keyrite/trust/v1}). Whatever is unknown, missing, contradictory or
 * unused is an error: a reviewer must be able to rely on every line, and on there being no other.
 */
public final class PolicyReader {
  static final String VERSION = "keyrite/trust/v1";

  private static final int MOST_BYTES = 1 << 20;

  private PolicyReader() {}

  /**
   * Reads a policy file, and the certificates that it names.
   *
   * @throws Failed when it is not a valid policy, with the place of the first mistake
   */
  public static Policy read(Path file) throws Failed {
    return read(file, BoundedFile.read(file, MOST_BYTES, "the policy's file"));
  }

  /** Reads what was in the file, in whose folder the certificates' names start. */
  static Policy read(Path file, byte[] bytes) throws Failed {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return policy(YamlValue.parse(text), new Policy.Origin(file, Sha256.hex(bytes)));
    } catch (CharacterCodingException e) {
      throw new Failed("The policy " + file + " is not UTF-8 text.", "Name the policy's file.", e);
    } catch (SignatureFormatException e) {
      throw new Failed(
          "A certificate of the policy " + file + " " + e.getMessage() + ".",
          "Export the certificates again.",
          e);
    } catch (YamlException e) {
      throw new Failed(
          file + ", " + e.getMessage() + ".", "Correct the policy, and have it reviewed again.", e);
    }
  }

  private static Policy policy(YamlValue root, Policy.Origin origin)
      throws YamlException, SignatureFormatException {
    // First of all, since another version has other keys.
    YamlValue version = new YamlValue.Fields(root, root.entries()).required("version");
    if (!version.text().equals(VERSION)) {
      throw version.error("this program reads policies of version " + VERSION);
    }
    YamlValue.Fields policy = root.fields("version", "signers", "groups", "artifacts");
    Parties parties = new Parties();
    SignerReader signers = new SignerReader(origin.file().toAbsolutePath().getParent(), parties);
    if (policy.optional("signers").isPresent()) {
      signers.read(policy.optional("signers").get());
    }
    if (policy.optional("groups").isPresent()) {
      new GroupReader(parties).read(policy.optional("groups").get());
    }
    List<Policy.Artifact> artifacts =
        new PolicyArtifactReader(parties).read(policy.required("artifacts"));
    parties.requireAllUsed();
    return new Policy(
        Optional.of(origin), signers.certificates(), signers.signers(), artifacts, signers.keys());
  }
}
