package org.keyrite.openpgp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrite.crypto.RunningHash;

/**
 * A pinned certificate as its copies are read: keys and user ids, each with the signatures that its
 * owner may have made. What others certified is passed over, so that a certificate that was flooded
 * with certifications stays small.
 */
final class CertificateParts {
  /** Of one certificate, in all its copies together. */
  static final int MAX_PARTS = 1000;

  /** Of one certificate; each costs a verification. */
  static final int MAX_SIGNATURES = 2000;

  private final PublicKey primary;
  private final Part own = new Part(Kind.PRIMARY, null, new byte[0]);
  private final Map<ByteBuffer, Part> others = new LinkedHashMap<>();
  private Part current = own;
  private int signatures;

  CertificateParts(PublicKey primary) {
    this.primary = primary;
  }

  private enum Kind {
    PRIMARY,
    SUBKEY,
    USER_ID
  }

  /** What signatures follow, and what of it is signed after the primary key. */
  private static final class Part {
    private final Kind kind;
    private final PublicKey subkey;
    private final byte[] userId;
    private final Map<ByteBuffer, Signature> signatures = new LinkedHashMap<>();

    Part(Kind kind, PublicKey subkey, byte[] userId) {
      this.kind = kind;
      this.subkey = subkey;
      this.userId = userId;
    }
  }

  /** What follows belongs to the primary key itself. */
  void primary() {
    current = own;
  }

  /** What follows belongs to something that is not looked at. */
  void passOver() {
    current = null;
  }

  void subkey(byte[] body) throws Malformed {
    Optional<PublicKey> key = PublicKey.parse(body);
    if (key.isEmpty()) {
      passOver();
      return;
    }
    part(body, new Part(Kind.SUBKEY, key.get(), new byte[0]));
  }

  void userId(byte[] body) throws Malformed {
    ByteBuffer framed = ByteBuffer.allocate(5 + body.length);
    framed.put((byte) 0xb4).putInt(body.length).put(body);
    part(framed.array(), new Part(Kind.USER_ID, null, framed.array()));
  }

  private void part(byte[] identity, Part part) throws Malformed {
    Part known = others.putIfAbsent(ByteBuffer.wrap(identity), part);
    current = known == null ? part : known;
    if (others.size() > MAX_PARTS) {
      throw new Malformed(
          "holds a certificate of more than " + MAX_PARTS + " subkeys and user ids");
    }
  }

  void signature(byte[] body) throws Malformed {
    if (current == null || current.signatures.containsKey(ByteBuffer.wrap(body))) {
      return;
    }
    Signature signature;
    try {
      signature = Signature.parse(body);
    } catch (Malformed e) {
      // Anyone could have put it there; but a revocation is not lost in silence.
      if (body.length > 1 && Signature.Type.isRevocation(body[1])) {
        throw e;
      }
      return;
    }
    if (!mayBeOwn(signature)) {
      return;
    }
    current.signatures.put(ByteBuffer.wrap(body), signature);
    signatures++;
    if (signatures > MAX_SIGNATURES) {
      throw new Malformed(
          "holds a certificate with more than " + MAX_SIGNATURES + " signatures of its own");
    }
  }

  private boolean mayBeOwn(Signature signature) {
    Subpackets subpackets = signature.subpackets();
    return primary.isNamedBy(subpackets) || namesNobody(subpackets);
  }

  private static boolean namesNobody(Subpackets subpackets) {
    return subpackets.issuerFingerprints().isEmpty() && subpackets.issuerIds().isEmpty();
  }

  /** Verifies what the owner is said to have signed, and keeps what holds. */
  Certificate verified() {
    List<KeyHistory> subkeys = new ArrayList<>();
    List<Binding> userIds = new ArrayList<>();
    for (Part part : others.values()) {
      if (part.kind == Kind.USER_ID) {
        userIds.addAll(userIdBindings(part));
      } else {
        subkeys.add(new KeyHistory(part.subkey, List.of(bindings(part)), revocations(part)));
      }
    }
    // In version 6, a user id says nothing about the key (section 10.1.1).
    List<List<Binding>> said =
        primary.version() == 6 ? List.of(bindings(own)) : List.of(bindings(own), userIds);
    return new Certificate(new KeyHistory(primary, said, revocations(own)), subkeys);
  }

  /** Those that bind a part to the primary key. */
  private List<Binding> bindings(Part part) {
    List<Binding> bindings = new ArrayList<>();
    for (Signature signature : part.signatures.values()) {
      if (binds(part.kind, signature.type()) && isOwn(signature, part)) {
        PublicKey key = part.kind == Kind.SUBKEY ? part.subkey : primary;
        bindings.add(answered(signature, part, Binding.of(signature, key, true)));
      }
    }
    return bindings;
  }

  /** A user id that was taken back for good says nothing; otherwise it said it until then. */
  private List<Binding> userIdBindings(Part part) {
    List<Revocation> revocations = revocations(part);
    if (revocations.stream().anyMatch(Revocation::hard)) {
      return List.of();
    }
    List<Binding> bindings = new ArrayList<>();
    for (Binding binding : bindings(part)) {
      bindings.add(
          revocations.stream()
              .mapToLong(Revocation::made)
              .filter(taken -> taken >= binding.made())
              .min()
              .stream()
              .mapToObj(binding::endingAt)
              .findAny()
              .orElse(binding));
    }
    return bindings;
  }

  private static boolean binds(Kind kind, int type) {
    return switch (kind) {
      case PRIMARY -> type == Signature.Type.DIRECT_KEY;
      case SUBKEY -> type == Signature.Type.SUBKEY_BINDING;
      case USER_ID ->
          type >= Signature.Type.FIRST_CERTIFICATION && type <= Signature.Type.LAST_CERTIFICATION;
    };
  }

  private List<Revocation> revocations(Part part) {
    int type =
        switch (part.kind) {
          case PRIMARY -> Signature.Type.KEY_REVOCATION;
          case SUBKEY -> Signature.Type.SUBKEY_REVOCATION;
          case USER_ID -> Signature.Type.CERTIFICATION_REVOCATION;
        };
    List<Revocation> revocations = new ArrayList<>();
    for (Signature signature : part.signatures.values()) {
      if (signature.type() == type) {
        revocation(signature, part).ifPresent(revocations::add);
      }
    }
    return revocations;
  }

  private Optional<Revocation> revocation(Signature signature, Part part) {
    if (signature.hash().flatMap(SignedHash::function).isPresent()
        && primary.material() instanceof KeyMaterial.Verifying) {
      return isOwn(signature, part) ? Optional.of(Revocation.of(signature)) : Optional.empty();
    }
    return namesNobody(signature.subpackets())
        ? Optional.empty()
        : Optional.of(Revocation.notChecked());
  }

  private boolean isOwn(Signature signature, Part part) {
    return isBy(primary, signature, part);
  }

  private boolean isBy(PublicKey key, Signature signature, Part part) {
    if (signature.hash().flatMap(SignedHash::function).isEmpty()
        || (signature.subpackets().notUnderstood().isPresent()
            && !Signature.Type.isRevocation(signature.type()))) {
      return false;
    }
    RunningHash content = signature.start();
    primary.hashInto(content, signature.version());
    if (part.kind == Kind.SUBKEY) {
      part.subkey.hashInto(content, signature.version());
    }
    content.update(part.userId);
    return signature.isBy(key, content);
  }

  /**
   * A subkey that signs must have agreed to it (section 5.2.1.10): or anyone could put another's
   * subkey under a key of their own, and take its signatures for theirs.
   */
  private Binding answered(Signature signature, Part part, Binding binding) {
    if (part.kind != Kind.SUBKEY) {
      return binding;
    }
    long until = Long.MIN_VALUE;
    for (byte[] body : signature.subpackets().embedded()) {
      until = Math.max(until, answer(body, part));
    }
    return until == Long.MIN_VALUE
        ? new Binding(
            binding.made(),
            binding.ends(),
            binding.keyEnds(),
            binding.flags(),
            binding.hash(),
            false)
        : binding.endingAt(until);
  }

  private long answer(byte[] body, Part part) {
    try {
      Signature answer = Signature.parse(body);
      boolean holds =
          answer.type() == Signature.Type.PRIMARY_KEY_BINDING
              && answer.hash().filter(SignedHash::isStrong).isPresent()
              && isBy(part.subkey, answer, part);
      return holds ? answer.ends() : Long.MIN_VALUE;
    } catch (Malformed e) {
      return Long.MIN_VALUE;
    }
  }
}
