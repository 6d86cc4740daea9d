package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.openpgp.Checked.bytes;
import static org.keyrite.openpgp.Checked.join;
import static org.keyrite.openpgp.Checked.text;
import static org.keyrite.openpgp.Forge.subpacket;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.DeflaterInputStream;
import org.junit.jupiter.api.Test;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Finding.Good;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.signature.SignedMessage;
import org.keyrite.testing.Fuzzing;

/**
 * Every parser of this package, fed with mutations of good files: a few in each test run, as many
 * as {@code keyrite.fuzz.iterations} says in a long one. Whatever was changed, a signature is good
 * only for what was signed.
 */
class FuzzTest {
  private static final Instant SIGNED = Gpg.START.plus(Duration.ofDays(10));
  private static final Instant NOW = Gpg.START.plus(Duration.ofDays(20));
  private static final String TEXT = "what was released\n- and no more\n";
  private static final String CANONICAL = TEXT.replace("\n", "\r\n");
  private static final byte[] DATA = bytes(TEXT);

  private static final Forge ALICE = new Forge(4, Gpg.START, 1);
  private static final Forge SUBKEY = new Forge(4, Gpg.START, 2);
  private static final Forge BOB = new Forge(6, Gpg.START, 3);

  private static final byte[] BY_ALICE = ALICE.sign(0x00, SIGNED).over(DATA).packet();
  private static final byte[] BY_SUBKEY = SUBKEY.sign(0x00, SIGNED).over(DATA).packet();
  private static final byte[] BY_BOB = BOB.sign(0x00, SIGNED).over(DATA).packet();

  private static final byte[] ALICE_BOUND =
      join(ALICE.certificate(), SUBKEY.subkey(), ALICE.bind(SUBKEY, Gpg.START).packet());
  private static final byte[] REVOCATION =
      join(
          ALICE.primary(),
          ALICE.sign(0x20, SIGNED).with(subpacket(29, (byte) 1)).over(ALICE.signed()).packet());
  private static final byte[] ALICE_REVOKED = join(REVOCATION, ALICE.direct(Gpg.START).packet());

  private static final Set<String> PINNED = Set.of(ALICE.fingerprint(), BOB.fingerprint());

  private static final String[] WORDS = {
    "\u00c2\u0010", "\u0088", "\u00ff\u0000\u0000\u0000", "\u00e9", "\u0005\u001d", "\u0002\u001b"
  };

  private static final String[] LINES = {
    "-----BEGIN PGP SIGNATURE-----\n",
    "-----END PGP SIGNATURE-----\n",
    "-----BEGIN PGP SIGNED MESSAGE-----\n",
    "Hash: SHA256\n",
    "\n",
    "\r\n",
    "- ",
    "-",
    " ",
    "=",
    "AAAA\n"
  };

  private static Certificates certificates() throws Exception {
    return Gpg.certificates(PINNED, join(ALICE_BOUND, BOB.certificate()));
  }

  @Test
  void detachedSignatures() throws Exception {
    Certificates certificates = certificates();
    byte[] all = join(BY_ALICE, BY_SUBKEY, BY_BOB);
    bothHappen(
        Fuzzing.of(
                SignatureFormatException.class,
                input -> saysWhatWasSaid(Checked.detached(input, DATA, certificates, NOW)))
            .run(
                List.of(
                    BY_ALICE,
                    BY_SUBKEY,
                    BY_BOB,
                    all,
                    armored("SIGNATURE", all),
                    join(armored("SIGNATURE", BY_BOB), armored("SIGNATURE", BY_ALICE))),
                words(WORDS, LINES)));
  }

  @Test
  void certificateFiles() {
    bothHappen(
        Fuzzing.of(
                SignatureFormatException.class,
                input -> {
                  Certificates certificates = Gpg.certificates(PINNED, input);
                  byte[] all = join(BY_ALICE, BY_SUBKEY, BY_BOB);
                  saysWhatWasSaid(Checked.detached(all, DATA, certificates, NOW));
                })
            .run(
                List.of(
                    ALICE_BOUND,
                    ALICE_REVOKED,
                    BOB.certificate(),
                    join(BOB.certificate(), ALICE_REVOKED, ALICE_BOUND),
                    armored("PUBLIC KEY BLOCK", ALICE_BOUND)),
                words(WORDS, LINES)));
  }

  @Test
  void aRevocationIsOnlyLostWithItsPacket() {
    Fuzzing.of(
            SignatureFormatException.class,
            input -> {
              Certificates certificates = Gpg.certificates(PINNED, input);
              List<Finding> findings = Checked.detached(BY_ALICE, DATA, certificates, NOW);
              boolean revocationIsThere = text(input).startsWith(text(REVOCATION));
              assertTrue(!revocationIsThere || !(findings.getFirst() instanceof Good));
            })
        .run(List.of(ALICE_REVOKED, join(ALICE_REVOKED, ALICE.certificate())), WORDS);
  }

  @Test
  void inlineMessages() throws Exception {
    Certificates certificates = certificates();
    byte[] literal = Forge.packet(11, join(bytes("b\0\0\0\0\0"), DATA));
    byte[] announced =
        Forge.packet(4, join(new byte[] {3, 0, Forge.SHA512, 22}, ALICE.id(), new byte[] {1}));
    byte[] onePassMessage = join(announced, literal, BY_ALICE);
    byte[] old = join(BY_ALICE, BY_SUBKEY, BY_BOB, literal);
    byte[] deflated =
        new DeflaterInputStream(new ByteArrayInputStream(onePassMessage)).readAllBytes();
    byte[] compressed = Forge.packet(8, join(new byte[] {2}, deflated));
    bothHappen(
        Fuzzing.of(
                SignatureFormatException.class,
                input -> {
                  SignedMessage read = InlineMessage.read(input, 1 << 20, certificates, NOW);
                  if (saysWhatWasSaid(read.findings())) {
                    assertEquals(
                        CANONICAL, text(read.content().orElseThrow()).replaceAll("\r?\n", "\r\n"));
                  }
                })
            .run(
                List.of(onePassMessage, old, compressed, armored("MESSAGE", onePassMessage)),
                words(WORDS, LINES)));
  }

  @Test
  void clearSignedMessages() throws Exception {
    Certificates certificates = certificates();
    byte[] signature = ALICE.sign(0x01, SIGNED).over(bytes(CANONICAL.stripTrailing())).packet();
    byte[] message =
        join(
            bytes("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n"),
            bytes("what was released\n- - and no more\n"),
            armored("SIGNATURE", signature));
    bothHappen(
        Fuzzing.of(
                SignatureFormatException.class,
                input -> {
                  SignedMessage read = ClearSignedMessage.read(input, certificates, NOW);
                  if (saysWhatWasSaid(read.findings())) {
                    assertEquals(TEXT, text(read.content().orElseThrow()));
                  }
                })
            .run(List.of(message, bytes(text(message).replace("\n", "\r\n"))), LINES));
  }

  /** Whether any is good; and if so, it is what was signed, when it was, and by whom. */
  private static boolean saysWhatWasSaid(List<Finding> findings) {
    assertTrue(!findings.isEmpty());
    for (Finding finding : findings) {
      if (finding instanceof Good good) {
        assertEquals(SIGNED, good.made().orElseThrow());
        assertTrue(PINNED.contains(good.key().fingerprint()));
      }
    }
    return findings.stream().anyMatch(Good.class::isInstance);
  }

  private static byte[] armored(String type, byte[] packets) {
    String base64 = Base64.getMimeEncoder(64, bytes("\n")).encodeToString(packets);
    return bytes(
        "-----BEGIN PGP " + type + "-----\n\n" + base64 + "\n-----END PGP " + type + "-----\n");
  }

  private static String[] words(String[]... lists) {
    return Stream.of(lists).flatMap(Stream::of).toArray(String[]::new);
  }

  /** A target of which nothing is ever taken, or nothing refused, tests less than it seems to. */
  private static void bothHappen(Fuzzing.Outcome outcome) {
    assertTrue(outcome.accepted() > 0 && outcome.refused() > 0, outcome.toString());
  }
}
