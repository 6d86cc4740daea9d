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

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.signature.Rejection;

/** Owners who took a key back. Beside each stands what gpgv and sqv answer (0 accepts). */
class KeyRevocationTest {
  @Tag("tool")
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

  @Tag("tool")
  @Test
  void keyRevokedWithoutAReason() throws Exception {
    byte[] revocation = KEY.sign(0x20, day(300)).over(KEY.signed()).packet();
    refused(Rejection.KEY_REVOKED, named(revocation), SIGNATURE);
    StockVerifiers.areAt(0, 1, named(revocation), SIGNATURE, DATA);
  }

  @Tag("tool")
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

  @Tag("tool")
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

  @Tag("tool")
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
            + " was revoked by its owner, for all times, because of something in an unknown form.",
        refused(Rejection.KEY_REVOKED, named(weak), SIGNATURE));
  }

  @Tag("tool")
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

  @Tag("tool")
  @Test
  void aRevokedKeyTakesItsSubkeysAlong() throws Exception {
    byte[] certificate =
        join(named(revocation(2, day(300))), SUBKEY.subkey(), KEY.bind(SUBKEY, START).packet());
    refused(Rejection.KEY_REVOKED, certificate, signature(SUBKEY, SIGNED));
    StockVerifiers.areAt(0, 1, certificate, signature(SUBKEY, SIGNED), DATA);
  }

  @Tag("tool")
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

  /** Somebody who is to revoke the key when its owner cannot any more. */
  private static final Forge REVOKER = new Forge(4, START, 7);

  private static byte[] appoints(Forge revoker) {
    byte[] content = join(new byte[] {(byte) 0x80, 22}, revoker.fingerprintBytes());
    return KEY.sign(0x1f, START).with(subpacket(12, content)).over(KEY.signed()).packet();
  }

  private static byte[] byRevoker(int reason) {
    return REVOKER
        .sign(0x20, day(300))
        .with(subpacket(29, (byte) reason))
        .over(KEY.signed())
        .packet();
  }

  @Tag("tool")
  @Test
  void revokedByAnAppointedRevoker() throws Exception {
    byte[] certificate = named(join(appoints(REVOKER), byRevoker(2)));
    for (byte[] file :
        new byte[][] {
          join(certificate, REVOKER.certificate()), join(REVOKER.certificate(), certificate)
        }) {
      assertEquals(
          "The key "
              + KEY.fingerprint()
              + " was revoked by the key "
              + REVOKER.fingerprint()
              + ", which its owner appointed for that, for all times, because it may be in"
              + " others' hands.",
          refused(Rejection.KEY_REVOKED, file, SIGNATURE));
    }
    assertEquals(
        "The key "
            + KEY.fingerprint()
            + " was revoked by the key "
            + REVOKER.fingerprint()
            + ", which its owner appointed for that on 2024-10-27T00:00:00Z, because it is no"
            + " longer used; that is after the signature was made, "
            + SIGNED_DATE
            + ".",
        refused(
            Rejection.KEY_REVOKED,
            join(named(join(byRevoker(3), appoints(REVOKER))), REVOKER.certificate()),
            SIGNATURE));
    // Its being appointed revokes nothing.
    good(found(named(appoints(REVOKER)), SIGNATURE));
    StockVerifiers.areAt(0, 0, certificate, SIGNATURE, DATA);
  }

  @Test
  void aRevokerWhoseCertificateIsNotThereIsBelieved() throws Exception {
    String sentence =
        "The key "
            + KEY.fingerprint()
            + " may have been revoked by the key "
            + REVOKER.fingerprint()
            + ", which its owner appointed for that, and the certificate of that key is not here"
            + " to check it with.";
    byte[] forged = SUBKEY.sign(0x20, day(5)).withoutIssuer().over(KEY.signed()).packet();
    byte[] namesNobody = REVOKER.sign(0x20, day(5)).withoutIssuer().over(DATA).packet();
    for (byte[] revocation : List.of(byRevoker(2), byRevoker(3), forged, namesNobody)) {
      byte[] certificate = named(join(appoints(REVOKER), revocation));
      assertEquals(sentence, refused(Rejection.KEY_REVOKED, certificate, SIGNATURE));
    }
    // With the certificate, only what the revoker really said counts.
    byte[] certificate = named(join(appoints(REVOKER), forged, namesNobody));
    good(found(join(certificate, REVOKER.certificate()), SIGNATURE));
  }

  @Test
  void aRevocationByAnyoneElseDoesNotCount() throws Exception {
    byte[] others = SUBKEY.sign(0x20, day(5)).over(KEY.signed()).packet();
    good(found(named(join(appoints(REVOKER), others)), SIGNATURE));
    good(found(named(byRevoker(2)), SIGNATURE));
    // Nobody appoints oneself.
    byte[] content = join(new byte[] {(byte) 0x80, 22}, REVOKER.fingerprintBytes());
    byte[] oneself =
        REVOKER.sign(0x1f, START).with(subpacket(12, content)).over(KEY.signed()).packet();
    good(found(named(join(oneself, byRevoker(2))), SIGNATURE));
    byte[] forged =
        KEY.sign(0x1f, START).withUnhashed(subpacket(12, content)).over(KEY.signed()).packet();
    good(found(named(join(forged, byRevoker(2))), SIGNATURE));
  }

  @Test
  void aRevokerRevokesASubkeyAndNotTheKey() throws Exception {
    byte[] both = join(KEY.signed(), SUBKEY.signed());
    byte[] certificate =
        join(
            named(appoints(REVOKER)),
            SUBKEY.subkey(),
            KEY.bind(SUBKEY, START).packet(),
            REVOKER.sign(0x28, day(300)).over(both).packet(),
            REVOKER.certificate());
    refused(Rejection.KEY_REVOKED, certificate, signature(SUBKEY, SIGNED));
    good(found(certificate, SIGNATURE));
  }

  /** They could keep a reader busy, and so are believed without a look. */
  @Test
  void tooManyRevokersAreNotAsked() throws Exception {
    byte[] many = {};
    for (int seed = 20; seed < 29; seed++) {
      many = join(many, appoints(new Forge(4, START, seed)));
    }
    byte[] certificate =
        named(join(many, SUBKEY.sign(0x20, day(5)).withoutIssuer().over(KEY.signed()).packet()));
    byte[] all = certificate;
    for (int seed = 20; seed < 29; seed++) {
      all = join(all, new Forge(4, START, seed).certificate());
    }
    refused(Rejection.KEY_REVOKED, all, SIGNATURE);
  }
}
