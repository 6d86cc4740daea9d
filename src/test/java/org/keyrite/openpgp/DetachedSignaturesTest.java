package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrite.openpgp.Checked.bytes;
import static org.keyrite.openpgp.Checked.detached;
import static org.keyrite.openpgp.Checked.good;
import static org.keyrite.openpgp.Checked.join;
import static org.keyrite.openpgp.Checked.sentence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Finding.Good;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.Rejection;
import org.keyrite.signature.Scheme;

/** Detached signatures as GnuPG makes them. */
@Tag("tool")
class DetachedSignaturesTest {
  private static final byte[] DATA = bytes("what was released\nand nothing else\n");
  private static final Instant SIGNED = Gpg.START.plus(Duration.ofDays(10));
  private static final Instant NOW = Gpg.START.plus(Duration.ofDays(20));

  @ParameterizedTest
  @CsvSource({
    "ed25519, 'Ed25519, SHA-512'",
    "rsa2048, 'RSA 2048, SHA-512'",
    "rsa3072, 'RSA 3072, SHA-512'",
    "nistp256, 'ECDSA P-256, SHA-512'",
    "nistp384, 'ECDSA P-384, SHA-512'",
    "nistp521, 'ECDSA P-521, SHA-512'"
  })
  void everyAlgorithmIsVerified(String algorithm, String named) throws Exception {
    try (Gpg gpg = new Gpg()) {
      String key = gpg.key(Gpg.START, "signer", algorithm, "sign", "0");
      byte[] signature = gpg.sign(SIGNED, key, DATA, "--digest-algo", "SHA512");
      Certificates certificates = Gpg.certificates(Set.of(key), gpg.export(key));
      KeyName name = new KeyName(Scheme.OPENPGP, key);
      assertEquals(
          List.of(new Good(name, key, Optional.of(SIGNED), named, "")),
          detached(signature, DATA, certificates, NOW));
      assertEquals(
          "The signature names the key "
              + key
              + ", which did not sign these bytes: they, or the signature, were changed.",
          sentence(
              Rejection.NOT_THESE_BYTES,
              detached(signature, join(DATA, bytes("x")), certificates, NOW)));
    }
  }

  @ParameterizedTest
  @CsvSource({"SHA256, SHA-256", "SHA384, SHA-384", "SHA512, SHA-512"})
  void everyStrongHashIsVerified(String hash, String named) throws Exception {
    try (Gpg gpg = new Gpg()) {
      String key = gpg.key(Gpg.START, "signer", "rsa2048", "sign", "0");
      byte[] signature = gpg.sign(SIGNED, key, DATA, "--digest-algo", hash);
      assertEquals(
          "RSA 2048, " + named,
          good(detached(signature, DATA, Gpg.certificates(Set.of(key), gpg.export(key)), NOW))
              .algorithm());
    }
  }

  @Test
  void aSubkeySignsForItsPrimaryKey() throws Exception {
    try (Gpg gpg = new Gpg()) {
      String key = gpg.key(Gpg.START, "signer", "rsa2048", "cert", "0");
      String subkey = gpg.subkey(Gpg.START, key, "ed25519", "sign", "0");
      byte[] signature = gpg.sign(SIGNED, subkey + "!", DATA);
      Good good =
          good(detached(signature, DATA, Gpg.certificates(Set.of(key), gpg.export(key)), NOW));
      assertEquals(key, good.key().fingerprint());
      assertEquals(subkey, good.madeBy());
    }
  }

  @Test
  void severalSignaturesInOneFileAndSeveralArmorBlocksAreAllFound() throws Exception {
    try (Gpg gpg = new Gpg()) {
      String alice = gpg.key("alice");
      String bob = gpg.key("bob");
      String mallory = gpg.key("mallory");
      byte[] binary =
          join(
              gpg.sign(SIGNED, alice, DATA),
              gpg.sign(SIGNED, mallory, DATA),
              gpg.sign(SIGNED, bob, bytes("something else")),
              gpg.sign(SIGNED, alice, DATA));
      byte[] armored =
          join(
              gpg.sign(SIGNED, bob, bytes("something else"), "--armor"),
              bytes("\r\n \n"),
              gpg.sign(SIGNED, mallory, DATA, "--armor"),
              gpg.sign(SIGNED, alice, DATA, "--armor"),
              bytes("\n"));
      Certificates certificates =
          Gpg.certificates(Set.of(alice, bob), gpg.export(alice, bob, mallory));
      List<Finding> findings = detached(binary, DATA, certificates, NOW);
      assertEquals(4, findings.size());
      assertEquals(alice, good(findings.get(0)).key().fingerprint());
      assertEquals(
          "The signature names the key " + mallory + ", which is not pinned.",
          sentence(Rejection.UNKNOWN_KEY, findings.get(1)));
      sentence(Rejection.NOT_THESE_BYTES, findings.get(2));
      assertEquals(findings.get(0), findings.get(3));
      findings = detached(armored, DATA, certificates, NOW);
      assertEquals(3, findings.size());
      sentence(Rejection.NOT_THESE_BYTES, findings.get(0));
      sentence(Rejection.UNKNOWN_KEY, findings.get(1));
      assertEquals(alice, good(findings.get(2)).key().fingerprint());
    }
  }
}
