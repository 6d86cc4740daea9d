package org.keyrite.trust;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrite.checksum.ChecksumList;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.signature.Finding;

/** What was found of an artifact, before anybody judges it. */
sealed interface Examined {
  /**
   * There are no bytes to look at.
   *
   * @param clause why, with the file as its subject: {@code is not there}
   * @param signatures what was found all the same
   */
  record Absent(String clause, List<Signatures> signatures) implements Examined {
    public Absent {
      signatures = List.copyOf(signatures);
    }
  }

  /**
   * Its bytes went by, once.
   *
   * @param bytes how many
   * @param hashes the SHA-256, and whatever lists of it need
   * @param signatures what each of its signature files turned out to be, in the policy's order
   * @param listing if the policy says that it is a list: what it lists
   */
  record Present(
      long bytes,
      Map<StrongHash, String> hashes,
      List<Signatures> signatures,
      Optional<Listing> listing)
      implements Examined {
    public Present {
      hashes = Collections.unmodifiableMap(new LinkedHashMap<>(hashes));
      signatures = List.copyOf(signatures);
    }

    String sha256() {
      return hashes.get(StrongHash.SHA_256);
    }
  }

  /** What a signature file turned out to be. */
  sealed interface Signatures {
    SignatureFile file();
  }

  /** There is no such file, which is no fault: others may do. */
  record NoFile(SignatureFile file) implements Signatures {}

  /**
   * It is not what the policy says that it is.
   *
   * @param clause what is wrong, with the file as its subject
   */
  record NoSignatures(SignatureFile file, String clause) implements Signatures {}

  /** It was read, and this is what its signatures are. */
  record Checked(SignatureFile file, String sha256, List<Finding> findings) implements Signatures {
    public Checked {
      findings = List.copyOf(findings);
    }
  }

  /** What a list turned out to be. */
  sealed interface Listing {}

  /** What it lists. */
  record Listed(ChecksumList list) implements Listing {}

  /**
   * It is no list.
   *
   * @param clause what is wrong, with the list as its subject
   */
  record NoList(String clause) implements Listing {}
}
