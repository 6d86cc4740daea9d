package org.keyrite.ceremony.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.SharedIdentity;
import org.keyrite.machine.control.Preflight;
import org.keyrite.trust.Pin;
import org.keyrite.trust.Policy;

/**
 * Everything a ceremony does, reviewed before the day. A plan holds no secret.
 *
 * @param file where it was read from
 * @param sha256 the hash of that file, in hex
 * @param name what is made, such as {@code validator-identity}
 * @param environment what the keys are for, such as {@code testnet}; keys are never shared between
 *     environments
 * @param preflight what is asked of the machine, and of the day
 * @param generator the program that makes the secret
 * @param secrets where the secrets are found in what the generator leaves, by name
 * @param publicValues where the public values are found, by name
 * @param recipients who can open the results
 * @param escrow the identity that the ceremony makes and splits among trustees
 * @param artifacts the encrypted files
 */
public record Plan(
    Path file,
    String sha256,
    String name,
    String environment,
    Preflight preflight,
    Generator generator,
    Map<String, Extraction> secrets,
    Map<String, Extraction> publicValues,
    List<PlannedRecipient> recipients,
    Optional<SharedIdentity> escrow,
    List<Artifact> artifacts) {

  /**
   * The program that makes the secret.
   *
   * @param file the program, outside the workspace
   * @param version the version people know it by; recorded, never a moving name
   * @param pin the hashes of which it must have one; never empty without a policy
   * @param trust the policy that must admit it, which has a rule for its name and version
   * @param arguments given to it; <code>{workspace}</code> becomes the workspace's path, <code>
   *     {files}</code> that of the folder with {@code files}
   * @param files further pinned files, which it finds in a folder that it can only read
   * @param folders what it may read and execute besides the system's folders
   * @param timeLimit after this it is ended
   * @param outputLimit the most bytes it may print
   */
  public record Generator(
      Path file,
      String version,
      Optional<Pin> pin,
      Optional<Policy> trust,
      List<String> arguments,
      List<PinnedFile> files,
      List<Path> folders,
      Duration timeLimit,
      int outputLimit) {
    public Generator {
      if (pin.isEmpty() && trust.isEmpty()) {
        throw new IllegalArgumentException("nothing would be asked of " + file);
      }
    }
  }

  /** A file that must have one of these hashes. */
  public record PinnedFile(Path file, Pin pin) {}

  /**
   * An encrypted file of the bundle.
   *
   * @param secret which secret is in it
   * @param file its name; <code>{name}</code> becomes a public value
   * @param groups whom it is encrypted to
   */
  public record Artifact(String secret, FileTemplate file, List<PlannedRecipient.Group> groups) {}

  /** The trustees of the escrow, in the order of their shares; none if there is no escrow. */
  public List<EscrowPolicy.Trustee> trustees() {
    return escrow.map(SharedIdentity::policy).map(EscrowPolicy::trustees).orElse(List.of());
  }

  /** The recipients of an artifact that the plan knows, in its order. */
  public List<PlannedRecipient> recipientsOf(Artifact artifact) {
    return recipients.stream()
        .filter(recipient -> artifact.groups().contains(recipient.group()))
        .toList();
  }
}
