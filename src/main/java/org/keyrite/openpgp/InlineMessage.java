package org.keyrite.openpgp;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrite.openpgp.PacketReader.Tag;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Finding.Rejected;
import org.keyrite.signature.Rejection;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.signature.SignedMessage;

/**
 * A message that brings along what it signs (section 10.3): signatures, of which the one-pass kind
 * is announced before and stands after, around one literal packet; all of it perhaps compressed,
 * once. Encrypted and nested messages are refused.
 */
public final class InlineMessage {
  private static final int MAX_PADDING = 64 << 10;

  private static final Set<Integer> TYPES = Set.of(Signature.Type.BINARY, Signature.Type.TEXT);

  private final SignatureJudge judge;
  private byte[] content = {};
  private final int mostBytes;
  private final DocumentHashes hashes = new DocumentHashes();
  private final DocumentSignatures before;
  private final List<OnePassSignature> announced = new ArrayList<>();
  private final List<Finding> after = new ArrayList<>();
  private boolean literal;
  private int passedOver;

  private InlineMessage(SignatureJudge judge, int mostBytes) {
    this.judge = judge;
    this.mostBytes = mostBytes;
    this.before = new DocumentSignatures(judge, TYPES, hashes);
  }

  /**
   * Unpacks a message and verifies its signatures.
   *
   * @param message binary, or one block of armor
   * @param mostBytes of content that are accepted; a small message can unpack to a very large one
   * @param now when it is judged whether a key is still valid
   * @return one finding for each signature, in the message's order
   * @throws SignatureFormatException if it is not one such message and nothing more
   */
  public static SignedMessage read(
      byte[] message, int mostBytes, Certificates certificates, Instant now)
      throws SignatureFormatException {
    InlineMessage reading = new InlineMessage(new SignatureJudge(certificates, now), mostBytes);
    try {
      PacketFile file = PacketFile.open(message);
      Optional<PacketReader> packets = file.next();
      requireType(file.type());
      reading.read(packets.orElseThrow());
      if (file.next().isPresent()) {
        throw new Malformed("holds something after the message");
      }
    } catch (IOException e) {
      throw Malformed.asFormatException(e);
    }
    return new SignedMessage(reading.content, reading.findings());
  }

  private static void requireType(Optional<String> type) throws Malformed {
    if (type.isPresent() && type.get().equals("PGP SIGNATURE")) {
      throw detached();
    }
    if (type.isPresent() && !type.get().equals("PGP MESSAGE")) {
      throw new Malformed("holds armor of another type than MESSAGE");
    }
  }

  private static Malformed detached() {
    return new Malformed("holds only signatures, which have to be verified beside what they sign");
  }

  /** The outermost packets, which may be one that holds the others. */
  private void read(PacketReader packets) throws IOException {
    boolean more = nextThatMeansSomething(packets);
    if (more && packets.tag() == Tag.COMPRESSED) {
      byte[] inside = Compressed.unpacked(packets.body(), mostBytes);
      PacketReader inner = new PacketReader(inside);
      readSigned(inner, nextThatMeansSomething(inner));
      if (nextThatMeansSomething(packets)) {
        throw new Malformed("holds something after the compressed message");
      }
    } else {
      readSigned(packets, more);
    }
  }

  private void readSigned(PacketReader packets, boolean any) throws IOException {
    for (boolean more = any; more; more = nextThatMeansSomething(packets)) {
      switch (packets.tag()) {
        case Tag.ONE_PASS_SIGNATURE -> announce(packets.body(OnePassSignature.MAX_LENGTH));
        case Tag.SIGNATURE -> signature(packets.body(Signature.MAX_LENGTH));
        case Tag.LITERAL -> literal(packets);
        default -> throw misplaced(packets.tag());
      }
    }
    if (!literal) {
      throw before.count() > 0 ? detached() : new Malformed("holds no message");
    }
    if (after.size() != announced.size()) {
      throw new Malformed("lacks signatures that it announced");
    }
    if (before.count() + after.size() == 0) {
      throw new Malformed("holds no signature");
    }
  }

  private static Malformed misplaced(int tag) {
    if (tag == Tag.COMPRESSED) {
      return new Malformed("holds a compressed message where none can be");
    }
    return new Malformed(
        Tag.isEncrypted(tag)
            ? "is encrypted, and nothing is decrypted here"
            : "holds a packet that has no place in a signed message");
  }

  private void announce(byte[] body) throws IOException {
    if (literal || before.count() > 0 || (!announced.isEmpty() && announced.getLast().last())) {
      throw new Malformed("announces a signature where it cannot be");
    }
    OnePassSignature signature = OnePassSignature.parse(body);
    announced.add(signature);
    if (announced.size() > DocumentSignatures.MAX_SIGNATURES) {
      throw new Malformed(
          "announces more than " + DocumentSignatures.MAX_SIGNATURES + " signatures");
    }
    if (signature.hash().isPresent()) {
      hashes.want(signature.hash().get());
    }
  }

  private void signature(byte[] body) throws IOException {
    if (!literal) {
      if (!announced.isEmpty()) {
        throw new Malformed("holds a signature where its text should be");
      }
      before.add(body);
    } else if (after.size() == announced.size()) {
      throw new Malformed("holds a signature that it did not announce");
    } else {
      after.add(finding(body));
    }
  }

  private Finding finding(byte[] body) {
    Signature signature;
    try {
      signature = Signature.parse(body);
    } catch (Malformed e) {
      return DocumentSignatures.malformed(e);
    }
    Optional<Rejected> objection = judge.objection(signature, TYPES);
    if (objection.isPresent()) {
      return objection.get();
    }
    // Those before and after the message embrace it: the last one announced comes first.
    OnePassSignature announcement = announced.get(announced.size() - 1 - after.size());
    if (!announcement.hash().equals(Optional.of(DocumentHashes.Start.of(signature)))) {
      return new Rejected(
          Optional.empty(),
          Rejection.MALFORMED,
          "The signature is not the one that was announced before the message.");
    }
    return judge.judge(signature, TYPES, hashes);
  }

  /** Section 5.9. The name and the date in it are signed by nobody, and are not looked at. */
  private void literal(PacketReader packets) throws Malformed {
    if (literal || (!announced.isEmpty() && !announced.getLast().last())) {
      throw new Malformed("holds a message where none can be");
    }
    literal = true;
    boolean endless = packets.goesToTheEnd();
    ByteReader body = new ByteReader(packets.body());
    int format = body.octet();
    if (endless || (format != 'b' && format != 't' && format != 'u')) {
      throw new Malformed("holds a message in an unknown format");
    }
    body.take(body.octet() + 4);
    if (body.remaining() > mostBytes) {
      throw Compressed.tooLong(mostBytes);
    }
    content = body.rest();
    hashes.update(content, 0, content.length);
  }

  private boolean nextThatMeansSomething(PacketReader packets) throws IOException {
    while (packets.next()) {
      if (!Tag.meansNothing(packets.tag())) {
        return true;
      }
      packets.body(MAX_PADDING);
      passedOver++;
      if (passedOver > DocumentSignatures.MAX_SIGNATURES) {
        throw new Malformed("holds too many packets that mean nothing");
      }
    }
    return false;
  }

  private List<Finding> findings() {
    return before.count() > 0 ? before.findings() : List.copyOf(after);
  }
}
