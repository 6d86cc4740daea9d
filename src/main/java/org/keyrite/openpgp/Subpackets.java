package org.keyrite.openpgp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a signature says besides that it was made (section 5.2.3.7).
 *
 * <p>Only what stands in the hashed area is the signer's word. Of the other area, which anyone can
 * write, two things are read that prove themselves: whose key might have made it, and the signature
 * that a subkey made in return.
 */
final class Subpackets {
  /** One is the rule. Each costs a verification, and anyone can add to the area without a hash. */
  private static final int MAX_EMBEDDED = 4;

  private static final int CREATED = 2;
  private static final int SIGNATURE_VALIDITY = 3;
  private static final int KEY_VALIDITY = 9;
  private static final int REVOCATION_KEY = 12;
  private static final int ISSUER_ID = 16;
  private static final int NOTATION = 20;
  private static final int KEY_FLAGS = 27;
  private static final int REVOCATION_REASON = 29;
  private static final int EMBEDDED = 32;
  private static final int ISSUER_FINGERPRINT = 33;

  /**
   * Those that may be critical because they are understood, or because they say nothing about
   * whether a signature holds: preferences, features, a policy's address and the like.
   */
  private static final Set<Integer> UNDERSTOOD =
      Set.of(
          CREATED,
          SIGNATURE_VALIDITY,
          4,
          7,
          KEY_VALIDITY,
          11,
          REVOCATION_KEY,
          ISSUER_ID,
          21,
          22,
          23,
          24,
          25,
          26,
          KEY_FLAGS,
          28,
          REVOCATION_REASON,
          30,
          EMBEDDED,
          ISSUER_FINGERPRINT,
          34,
          39);

  /** Of which a second one would leave open which of them counts. */
  private static final Set<Integer> SINGLE =
      Set.of(CREATED, SIGNATURE_VALIDITY, KEY_VALIDITY, KEY_FLAGS, REVOCATION_REASON);

  private final Set<Integer> seen = new HashSet<>();
  private final Issuers hashedIssuers = new Issuers();
  private final Issuers otherIssuers = new Issuers();
  private final Set<String> revokers = new LinkedHashSet<>();
  private final List<byte[]> embedded = new ArrayList<>();
  private OptionalLong created = OptionalLong.empty();
  private long signatureValidity;
  private long keyValidity;
  private OptionalInt keyFlags = OptionalInt.empty();
  private OptionalInt revocationReason = OptionalInt.empty();
  private String notUnderstood = "";

  /** Whom an area names. */
  private static final class Issuers {
    private final Set<String> fingerprints = new HashSet<>();
    private final Set<String> ids = new HashSet<>();

    private boolean isEmpty() {
      return fingerprints.isEmpty() && ids.isEmpty();
    }
  }

  /** Reads both areas. */
  static Subpackets of(byte[] hashed, byte[] unhashed) throws Malformed {
    Subpackets subpackets = new Subpackets();
    subpackets.readAll(new ByteReader(hashed), true);
    subpackets.readAll(new ByteReader(unhashed), false);
    return subpackets;
  }

  /** Of a version 3 signature, which has none, but names its issuer. */
  static Subpackets ofVersion3(String issuerId) {
    Subpackets subpackets = new Subpackets();
    subpackets.otherIssuers.ids.add(issuerId);
    return subpackets;
  }

  private void readAll(ByteReader area, boolean hashed) throws Malformed {
    while (area.remaining() > 0) {
      int first = area.octet();
      long length = first;
      if (first == 255) {
        length = area.number(4);
      } else if (first >= 192) {
        length = ((first - 192L) << 8) + area.octet() + 192;
      }
      if (length == 0) {
        throw new Malformed("holds a signature with an empty subpacket");
      }
      byte[] subpacket = area.take(length);
      read(subpacket[0] & 0x7f, subpacket[0] < 0, new ByteReader(subpacket), hashed);
    }
  }

  private void read(int type, boolean critical, ByteReader content, boolean hashed)
      throws Malformed {
    content.octet();
    Issuers issuers = hashed ? hashedIssuers : otherIssuers;
    switch (type) {
      case ISSUER_ID -> issuers.ids.add(HexFormat.of().withUpperCase().formatHex(content.take(8)));
      case ISSUER_FINGERPRINT -> issuers.fingerprints.add(fingerprint(content));
      case EMBEDDED -> addEmbedded(content.rest());
      default -> {
        if (hashed) {
          readHashed(type, critical, content);
        }
      }
    }
  }

  private void readHashed(int type, boolean critical, ByteReader content) throws Malformed {
    if (SINGLE.contains(type) && !seen.add(type)) {
      throw new Malformed("holds a signature that says the same thing twice");
    }
    switch (type) {
      case CREATED -> created = OptionalLong.of(wholeNumber(content));
      case SIGNATURE_VALIDITY -> signatureValidity = wholeNumber(content);
      case KEY_VALIDITY -> keyValidity = wholeNumber(content);
      case REVOCATION_KEY -> revokers.add(revoker(content));
      case KEY_FLAGS -> keyFlags = OptionalInt.of(content.remaining() == 0 ? 0 : content.octet());
      case REVOCATION_REASON -> revocationReason = OptionalInt.of(content.octet());
      default -> {
        if (critical && !UNDERSTOOD.contains(type)) {
          notUnderstood = type == NOTATION ? "a notation" : "a subpacket of type " + type;
        }
      }
    }
  }

  private static long wholeNumber(ByteReader content) throws Malformed {
    long number = content.number(4);
    content.requireEnd();
    return number;
  }

  private static String fingerprint(ByteReader content) throws Malformed {
    int version = content.octet();
    byte[] fingerprint = content.rest();
    if (fingerprint.length != PublicKey.fingerprintLength(version)) {
      throw new Malformed("holds a signature whose issuer's fingerprint has a wrong length");
    }
    return HexFormat.of().withUpperCase().formatHex(fingerprint);
  }

  /** Section 5.2.3.23: a class and an algorithm stand before the fingerprint. */
  private static String revoker(ByteReader content) throws Malformed {
    content.take(2);
    String fingerprint = HexFormat.of().withUpperCase().formatHex(content.rest());
    if (!Certificates.isFingerprint(fingerprint)) {
      throw new Malformed("holds a signature that appoints a revoker without a whole fingerprint");
    }
    return fingerprint;
  }

  private void addEmbedded(byte[] signature) throws Malformed {
    if (embedded.size() == MAX_EMBEDDED) {
      throw new Malformed("holds a signature with more than " + MAX_EMBEDDED + " inside");
    }
    embedded.add(signature);
  }

  /**
   * What the signer says stands alone: were both listened to, anybody could add a pinned key to the
   * signature of another, or another to that of a pinned one.
   */
  private Issuers issuers() {
    return hashedIssuers.isEmpty() ? otherIssuers : hashedIssuers;
  }

  /** Of the keys that it names; a hint, and in upper-case hex. */
  Set<String> issuerFingerprints() {
    return issuers().fingerprints;
  }

  /** Of those keys, sixteen digits each. */
  Set<String> issuerIds() {
    return issuers().ids;
  }

  boolean nameNobody() {
    return issuers().isEmpty();
  }

  /** Of the keys that may revoke the signer's; in upper-case hex. */
  Set<String> revokers() {
    return revokers;
  }

  /** When it was made, in seconds since 1970. */
  OptionalLong created() {
    return created;
  }

  /** For how many seconds it holds; 0 for ever. */
  long signatureValidity() {
    return signatureValidity;
  }

  /** For how many seconds the key holds, from when it was made; 0 for ever. */
  long keyValidity() {
    return keyValidity;
  }

  /** The first octet of what the key is for. */
  OptionalInt keyFlags() {
    return keyFlags;
  }

  OptionalInt revocationReason() {
    return revocationReason;
  }

  /** Signatures inside this one, not looked into yet. */
  List<byte[]> embedded() {
    return embedded;
  }

  /** Something the signer wants to be understood or the signature refused, and that is not. */
  Optional<String> notUnderstood() {
    return notUnderstood.isEmpty() ? Optional.empty() : Optional.of(notUnderstood);
  }
}
