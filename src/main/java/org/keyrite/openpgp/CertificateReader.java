package org.keyrite.openpgp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyrite.openpgp.PacketReader.Tag;
import org.keyrite.signature.SignatureFormatException;

/**
 * Reads files of certificates (section 10.1) and keeps the pinned ones. Several copies of one
 * certificate become one that knows what any of them says: a revocation counts wherever it stands,
 * behind another key or in a file of its own, too.
 */
public final class CertificateReader {
  /** In bytes. GnuPG allows 2 KiB. */
  private static final int MAX_USER_ID_LENGTH = 16 << 10;

  /** Keys that are not pinned: several times those of a distribution's keyring. */
  private static final int MOST_OTHERS = 10_000;

  /** In place of the fingerprint of a key whose version is not known: nobody has it. */
  private static final String UNKNOWN = "0".repeat(40);

  private static final int FIRST_THAT_MAY_BE_UNKNOWN = 40;

  private final Set<String> pinned;
  private final Map<String, CertificateParts> found = new LinkedHashMap<>();
  private final Map<String, byte[]> others = new HashMap<>();
  private final Map<String, String> primaries = new HashMap<>();
  private final LooseRevocations revocations;

  /**
   * Reads nothing yet.
   *
   * @param pinned whole fingerprints of primary keys, as {@link Certificates#isFingerprint} wants
   *     them
   */
  public CertificateReader(Set<String> pinned) {
    this.pinned = Set.copyOf(pinned);
    this.revocations = new LooseRevocations(this.pinned);
    if (!pinned.stream().allMatch(Certificates::isFingerprint)) {
      throw new IllegalArgumentException("a pin is a whole fingerprint in upper-case hex");
    }
  }

  /**
   * Reads a file, binary or in one or several blocks of armor, with any text around them.
   *
   * @throws SignatureFormatException if it is no file of certificates or revocations, holds a
   *     secret key, or is out of bounds; nothing read by this object should be used then
   */
  public void read(byte[] file) throws SignatureFormatException {
    try {
      CertificateBlocks.read(file, this::readBlock);
    } catch (IOException e) {
      throw Malformed.asFormatException(e);
    }
  }

  /**
   * The whole fingerprints of the primary keys in a file.
   *
   * @throws SignatureFormatException as {@link #read}
   */
  public static Set<String> fingerprints(byte[] file) throws SignatureFormatException {
    CertificateReader reader = new CertificateReader(Set.of());
    reader.read(file);
    return Set.copyOf(reader.others.keySet());
  }

  /**
   * What was found in the files read so far.
   *
   * @throws SignatureFormatException if a certificate, with all its copies and the revocations that
   *     stood elsewhere, is out of bounds
   */
  public Certificates certificates() throws SignatureFormatException {
    try {
      List<Certificate> certificates = new ArrayList<>();
      for (CertificateParts parts : found.values()) {
        parts.passOver();
        for (byte[] revocation : revocations.elsewhere()) {
          parts.signature(revocation);
        }
        certificates.add(parts.verified(this::key));
      }
      List<CertificateParts> all = List.copyOf(found.values());
      return new Certificates(
          certificates, body -> all.stream().anyMatch(parts -> parts.heeds(body)));
    } catch (IOException e) {
      throw Malformed.asFormatException(e);
    }
  }

  /**
   * The primary key whose certificate, in the files read so far, has a key as a subkey.
   *
   * @param fingerprint one of the pinned ones
   */
  public Optional<String> primaryOf(String fingerprint) {
    return Optional.ofNullable(primaries.get(fingerprint));
  }

  /** A primary key that was in the files, pinned or not. */
  private Optional<PublicKey> key(String fingerprint) {
    if (found.containsKey(fingerprint)) {
      return Optional.of(found.get(fingerprint).key());
    }
    try {
      byte[] body = others.get(fingerprint);
      return body == null ? Optional.empty() : PublicKey.parse(body);
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private void readBlock(PacketReader packets) throws IOException {
    boolean begun = false;
    String owner = "";
    CertificateParts parts = null;
    while (packets.next()) {
      int tag = packets.tag();
      if (tag == Tag.PUBLIC_KEY) {
        byte[] body = packets.body(PublicKey.MAX_LENGTH);
        owner = fingerprint(body).orElse(UNKNOWN);
        parts = pinned(body, owner);
        begun = true;
      } else if (tag == Tag.SECRET_KEY || tag == Tag.SECRET_SUBKEY) {
        throw CertificateBlocks.secret();
      } else if (tag == Tag.SIGNATURE) {
        byte[] body = packets.body(Signature.MAX_LENGTH);
        revocations.addElsewhere(body, owner);
        if (parts != null) {
          parts.signature(body);
        }
        begun = true;
      } else if (!begun && !Tag.meansNothing(tag)) {
        throw new Malformed("does not start with a public key");
      } else if (tag == Tag.PUBLIC_SUBKEY && !owner.isEmpty()) {
        byte[] body = packets.body(PublicKey.MAX_LENGTH);
        String primary = owner;
        fingerprint(body).filter(pinned::contains).ifPresent(it -> primaries.put(it, primary));
        if (parts != null) {
          parts.subkey(body);
        }
      } else if (parts != null) {
        add(packets, parts);
      } else {
        requireKnown(tag);
      }
    }
    if (!begun) {
      throw new Malformed("holds no public key");
    }
  }

  private static Optional<String> fingerprint(byte[] body) {
    return body.length == 0 || PublicKey.fingerprintLength(body[0]) == 0
        ? Optional.empty()
        : Optional.of(PublicKey.fingerprint(body));
  }

  /**
   * A key of another certificate is kept in case that it may revoke a pinned one, and otherwise not
   * even parsed: what it holds cannot do any harm.
   */
  private CertificateParts pinned(byte[] body, String fingerprint) throws Malformed {
    if (!pinned.contains(fingerprint)) {
      if (!fingerprint.equals(UNKNOWN) && others.size() < MOST_OTHERS) {
        others.put(fingerprint, body);
      }
      return null;
    }
    CertificateParts known = found.get(fingerprint);
    if (known == null) {
      known = new CertificateParts(PublicKey.parse(body).orElseThrow());
      found.put(fingerprint, known);
    }
    known.primary();
    return known;
  }

  private static void add(PacketReader packets, CertificateParts parts) throws IOException {
    switch (packets.tag()) {
      case Tag.USER_ID -> parts.userId(packets.body(MAX_USER_ID_LENGTH));
      case Tag.USER_ATTRIBUTE -> parts.passOver();
      default -> requireKnown(packets.tag());
    }
  }

  /** Section 4.3: what is not known may be passed over only if its number says so. */
  private static void requireKnown(int tag) throws Malformed {
    boolean known =
        switch (tag) {
          case Tag.SIGNATURE,
              Tag.USER_ID,
              Tag.PUBLIC_SUBKEY,
              Tag.USER_ATTRIBUTE,
              Tag.TRUST,
              Tag.MARKER,
              Tag.PADDING ->
              true;
          default -> tag >= FIRST_THAT_MAY_BE_UNKNOWN;
        };
    if (!known) {
      throw new Malformed("holds a packet that has no place in a certificate");
    }
  }
}
