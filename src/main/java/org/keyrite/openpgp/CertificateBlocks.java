package org.keyrite.openpgp;

import java.io.IOException;
import java.util.Optional;

/** The blocks of a file of certificates: one if it is binary, or those in armor. */
final class CertificateBlocks {
  private CertificateBlocks() {}

  /** Something to do with the packets of a block. */
  interface Block {
    void read(PacketReader packets) throws IOException;
  }

  /** Goes through a file, with any text around the armor. */
  static void read(byte[] file, Block each) throws IOException {
    PacketFile packets = PacketFile.openInText(file);
    for (Optional<PacketReader> block = packets.next(); block.isPresent(); block = packets.next()) {
      String type = packets.type().orElse("PGP PUBLIC KEY BLOCK");
      if (type.equals("PGP PRIVATE KEY BLOCK")) {
        throw secret();
      }
      if (!type.equals("PGP PUBLIC KEY BLOCK")) {
        throw new Malformed("holds armor of another type than PUBLIC KEY BLOCK");
      }
      each.read(block.get());
    }
  }

  static Malformed secret() {
    return new Malformed("holds a secret key, which has no place here: export the public one");
  }
}
