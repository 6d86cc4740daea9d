package org.keyrite.openpgp;

import static org.keyrite.openpgp.Checked.bytes;
import static org.keyrite.openpgp.Checked.detached;
import static org.keyrite.openpgp.Checked.join;
import static org.keyrite.openpgp.Checked.sentence;
import static org.keyrite.openpgp.Forge.subpacket;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Rejection;

/** A pinned key, a subkey for it, and a signature by it, for certificates that go wrong. */
final class Signer {
  static final byte[] DATA = bytes("what was released\n");
  static final Instant START = Gpg.START;
  static final Instant SIGNED = day(10);
  static final Instant NOW = day(400);
  static final String SIGNED_DATE = "2024-01-11T00:00:00Z";

  static final Forge KEY = new Forge(4, START, 1);
  static final Forge SUBKEY = new Forge(4, START, 2);
  static final byte[] SIGNATURE = signature(KEY, SIGNED);

  private Signer() {}

  static Instant day(long day) {
    return START.plus(Duration.ofDays(day));
  }

  static byte[] signature(Forge by, Instant made) {
    return by.sign(0x00, made).over(DATA).packet();
  }

  static byte[] expiringAfter(long days) {
    return subpacket(9, Forge.number(Duration.ofDays(days).toSeconds()));
  }

  static byte[] revocation(int reason, Instant made) {
    return KEY.sign(0x20, made).with(subpacket(29, (byte) reason)).over(KEY.signed()).packet();
  }

  /** The key's certificate, with something said of the key before its user id. */
  static byte[] named(byte[] first) {
    return join(KEY.primary(), first, KEY.named(KEY.certification(START)));
  }

  static List<Finding> found(byte[] certificate, byte[] signatures) throws Exception {
    return detached(
        signatures, DATA, Gpg.certificates(Set.of(KEY.fingerprint()), certificate), NOW);
  }

  static String refused(Rejection rejection, byte[] certificate, byte[] signatures)
      throws Exception {
    return sentence(rejection, found(certificate, signatures));
  }
}
