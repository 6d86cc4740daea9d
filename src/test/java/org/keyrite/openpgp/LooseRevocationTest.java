package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.openpgp.Checked.bytes;
import static org.keyrite.openpgp.Checked.good;
import static org.keyrite.openpgp.Checked.join;
import static org.keyrite.openpgp.Checked.text;
import static org.keyrite.openpgp.Forge.packet;
import static org.keyrite.openpgp.Signer.DATA;
import static org.keyrite.openpgp.Signer.KEY;
import static org.keyrite.openpgp.Signer.NOW;
import static org.keyrite.openpgp.Signer.SIGNATURE;
import static org.keyrite.openpgp.Signer.SIGNED;
import static org.keyrite.openpgp.Signer.START;
import static org.keyrite.openpgp.Signer.SUBKEY;
import static org.keyrite.openpgp.Signer.day;
import static org.keyrite.openpgp.Signer.found;
import static org.keyrite.openpgp.Signer.refused;
import static org.keyrite.openpgp.Signer.revocation;
import static org.keyrite.openpgp.Signer.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.signature.Rejection;
import org.keyrite.signature.SignatureFormatException;

/** Revocations count wherever they stand. */
class LooseRevocationTest {
  private static final byte[] REVOCATION = revocation(2, day(300));
  private static final byte[] BOUND =
      join(KEY.certificate(), SUBKEY.subkey(), KEY.bind(SUBKEY, START).packet());
  private static final byte[] ATTRIBUTE = packet(17, new byte[100]);
  private static final Forge OTHER = new Forge(4, START, 9);

  private static String armor(byte[] packets) {
    return "-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: This is a revocation certificate\n\n"
        + Base64.getMimeEncoder(64, bytes("\n")).encodeToString(packets)
        + "\n-----END PGP PUBLIC KEY BLOCK-----\n";
  }

  private static void revokes(byte[]... files) throws Exception {
    Certificates certificates = Gpg.certificates(Set.of(KEY.fingerprint()), files);
    Checked.sentence(Rejection.KEY_REVOKED, Checked.detached(SIGNATURE, DATA, certificates, NOW));
  }

  @Tag("tool")
  @Test
  void appendedToTheKeysFile() throws Exception {
    byte[] appended = join(KEY.certificate(), REVOCATION);
    revokes(appended);
    StockVerifiers.areAt(0, 1, appended, SIGNATURE, DATA);
  }

  @Test
  void afterAnythingOfTheCertificate() throws Exception {
    revokes(join(BOUND, REVOCATION));
    revokes(join(KEY.certificate(), SUBKEY.subkey(), REVOCATION));
    revokes(join(KEY.primary(), Forge.userId("another"), REVOCATION, KEY.certificate()));
    revokes(join(KEY.certificate(), ATTRIBUTE, REVOCATION));
    revokes(join(KEY.certificate(), packet(14, join(new byte[] {3}, new byte[40])), REVOCATION));
  }

  @Test
  void beforeTheKeyBehindAnotherAndInAFileOfItsOwn() throws Exception {
    revokes(join(REVOCATION, KEY.certificate()));
    revokes(join(KEY.certificate(), OTHER.certificate(), REVOCATION));
    revokes(join(OTHER.certificate(), REVOCATION, KEY.certificate()));
    revokes(KEY.certificate(), REVOCATION);
    revokes(REVOCATION, KEY.certificate());
    revokes(bytes(armor(KEY.certificate()) + armor(REVOCATION)));
    revokes(bytes(armor(REVOCATION) + "\n\n" + armor(KEY.certificate())));
    revokes(KEY.certificate(), bytes("Use it when the key is lost.\n\n" + armor(REVOCATION)));
    byte[] old = packet(6, join(new byte[] {3, 0, 0, 0, 0, 0, 0, 1}, new byte[40]));
    revokes(join(KEY.certificate(), old, REVOCATION));
  }

  @Test
  void whatCannotBeReadIsNotLost() {
    byte[] armored = bytes(armor(KEY.certificate()));
    assertEquals("holds something binary beside its armor", wrong(join(armored, REVOCATION)));
    assertEquals(
        "holds bytes that are no OpenPGP packet",
        wrong(join(KEY.certificate(), bytes(armor(REVOCATION)))));
    assertEquals(
        "has a colon before its BEGIN line, which disables it: take it away",
        wrong(bytes("Text\n\n:" + armor(REVOCATION))));
    assertEquals("holds a packet that ends too early", wrong(packet(2, new byte[] {4, 0x20})));
  }

  private static String wrong(byte[] file) {
    return assertThrows(
            SignatureFormatException.class, () -> Gpg.certificates(Set.of(KEY.fingerprint()), file))
        .getMessage();
  }

  @Test
  void ofASubkeyOnly() throws Exception {
    Forge third = new Forge(4, START, 3);
    byte[] both = join(KEY.signed(), SUBKEY.signed());
    byte[] ofSubkey = KEY.sign(0x28, day(300)).over(both).packet();
    byte[] bound = join(BOUND, third.subkey(), KEY.bind(third, START).packet());
    for (byte[] file :
        new byte[][] {
          join(bound, ofSubkey),
          join(ofSubkey, bound),
          join(bound, OTHER.certificate(), ofSubkey),
          join(bound, ATTRIBUTE, ofSubkey)
        }) {
      refused(Rejection.KEY_REVOKED, file, signature(SUBKEY, SIGNED));
      good(found(file, signature(third, SIGNED)));
      good(found(file, SIGNATURE));
    }
  }

  @Test
  void ofAUserId() throws Exception {
    byte[] over = join(KEY.signed(), Forge.signedUserId("signer"));
    byte[] ofUserId = KEY.sign(0x30, day(300)).over(over).packet();
    refused(Rejection.KEY_NOT_FOR_SIGNING, join(BOUND, ofUserId), SIGNATURE);
    refused(Rejection.KEY_NOT_FOR_SIGNING, join(ofUserId, BOUND), SIGNATURE);
  }

  /** Nor does their order in the file change what else the owner said. */
  @Test
  void selfSignaturesCountWhereverTheyStandInTheCertificate() throws Exception {
    byte[] ended = KEY.certification(day(100)).with(Signer.expiringAfter(200)).packet();
    refused(Rejection.KEY_EXPIRED, join(BOUND, ended), SIGNATURE);
    refused(Rejection.KEY_EXPIRED, join(KEY.certificate(), ATTRIBUTE, ended), SIGNATURE);
  }

  @Test
  void byAnotherKeyItDoesNotCount() throws Exception {
    byte[] others = OTHER.sign(0x20, day(5)).over(KEY.signed()).packet();
    byte[] itsOwn = OTHER.sign(0x20, day(5)).over(OTHER.signed()).packet();
    byte[] nobodys = OTHER.sign(0x20, day(5)).withoutIssuer().over(KEY.signed()).packet();
    good(found(join(KEY.certificate(), others, OTHER.certificate(), itsOwn, nobodys), SIGNATURE));
    good(found(join(others, itsOwn, nobodys, KEY.certificate()), SIGNATURE));
  }

  @Test
  void oneThatIsGivenMustBeOfAPinnedKey() throws Exception {
    byte[] others = OTHER.sign(0x20, day(5)).over(OTHER.signed()).packet();
    Certificates all =
        Gpg.certificates(Set.of(KEY.fingerprint()), KEY.certificate(), REVOCATION, others);
    all.requireRevokedBy(REVOCATION);
    all.requireRevokedBy(bytes(armor(REVOCATION)));
    all.requireRevokedBy(join(KEY.primary(), REVOCATION));
    String sentence = "holds a revocation of a key that is not pinned, or none at all";
    for (byte[] wrong :
        new byte[][] {others, KEY.certificate(), join(REVOCATION, others), KEY.primary()}) {
      assertEquals(
          sentence,
          assertThrows(SignatureFormatException.class, () -> all.requireRevokedBy(wrong))
              .getMessage());
    }
    assertTrue(Certificates.areOnlyRevocationsIn(REVOCATION));
    assertFalse(Certificates.areOnlyRevocationsIn(join(REVOCATION, KEY.primary())));
  }

  @Test
  void aFloodIsRefused() {
    byte[][] many = new byte[2001][];
    for (int i = 0; i < many.length; i++) {
      many[i] = KEY.sign(0x20, SIGNED.plusSeconds(i)).over(DATA).packet();
    }
    assertEquals(
        "holds more than 2000 revocations apart from their keys, or 8 MiB of them",
        wrong(join(many)));
    byte[][] ids = new byte[900][];
    byte[][] misplaced = new byte[100][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Forge.userId("flood " + i);
    }
    for (int i = 0; i < misplaced.length; i++) {
      misplaced[i] = KEY.sign(0x13, SIGNED.plusSeconds(i)).over(DATA).packet();
    }
    assertEquals(
        "holds a certificate with too many signatures that are out of place",
        wrong(join(KEY.primary(), join(ids), join(misplaced))));
  }

  /** As projects keep their keys: prose, many keys, blanks, lines of Windows. */
  @Test
  void keysAreFoundInText() throws Exception {
    String keys =
        "This file has the keys of the project: na\u00efve \u2014 text.\n"
            + "pub  ed25519 2024-01-01 Other\n".repeat(2)
            + "x".repeat(5000)
            + "\n\n"
            + armor(OTHER.certificate())
            + "\npub  ed25519 2024-01-01 Signer\n\n"
            + armor(KEY.certificate()).replaceAll("(?m)^", "   ")
            + "-- \nThe end";
    for (String text : new String[] {keys, keys.replace("\n", "\r\n")}) {
      byte[] file = text.getBytes(StandardCharsets.UTF_8);
      good(found(file, SIGNATURE));
      refused(Rejection.KEY_REVOKED, join(file, bytes("\n" + armor(REVOCATION))), SIGNATURE);
    }
    assertEquals(
        "holds a clear-signed message, which has to be verified as one",
        wrong(bytes("text\n-----BEGIN PGP SIGNED MESSAGE-----\n\n" + text(DATA))));
  }

  @Test
  void aSubkeyKnowsItsPrimary() throws Exception {
    CertificateReader reader = new CertificateReader(Set.of(SUBKEY.fingerprint()));
    reader.read(join(OTHER.certificate(), BOUND));
    assertEquals(Optional.of(KEY.fingerprint()), reader.primaryOf(SUBKEY.fingerprint()));
    assertEquals(Optional.empty(), reader.primaryOf(KEY.fingerprint()));
    assertEquals(Set.of(), reader.certificates().fingerprints());
  }
}
