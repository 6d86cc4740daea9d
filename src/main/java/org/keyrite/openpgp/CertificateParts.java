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
import java.util.stream.Stream;

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

  /** Of verifying one out of its place with what it may be about; a moment's work. */
  private static final int MAX_TRIES = 50_000;

  /** Of these signatures, in bytes; no real certificate comes near. */
  static final int MAX_SIGNATURE_BYTES = 8 << 20;

  private final PublicKey primary;
  private final CertificatePart own;
  private final Map<ByteBuffer, CertificatePart> others = new LinkedHashMap<>();
  private final Map<ByteBuffer, Placed> signatures = new LinkedHashMap<>();
  private CertificatePart current;
  private int signatureBytes;
  private int tries;
  private Revokers revokers;

  /** A signature, and after what it stood, if that is something of this certificate. */
  private record Placed(Signature signature, Optional<CertificatePart> place) {}

  CertificateParts(PublicKey primary) {
    this.primary = primary;
    this.own = CertificatePart.primary(primary);
    this.current = own;
  }

  /** What follows belongs to the primary key itself. */
  void primary() {
    current = own;
  }

  /** What follows stands after something that is not looked at, or outside of the certificate. */
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

  /** One that stands where the last part did, which need not be where it belongs. */
  void signature(byte[] body) throws Malformed {
    if (signatures.containsKey(ByteBuffer.wrap(body))) {
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
    if (!mayBeOwn(signature) && !Signature.Type.isRevocation(signature.type())) {
      return;
    }
    signatures.put(ByteBuffer.wrap(body), new Placed(signature, Optional.ofNullable(current)));
    signatureBytes += body.length;
    if (signatures.size() > MAX_SIGNATURES || signatureBytes > MAX_SIGNATURE_BYTES) {
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

  /** Everything that a signature can be about. */
  private Stream<CertificatePart> parts() {
    return Stream.concat(Stream.of(own), others.values().stream());
  }

  /**
   * Gives each signature to what it is about, wherever it stood: files are put together by hand,
   * and a revocation is commonly appended to one. Where that cannot be told, because the owner did
   * not make it or it cannot be verified here, a revocation goes to all that it may be about.
   */
  private void settle() throws Malformed {
    for (Map.Entry<ByteBuffer, Placed> entry : signatures.entrySet()) {
      Signature signature = entry.getValue().signature();
      List<CertificatePart> fitting = parts().filter(part -> part.takes(signature)).toList();
      Optional<CertificatePart> place = entry.getValue().place().filter(fitting::contains);
      for (CertificatePart part : home(signature, fitting, place)) {
        part.add(entry.getKey(), signature);
      }
    }
  }

  private List<CertificatePart> home(
      Signature signature, List<CertificatePart> fitting, Optional<CertificatePart> place)
      throws Malformed {
    boolean checkable = signature.canBeCheckedWith(primary);
    if (place.isPresent() && (!checkable || place.get().isByOwner(signature))) {
      return List.of(place.get());
    }
    // What others take back is their own opinion of a user id, and there can be many.
    if (place.isPresent()
        && !mayBeOwn(signature)
        && signature.type() == Signature.Type.CERTIFICATION_REVOCATION) {
      return List.of(place.get());
    }
    tries += fitting.size();
    if (tries > MAX_TRIES) {
      throw new Malformed("holds a certificate with too many signatures that are out of place");
    }
    if (mayBeOwn(signature) && checkable) {
      for (CertificatePart part : fitting) {
        if (part.isByOwner(signature)) {
          return List.of(part);
        }
      }
    }
    return Signature.Type.isRevocation(signature.type()) ? fitting : List.of();
  }

  /** Whether a signature, by its packet's body, revokes something of this certificate. */
  boolean heeds(byte[] body) {
    return parts().anyMatch(part -> part.heeds(ByteBuffer.wrap(body), revokers));
  }

  /**
   * Verifies what the owner is said to have signed, and keeps what holds.
   *
   * @param keys finds other keys that were in the files
   */
  Certificate verified(Function<String, Optional<PublicKey>> keys) throws Malformed {
    settle();
    Set<String> appointed = new LinkedHashSet<>();
    parts().forEach(part -> appointed.addAll(part.revokers()));
    revokers = new Revokers(appointed, keys);
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
