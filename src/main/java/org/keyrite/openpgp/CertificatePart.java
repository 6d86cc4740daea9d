package org.keyrite.openpgp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyrite.crypto.hash.RunningHash;

/** A primary key, a subkey or a user id, with the signatures that the owner may have made of it. */
final class CertificatePart {
  private final PublicKey primary;
  private final Kind kind;
  private final PublicKey key;
  private final byte[] userId;
  private final Map<ByteBuffer, Signature> signatures = new LinkedHashMap<>();

  private enum Kind {
    PRIMARY(Signature.Type.KEY_REVOCATION),
    SUBKEY(Signature.Type.SUBKEY_REVOCATION),
    USER_ID(Signature.Type.CERTIFICATION_REVOCATION);

    private final int revocation;

    Kind(int revocation) {
      this.revocation = revocation;
    }

    private boolean isBoundBy(int type) {
      return switch (this) {
        case PRIMARY -> type == Signature.Type.DIRECT_KEY;
        case SUBKEY -> type == Signature.Type.SUBKEY_BINDING;
        case USER_ID ->
            type >= Signature.Type.FIRST_CERTIFICATION && type <= Signature.Type.LAST_CERTIFICATION;
      };
    }
  }

  private CertificatePart(PublicKey primary, Kind kind, PublicKey key, byte[] userId) {
    this.primary = primary;
    this.kind = kind;
    this.key = key;
    this.userId = userId;
  }

  static CertificatePart primary(PublicKey primary) {
    return new CertificatePart(primary, Kind.PRIMARY, primary, new byte[0]);
  }

  static CertificatePart subkey(PublicKey primary, PublicKey subkey) {
    return new CertificatePart(primary, Kind.SUBKEY, subkey, new byte[0]);
  }

  /**
   * A user id.
   *
   * @param framed what signatures are made over after the key (section 5.2.4)
   */
  static CertificatePart userId(PublicKey primary, byte[] framed) {
    return new CertificatePart(primary, Kind.USER_ID, null, framed);
  }

  /** Empty for a user id. */
  Optional<PublicKey> key() {
    return Optional.ofNullable(key);
  }

  void add(ByteBuffer body, Signature signature) {
    signatures.put(body, signature);
  }

  /** Whether such a signature can be about it: bind it, or revoke it. */
  boolean takes(Signature signature) {
    return kind.isBoundBy(signature.type()) || isRevokedBy(signature);
  }

  private boolean isRevokedBy(Signature signature) {
    return signature.type() == kind.revocation;
  }

  /** Whether the primary key made a signature about it. */
  boolean isByOwner(Signature signature) {
    return isMadeBy(primary, signature);
  }

  /** Whether a signature, by its packet's body, is here and revokes it. */
  boolean heeds(ByteBuffer body, Revokers revokers) {
    Signature signature = signatures.get(body);
    return signature != null && !revocations(signature, revokers).isEmpty();
  }

  /** The keys that the owner, in these signatures, appointed to revoke. */
  Set<String> revokers() {
    Set<String> revokers = new LinkedHashSet<>();
    for (Signature signature : signatures.values()) {
      Set<String> appointed = signature.subpackets().revokers();
      if (!appointed.isEmpty()
          && (!signature.canBeCheckedWith(primary) || isMadeBy(primary, signature))) {
        revokers.addAll(appointed);
      }
    }
    return revokers;
  }

  /** The key, with its revocations, and with what was said about it. */
  KeyHistory history(List<List<Binding>> said, Revokers revokers) {
    return new KeyHistory(key().orElseThrow(), said, revocations(revokers));
  }

  /**
   * What the owner said, by signatures that hold. A user id that was revoked for all times says
   * nothing; one that was revoked otherwise said it until then.
   */
  List<Binding> bindings(Revokers revokers) {
    List<Revocation> revocations = kind == Kind.USER_ID ? revocations(revokers) : List.of();
    if (revocations.stream().anyMatch(Revocation::hard)) {
      return List.of();
    }
    List<Binding> bindings = new ArrayList<>();
    for (Signature signature : signatures.values()) {
      if (kind.isBoundBy(signature.type()) && isBy(primary, signature)) {
        for (Binding binding : bindings(signature)) {
          bindings.add(until(revocations, binding));
        }
      }
    }
    return bindings;
  }

  private static Binding until(List<Revocation> revocations, Binding binding) {
    Binding until = binding;
    for (Revocation revocation : revocations) {
      until = revocation.made() >= binding.made() ? until.endingAt(revocation.made()) : until;
    }
    return until;
  }

  /** One for each answer of a subkey's, which holds while that does; or one without any. */
  private List<Binding> bindings(Signature signature) {
    Binding answered = Binding.of(signature, key().orElse(primary), true);
    if (kind != Kind.SUBKEY) {
      return List.of(answered);
    }
    List<Signature> answers = answers(signature);
    return answers.isEmpty()
        ? List.of(Binding.of(signature, key, false))
        : answers.stream()
            .map(answer -> answered.startingAt(answer.created()).endingAt(answer.ends()))
            .toList();
  }

  /**
   * A subkey that signs must have agreed to it (section 5.2.1.10): or anyone could put another's
   * subkey under a key of their own, and take its signatures for theirs.
   */
  private List<Signature> answers(Signature signature) {
    List<Signature> answers = new ArrayList<>();
    for (byte[] body : signature.subpackets().embedded()) {
      try {
        Signature answer = Signature.parse(body);
        if (answer.type() == Signature.Type.PRIMARY_KEY_BINDING
            && answer.hash().filter(SignedHash::isStrong).isPresent()
            && isBy(key, answer)) {
          answers.add(answer);
        }
      } catch (Malformed e) {
        // Anyone could have put it there. It answers nothing.
      }
    }
    return answers;
  }

  private List<Revocation> revocations(Revokers revokers) {
    return signatures.values().stream()
        .flatMap(signature -> revocations(signature, revokers).stream())
        .toList();
  }

  private List<Revocation> revocations(Signature signature, Revokers revokers) {
    return isRevokedBy(signature)
        ? ownRevocation(signature)
            .map(List::of)
            .orElseGet(() -> revokers.revocations(signature, this::isMadeBy))
        : List.of();
  }

  private Optional<Revocation> ownRevocation(Signature signature) {
    Subpackets subpackets = signature.subpackets();
    boolean named = primary.isNamedBy(subpackets);
    if (!named && !subpackets.nameNobody()) {
      return Optional.empty();
    }
    if (signature.canBeCheckedWith(primary)) {
      return isMadeBy(primary, signature)
          ? Optional.of(Revocation.of(signature, Optional.empty()))
          : Optional.empty();
    }
    return named ? Optional.of(Revocation.notChecked(Optional.empty())) : Optional.empty();
  }

  /** Whether a key made a signature of which everything is understood that must be. */
  private boolean isBy(PublicKey signer, Signature signature) {
    return signature.subpackets().notUnderstood().isEmpty() && isMadeBy(signer, signature);
  }

  private boolean isMadeBy(PublicKey signer, Signature signature) {
    if (!signature.isVerifiable()) {
      return false;
    }
    RunningHash content = signature.start();
    primary.hashInto(content, signature.version());
    if (kind == Kind.SUBKEY) {
      key.hashInto(content, signature.version());
    }
    content.update(userId);
    return signature.isBy(signer, content);
  }
}
