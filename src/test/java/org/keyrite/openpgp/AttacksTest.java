package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrite.openpgp.Checked.bytes;
import static org.keyrite.openpgp.Checked.detached;
import static org.keyrite.openpgp.Checked.good;
import static org.keyrite.openpgp.Checked.join;
import static org.keyrite.openpgp.Checked.sentence;
import static org.keyrite.openpgp.Forge.subpacket;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Rejection;

/**
 * Signatures that verify as mathematics and should not count, and beside each what the stock
 * verifiers answer: their exit status, of which 0 accepts.
 */
class AttacksTest {
  private static final byte[] DATA = bytes("what was released\n");
  private static final Instant START = Gpg.START;
  private static final Instant SIGNED = day(10);
  private static final Instant NOW = day(400);
  private static final String SIGNED_DATE = "2024-01-11T00:00:00Z";

  private final Forge key = new Forge(4, START, 1);
  private final Forge subkey = new Forge(4, START, 2);
  private final byte[] signature = signature(key, SIGNED);

  private static Instant day(long day) {
    return START.plus(Duration.ofDays(day));
  }

  private static byte[] signature(Forge by, Instant made) {
    return by.sign(0x00, made).over(DATA).packet();
  }

  private static byte[] expiringAfter(long days) {
    return subpacket(9, Forge.number(Duration.ofDays(days).toSeconds()));
  }

  private byte[] revocation(int reason, Instant made) {
    return key.sign(0x20, made)
        .with(subpacket(29, (byte) reason))
        .over(key.signed())
        .packet();
  }

  private List<Finding> found(byte[] certificate, byte[] signatures) throws Exception {
    return detached(
        signatures, DATA, Gpg.certificates(Set.of(key.fingerprint()), certificate), NOW);
  }

  private String refused(Rejection rejection, byte[] certificate, byte[] signatures)
      throws Exception {
    return sentence(rejection, found(certificate, signatures));
  }

  private byte[] named(byte[] first) {
    return join(key.primary(), first, key.named(key.certification(START)));
  }

  @Test
  void theSameWithoutAnAttackIsAccepted() throws Exception {
    byte[] certificate = join(key.certificate(), subkey.subkey(), key.bind(subkey, START).packet());
    good(found(certificate, signature));
    byte[] bySubkey = signature(subkey, SIGNED);
    assertEquals(subkey.fingerprint(), good(found(certificate, bySubkey)).madeBy());
    StockVerifiers.areAt(0, 0, certificate, signature, DATA);
    StockVerifiers.areAt(0, 0, certificate, bySubkey, DATA);
  }

  @ParameterizedTest
  @CsvSource({"0, of something that it does not say", "2, it may be in others' hands"})
  void keyRevokedForAllTimes(int reason, String because) throws Exception {
    byte[] certificate = named(revocation(reason, day(300)));
    assertEquals(
        "The key "
            + key.fingerprint()
            + " was revoked by its owner, for all times, because "
            + because
            + ".",
        refused(Rejection.KEY_REVOKED, certificate, signature));
    StockVerifiers.areAt(0, 1, certificate, signature, DATA);
  }

  @Test
  void keyRevokedWithoutAReason() throws Exception {
    byte[] revocation = key.sign(0x20, day(300)).over(key.signed()).packet();
    refused(Rejection.KEY_REVOKED, named(revocation), signature);
    StockVerifiers.areAt(0, 1, named(revocation), signature, DATA);
  }

  @Test
  void keyRetiredAfterTheSignature() throws Exception {
    byte[] certificate = named(revocation(3, day(300)));
    assertEquals(
        "The key "
            + key.fingerprint()
            + " was revoked by its owner on 2024-10-27T00:00:00Z, because it is no longer used;"
            + " that is after the signature was made, "
            + SIGNED_DATE
            + ".",
        refused(Rejection.KEY_REVOKED, certificate, signature));
    StockVerifiers.areAt(0, 0, certificate, signature, DATA);
  }

  @Test
  void keySupersededBeforeTheSignature() throws Exception {
    byte[] certificate = named(revocation(1, day(5)));
    assertEquals(
        "The key "
            + key.fingerprint()
            + " was revoked by its owner on 2024-01-06T00:00:00Z, because another took its place,"
            + " before the signature was made, "
            + SIGNED_DATE
            + ".",
        refused(Rejection.KEY_REVOKED, certificate, signature));
    StockVerifiers.areAt(0, 1, certificate, signature, DATA);
  }

  @Test
  void aRetirementThatIsStillToComeDoesNotCount() throws Exception {
    good(found(named(revocation(3, NOW.plusSeconds(1))), signature));
    refused(Rejection.KEY_REVOKED, named(revocation(3, NOW)), signature);
    refused(Rejection.KEY_REVOKED, named(revocation(2, NOW.plusSeconds(1))), signature);
  }

  @Test
  void aRevocationByAnotherKeyDoesNotCount() throws Exception {
    byte[] others = subkey.sign(0x20, day(5)).over(key.signed()).packet();
    byte[] withoutName =
        subkey.sign(0x20, day(5)).withoutIssuer().over(key.signed()).packet();
    good(found(named(join(others, withoutName)), signature));
  }

  @Test
  void aRevocationOverAWeakHashCounts() throws Exception {
    byte[] weak = key.sign(0x20, day(5)).hash(Forge.SHA1).over(key.signed()).packet();
    refused(Rejection.KEY_REVOKED, named(weak), signature);
    StockVerifiers.areAt(0, 1, named(weak), signature, DATA);
  }

  @Test
  void aRevocationThatCannotBeCheckedCounts() throws Exception {
    byte[] weak = key.sign(0x20, day(5)).hash(Forge.RIPEMD160).over(key.signed()).packet();
    assertEquals(
        "The key "
            + key.fingerprint()
            + " was revoked by its owner, for all times, because of something in a form that is"
            + " not known here.",
        refused(Rejection.KEY_REVOKED, named(weak), signature));
  }

  @Test
  void subkeyRevoked() throws Exception {
    byte[] bySubkey = signature(subkey, SIGNED);
    byte[] bound = join(key.certificate(), subkey.subkey(), key.bind(subkey, START).packet());
    byte[] both = join(key.signed(), subkey.signed());
    byte[] certificate = join(bound, key.sign(0x28, day(300)).over(both).packet());
    assertEquals(
        "The subkey "
            + subkey.fingerprint()
            + " of the key "
            + key.fingerprint()
            + " was revoked by its owner, for all times, because of something that it does not"
            + " say.",
        refused(Rejection.KEY_REVOKED, certificate, bySubkey));
    good(found(certificate, signature));
    StockVerifiers.areAt(0, 1, certificate, bySubkey, DATA);
  }

  @Test
  void aRevokedKeyTakesItsSubkeysAlong() throws Exception {
    byte[] certificate =
        join(
            named(revocation(2, day(300))), subkey.subkey(), key.bind(subkey, START).packet());
    refused(Rejection.KEY_REVOKED, certificate, signature(subkey, SIGNED));
    StockVerifiers.areAt(0, 1, certificate, signature(subkey, SIGNED), DATA);
  }

  @Test
  void theOnlyUserIdRevoked() throws Exception {
    byte[] content = join(key.signed(), Forge.signedUserId("signer"));
    byte[] hard = join(key.certificate(), key.sign(0x30, day(300)).over(content).packet());
    assertEquals(
        "The key "
            + key.fingerprint()
            + " has no valid self-signature in its certificate, which says what a key is for.",
        refused(Rejection.KEY_NOT_FOR_SIGNING, hard, signature));
    byte[] soft =
        join(
            key.certificate(),
            key.sign(0x30, day(300)).with(subpacket(29, (byte) 32)).over(content).packet());
    assertEquals(
        "The key "
            + key.fingerprint()
            + " has self-signatures that have all ended by now, 2025-02-04T00:00:00Z.",
        refused(Rejection.KEY_EXPIRED, soft, signature));
    byte[] again = join(soft, key.certification(day(301)).packet());
    good(found(again, signature));
    StockVerifiers.areAt(0, 0, hard, signature, DATA);
  }

  @Test
  void keyExpiredBeforeTheSignature() throws Exception {
    byte[] certificate =
        join(key.primary(), key.named(key.certification(START).with(expiringAfter(10))));
    assertEquals(
        "The key "
            + key.fingerprint()
            + " had expired on "
            + SIGNED_DATE
            + ", before the signature was made, "
            + SIGNED_DATE
            + ".",
        refused(Rejection.KEY_EXPIRED, certificate, signature));
    StockVerifiers.areAt(0, 1, certificate, signature, DATA);
  }

  @Test
  void keyExpiredSince() throws Exception {
    byte[] certificate =
        join(key.primary(), key.named(key.certification(START).with(expiringAfter(400))));
    assertEquals(
        "The key "
            + key.fingerprint()
            + " expired on 2025-02-04T00:00:00Z, after the signature was made, "
            + SIGNED_DATE
            + ".",
        refused(Rejection.KEY_EXPIRED, certificate, signature));
    StockVerifiers.areAt(0, 0, certificate, signature, DATA);
    byte[] aDayMore =
        join(key.primary(), key.named(key.certification(START).with(expiringAfter(401))));
    good(found(aDayMore, signature));
  }

  @Test
  void subkeyExpired() throws Exception {
    byte[] binding = key.bind(subkey, START).with(expiringAfter(20)).packet();
    byte[] certificate = join(key.certificate(), subkey.subkey(), binding);
    refused(Rejection.KEY_EXPIRED, certificate, signature(subkey, SIGNED));
    refused(Rejection.KEY_EXPIRED, certificate, signature(subkey, day(30)));
    StockVerifiers.areAt(0, 0, certificate, signature(subkey, SIGNED), DATA);
    StockVerifiers.areAt(0, 1, certificate, signature(subkey, day(30)), DATA);
  }

  @Test
  void theNewestSelfSignatureCounts() throws Exception {
    byte[] prolonged =
        join(
            key.primary(),
            key.named(
                key.certification(day(200)).with(expiringAfter(1000)),
                key.certification(START).with(expiringAfter(300))));
    good(found(prolonged, signature));
    byte[] shortened =
        join(
            key.primary(),
            key.named(
                key.certification(day(200)).with(expiringAfter(300)),
                key.certification(START).with(expiringAfter(1000))));
    refused(Rejection.KEY_EXPIRED, shortened, signature);
    // Made in the gap between the end and its prolongation.
    byte[] gap =
        join(
            key.primary(),
            key.named(
                key.certification(day(200)).with(expiringAfter(1000)),
                key.certification(START).with(expiringAfter(5))));
    refused(Rejection.KEY_EXPIRED, gap, signature);
    StockVerifiers.areAt(0, 1, gap, signature, DATA);
  }

  @Test
  void anExportWithTheNewestSelfSignatureOnlyStillServesOlderSignatures() throws Exception {
    byte[] certificate = join(key.primary(), key.named(key.certification(day(200))));
    good(found(certificate, signature));
    byte[] later = join(key.primary(), key.named(key.certification(NOW.plusSeconds(1))));
    refused(Rejection.KEY_NOT_YET_VALID, later, signature);
  }

  @Test
  void whatTheKeySaysDirectlyMustAgree() throws Exception {
    byte[] expired = key.direct(START).with(expiringAfter(20)).packet();
    refused(Rejection.KEY_EXPIRED, named(expired), signature);
    byte[] certifiesOnly =
        key.sign(0x1f, START).with(subpacket(27, (byte) 1)).over(key.signed()).packet();
    refused(Rejection.KEY_NOT_FOR_SIGNING, named(certifiesOnly), signature);
    byte[] silent = key.sign(0x1f, START).over(key.signed()).packet();
    good(found(named(silent), signature));
  }

  @Test
  void signatureOlderThanItsKey() throws Exception {
    assertEquals(
        "The key "
            + key.fingerprint()
            + " was made on 2024-01-01T00:00:00Z, after the signature, which is dated"
            + " 2023-12-31T00:00:00Z.",
        refused(Rejection.KEY_NOT_YET_VALID, key.certificate(), signature(key, day(-1))));
    Forge young = new Forge(4, day(50), 3);
    byte[] certificate = join(key.certificate(), young.subkey(), key.bind(young, day(50)).packet());
    refused(Rejection.KEY_NOT_YET_VALID, certificate, signature(young, SIGNED));
    StockVerifiers.areAt(2, 1, key.certificate(), signature(key, day(-1)), DATA);
  }

  @Test
  void datedInTheFuture() throws Exception {
    assertEquals(
        "The signature by the key "
            + key.fingerprint()
            + " is dated 2025-02-04T00:00:01Z, which is later than now, 2025-02-04T00:00:00Z.",
        refused(
            Rejection.SIGNATURE_IN_FUTURE, key.certificate(), signature(key, NOW.plusSeconds(1))));
    good(found(key.certificate(), signature(key, NOW)));
    Instant farAhead = Instant.parse("2100-01-01T00:00:00Z");
    StockVerifiers.areAt(0, 1, key.certificate(), signature(key, farAhead), DATA);
  }

  @Test
  void signatureExpired() throws Exception {
    byte[] expired =
        key.sign(0x00, SIGNED)
            .with(subpacket(3, Forge.number(Duration.ofDays(390).toSeconds())))
            .over(DATA)
            .packet();
    assertEquals(
        "The signature by the key "
            + key.fingerprint()
            + " was made on "
            + SIGNED_DATE
            + " to hold until 2025-02-04T00:00:00Z.",
        refused(Rejection.SIGNATURE_EXPIRED, key.certificate(), expired));
    StockVerifiers.areAt(1, 1, key.certificate(), expired, DATA);
  }

  @ParameterizedTest
  @CsvSource({"1, MD5, 2, 1", "2, SHA-1, 0, 1", "3, RIPEMD-160, 0, 1", "11, SHA-224, 0, 0"})
  void weakHash(int hash, String name, int gpgv, int sqv) throws Exception {
    byte[] weak = key.sign(0x00, SIGNED).hash(hash).over(DATA).packet();
    assertEquals(
        "The signature that names the key "
            + key.fingerprint()
            + " is over "
            + name
            + ", which proves nothing any more.",
        refused(Rejection.WEAK_HASH, key.certificate(), weak));
    StockVerifiers.areAt(gpgv, sqv, key.certificate(), weak, DATA);
  }

  @Test
  void boundByASelfSignatureOverAWeakHash() throws Exception {
    byte[] weak = join(key.primary(), key.named(key.certification(START).hash(Forge.SHA1)));
    assertEquals(
        "The key "
            + key.fingerprint()
            + " has as its newest self-signature one of 2024-01-01T00:00:00Z over SHA-1, which"
            + " proves nothing any more: its owner has to renew it.",
        refused(Rejection.WEAK_HASH, weak, signature));
    byte[] renewed =
        join(
            key.primary(),
            key.named(key.certification(START).hash(Forge.SHA1), key.certification(day(20))));
    good(found(renewed, signature));
    StockVerifiers.areAt(0, 1, weak, signature, DATA);
  }

  @Test
  void subkeyThatDidNotSignInReturn() throws Exception {
    byte[] bySubkey = signature(subkey, SIGNED);
    byte[] both = join(key.signed(), subkey.signed());
    byte[] binding = key.sign(0x18, START).with(subpacket(27, (byte) 2)).over(both).packet();
    byte[] certificate = join(key.certificate(), subkey.subkey(), binding);
    String sentence = refused(Rejection.KEY_NOT_FOR_SIGNING, certificate, bySubkey);
    assertEquals(
        "The subkey "
            + subkey.fingerprint()
            + " of the key "
            + key.fingerprint()
            + " has not signed in return that it belongs to that key, or only over a weak hash.",
        sentence);
    StockVerifiers.areAt(2, 1, certificate, bySubkey, DATA);
  }

  /** Another's signing subkey, with the signature in return that it once made for its own key. */
  @Test
  void anothersSubkeyGraftedOn() throws Exception {
    Forge victim = new Forge(4, START, 4);
    byte[] victimsAnswer =
        subkey.sign(0x19, START).over(join(victim.signed(), subkey.signed())).body();
    byte[] graft =
        key.sign(0x18, START)
            .with(subpacket(27, (byte) 2))
            .with(subpacket(32, victimsAnswer))
            .over(join(key.signed(), subkey.signed()))
            .packet();
    byte[] certificate = join(key.certificate(), subkey.subkey(), graft);
    byte[] bySubkey = signature(subkey, SIGNED);
    refused(Rejection.KEY_NOT_FOR_SIGNING, certificate, bySubkey);
    // With both pinned it is its own key's.
    byte[] own = join(victim.certificate(), subkey.subkey(), victim.bind(subkey, START).packet());
    Certificates both =
        Gpg.certificates(
            Set.of(key.fingerprint(), victim.fingerprint()), join(certificate, own));
    assertEquals(
        victim.fingerprint(), good(detached(bySubkey, DATA, both, NOW)).key().fingerprint());
    StockVerifiers.areAt(2, 1, certificate, bySubkey, DATA);
  }

  @Test
  void subkeyWithoutABinding() throws Exception {
    byte[] certificate = join(key.certificate(), subkey.subkey());
    refused(Rejection.KEY_NOT_FOR_SIGNING, certificate, signature(subkey, SIGNED));
    byte[] others = join(certificate, subkey.bind(key, START).packet());
    refused(Rejection.KEY_NOT_FOR_SIGNING, others, signature(subkey, SIGNED));
    StockVerifiers.areAt(2, 1, certificate, signature(subkey, SIGNED), DATA);
  }

  @Test
  void keyThatIsForSomethingElse() throws Exception {
    byte[] both = join(key.signed(), subkey.signed());
    byte[] answer = subpacket(32, subkey.sign(0x19, START).over(both).body());
    byte[] encrypts =
        key.sign(0x18, START).with(subpacket(27, (byte) 0x0c)).with(answer).over(both).packet();
    byte[] certificate = join(key.certificate(), subkey.subkey(), encrypts);
    byte[] bySubkey = signature(subkey, SIGNED);
    assertEquals(
        "The subkey "
            + subkey.fingerprint()
            + " of the key "
            + key.fingerprint()
            + " is not, as its owner says, for signing files.",
        refused(Rejection.KEY_NOT_FOR_SIGNING, certificate, bySubkey));
    StockVerifiers.areAt(2, 1, certificate, bySubkey, DATA);
    byte[] certifiesOnly =
        join(
            key.primary(),
            key.named(
                key.sign(0x13, START)
                    .with(subpacket(27, (byte) 1))
                    .over(join(key.signed(), Forge.signedUserId("signer")))));
    refused(Rejection.KEY_NOT_FOR_SIGNING, certifiesOnly, signature);
    StockVerifiers.areAt(2, 1, certifiesOnly, signature, DATA);
    byte[] saysNothing =
        join(
            key.primary(),
            key.named(
                key.sign(0x13, START)
                    .over(join(key.signed(), Forge.signedUserId("signer")))));
    refused(Rejection.KEY_NOT_FOR_SIGNING, saysNothing, signature);
    StockVerifiers.areAt(0, 1, saysNothing, signature, DATA);
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
    byte[] other = key.sign(Integer.decode(type), SIGNED).over(DATA).packet();
    assertEquals(
        "The signature that names the key "
            + key.fingerprint()
            + " is of type "
            + type
            + ", which is not one over such a file.",
        refused(rejection, key.certificate(), other));
  }

  @Test
  void whatMustBeUnderstoodAndIsNot() throws Exception {
    byte[] notation =
        join(new byte[] {(byte) 0x80, 0, 0, 0, 0, 1, 0, 1}, bytes("nv"));
    byte[] critical = key.sign(0x00, SIGNED).with(subpacket(20 | 0x80, notation)).over(DATA).packet();
    assertEquals(
        "The signature that names the key "
            + key.fingerprint()
            + " has a notation that must be understood, and is not known here.",
        refused(Rejection.UNSUPPORTED, key.certificate(), critical));
    byte[] unknown =
        key.sign(0x00, SIGNED).with(subpacket(100 | 0x80, (byte) 1)).over(DATA).packet();
    refused(Rejection.UNSUPPORTED, key.certificate(), unknown);
    good(
        found(
            key.certificate(),
            key.sign(0x00, SIGNED)
                .with(subpacket(100, (byte) 1))
                .with(subpacket(20, notation))
                .over(DATA)
                .packet()));
    StockVerifiers.areAt(1, 1, key.certificate(), critical, DATA);
    StockVerifiers.areAt(1, 1, key.certificate(), unknown, DATA);
  }

  @Test
  void malformedSignaturesAreOnesOfTheirOwn() throws Exception {
    byte[] undated = key.sign(0x00, SIGNED).withNothing().over(DATA).packet();
    byte[] datedTwice =
        key.sign(0x00, SIGNED).with(subpacket(2, Forge.seconds(day(11)))).over(DATA).packet();
    byte[] version3 = Forge.packet(2, join(new byte[] {3, 5, 0}, new byte[20]));
    byte[] version5 = Forge.packet(2, new byte[] {5, 0, 0, 0, 0});
    List<Finding> findings =
        found(key.certificate(), join(undated, datedTwice, version3, version5, signature));
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
    byte[] anonymous = key.sign(0x00, SIGNED).withoutIssuer().over(DATA).packet();
    assertEquals(
        "The signature does not say which key made it.",
        refused(Rejection.UNKNOWN_KEY, key.certificate(), anonymous));
  }

  @Test
  void theKeyIdIsEnoughToFindAPinnedKey() throws Exception {
    byte[] old =
        key.sign(0x00, SIGNED)
            .withoutIssuer()
            .withUnhashed(subpacket(16, key.id()))
            .over(DATA)
            .packet();
    good(found(key.certificate(), old));
  }
}
