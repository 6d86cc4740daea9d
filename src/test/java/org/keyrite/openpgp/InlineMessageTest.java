package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.openpgp.Checked.bytes;
import static org.keyrite.openpgp.Checked.good;
import static org.keyrite.openpgp.Checked.join;
import static org.keyrite.openpgp.Checked.sentence;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.DeflaterInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Rejection;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.signature.SignedMessage;

/** Messages that bring along what they sign. */
class InlineMessageTest {
  private static final Instant SIGNED = Gpg.START.plus(Duration.ofDays(10));
  private static final Instant NOW = Gpg.START.plus(Duration.ofDays(20));
  private static final byte[] TEXT = bytes("what was released\nand no more\n");
  private static final int MOST = 1 << 20;

  private final Forge alice = new Forge(4, Gpg.START, 1);
  private final Forge bob = new Forge(4, Gpg.START, 2);
  private final byte[] signature = signature(alice);

  /** What was found, and what came out. */
  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  private static byte[] signature(Forge by) {
    return by.sign(0x00, SIGNED).over(TEXT).packet();
  }

  private static byte[] literal(byte[] content) {
    return Forge.packet(11, join(bytes("b\4name"), new byte[4], content));
  }

  private static byte[] announced(Forge by, int type, boolean last) {
    return Forge.packet(
        4,
        join(
            new byte[] {3, (byte) type, Forge.SHA512, 22},
            by.id(),
            new byte[] {(byte) (last ? 1 : 0)}));
  }

  private SignedMessage unpack(byte[] message) throws Exception {
    return InlineMessage.read(message, MOST, certificates(), NOW);
  }

  private Certificates certificates() throws Exception {
    return Gpg.certificates(
        Set.of(alice.fingerprint(), bob.fingerprint()),
        join(alice.certificate(), bob.certificate()));
  }

  private String refused(byte[]... packets) {
    return assertThrows(SignatureFormatException.class, () -> unpack(join(packets))).getMessage();
  }

  @Tag("tool")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--compress-algo=none",
        "--compress-algo=zip",
        "--compress-algo=zlib",
        "--armor",
        "--textmode",
        "--digest-algo=SHA256"
      })
  void whatGnuPgMakesIsUnpacked(String option) throws Exception {
    try (Gpg gpg = new Gpg()) {
      String key = gpg.key("signer");
      for (int length : new int[] {0, 1, 511, 512, 8191, 8192, 8193, 100_000}) {
        byte[] text = bytes("line\n".repeat(length / 5 + 1).substring(0, length));
        byte[] message = gpg.run(SIGNED, key, text, "--sign", option);
        SignedMessage read =
            InlineMessage.read(message, MOST, Gpg.certificates(Set.of(key), gpg.export(key)), NOW);
        assertEquals(SIGNED, good(read.findings()).made().orElseThrow());
        String unpacked = Checked.text(read.content().orElseThrow());
        assertArrayEquals(text, bytes(unpacked.replace("\r\n", "\n")));
      }
    }
  }

  @Tag("tool")
  @Test
  void signaturesOfSeveralSignersByGnuPg() throws Exception {
    try (Gpg gpg = new Gpg()) {
      String first = gpg.key("first");
      String second = gpg.key("second");
      byte[] message = gpg.run(SIGNED, first, TEXT, "--sign", "--local-user", second);
      List<Finding> findings =
          InlineMessage.read(
                  message,
                  MOST,
                  Gpg.certificates(Set.of(first, second), gpg.export(first, second)),
                  NOW)
              .findings();
      assertEquals(
          Set.of(first, second),
          Set.of(
              good(findings.get(0)).key().fingerprint(),
              good(findings.get(1)).key().fingerprint()));
    }
  }

  @Test
  void bothOrdersOfPacketsAreRead() throws Exception {
    SignedMessage onePassMessage =
        unpack(
            join(
                announced(bob, 0, false),
                announced(alice, 0, true),
                literal(TEXT),
                signature(alice),
                signature(bob)));
    assertArrayEquals(TEXT, onePassMessage.content().orElseThrow());
    assertEquals(2, onePassMessage.findings().size());
    assertEquals(alice.fingerprint(), good(onePassMessage.findings().get(0)).key().fingerprint());
    assertEquals(bob.fingerprint(), good(onePassMessage.findings().get(1)).key().fingerprint());
    SignedMessage old = unpack(join(signature(bob), signature(alice), literal(TEXT)));
    assertArrayEquals(TEXT, old.content().orElseThrow());
    assertEquals(bob.fingerprint(), good(old.findings().get(0)).key().fingerprint());
    assertEquals(alice.fingerprint(), good(old.findings().get(1)).key().fingerprint());
  }

  @Test
  void packetsThatMeanNothingArePassedOver() throws Exception {
    byte[] marker = Forge.packet(10, bytes("PGP"));
    byte[] padding = Forge.packet(21, new byte[1000]);
    good(unpack(join(marker, signature, padding, literal(TEXT), marker)).findings());
    byte[][] many = new byte[1002][];
    Arrays.fill(many, marker);
    many[1001] = join(signature, literal(TEXT));
    assertEquals("holds too many packets that mean nothing", refused(many));
    byte[] large = Forge.packet(21, new byte[(64 << 10) + 1]);
    assertEquals(
        "holds a packet of 65537 bytes, where at most 65536 can be",
        refused(large, signature, literal(TEXT)));
  }

  @Test
  void theContentIsWhatIsSigned() throws Exception {
    List<Finding> findings = unpack(join(signature, literal(bytes("else")))).findings();
    sentence(Rejection.NOT_THESE_BYTES, findings);
    byte[] text = alice.sign(0x01, SIGNED).over(bytes("a\r\nb\r\n")).packet();
    good(unpack(join(text, literal(bytes("a\r\nb\r\n")))).findings());
    sentence(Rejection.NOT_THESE_BYTES, unpack(join(text, literal(bytes("a\rb\r\n")))).findings());
    // What is signed says nothing of other line ends, and the message is used as it is.
    sentence(Rejection.WRONG_PURPOSE, unpack(join(text, literal(bytes("a\nb\n")))).findings());
    byte[] announced = join(announced(alice, 1, true), literal(bytes("a\r\nb\n")), text);
    assertEquals(
        "The signature that names the key "
            + alice.fingerprint()
            + " is over text, and would hold for the file with other line ends too: it has to be made"
            + " without --textmode.",
        sentence(Rejection.WRONG_PURPOSE, unpack(announced).findings()));
    sentence(
        Rejection.NOT_THESE_BYTES,
        unpack(join(signature, literal(bytes("what was released\r\nand no more\r\n")))).findings());
  }

  @Test
  void whatIsAnnouncedMustCome() throws Exception {
    sentence(
        Rejection.MALFORMED,
        unpack(join(announced(alice, 1, true), literal(TEXT), signature)).findings());
    assertEquals(
        "lacks signatures that it announced", refused(announced(alice, 0, true), literal(TEXT)));
    assertEquals(
        "holds a signature that it did not announce",
        refused(announced(alice, 0, true), literal(TEXT), signature, signature));
    assertEquals(
        "holds a signature that it did not announce", refused(signature, literal(TEXT), signature));
    assertEquals(
        "holds a message where none can be",
        refused(announced(alice, 0, false), literal(TEXT), signature));
    assertEquals(
        "announces a signature where it cannot be",
        refused(
            announced(alice, 0, true),
            announced(bob, 0, true),
            literal(TEXT),
            signature,
            signature(bob)));
    assertEquals(
        "holds a signature where its text should be",
        refused(announced(alice, 0, true), signature, literal(TEXT)));
    assertEquals(
        "announces a signature where it cannot be",
        refused(signature, announced(alice, 0, true), literal(TEXT), signature));
  }

  @Test
  void oneMessageAndNothingElse() {
    assertEquals("holds no signature", refused(literal(TEXT)));
    assertEquals(
        "holds a message where none can be", refused(signature, literal(TEXT), literal(TEXT)));
    assertEquals(
        "holds bytes that are no OpenPGP packet", refused(signature, literal(TEXT), bytes("x")));
    assertEquals(
        "holds a packet that has no place in a signed message",
        refused(alice.primary(), signature, literal(TEXT)));
    assertEquals("is empty", refused());
    assertEquals(
        "holds only signatures, which have to be verified beside what they sign",
        refused(signature));
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "9", "18", "20"})
  void encryptedMessagesAreRefused(int tag) {
    assertEquals(
        "is encrypted, and nothing is decrypted here", refused(Forge.packet(tag, new byte[100])));
  }

  @Test
  void compressionGoesOneLevelDeep() throws Exception {
    byte[] message = join(signature, literal(TEXT));
    good(unpack(compressed(message)).findings());
    assertEquals(
        "holds a compressed message where none can be", refused(compressed(compressed(message))));
    byte[] nested = message;
    for (int i = 0; i < 1000; i++) {
      nested = compressed(nested);
    }
    assertEquals("holds a compressed message where none can be", refused(nested));
    assertEquals(
        "holds something after the compressed message", refused(compressed(message), signature));
    assertEquals(
        "holds a compressed message where none can be",
        refused(signature, compressed(literal(TEXT))));
    assertEquals(
        "is compressed with BZip2, where only ZIP and ZLIB are read",
        refused(Forge.packet(8, join(new byte[] {3}, message))));
    assertEquals(
        "is compressed in another way than ZIP or ZLIB",
        refused(Forge.packet(8, join(new byte[] {4}, message))));
    byte[] packed = deflated(message);
    assertEquals(
        "holds something after the end of what is compressed",
        refused(Forge.packet(8, join(new byte[] {2}, packed, bytes("x")))));
    assertEquals(
        "holds a compressed message that is damaged",
        refused(Forge.packet(8, join(new byte[] {2}, Arrays.copyOf(packed, packed.length - 5)))));
  }

  private static byte[] compressed(byte[] packets) throws Exception {
    return Forge.packet(8, join(new byte[] {2}, deflated(packets)));
  }

  private static byte[] deflated(byte[] bytes) throws Exception {
    return new DeflaterInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
  }

  @Test
  void aSmallMessageDoesNotBecomeALargeOne() throws Exception {
    byte[] bomb = compressed(join(signature, literal(new byte[64 << 20])));
    assertTrue(bomb.length < 70_000);
    assertEquals("unpacks to more than 1048576 bytes", refused(bomb));
  }

  @Test
  void partsOfALiteralPacketAreJoined() throws Exception {
    byte[] text = new byte[2000];
    byte[] signed = alice.sign(0x00, SIGNED).over(text).packet();
    byte[] body = join(bytes("b\0\0\0\0\0"), text);
    byte[] inParts =
        join(
            new byte[] {(byte) 0xcb, (byte) 0xea},
            Arrays.copyOf(body, 1024),
            new byte[] {(byte) 0xe0},
            Arrays.copyOfRange(body, 1024, 1025),
            new byte[] {(byte) 0xc3, (byte) (body.length - 1025 - 192 - 3 * 256)},
            Arrays.copyOfRange(body, 1025, body.length));
    assertArrayEquals(text, unpack(join(signed, inParts)).content().orElseThrow());
    good(unpack(join(signed, inParts)).findings());
    assertEquals(
        "holds a packet whose first part is shorter than 512 bytes",
        refused(signed, new byte[] {(byte) 0xcb, (byte) 0xe8}, body));
    assertEquals(
        "holds a packet without a length where it must have one",
        refused(new byte[] {(byte) 0xc2, (byte) 0xe9}, new byte[600], literal(TEXT)));
    assertEquals(
        "holds a message in an unknown format", refused(signed, new byte[] {(byte) 0xaf}, body));
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    for (byte[] message :
        List.of(
            join(announced(alice, 0, true), literal(TEXT), signature),
            join(signature, literal(TEXT)),
            compressed(join(signature, literal(TEXT))))) {
      good(unpack(message).findings());
      for (int length = 0; length < message.length; length++) {
        refused(Arrays.copyOf(message, length));
      }
    }
  }
}
