package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrite.openpgp.Checked.bytes;
import static org.keyrite.openpgp.Checked.detached;
import static org.keyrite.openpgp.Checked.good;
import static org.keyrite.openpgp.Checked.join;
import static org.keyrite.openpgp.Checked.sentence;
import static org.keyrite.openpgp.Forge.subpacket;
import static org.keyrite.openpgp.Signer.DATA;
import static org.keyrite.openpgp.Signer.KEY;
import static org.keyrite.openpgp.Signer.NOW;
import static org.keyrite.openpgp.Signer.SIGNATURE;
import static org.keyrite.openpgp.Signer.SIGNED;
import static org.keyrite.openpgp.Signer.SIGNED_DATE;
import static org.keyrite.openpgp.Signer.START;
import static org.keyrite.openpgp.Signer.SUBKEY;
import static org.keyrite.openpgp.Signer.day;
import static org.keyrite.openpgp.Signer.found;
import static org.keyrite.openpgp.Signer.named;
import static org.keyrite.openpgp.Signer.refused;
import static org.keyrite.openpgp.Signer.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Rejection;

/**
 * Signatures that verify as mathematics and should not count. Beside each stands what the stock
 * verifiers answer: their exit status, of which 0 accepts.
 */
class AttacksTest {
  @Tag("tool")
  @Test
  void theSameWithoutAnAttackIsAccepted() throws Exception {
    byte[] certificate = join(KEY.certificate(), SUBKEY.subkey(), KEY.bind(SUBKEY, START).packet());
    good(found(certificate, SIGNATURE));
    byte[] bySubkey = signature(SUBKEY, SIGNED);
    assertEquals(SUBKEY.fingerprint(), good(found(certificate, bySubkey)).madeBy());
    StockVerifiers.areAt(0, 0, certificate, SIGNATURE, DATA);
    StockVerifiers.areAt(0, 0, certificate, bySubkey, DATA);
  }

  @Tag("tool")
  @Test
  void datedInTheFuture() throws Exception {
    assertEquals(
        "The signature by the key "
            + KEY.fingerprint()
            + " is dated 2025-02-04T00:00:01Z, which is later than now, 2025-02-04T00:00:00Z.",
        refused(
            Rejection.SIGNATURE_IN_FUTURE, KEY.certificate(), signature(KEY, NOW.plusSeconds(1))));
    good(found(KEY.certificate(), signature(KEY, NOW)));
    Instant farAhead = Instant.parse("2100-01-01T00:00:00Z");
    StockVerifiers.areAt(0, 1, KEY.certificate(), signature(KEY, farAhead), DATA);
  }

  @Tag("tool")
  @Test
  void signatureExpired() throws Exception {
    byte[] expired =
        KEY.sign(0x00, SIGNED)
            .with(subpacket(3, Forge.number(Duration.ofDays(390).toSeconds())))
            .over(DATA)
            .packet();
    assertEquals(
        "The signature by the key "
            + KEY.fingerprint()
            + " was made on "
            + SIGNED_DATE
            + " to hold until 2025-02-04T00:00:00Z.",
        refused(Rejection.SIGNATURE_EXPIRED, KEY.certificate(), expired));
    StockVerifiers.areAt(1, 1, KEY.certificate(), expired, DATA);
  }

  @Tag("tool")
  @ParameterizedTest
  @CsvSource({"1, MD5, 2, 1", "2, SHA-1, 0, 1", "3, RIPEMD-160, 0, 1", "11, SHA-224, 0, 0"})
  void weakHash(int hash, String name, int gpgv, int sqv) throws Exception {
    byte[] weak = KEY.sign(0x00, SIGNED).hash(hash).over(DATA).packet();
    assertEquals(
        "The signature that names the key "
            + KEY.fingerprint()
            + " is over "
            + name
            + ", which proves nothing any more.",
        refused(Rejection.WEAK_HASH, KEY.certificate(), weak));
    StockVerifiers.areAt(gpgv, sqv, KEY.certificate(), weak, DATA);
  }

  @Tag("tool")
  @Test
  void subkeyThatDidNotSignInReturn() throws Exception {
    byte[] bySubkey = signature(SUBKEY, SIGNED);
    byte[] both = join(KEY.signed(), SUBKEY.signed());
    byte[] binding = KEY.sign(0x18, START).with(subpacket(27, (byte) 2)).over(both).packet();
    byte[] certificate = join(KEY.certificate(), SUBKEY.subkey(), binding);
    String sentence = refused(Rejection.KEY_NOT_FOR_SIGNING, certificate, bySubkey);
    assertEquals(
        "The subkey "
            + SUBKEY.fingerprint()
            + " of the key "
            + KEY.fingerprint()
            + " has not signed in return that it belongs to that key, or only over a weak hash.",
        sentence);
    StockVerifiers.areAt(2, 1, certificate, bySubkey, DATA);
  }

  /** Another's signing SUBKEY, with the signature in return that it once made for its own KEY. */
  @Tag("tool")
  @Test
  void anothersSubkeyGraftedOn() throws Exception {
    Forge victim = new Forge(4, START, 4);
    byte[] victimsAnswer =
        SUBKEY.sign(0x19, START).over(join(victim.signed(), SUBKEY.signed())).body();
    byte[] graft =
        KEY.sign(0x18, START)
            .with(subpacket(27, (byte) 2))
            .with(subpacket(32, victimsAnswer))
            .over(join(KEY.signed(), SUBKEY.signed()))
            .packet();
    byte[] certificate = join(KEY.certificate(), SUBKEY.subkey(), graft);
    byte[] bySubkey = signature(SUBKEY, SIGNED);
    refused(Rejection.KEY_NOT_FOR_SIGNING, certificate, bySubkey);
    // With both pinned it is its own key's.
    byte[] own = join(victim.certificate(), SUBKEY.subkey(), victim.bind(SUBKEY, START).packet());
    Certificates both =
        Gpg.certificates(Set.of(KEY.fingerprint(), victim.fingerprint()), join(certificate, own));
    assertEquals(
        victim.fingerprint(), good(detached(bySubkey, DATA, both, NOW)).key().fingerprint());
    StockVerifiers.areAt(2, 1, certificate, bySubkey, DATA);
  }

  @Tag("tool")
  @Test
  void subkeyWhoseAnswerIsWeakOrSaysSomethingElse() throws Exception {
    byte[] both = join(KEY.signed(), SUBKEY.signed());
    byte[] weak = SUBKEY.sign(0x19, START).hash(Forge.SHA1).over(both).body();
    byte[] binding = SUBKEY.sign(0x18, START).over(both).body();
    byte[] ended = SUBKEY.sign(0x19, START).with(subpacket(3, Forge.number(1))).over(both).body();
    byte[] notUnderstood =
        SUBKEY.sign(0x19, START).with(subpacket(100 | 0x80, (byte) 1)).over(both).body();
    for (byte[] answer : List.of(weak, binding, notUnderstood)) {
      refused(Rejection.KEY_NOT_FOR_SIGNING, answeredBy(answer), signature(SUBKEY, SIGNED));
    }
    refused(Rejection.KEY_EXPIRED, answeredBy(ended), signature(SUBKEY, SIGNED));
    StockVerifiers.areAt(0, 1, answeredBy(weak), signature(SUBKEY, SIGNED), DATA);
    StockVerifiers.areAt(2, 1, answeredBy(binding), signature(SUBKEY, SIGNED), DATA);
  }

  private static byte[] answeredBy(byte[] answer) {
    byte[] binding =
        KEY.sign(0x18, START)
            .with(subpacket(27, (byte) 2))
            .with(subpacket(32, answer))
            .over(join(KEY.signed(), SUBKEY.signed()))
            .packet();
    return join(KEY.certificate(), SUBKEY.subkey(), binding);
  }

  @Test
  void aSelfSignatureThatIsNotUnderstoodSaysNothing() throws Exception {
    byte[] certificate =
        join(
            KEY.primary(),
            KEY.named(KEY.certification(START).with(subpacket(100 | 0x80, (byte) 1))));
    refused(Rejection.KEY_NOT_FOR_SIGNING, certificate, SIGNATURE);
    byte[] revoked =
        named(
            KEY.sign(0x20, day(5))
                .with(subpacket(100 | 0x80, (byte) 1))
                .over(KEY.signed())
                .packet());
    refused(Rejection.KEY_REVOKED, revoked, SIGNATURE);
  }

  @Tag("tool")
  @Test
  void theTwoOctetsOfTheHashMustBeRight() throws Exception {
    byte[] wrong = KEY.sign(0x00, SIGNED).withWrongCheck().over(DATA).packet();
    refused(Rejection.NOT_THESE_BYTES, KEY.certificate(), wrong);
    StockVerifiers.areAt(0, 0, KEY.certificate(), wrong, DATA);
  }

  @Test
  void signaturesInsideASignatureAreNotMany() throws Exception {
    byte[] inside = subpacket(32, KEY.sign(0x19, SIGNED).over(DATA).body());
    byte[] four =
        KEY.sign(0x00, SIGNED)
            .withUnhashed(join(inside, inside, inside, inside))
            .over(DATA)
            .packet();
    good(found(KEY.certificate(), four));
    byte[] five =
        KEY.sign(0x00, SIGNED)
            .withUnhashed(join(inside, inside, inside, inside, inside))
            .over(DATA)
            .packet();
    assertEquals(
        "The file holds a signature with more than 4 inside.",
        refused(Rejection.MALFORMED, KEY.certificate(), five));
  }

  @Tag("tool")
  @Test
  void subkeyWithoutABinding() throws Exception {
    byte[] certificate = join(KEY.certificate(), SUBKEY.subkey());
    refused(Rejection.KEY_NOT_FOR_SIGNING, certificate, signature(SUBKEY, SIGNED));
    byte[] others = join(certificate, SUBKEY.bind(KEY, START).packet());
    refused(Rejection.KEY_NOT_FOR_SIGNING, others, signature(SUBKEY, SIGNED));
    StockVerifiers.areAt(2, 1, certificate, signature(SUBKEY, SIGNED), DATA);
  }

  @Tag("tool")
  @Test
  void keyThatIsForSomethingElse() throws Exception {
    byte[] both = join(KEY.signed(), SUBKEY.signed());
    byte[] answer = subpacket(32, SUBKEY.sign(0x19, START).over(both).body());
    byte[] encrypts =
        KEY.sign(0x18, START).with(subpacket(27, (byte) 0x0c)).with(answer).over(both).packet();
    byte[] certificate = join(KEY.certificate(), SUBKEY.subkey(), encrypts);
    byte[] bySubkey = signature(SUBKEY, SIGNED);
    assertEquals(
        "The subkey "
            + SUBKEY.fingerprint()
            + " of the key "
            + KEY.fingerprint()
            + " is not, as its owner says, for signing files.",
        refused(Rejection.KEY_NOT_FOR_SIGNING, certificate, bySubkey));
    StockVerifiers.areAt(2, 1, certificate, bySubkey, DATA);
    byte[] certifiesOnly =
        join(
            KEY.primary(),
            KEY.named(
                KEY.sign(0x13, START)
                    .with(subpacket(27, (byte) 1))
                    .over(join(KEY.signed(), Forge.signedUserId("signer")))));
    refused(Rejection.KEY_NOT_FOR_SIGNING, certifiesOnly, SIGNATURE);
    StockVerifiers.areAt(2, 1, certifiesOnly, SIGNATURE, DATA);
    byte[] saysNothing =
        join(
            KEY.primary(),
            KEY.named(
                KEY.sign(0x13, START).over(join(KEY.signed(), Forge.signedUserId("signer")))));
    refused(Rejection.KEY_NOT_FOR_SIGNING, saysNothing, SIGNATURE);
    StockVerifiers.areAt(0, 1, saysNothing, SIGNATURE, DATA);
  }

  @ParameterizedTest
  @CsvSource({
    "0x02, WRONG_PURPOSE",
    "0x10, WRONG_PURPOSE",
    "0x13, WRONG_PURPOSE",
    "0x1f, WRONG_PURPOSE",
    "0x40, WRONG_PURPOSE",
    "0x50, WRONG_PURPOSE"
  })
  void signatureForAnotherPurpose(String type, Rejection rejection) throws Exception {
    byte[] other = KEY.sign(Integer.decode(type), SIGNED).over(DATA).packet();
    assertEquals(
        "The signature that names the key "
            + KEY.fingerprint()
            + " is of type "
            + type
            + ", which does not sign files.",
        refused(rejection, KEY.certificate(), other));
  }

  @Tag("tool")
  @Test
  void whatMustBeUnderstoodAndIsNot() throws Exception {
    byte[] notation = join(new byte[] {(byte) 0x80, 0, 0, 0, 0, 1, 0, 1}, bytes("nv"));
    byte[] critical =
        KEY.sign(0x00, SIGNED).with(subpacket(20 | 0x80, notation)).over(DATA).packet();
    assertEquals(
        "The signature that names the key "
            + KEY.fingerprint()
            + " has a notation that must be understood, and is not known here.",
        refused(Rejection.UNSUPPORTED, KEY.certificate(), critical));
    byte[] unknown =
        KEY.sign(0x00, SIGNED).with(subpacket(100 | 0x80, (byte) 1)).over(DATA).packet();
    refused(Rejection.UNSUPPORTED, KEY.certificate(), unknown);
    good(
        found(
            KEY.certificate(),
            KEY.sign(0x00, SIGNED)
                .with(subpacket(100, (byte) 1))
                .with(subpacket(20, notation))
                .over(DATA)
                .packet()));
    StockVerifiers.areAt(1, 1, KEY.certificate(), critical, DATA);
    StockVerifiers.areAt(1, 1, KEY.certificate(), unknown, DATA);
  }

  @Test
  void malformedSignaturesAreOnesOfTheirOwn() throws Exception {
    byte[] undated = KEY.sign(0x00, SIGNED).withNothing().over(DATA).packet();
    byte[] datedTwice =
        KEY.sign(0x00, SIGNED).with(subpacket(2, Forge.seconds(day(11)))).over(DATA).packet();
    byte[] version3 = Forge.packet(2, join(new byte[] {3, 5, 0}, new byte[20]));
    byte[] version5 = Forge.packet(2, new byte[] {5, 0, 0, 0, 0});
    List<Finding> findings =
        found(KEY.certificate(), join(undated, datedTwice, version3, version5, SIGNATURE));
    assertEquals(5, findings.size());
    sentence(Rejection.MALFORMED, findings.get(0));
    sentence(Rejection.MALFORMED, findings.get(1));
    assertEquals(
        "The signature is of version 3, and only 4 and 6 are known here.",
        sentence(Rejection.UNSUPPORTED, findings.get(2)));
    sentence(Rejection.UNSUPPORTED, findings.get(3));
    good(findings.get(4));
  }

  @Test
  void signatureOfNobody() throws Exception {
    byte[] anonymous = KEY.sign(0x00, SIGNED).withoutIssuer().over(DATA).packet();
    assertEquals(
        "The signature does not say which key made it.",
        refused(Rejection.UNKNOWN_KEY, KEY.certificate(), anonymous));
  }

  @Test
  void theKeyIdIsEnoughToFindAPinnedKey() throws Exception {
    byte[] old =
        KEY.sign(0x00, SIGNED)
            .withoutIssuer()
            .withUnhashed(subpacket(16, KEY.id()))
            .over(DATA)
            .packet();
    good(found(KEY.certificate(), old));
  }

  /** What anybody can write beside a signature does not make it a pinned key's, nor another's. */
  @Test
  void whomTheSignerNamesNobodyElseCanChange() throws Exception {
    Forge mallory = new Forge(4, START, 9);
    byte[] pinned = subpacket(33, join(new byte[] {4}, KEY.fingerprintBytes()));
    byte[] strange = subpacket(33, join(new byte[] {4}, mallory.fingerprintBytes()));
    assertEquals(
        "The signature names the key " + mallory.fingerprint() + ", which is not pinned.",
        refused(
            Rejection.UNKNOWN_KEY,
            KEY.certificate(),
            mallory.sign(0x00, SIGNED).withUnhashed(pinned).over(DATA).packet()));
    byte[] added = KEY.sign(0x00, SIGNED).withUnhashed(strange).over(DATA).packet();
    good(found(KEY.certificate(), added));
    // The same where the signer names a key by its id.
    refused(
        Rejection.UNKNOWN_KEY,
        KEY.certificate(),
        mallory
            .sign(0x00, SIGNED)
            .withoutIssuer()
            .with(subpacket(16, mallory.id()))
            .withUnhashed(pinned)
            .over(DATA)
            .packet());
    good(
        found(
            KEY.certificate(),
            KEY.sign(0x00, SIGNED)
                .withoutIssuer()
                .with(subpacket(16, KEY.id()))
                .withUnhashed(strange)
                .over(DATA)
                .packet()));
    // Where the signer names nobody, any name is a hint.
    good(
        found(
            KEY.certificate(),
            KEY.sign(0x00, SIGNED).withoutIssuer().withUnhashed(pinned).over(DATA).packet()));
  }
}
