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
import static org.keyrite.openpgp.Signer.found;
import static org.keyrite.openpgp.Signer.named;
import static org.keyrite.openpgp.Signer.refused;
import static org.keyrite.openpgp.Signer.revocation;
import static org.keyrite.openpgp.Signer.signature;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.signature.Rejection;

/** Owners who took a key back. Beside each stands what gpgv and sqv answer (0 accepts). */
class KeyRevocationTest {
  @ParameterizedTest
  @CsvSource({"0, of something that it does not say", "2, it may be in others' hands"})
  void keyRevokedForAllTimes(int reason, String because) throws Exception {
    byte[] certificate = named(revocation(reason, day(300)));
    assertEquals(
        "The key "
            + KEY.fingerprint()
            + " was revoked by its owner, for all times, because "
            + because
            + ".",
        refused(Rejection.KEY_REVOKED, certificate, SIGNATURE));
    StockVerifiers.areAt(0, 1, certificate, SIGNATURE, DATA);
  }

  @Test
  void keyRevokedWithoutAReason() throws Exception {
    byte[] revocation = KEY.sign(0x20, day(300)).over(KEY.signed()).packet();
    refused(Rejection.KEY_REVOKED, named(revocation), SIGNATURE);
    StockVerifiers.areAt(0, 1, named(revocation), SIGNATURE, DATA);
  }

  @Test
  void keyRetiredAfterTheSignature() throws Exception {
    byte[] certificate = named(revocation(3, day(300)));
    assertEquals(
        "The key "
            + KEY.fingerprint()
            + " was revoked by its owner on 2024-10-27T00:00:00Z, because it is no longer used;"
            + " that is after the signature was made, "
            + SIGNED_DATE
            + ".",
        refused(Rejection.KEY_REVOKED, certificate, SIGNATURE));
    StockVerifiers.areAt(0, 0, certificate, SIGNATURE, DATA);
  }

  @Test
  void keySupersededBeforeTheSignature() throws Exception {
    byte[] certificate = named(revocation(1, day(5)));
    assertEquals(
        "The key "
            + KEY.fingerprint()
            + " was revoked by its owner on 2024-01-06T00:00:00Z, because another took its place,"
            + " before the signature was made, "
            + SIGNED_DATE
            + ".",
        refused(Rejection.KEY_REVOKED, certificate, SIGNATURE));
    StockVerifiers.areAt(0, 1, certificate, SIGNATURE, DATA);
  }

  @Test
  void aRetirementThatIsStillToComeDoesNotCount() throws Exception {
    good(found(named(revocation(3, NOW.plusSeconds(1))), SIGNATURE));
    refused(Rejection.KEY_REVOKED, named(revocation(3, NOW)), SIGNATURE);
    refused(Rejection.KEY_REVOKED, named(revocation(2, NOW.plusSeconds(1))), SIGNATURE);
  }

  @Test
  void aRevocationByAnotherKeyDoesNotCount() throws Exception {
    byte[] others = SUBKEY.sign(0x20, day(5)).over(KEY.signed()).packet();
    byte[] withoutName = SUBKEY.sign(0x20, day(5)).withoutIssuer().over(KEY.signed()).packet();
    good(found(named(join(others, withoutName)), SIGNATURE));
  }

  @Test
  void aRevocationOverAWeakHashCounts() throws Exception {
    byte[] weak = KEY.sign(0x20, day(5)).hash(Forge.SHA1).over(KEY.signed()).packet();
    refused(Rejection.KEY_REVOKED, named(weak), SIGNATURE);
    StockVerifiers.areAt(0, 1, named(weak), SIGNATURE, DATA);
  }

  @Test
  void aRevocationThatCannotBeCheckedCounts() throws Exception {
    byte[] weak = KEY.sign(0x20, day(5)).hash(Forge.RIPEMD160).over(KEY.signed()).packet();
    assertEquals(
        "The key "
            + KEY.fingerprint()
            + " was revoked by its owner, for all times, because of something in a form that is"
            + " not known here.",
        refused(Rejection.KEY_REVOKED, named(weak), SIGNATURE));
  }

  @Test
  void subkeyRevoked() throws Exception {
    byte[] bySubkey = signature(SUBKEY, SIGNED);
    byte[] bound = join(KEY.certificate(), SUBKEY.subkey(), KEY.bind(SUBKEY, START).packet());
    byte[] both = join(KEY.signed(), SUBKEY.signed());
    byte[] certificate = join(bound, KEY.sign(0x28, day(300)).over(both).packet());
    assertEquals(
        "The subkey "
            + SUBKEY.fingerprint()
            + " of the key "
            + KEY.fingerprint()
            + " was revoked by its owner, for all times, because of something that it does not"
            + " say.",
        refused(Rejection.KEY_REVOKED, certificate, bySubkey));
    good(found(certificate, SIGNATURE));
    StockVerifiers.areAt(0, 1, certificate, bySubkey, DATA);
  }

  @Test
  void aRevokedKeyTakesItsSubkeysAlong() throws Exception {
    byte[] certificate =
        join(named(revocation(2, day(300))), SUBKEY.subkey(), KEY.bind(SUBKEY, START).packet());
    refused(Rejection.KEY_REVOKED, certificate, signature(SUBKEY, SIGNED));
    StockVerifiers.areAt(0, 1, certificate, signature(SUBKEY, SIGNED), DATA);
  }

  @Test
  void theOnlyUserIdRevoked() throws Exception {
    byte[] content = join(KEY.signed(), Forge.signedUserId("signer"));
    byte[] hard = join(KEY.certificate(), KEY.sign(0x30, day(300)).over(content).packet());
    assertEquals(
        "The key "
            + KEY.fingerprint()
            + " has no valid self-signature in its certificate, which says what a key is for.",
        refused(Rejection.KEY_NOT_FOR_SIGNING, hard, SIGNATURE));
    byte[] soft =
        join(
            KEY.certificate(),
            KEY.sign(0x30, day(300)).with(subpacket(29, (byte) 32)).over(content).packet());
    assertEquals(
        "The key "
            + KEY.fingerprint()
            + " has self-signatures that have all ended by now, 2025-02-04T00:00:00Z.",
        refused(Rejection.KEY_EXPIRED, soft, SIGNATURE));
    byte[] again = join(soft, KEY.certification(day(301)).packet());
    good(found(again, SIGNATURE));
    StockVerifiers.areAt(0, 0, hard, SIGNATURE, DATA);
  }
}
