package org.keyrite.openpgp;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyrite.openpgp.PacketReader.Tag;
import org.keyrite.signature.SignatureFormatException;

/**
 * Reads files of certificates (section 10.1) and keeps the pinned ones. Several copies of one
 * certificate become one that knows what any of them says: a revocation counts wherever it stands.
 */
public final class CertificateReader {
  /** In bytes. GnuPG allows 2 KiB. */
  private static final int MAX_USER_ID_LENGTH = 16 << 10;

  /** Keys that are not pinned: several times those of a distribution's keyring. */
  private static final int MOST_OTHERS = 10_000;

  private static final int FIRST_THAT_MAY_BE_UNKNOWN = 40;

  private final Set<String> pinned;
  private final Map<String, CertificateParts> found = new LinkedHashMap<>();
  private final Map<String, byte[]> others = new HashMap<>();

  /**
   * Reads nothing yet.
   *
   * @param pinned whole fingerprints of primary keys, as {@link Certificates#isFingerprint} wants
   *     them
   */
  public CertificateReader(Set<String> pinned) {
    this.pinned = Set.copyOf(pinned);
    if (!pinned.stream().allMatch(Certificates::isFingerprint)) {
      throw new IllegalArgumentException("a pin is a whole fingerprint in upper-case hex");
    }
  }

  /**
   * Reads a file, binary or in one or several blocks of armor.
   *
   * @throws SignatureFormatException if it is no file of certificates, holds a secret key, or is
   *     out of bounds; nothing read by this object should be used then
   */
  public void read(byte[] file) throws SignatureFormatException {
    try {
      PacketFile packets = PacketFile.open(file);
      for (Optional<PacketReader> block = packets.next();
          block.isPresent();
          block = packets.next()) {
        String type = packets.type().orElse("PGP PUBLIC KEY BLOCK");
        if (type.equals("PGP PRIVATE KEY BLOCK")) {
          throw secret();
        }
        if (!type.equals("PGP PUBLIC KEY BLOCK")) {
          throw new Malformed("holds armor of another type than PUBLIC KEY BLOCK");
        }
        readBlock(block.get());
      }
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

  /** What was found in the files read so far. */
  public Certificates certificates() {
    return new Certificates(
        found.values().stream().map(parts -> parts.verified(this::key)).toList());
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
    CertificateParts parts = null;
    while (packets.next()) {
      int tag = packets.tag();
      if (tag == Tag.PUBLIC_KEY) {
        parts = pinned(packets.body(PublicKey.MAX_LENGTH));
        begun = true;
      } else if (tag == Tag.SECRET_KEY || tag == Tag.SECRET_SUBKEY) {
        throw secret();
      } else if (!begun && !Tag.meansNothing(tag)) {
        throw new Malformed("does not start with a public key");
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

  /**
   * A key of another certificate is kept in case that it may revoke a pinned one, and otherwise not
   * even parsed: what it holds cannot do any harm.
   */
  private CertificateParts pinned(byte[] body) throws Malformed {
    if (body.length == 0 || PublicKey.fingerprintLength(body[0]) == 0) {
      return null;
    }
    String fingerprint = PublicKey.fingerprint(body);
    if (!pinned.contains(fingerprint)) {
      if (others.size() < MOST_OTHERS) {
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
      case Tag.SIGNATURE -> parts.signature(packets.body(Signature.MAX_LENGTH));
      case Tag.USER_ID -> parts.userId(packets.body(MAX_USER_ID_LENGTH));
      case Tag.PUBLIC_SUBKEY -> parts.subkey(packets.body(PublicKey.MAX_LENGTH));
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

  private static Malformed secret() {
    return new Malformed("holds a secret key, which has no place here: export the public one");
  }
}
