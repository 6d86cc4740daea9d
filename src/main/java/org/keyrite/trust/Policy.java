package org.keyrite.trust;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.signature.KeyName;

/**
 * Which keys, how many of them, and which hashes make a file acceptable.
 *
 * @param origin the file it was read from; empty where options said it
 * @param historical whether a release may be judged as of a past day, and used
 * @param certificates the files that OpenPGP certificates and revocations were read from: they
 *     decide what is known of expiry and revocation
 * @param signers everybody whose keys are pinned
 * @param artifacts the files it is about, in its order
 * @param keys the pinned keys, ready to check signatures with
 */
public record Policy(
    Optional<Origin> origin,
    boolean historical,
    List<Origin> certificates,
    List<Party.Signer> signers,
    List<Artifact> artifacts,
    KeyRing keys) {
  public Policy {
    certificates = List.copyOf(certificates);
    signers = List.copyOf(signers);
    artifacts = List.copyOf(artifacts);
  }

  /**
   * A file that the policy comes from.
   *
   * @param sha256 the hash of what was read, in hex
   */
  public record Origin(Path file, String sha256) {}

  /**
   * A file, and what makes it acceptable: everything that is said here, together.
   *
   * @param file its plain name
   * @param version the version that people know it by
   * @param pin the SHA-256 hashes of which it must have one
   * @param signatures the files with signatures of it
   * @param required the parties that must have signed it, each of them
   * @param notBefore the first day (UTC) on which a signature of it counts
   * @param listedIn the artifact that must list it
   * @param lists if it is a list of checksums itself: of which kind
   */
  public record Artifact(
      String file,
      String version,
      Optional<Pin> pin,
      List<SignatureFile> signatures,
      List<Party> required,
      Optional<LocalDate> notBefore,
      Optional<String> listedIn,
      Optional<Lists> lists) {
    public Artifact {
      signatures = List.copyOf(signatures);
      required = List.copyOf(required);
      if (pin.isEmpty() && listedIn.isEmpty() && required.isEmpty() && lists.isEmpty()) {
        throw new IllegalArgumentException("nothing would be asked of " + file);
      }
    }

    /**
     * Whether nothing is asked of it. Only of a list can that be: whoever names one in an option,
     * rather than in a policy, vouches for it.
     */
    boolean isGiven() {
      return pin.isEmpty() && listedIn.isEmpty() && required.isEmpty();
    }

    /** Whether it is a list that admits files that have no artifact in the policy. */
    boolean admitsUnnamed() {
      return lists.isPresent() && lists.get().files() != Files.NAMED;
    }

    /** The signature file out of which its bytes come, if they do not have a file of their own. */
    public Optional<SignatureFile> holder() {
      return signatures.stream().filter(SignatureFile::holdsItsFile).findFirst();
    }
  }

  /**
   * What a list is.
   *
   * @param algorithm what its hashes are made with
   */
  public record Lists(StrongHash algorithm, Files files) {}

  /** Which files are judged by a list. */
  public enum Files {
    /** Those that the policy names one by one. */
    NAMED,
    /** All that it lists; each must be there. */
    ALL,
    /** Those of them that are there; one at least. */
    PRESENT;

    /** The word for it in a policy. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A policy that asks nothing but that a file has one of some hashes. */
  static Policy of(Path file, Pin pin) {
    return new Policy(
        Optional.empty(),
        false,
        List.of(),
        List.of(),
        List.of(
            new Artifact(
                file.getFileName().toString(),
                "",
                Optional.of(pin),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        KeyRing.none());
  }

  /** Whether there is a list whose files need no artifacts. */
  boolean admitsUnnamed() {
    return artifacts.stream().anyMatch(Artifact::admitsUnnamed);
  }

  /** The artifact of a name. */
  public Optional<Artifact> artifact(String file) {
    return artifacts.stream().filter(artifact -> artifact.file().equals(file)).findFirst();
  }

  /** Who has pinned this key. */
  public Optional<Party.Signer> signer(KeyName key) {
    return signers.stream().filter(signer -> signer.keys().contains(key)).findFirst();
  }
}
