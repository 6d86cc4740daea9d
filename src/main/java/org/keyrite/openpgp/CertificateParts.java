package org.keyrite.openpgp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A pinned certificate as its copies are read: keys and user ids, each with the signatures that its
 * owner may have made. What others certified is passed over, so that a certificate that was flooded
 * with certifications stays small.
 */
final class CertificateParts {
  /** Of one certificate, in all its copies together. */
  static final int MAX_PARTS = 1000;

  /** Of one certificate, those by others that may matter too; each costs a verification. */
  static final int MAX_SIGNATURES = 2000;

  /** Of these signatures, in bytes; no real certificate comes near. */
  static final int MAX_SIGNATURE_BYTES = 8 << 20;

  private final PublicKey primary;
  private final CertificatePart own;
  private final Map<ByteBuffer, CertificatePart> others = new LinkedHashMap<>();
  private CertificatePart current;
  private int signatures;
  private int signatureBytes;

  CertificateParts(PublicKey primary) {
    this.primary = primary;
    this.own = CertificatePart.primary(primary);
    this.current = own;
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
    part(body, CertificatePart.subkey(primary, key.get()));
  }

  void userId(byte[] body) throws Malformed {
    ByteBuffer framed = ByteBuffer.allocate(5 + body.length);
    framed.put((byte) 0xb4).putInt(body.length).put(body);
    part(framed.array(), CertificatePart.userId(primary, framed.array()));
  }

  private void part(byte[] identity, CertificatePart part) throws Malformed {
    CertificatePart known = others.putIfAbsent(ByteBuffer.wrap(identity), part);
    current = known == null ? part : known;
    if (others.size() > MAX_PARTS) {
      throw new Malformed(
          "holds a certificate of more than " + MAX_PARTS + " subkeys and user ids");
    }
  }

  void signature(byte[] body) throws Malformed {
    if (current == null || current.has(body)) {
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
    // Who revokes it may have been appointed to, which perhaps stands further down.
    if (!mayBeOwn(signature) && !current.isRevokedBy(signature)) {
      return;
    }
    current.add(body, signature);
    signatures++;
    signatureBytes += body.length;
    if (signatures > MAX_SIGNATURES || signatureBytes > MAX_SIGNATURE_BYTES) {
      throw new Malformed(
          "holds a certificate with more than "
              + MAX_SIGNATURES
              + " signatures of its own or revocations, or 8 MiB of them");
    }
  }

  private boolean mayBeOwn(Signature signature) {
    Subpackets subpackets = signature.subpackets();
    return primary.isNamedBy(subpackets) || subpackets.nameNobody();
  }

  PublicKey key() {
    return primary;
  }

  /**
   * Verifies what the owner is said to have signed, and keeps what holds.
   *
   * @param keys finds other keys that were in the files
   */
  Certificate verified(Function<String, Optional<PublicKey>> keys) {
    Set<String> appointed = new LinkedHashSet<>(own.revokers());
    others.values().forEach(part -> appointed.addAll(part.revokers()));
    Revokers revokers = new Revokers(appointed, keys);
    List<KeyHistory> subkeys = new ArrayList<>();
    List<Binding> userIds = new ArrayList<>();
    for (CertificatePart part : others.values()) {
      if (part.key().isEmpty()) {
        userIds.addAll(part.bindings(revokers));
      } else {
        subkeys.add(part.history(List.of(part.bindings(revokers)), revokers));
      }
    }
    // In version 6, a user id says nothing about the key (section 10.1.1).
    List<List<Binding>> said =
        primary.version() == 6
            ? List.of(own.bindings(revokers))
            : List.of(own.bindings(revokers), userIds);
    return new Certificate(own.history(said, revokers), subkeys);
  }
}
