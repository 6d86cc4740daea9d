package org.keyrite.crypto.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KEM;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.sealing.KemPublicKey.Encapsulation;
import org.keyrite.crypto.signing.NistCurves;

/** HPKE and its KEMs, against RFC 9180, BouncyCastle's HPKE and the JDK's DHKEM. */
class HpkeTest {
  private static final String INFO = "age-encryption.org/test";
  private static final byte[] NOTHING = {};
  private static final int RUNS = 20;

  /** The KEMs that recipients have. */
  enum Kem {
    MLKEM768_X25519(HPKE.kem_MLKEM768_X25519),
    MLKEM768_P256(HPKE.kem_MLKEM768_P256),
    P256(HPKE.kem_P256_SHA256);

    private final short number;

    Kem(short number) {
      this.number = number;
    }

    HPKE theirs() {
      return new HPKE(HPKE.mode_base, number, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    }

    Optional<? extends KemPublicKey> ours(AsymmetricCipherKeyPair pair) {
      byte[] encoded = theirs().serializePublicKey(pair.getPublic());
      return switch (this) {
        case MLKEM768_X25519 -> MlKem768X25519PublicKey.decode(encoded);
        case MLKEM768_P256 -> MlKem768P256PublicKey.decode(encoded);
        case P256 ->
            P256PublicKey.decodeCompressed(
                ((ECPublicKeyParameters) pair.getPublic()).getQ().getEncoded(true));
      };
    }
  }

  /** Appendix A.2.1, from the shared secret on: the KEM there is one that age does not use. */
  @Test
  void theKeyAndTheNonceAreThoseOfTheSpecification() {
    int x25519 = 0x0020;
    byte[] shared = hex("0bbe78490412b4bbea4812666f7916932b828bba79942424abb65244930d69a7");
    byte[] key = hex("ad2744de8e17f4ebba575b3f5f5a8fa1f69c2a07f6e7500bc60ca6e3e3ec1c91");
    byte[] nonce = hex("5c4d98150661b848853b547f");
    try (FileKey fileKey = FileKey.generate();
        WrapKey ours = Hpke.wrapKey(x25519, shared, "Ode on a Grecian Urn");
        WrapKey theirs = new WrapKey(key, nonce)) {
      assertArrayEquals(theirs.wrapFileKey(fileKey), ours.wrapFileKey(fileKey));
    }
  }

  @ParameterizedTest
  @EnumSource
  void bouncyCastleOpensWhatIsWrappedForItsKey(Kem kem) throws InvalidCipherTextException {
    for (int i = 0; i < RUNS; i++) {
      AsymmetricCipherKeyPair pair = kem.theirs().generatePrivateKey();
      KemPublicKey key = kem.ours(pair).orElseThrow();
      assertArrayEquals(kem.theirs().serializePublicKey(pair.getPublic()), key.encoded());
      try (FileKey fileKey = FileKey.generate();
          Encapsulation encapsulation = key.encapsulate(INFO)) {
        byte[] wrapped = encapsulation.wrapKey().wrapFileKey(fileKey);
        byte[] encapsulated = encapsulation.encapsulated();
        assertEquals(kem.theirs().getEncSize(), encapsulated.length);
        assertArrayEquals(fileKey.bytes(), openedByTheirs(kem, pair, encapsulated, INFO, wrapped));
        assertThrows(
            InvalidCipherTextException.class,
            () -> openedByTheirs(kem, pair, encapsulated, INFO + "s", wrapped));
      }
    }
  }

  @Test
  void aSecretOpensWhatBouncyCastleSealsForItsPublicKey() throws InvalidCipherTextException {
    HPKE theirs = Kem.MLKEM768_X25519.theirs();
    for (int i = 0; i < RUNS; i++) {
      try (MlKem768X25519Secret secret = MlKem768X25519Secret.generate();
          FileKey fileKey = FileKey.generate()) {
        byte[] publicKey = secret.publicKey().encoded();
        byte[][] sealed =
            theirs.seal(
                theirs.deserializePublicKey(publicKey),
                ascii(INFO),
                NOTHING,
                fileKey.bytes(),
                null,
                null,
                null);
        try (WrapKey key = secret.decapsulate(sealed[1], INFO).orElseThrow();
            FileKey opened = key.unwrapFileKey(sealed[0]).orElseThrow()) {
          assertArrayEquals(fileKey.bytes(), opened.bytes());
        }
        try (WrapKey other = secret.decapsulate(sealed[1], INFO + "s").orElseThrow()) {
          assertTrue(other.unwrapFileKey(sealed[0]).isEmpty());
        }
        assertArrayEquals(
            publicKey,
            theirs.serializePublicKey(
                theirs.deserializePrivateKey(secret.exposeSecret(), null).getPublic()));
      }
    }
  }

  /** Its arithmetic, hash and key derivation have nothing in common with BouncyCastle's. */
  @Test
  void theJdkDecapsulatesWhatIsEncapsulatedForItsKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    for (int i = 0; i < RUNS; i++) {
      KeyPair pair = generator.generateKeyPair();
      P256PublicKey key =
          P256PublicKey.decodeCompressed(compressed((ECPublicKey) pair.getPublic())).orElseThrow();
      try (FileKey fileKey = FileKey.generate();
          Encapsulation encapsulation = key.encapsulate(INFO)) {
        byte[] shared =
            KEM.getInstance("DHKEM")
                .newDecapsulator(pair.getPrivate())
                .decapsulate(encapsulation.encapsulated())
                .getEncoded();
        try (WrapKey theirs = Hpke.wrapKey(HPKE.kem_P256_SHA256, shared, INFO)) {
          assertArrayEquals(
              theirs.wrapFileKey(fileKey), encapsulation.wrapKey().wrapFileKey(fileKey));
        }
      }
    }
  }

  /** SEC 1 has a form that gives y twice, in full and by its sign. The library reads it. */
  @Test
  void aPointInTheHybridFormIsRefused() {
    byte[] key = newMlKem768P256Key();
    key[MlKem768.PUBLIC_KEY_LENGTH] = (byte) (6 + (key[key.length - 1] & 1));
    byte[] point = Arrays.copyOfRange(key, MlKem768.PUBLIC_KEY_LENGTH, key.length);
    assertFalse(NistCurves.P_256.getCurve().decodePoint(point).isInfinity());
    assertEquals(Optional.empty(), MlKem768P256PublicKey.decode(key));
  }

  @Test
  void aCoefficientThatIsNotReducedIsRefused() {
    byte[] key = newMlKem768P256Key();
    // The first twelve bits are a coefficient, which must be below 3329.
    key[0] = (byte) 0xff;
    key[1] |= 0x0f;
    assertEquals(Optional.empty(), MlKem768P256PublicKey.decode(key));
  }

  private static byte[] newMlKem768P256Key() {
    HPKE theirs = Kem.MLKEM768_P256.theirs();
    byte[] key = theirs.serializePublicKey(theirs.generatePrivateKey().getPublic());
    assertTrue(MlKem768P256PublicKey.decode(key).isPresent());
    return key;
  }

  private static byte[] openedByTheirs(
      Kem kem, AsymmetricCipherKeyPair pair, byte[] encapsulated, String info, byte[] wrapped)
      throws InvalidCipherTextException {
    return kem.theirs().open(encapsulated, pair, ascii(info), NOTHING, wrapped, null, null, null);
  }

  private static byte[] compressed(ECPublicKey key) {
    byte[] x = BigIntegers.asUnsignedByteArray(32, key.getW().getAffineX());
    byte sign = (byte) (key.getW().getAffineY().testBit(0) ? 3 : 2);
    return Joined.of(new byte[] {sign}, x);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
