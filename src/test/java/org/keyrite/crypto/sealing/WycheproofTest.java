package org.keyrite.crypto.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.hash.HkdfSha256;
import org.keyrite.crypto.signing.EddsaPublicKey;
import org.keyrite.testing.Wycheproof;

/** The primitives against Wycheproof's vectors, which collect what others got wrong. */
class WycheproofTest {

  @Test
  void x25519AgreesAndRefusesEveryPointThatGivesZero() {
    List<Wycheproof> cases = Wycheproof.read("x25519");
    int refused = 0;
    for (Wycheproof vector : cases) {
      X25519Secret secret = X25519Secret.copyOf(vector.bytes("private"));
      Optional<SharedSecret> shared = secret.agree(vector.bytes("public"));
      assertEquals(vector.has("ZeroSharedSecret"), shared.isEmpty(), vector.toString());
      shared.ifPresent(s -> assertArrayEquals(vector.bytes("shared"), s.bytes()));
      refused += shared.isEmpty() ? 1 : 0;
    }
    assertEquals(518, cases.size());
    assertEquals(31, refused);
  }

  @Test
  void hkdfExtractsAndExpands() {
    List<Wycheproof> cases = Wycheproof.read("hkdf_sha256");
    int tooLong = 0;
    for (Wycheproof vector : cases) {
      byte[] key = HkdfSha256.extract(vector.bytes("salt"), vector.bytes("ikm"));
      int size = vector.number("size");
      if (vector.isValid()) {
        byte[] output = HkdfSha256.expand(key, vector.bytes("info"), size);
        assertArrayEquals(vector.bytes("okm"), output, vector.toString());
      } else {
        tooLong++;
        assertThrows(
            RuntimeException.class, () -> HkdfSha256.expand(key, vector.bytes("info"), size));
      }
    }
    assertEquals(86, cases.size());
    assertEquals(3, tooLong);
  }

  @ParameterizedTest
  @ValueSource(ints = {2048, 4096})
  void oaepOpensWhatIsWholeAndNothingElse(int bits) {
    List<Wycheproof> cases = Wycheproof.read("rsa_oaep_" + bits + "_sha256_mgf1sha256");
    int opened = 0;
    for (Wycheproof vector : cases) {
      RsaSecret secret =
          (RsaSecret) DerPrivateKey.pkcs8(vector.groupBytes("privateKeyPkcs8")).orElseThrow();
      Optional<byte[]> message =
          secret.decrypt(vector.bytes("ct"), RsaOaep.cipher(vector.bytes("label")));
      assertEquals(vector.isValid(), message.isPresent(), vector.toString());
      message.ifPresent(m -> assertArrayEquals(vector.bytes("msg"), m));
      opened += message.isPresent() ? 1 : 0;
    }
    assertEquals(37, cases.size());
    assertEquals(18, opened);
  }

  @Test
  void ed25519VerifiesAndItsKeysHaveShares() {
    List<Wycheproof> cases = Wycheproof.read("ed25519");
    int verified = 0;
    for (Wycheproof vector : cases) {
      byte[] key = vector.groupBytes("publicKey", "pk");
      assertTrue(Ed25519PublicKey.toX25519Share(key).isPresent(), vector.toString());
      boolean valid =
          EddsaPublicKey.of(EddsaPublicKey.Curve.ED25519, key)
              .orElseThrow()
              .verifies(vector.bytes("msg"), vector.bytes("sig"));
      assertEquals(vector.isValid(), valid, vector.toString());
      verified += valid ? 1 : 0;
    }
    assertEquals(151, cases.size());
    assertEquals(88, verified);
  }

  @Test
  void mlKem768DecapsulatesAndRefusesWhatIsOfAnotherLength() {
    List<Wycheproof> cases = Wycheproof.read("mlkem_768");
    int refused = 0;
    for (Wycheproof vector : cases) {
      if (vector.isValid()) {
        MLKEMPrivateKeyParameters key = MlKem768.keyPair(vector.bytes("seed"));
        assertArrayEquals(vector.bytes("ek"), key.getPublicKey(), vector.toString());
        byte[] secret = MlKem768.decapsulate(key, vector.bytes("c"));
        assertArrayEquals(vector.bytes("K"), secret, vector.toString());
      } else {
        refused++;
        assertThrows(
            IllegalArgumentException.class,
            () -> MlKem768.decapsulate(MlKem768.keyPair(vector.bytes("seed")), vector.bytes("c")),
            vector.toString());
      }
    }
    assertEquals(193, cases.size());
    assertEquals(40, refused);
  }

  @Test
  void anMlKemKeyWithACoefficientThatIsNotReducedIsRefused() {
    byte[] key = MlKem768.keyPair(new byte[MlKem768.SEED_LENGTH]).getPublicKey();
    assertTrue(MlKem768X25519PublicKey.decode(hybrid(key)).isPresent());
    byte[] notReduced = key.clone();
    // The first twelve bits are a coefficient, which must be below 3329.
    notReduced[0] = (byte) 0xff;
    notReduced[1] |= 0x0f;
    assertFalse(MlKem768X25519PublicKey.decode(hybrid(notReduced)).isPresent());
    assertFalse(MlKem768X25519PublicKey.decode(Arrays.copyOf(hybrid(key), 1215)).isPresent());
  }

  @Test
  void aHybridKeyOnWhichAnyoneCouldAgreeIsRefused() {
    byte[] key = MlKem768.keyPair(new byte[MlKem768.SEED_LENGTH]).getPublicKey();
    byte[] lowOrder = Arrays.copyOf(key, MlKem768X25519PublicKey.LENGTH);
    assertFalse(MlKem768X25519PublicKey.decode(lowOrder).isPresent());
  }

  private static byte[] hybrid(byte[] postQuantum) {
    return Joined.of(postQuantum, X25519Secret.generate().publicShare());
  }
}
