package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.openpgp.Checked.bytes;
import static org.keyrite.openpgp.Checked.detached;
import static org.keyrite.openpgp.Checked.good;
import static org.keyrite.openpgp.Checked.join;
import static org.keyrite.openpgp.Checked.sentence;
import static org.keyrite.openpgp.Forge.packet;
import static org.keyrite.openpgp.Forge.subpacket;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.signature.Rejection;
import org.keyrite.signature.SignatureFormatException;

/** Files of certificates, of which the pinned ones are kept. */
class CertificateReaderTest {
  private static final byte[] DATA = bytes("what was released\n");
  private static final Instant SIGNED = Gpg.START.plus(Duration.ofDays(10));
  private static final Instant NOW = Gpg.START.plus(Duration.ofDays(400));

  private final Forge alice = new Forge(4, Gpg.START, 1);
  private final Forge bob = new Forge(6, Gpg.START, 2);
  private final byte[] byAlice = alice.sign(0x00, SIGNED).over(DATA).packet();

  private Certificates read(byte[]... packets) throws SignatureFormatException, IOException {
    return Gpg.certificates(Set.of(alice.fingerprint(), bob.fingerprint()), join(packets));
  }

  private String refused(byte[]... packets) {
    return assertThrows(SignatureFormatException.class, () -> read(packets)).getMessage();
  }

  private void isGood(byte[]... packets) throws Exception {
    good(detached(byAlice, DATA, read(packets), NOW));
  }

  @Tag("tool")
  @Test
  void aFileOfGnuPgIsReadInBothForms() throws Exception {
    try (Gpg gpg = new Gpg()) {
      String first = gpg.key("first");
      String second = gpg.key("second");
      Set<String> both = Set.of(first, second);
      byte[] binary = gpg.export(first, second);
      byte[] blocks = join(gpg.exportArmored(first), gpg.exportArmored(second));
      assertEquals(both, Gpg.certificates(both, binary).fingerprints());
      assertEquals(both, Gpg.certificates(both, blocks).fingerprints());
      assertEquals(
          both, Gpg.certificates(both, gpg.export(first), gpg.export(second)).fingerprints());
      assertEquals(Set.of(first), Gpg.certificates(Set.of(first), binary).fingerprints());
      assertEquals(Set.of(), Gpg.certificates(Set.of("0".repeat(40)), binary).fingerprints());
    }
  }

  @Test
  void onlyWholeFingerprintsAreTaken() {
    assertTrue(Certificates.isFingerprint(alice.fingerprint()));
    assertTrue(Certificates.isFingerprint(bob.fingerprint()));
    for (String wrong :
        new String[] {
          "",
          alice.fingerprint().substring(24),
          alice.fingerprint().substring(1),
          alice.fingerprint() + "0",
          alice.fingerprint().toLowerCase(Locale.ROOT),
          bob.fingerprint() + "00"
        }) {
      assertThrows(IllegalArgumentException.class, () -> new CertificateReader(Set.of(wrong)));
    }
  }

  @Test
  void copiesOfACertificateAreOne() throws Exception {
    byte[] revocation = alice.sign(0x20, SIGNED).over(alice.signed()).packet();
    byte[] revoked = join(alice.primary(), revocation);
    for (byte[] copies :
        new byte[][] {join(alice.certificate(), revoked), join(revoked, alice.certificate())}) {
      assertEquals(Set.of(alice.fingerprint()), read(copies).fingerprints());
      sentence(Rejection.KEY_REVOKED, detached(byAlice, DATA, read(copies), NOW));
    }
    CertificateReader reader = new CertificateReader(Set.of(alice.fingerprint()));
    reader.read(alice.certificate());
    reader.read(revoked);
    sentence(Rejection.KEY_REVOKED, detached(byAlice, DATA, reader.certificates(), NOW));
  }

  @Test
  void certificationsByOthersArePassedOver() throws Exception {
    byte[] certification =
        new Forge(4, Gpg.START, 3)
            .sign(0x10, SIGNED)
            .over(join(alice.signed(), Forge.signedUserId("signer")))
            .packet();
    byte[][] flood = new byte[20_000][];
    Arrays.fill(flood, certification);
    isGood(alice.certificate(), join(flood));
  }

  @Test
  void aFloodOfOwnSignaturesIsRefused() throws Exception {
    byte[][] own = new byte[2001][];
    for (int i = 0; i < own.length; i++) {
      own[i] = alice.certification(SIGNED.plusSeconds(i)).packet();
    }
    isGood(alice.primary(), Forge.userId("signer"), join(Arrays.copyOf(own, 2000)));
    assertEquals(
        "holds a certificate with more than 2000 signatures of its own or revocations, or 8 MiB"
            + " of them",
        refused(alice.primary(), Forge.userId("signer"), join(own)));
    byte[][] large = new byte[70][];
    for (int i = 0; i < large.length; i++) {
      byte[] padding = subpacket(100, new byte[65_000]);
      large[i] =
          alice.certification(SIGNED.plusSeconds(i)).with(padding).withUnhashed(padding).packet();
    }
    isGood(alice.certificate(), join(Arrays.copyOf(large, 60)));
    assertEquals(
        "holds a certificate with more than 2000 signatures of its own or revocations, or 8 MiB"
            + " of them",
        refused(alice.certificate(), join(large)));
  }

  @Test
  void aFloodOfUserIdsIsRefused() throws Exception {
    byte[][] ids = new byte[1000][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Forge.userId("flood " + i);
    }
    isGood(alice.certificate(), join(Arrays.copyOf(ids, 999)));
    assertEquals(
        "holds a certificate of more than 1000 subkeys and user ids",
        refused(alice.certificate(), join(ids)));
  }

  @Test
  void whatIsNotPinnedIsNotEvenParsed() throws Exception {
    byte[] odd = packet(6, join(new byte[] {4, 0, 0, 0, 0, 19}, new byte[40]));
    byte[] old = packet(6, join(new byte[] {3, 0, 0, 0, 0, 0, 0, 1}, new byte[40]));
    byte[] oddSignature = packet(2, new byte[] {4, 0x20});
    isGood(odd, oddSignature, old, oddSignature, alice.certificate(), odd, oddSignature);
  }

  @Test
  void whatIsUnknownInACertificateIsPassedOverOrNot() throws Exception {
    byte[] attribute = packet(17, new byte[100]);
    byte[] certified = alice.sign(0x13, SIGNED).over(DATA).packet();
    byte[] oldSubkey = packet(14, join(new byte[] {3}, new byte[40]));
    byte[] trust = packet(12, new byte[2]);
    isGood(
        alice.certificate(),
        trust,
        attribute,
        certified,
        oldSubkey,
        packet(60, new byte[9]),
        packet(21, new byte[9]));
    assertEquals(
        "holds a packet that has no place in a certificate",
        refused(alice.certificate(), packet(39, new byte[9])));
    assertEquals(
        "holds a packet that has no place in a certificate",
        refused(alice.certificate(), packet(11, new byte[9])));
  }

  @Test
  void aMalformedSignatureIsPassedOverUnlessItRevokes() throws Exception {
    isGood(alice.certificate(), packet(2, new byte[] {4, 0x13}), packet(2, new byte[0]));
    assertEquals(
        "holds a packet that ends too early",
        refused(alice.certificate(), packet(2, new byte[] {4, 0x20})));
    assertEquals(
        "holds a packet that ends too early",
        refused(alice.certificate(), packet(2, new byte[] {6, 0x28})));
  }

  @Test
  void anOldRevocationThatCannotBeCheckedCounts() throws Exception {
    byte[] version3 =
        join(new byte[] {3, 5, 0x20, 0, 0, 0, 0}, alice.id(), new byte[] {1, 2, 0, 0, 0, 1, 1});
    sentence(
        Rejection.KEY_REVOKED,
        detached(
            byAlice,
            DATA,
            read(alice.primary(), packet(2, version3), alice.named(alice.certification(SIGNED))),
            NOW));
  }

  @Test
  void subkeysThatDoNotSignDoNotMatter() throws Exception {
    byte[] encrypts = packet(14, join(new byte[] {4, 0, 0, 0, 0, 16}, new byte[400]));
    byte[] notKnown = packet(14, join(new byte[] {4, 0, 0, 0, 0, 99}, new byte[400]));
    isGood(alice.certificate(), encrypts, notKnown);
    assertEquals(
        "holds a key that is not a point on its curve",
        refused(
            alice.certificate(),
            packet(
                14,
                join(
                    new byte[] {4, 0, 0, 0, 0, 19, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d},
                    new byte[] {3, 1, 7, 2, 3, 4},
                    new byte[64]))));
  }

  @Test
  void aPointOfTheLegacyCurveHasItsMark() {
    byte[] fields = HexFormat.of().parseHex("040000000016092b06010401da470f01" + "0107");
    assertEquals(
        "holds a key that is not a point on its curve",
        refused(alice.certificate(), packet(14, join(fields, new byte[33]))));
    byte[] shorter = HexFormat.of().parseHex("040000000016092b06010401da470f01" + "00ff");
    assertEquals(
        "holds a key that is not a point on its curve",
        refused(alice.certificate(), packet(14, join(shorter, bytes("@"), new byte[31]))));
  }

  @Tag("tool")
  @Test
  void aWeakKeyIsReadAndProvesNothing() throws Exception {
    try (Gpg gpg = new Gpg()) {
      String dsa = gpg.key(Gpg.START, "dsa", "dsa2048", "sign", "0");
      String rsa = gpg.key(Gpg.START, "rsa", "rsa1024", "sign", "0");
      Certificates certificates = Gpg.certificates(Set.of(dsa, rsa), gpg.export(dsa, rsa));
      assertEquals(
          "The key " + dsa + " is DSA, which proves nothing any more.",
          sentence(
              Rejection.WEAK_KEY,
              detached(
                  gpg.sign(SIGNED, dsa, DATA, "--digest-algo=SHA256"), DATA, certificates, NOW)));
      assertEquals(
          "The key " + rsa + " is RSA with 1024 bits, which proves nothing any more.",
          sentence(
              Rejection.WEAK_KEY,
              detached(
                  gpg.sign(SIGNED, rsa, DATA, "--digest-algo=SHA256"), DATA, certificates, NOW)));
      // gpgv accepts both, and sqv accepts DSA.
      StockVerifiers.areAt(
          0, 0, gpg.export(dsa), gpg.sign(SIGNED, dsa, DATA, "--digest-algo=SHA256"), DATA);
      StockVerifiers.areAt(
          0, 1, gpg.export(rsa), gpg.sign(SIGNED, rsa, DATA, "--digest-algo=SHA256"), DATA);
    }
  }

  @Tag("tool")
  @Test
  void secretKeysAreRefused() throws Exception {
    String sentence = "holds a secret key, which has no place here: export the public one";
    assertEquals(sentence, refused(packet(5, new byte[100])));
    assertEquals(sentence, refused(alice.certificate(), packet(7, new byte[100])));
    try (Gpg gpg = new Gpg()) {
      String key = gpg.key("signer");
      assertEquals(
          sentence, refused(gpg.at(NOW, new byte[0], "--armor", "--export-secret-keys", key)));
    }
  }

  @Test
  void otherFilesAreRefused() {
    assertEquals("is empty", refused(new byte[0]));
    assertEquals("does not start with a public key", refused(byAlice));
    assertEquals("does not start with a public key", refused(Forge.userId("signer")));
    assertEquals("holds no public key", refused(packet(10, bytes("PGP"))));
    assertEquals("holds bytes that are no OpenPGP packet", refused(alice.certificate(), DATA));
    assertEquals(
        "holds armor of another type than PUBLIC KEY BLOCK",
        refused(bytes("-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n")));
    assertEquals(
        "holds a clear-signed message, which has to be verified as one",
        refused(bytes("-----BEGIN PGP SIGNED MESSAGE-----\n\n")));
    assertEquals(
        "is neither binary OpenPGP nor armor that starts with a BEGIN line", refused(DATA));
  }

  @ParameterizedTest
  @CsvSource({"6, 16384", "14, 16384", "13, 16384", "2, 262144"})
  void packetsHaveBounds(int tag, int most) throws Exception {
    String sentence =
        "holds a packet of " + (most + 1) + " bytes, where at most " + most + " can be";
    assertEquals(sentence, refused(alice.certificate(), packet(tag, new byte[most + 1])));
  }

  @Test
  void everyTruncationIsRefusedOrLosesItsEnd() throws Exception {
    Forge subkey = new Forge(4, Gpg.START, 3);
    byte[] certificate =
        join(
            alice.certificate(),
            subkey.subkey(),
            alice.bind(subkey, Gpg.START).with(subpacket(9, Forge.number(1))).packet());
    int whole = 0;
    for (int length = 0; length < certificate.length; length++) {
      try {
        read(Arrays.copyOf(certificate, length));
        whole++;
      } catch (SignatureFormatException e) {
        assertTrue(!e.getMessage().isEmpty());
      }
    }
    // After the key, the user id, its signature, and the subkey.
    assertEquals(4, whole);
  }

  /** Whoever holds the secret can say that the key is from another day, or of another version. */
  @Test
  void oneSecretIsOneHoweverItIsWrittenDown() throws Exception {
    Forge later = new Forge(4, NOW, 1);
    Forge plain = new Forge(4, Forge.ED25519, Gpg.START, 1);
    Forge version6 = new Forge(6, Gpg.START, 1);
    Set<String> identity = identities(alice, alice.certificate());
    assertEquals(1, identity.size());
    for (Forge other : List.of(later, plain, version6)) {
      assertEquals(identity, identities(other, other.certificate()));
    }
    assertTrue(Collections.disjoint(identity, identities(bob, bob.certificate())));
    assertEquals(Set.of(), identities(alice, bob.certificate()));
  }

  /**
   * Several people may decrypt with one subkey; and who puts another's key under a certificate
   * cannot have it answer, and must not keep its owner out of a policy.
   */
  @Test
  void onlySubkeysThatCouldSignAreTheirOwners() throws Exception {
    Forge subkey = new Forge(4, NOW, 2);
    byte[] unbound = join(alice.certificate(), subkey.subkey());
    byte[] bound = join(unbound, alice.bind(subkey, Gpg.START).packet());
    Set<String> ofBob = identities(bob, bob.certificate());
    byte[] both = join(alice.signed(), subkey.signed());
    for (int flags : new int[] {0x02, 0x04, 0x0c, 0x20}) {
      byte[] notAnswered =
          alice.sign(0x18, Gpg.START).with(subpacket(27, (byte) flags)).over(both).packet();
      assertEquals(1, identities(alice, join(unbound, notAnswered)).size());
      // Nor does it take away what was said with an answer.
      assertEquals(2, identities(alice, join(bound, notAnswered)).size());
    }
    assertTrue(Collections.disjoint(ofBob, identities(alice, unbound)));
    assertEquals(2, identities(alice, bound).size());
    assertTrue(identities(alice, bound).containsAll(ofBob));
  }

  private static Set<String> identities(Forge key, byte[] file) throws Exception {
    return Gpg.certificates(Set.of(key.fingerprint()), file).identities(key.fingerprint());
  }
}
