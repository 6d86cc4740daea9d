package org.keyrite.openpgp;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.keyrite.openpgp.PacketReader.Tag;
import org.keyrite.signature.SignatureCheck;
import org.keyrite.signature.SignatureFormatException;

/**
 * A file of signatures over another file (section 10.4): binary, or in one or several blocks of
 * armor, and all of them count.
 */
public final class DetachedSignatures {
  private static final int MAX_PADDING = 64 << 10;

  private DetachedSignatures() {}

  /**
   * Reads a file of signatures, at most 1000. Those over text are rejected, because they hold for
   * several files, whose lines end in different ways.
   *
   * @param now when it is judged whether a key is still valid
   * @return the check; its findings are in the file's order, one for each signature
   * @throws SignatureFormatException if it is not such a file: among others if it brings along what
   *     it signs, inline or in the clear
   */
  public static SignatureCheck read(byte[] file, Certificates certificates, Instant now)
      throws SignatureFormatException {
    DocumentSignatures signatures =
        new DocumentSignatures(
            new SignatureJudge(certificates, now),
            Set.of(Signature.Type.BINARY),
            new DocumentHashes());
    try {
      PacketFile packets = PacketFile.open(file);
      for (Optional<PacketReader> block = packets.next();
          block.isPresent();
          block = packets.next()) {
        requireType(packets.type());
        readBlock(block.get(), signatures);
      }
    } catch (IOException e) {
      throw Malformed.asFormatException(e);
    }
    return signatures;
  }

  private static void requireType(Optional<String> type) throws Malformed {
    if (type.isPresent() && type.get().equals("PGP MESSAGE")) {
      throw inline();
    }
    if (type.isPresent() && !type.get().equals("PGP SIGNATURE")) {
      throw new Malformed("holds armor of another type than SIGNATURE");
    }
  }

  /** Reads a block that holds signatures and nothing else. */
  static void readBlock(PacketReader packets, DocumentSignatures signatures) throws IOException {
    int before = signatures.count();
    while (packets.next()) {
      int tag = packets.tag();
      if (tag == Tag.SIGNATURE) {
        signatures.add(packets.body(Signature.MAX_LENGTH));
      } else if (Tag.meansNothing(tag)) {
        packets.body(MAX_PADDING);
      } else if (tag == Tag.ONE_PASS_SIGNATURE || tag == Tag.LITERAL || tag == Tag.COMPRESSED) {
        throw inline();
      } else {
        throw new Malformed("holds something other than signatures");
      }
    }
    if (signatures.count() == before) {
      throw new Malformed("holds no signature");
    }
  }

  private static Malformed inline() {
    return new Malformed(
        "holds a message that brings along what it signs, which has to be verified as one");
  }
}
