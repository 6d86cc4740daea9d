package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrite.openpgp.Checked.good;
import static org.keyrite.openpgp.Checked.join;
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
import static org.keyrite.openpgp.Signer.expiringAfter;
import static org.keyrite.openpgp.Signer.found;
import static org.keyrite.openpgp.Signer.named;
import static org.keyrite.openpgp.Signer.refused;
import static org.keyrite.openpgp.Signer.signature;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.signature.Rejection;

/**
 * Keys that were not valid when they signed, or are not any more. Beside each stands what gpgv and
 * sqv answer (0 accepts).
 */
class KeyValidityTest {
  @Tag("tool")
  @Test
  void keyExpiredBeforeTheSignature() throws Exception {
    byte[] certificate =
        join(KEY.primary(), KEY.named(KEY.certification(START).with(expiringAfter(10))));
    assertEquals(
        "The key "
            + KEY.fingerprint()
            + " had expired on "
            + SIGNED_DATE
            + ", before the signature was made, "
            + SIGNED_DATE
            + ".",
        refused(Rejection.KEY_EXPIRED, certificate, SIGNATURE));
    StockVerifiers.areAt(0, 1, certificate, SIGNATURE, DATA);
  }

  @Tag("tool")
  @Test
  void keyExpiredSince() throws Exception {
    byte[] certificate =
        join(KEY.primary(), KEY.named(KEY.certification(START).with(expiringAfter(400))));
    assertEquals(
        "The key "
            + KEY.fingerprint()
            + " expired on 2025-02-04T00:00:00Z, after the signature was made, "
            + SIGNED_DATE
            + ".",
        refused(Rejection.KEY_EXPIRED, certificate, SIGNATURE));
    StockVerifiers.areAt(0, 0, certificate, SIGNATURE, DATA);
    byte[] aDayMore =
        join(KEY.primary(), KEY.named(KEY.certification(START).with(expiringAfter(401))));
    good(found(aDayMore, SIGNATURE));
  }

  @Tag("tool")
  @Test
  void subkeyExpired() throws Exception {
    byte[] binding = KEY.bind(SUBKEY, START).with(expiringAfter(20)).packet();
    byte[] certificate = join(KEY.certificate(), SUBKEY.subkey(), binding);
    refused(Rejection.KEY_EXPIRED, certificate, signature(SUBKEY, SIGNED));
    refused(Rejection.KEY_EXPIRED, certificate, signature(SUBKEY, day(30)));
    StockVerifiers.areAt(0, 0, certificate, signature(SUBKEY, SIGNED), DATA);
    StockVerifiers.areAt(0, 1, certificate, signature(SUBKEY, day(30)), DATA);
  }

  @Tag("tool")
  @Test
  void theNewestSelfSignatureCounts() throws Exception {
    byte[] prolonged =
        join(
            KEY.primary(),
            KEY.named(
                KEY.certification(day(200)).with(expiringAfter(1000)),
                KEY.certification(START).with(expiringAfter(300))));
    good(found(prolonged, SIGNATURE));
    byte[] shortened =
        join(
            KEY.primary(),
            KEY.named(
                KEY.certification(day(200)).with(expiringAfter(300)),
                KEY.certification(START).with(expiringAfter(1000))));
    refused(Rejection.KEY_EXPIRED, shortened, SIGNATURE);
    // Made in the gap between the end and its prolongation.
    byte[] gap =
        join(
            KEY.primary(),
            KEY.named(
                KEY.certification(day(200)).with(expiringAfter(1000)),
                KEY.certification(START).with(expiringAfter(5))));
    refused(Rejection.KEY_EXPIRED, gap, SIGNATURE);
    StockVerifiers.areAt(0, 1, gap, SIGNATURE, DATA);
  }

  /** What an older one said could have been anything: it might have forbidden the signature. */
  @Tag("tool")
  @Test
  void lessEvidenceNeverMakesAYes() throws Exception {
    Forge.Statement expired = KEY.certification(START).with(expiringAfter(5));
    Forge.Statement renewed = KEY.certification(day(200));
    byte[] whole = join(KEY.primary(), KEY.named(expired, renewed));
    refused(Rejection.KEY_EXPIRED, whole, SIGNATURE);
    byte[] certificate = join(KEY.primary(), KEY.named(renewed));
    assertEquals(
        "The key "
            + KEY.fingerprint()
            + " has no sound self-signature in its certificate that is as old as the signature,"
            + " which is dated "
            + SIGNED_DATE
            + ": the oldest is of 2024-07-19T00:00:00Z, and a complete copy of the certificate may"
            + " have an older one.",
        refused(Rejection.KEY_NOT_YET_VALID, certificate, SIGNATURE));
    good(found(certificate, signature(KEY, day(200))));
    StockVerifiers.areAt(0, 1, whole, SIGNATURE, DATA);
    StockVerifiers.areAt(0, 1, certificate, SIGNATURE, DATA);
    byte[] bound = KEY.bind(SUBKEY, day(200)).packet();
    refused(
        Rejection.KEY_NOT_YET_VALID,
        join(KEY.certificate(), SUBKEY.subkey(), bound),
        signature(SUBKEY, SIGNED));
    byte[] later = join(KEY.primary(), KEY.named(KEY.certification(NOW.plusSeconds(1))));
    refused(Rejection.KEY_NOT_YET_VALID, later, SIGNATURE);
  }

  @Test
  void whatTheKeySaysDirectlyMustAgree() throws Exception {
    byte[] expired = KEY.direct(START).with(expiringAfter(20)).packet();
    refused(Rejection.KEY_EXPIRED, named(expired), SIGNATURE);
    byte[] certifiesOnly =
        KEY.sign(0x1f, START).with(subpacket(27, (byte) 1)).over(KEY.signed()).packet();
    refused(Rejection.KEY_NOT_FOR_SIGNING, named(certifiesOnly), SIGNATURE);
    byte[] old =
        KEY.sign(0x1f, START).hash(Forge.SHA1).with(expiringAfter(500)).over(KEY.signed()).packet();
    good(found(join(KEY.primary(), old, KEY.named(KEY.certification(day(1)))), SIGNATURE));
    byte[] newer = KEY.sign(0x1f, day(2)).hash(Forge.SHA1).over(KEY.signed()).packet();
    good(found(named(newer), SIGNATURE));
    byte[] restricting =
        KEY.sign(0x1f, day(2)).hash(Forge.SHA1).with(expiringAfter(5)).over(KEY.signed()).packet();
    refused(Rejection.KEY_EXPIRED, named(restricting), SIGNATURE);
    byte[] nothingAnyMore =
        KEY.sign(0x13, day(30)).over(join(KEY.signed(), Forge.signedUserId("signer"))).packet();
    byte[] weakOneAllows =
        KEY.sign(0x1f, day(20))
            .hash(Forge.SHA1)
            .with(subpacket(27, (byte) 3))
            .over(KEY.signed())
            .packet();
    refused(Rejection.KEY_NOT_FOR_SIGNING, join(named(weakOneAllows), nothingAnyMore), SIGNATURE);
    byte[] silent = KEY.sign(0x1f, START).over(KEY.signed()).packet();
    good(found(named(silent), SIGNATURE));
  }

  @Tag("tool")
  @Test
  void signatureOlderThanItsKey() throws Exception {
    assertEquals(
        "The key "
            + KEY.fingerprint()
            + " was made on 2024-01-01T00:00:00Z, after the signature, which is dated"
            + " 2023-12-31T00:00:00Z.",
        refused(Rejection.KEY_NOT_YET_VALID, KEY.certificate(), signature(KEY, day(-1))));
    Forge young = new Forge(4, day(50), 3);
    byte[] certificate = join(KEY.certificate(), young.subkey(), KEY.bind(young, day(50)).packet());
    refused(Rejection.KEY_NOT_YET_VALID, certificate, signature(young, SIGNED));
    StockVerifiers.areAt(2, 1, KEY.certificate(), signature(KEY, day(-1)), DATA);
  }

  @Tag("tool")
  @Test
  void boundByASelfSignatureOverAWeakHash() throws Exception {
    byte[] weak = join(KEY.primary(), KEY.named(KEY.certification(START).hash(Forge.SHA1)));
    assertEquals(
        "The key "
            + KEY.fingerprint()
            + " has as its newest self-signature one of 2024-01-01T00:00:00Z over SHA-1, which"
            + " proves nothing any more: its owner has to renew it.",
        refused(Rejection.WEAK_HASH, weak, SIGNATURE));
    byte[] renewed =
        join(
            KEY.primary(),
            KEY.named(KEY.certification(START).hash(Forge.SHA1), KEY.certification(day(20))));
    good(found(renewed, signature(KEY, day(20))));
    refused(Rejection.KEY_NOT_YET_VALID, renewed, SIGNATURE);
    StockVerifiers.areAt(0, 1, weak, SIGNATURE, DATA);
    StockVerifiers.areAt(0, 1, renewed, SIGNATURE, DATA);
  }

  /** It may forbid, and allows nothing: beside sound ones it is harmless. */
  @Tag("tool")
  @Test
  void aWeakUserIdBesideASoundOne() throws Exception {
    byte[] over = join(KEY.signed(), Forge.signedUserId("old address"));
    byte[] weak =
        join(
            Forge.userId("old address"),
            KEY.sign(0x13, day(300))
                .hash(Forge.SHA1)
                .with(subpacket(27, (byte) 3))
                .over(over)
                .packet());
    byte[] certificate = join(KEY.certificate(), weak);
    good(found(certificate, SIGNATURE));
    good(found(certificate, signature(KEY, day(301))));
    refused(Rejection.WEAK_HASH, join(KEY.primary(), weak), signature(KEY, day(301)));
    StockVerifiers.areAt(0, 0, certificate, signature(KEY, day(301)), DATA);
  }

  /** Files are put together by hand, and their order is not signed. */
  @Test
  void ofOneSecondTheStricterCounts() throws Exception {
    Forge.Statement ended = KEY.certification(START).with(expiringAfter(5));
    for (byte[] named :
        new byte[][] {
          KEY.named(ended, KEY.certification(START)), KEY.named(KEY.certification(START), ended)
        }) {
      refused(Rejection.KEY_EXPIRED, join(KEY.primary(), named), SIGNATURE);
    }
  }
}
