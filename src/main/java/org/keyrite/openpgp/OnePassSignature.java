package org.keyrite.openpgp;

import java.util.Optional;

/**
 * What stands before a message to announce a signature after it (section 5.4): what is needed to
 * hash the message while it passes.
 *
 * @param hash empty if it is not known here; such a signature is refused when it comes
 * @param last whether the next packet is what is signed
 */
record OnePassSignature(Optional<DocumentHashes.Start> hash, boolean last) {
  /** In bytes: that of version 6 with the longest salt has 73. */
  static final int MAX_LENGTH = 512;

  private static final int VERSION_3 = 3;
  private static final int VERSION_6 = 6;

  static OnePassSignature parse(byte[] body) throws Malformed {
    ByteReader fields = new ByteReader(body);
    int version = fields.octet();
    if (version != VERSION_3 && version != VERSION_6) {
      throw new Malformed("announces a signature of an unknown version");
    }
    int type = fields.octet();
    Optional<SignedHash> hash = SignedHash.of(fields.octet());
    fields.octet();
    byte[] salt = version == VERSION_6 ? fields.take(fields.octet()) : new byte[0];
    fields.take(version == VERSION_6 ? PublicKey.fingerprintLength(version) : 8);
    boolean last = fields.octet() != 0;
    fields.requireEnd();
    return new OnePassSignature(
        hash.filter(SignedHash::isStrong).map(known -> DocumentHashes.Start.of(known, type, salt)),
        last);
  }
}
