package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key whose numbers nobody should use is read, so that it has a name, and verifies nothing. */
class KeyMaterialTest {
  private static final String BASE_POINT = "58" + "66".repeat(31);

  /** The neutral point, one that is no point, and the base point plus the one of order two. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0200000000000000000000000000000000000000000000000000000000000000",
        "9599999999999999999999999999999999999999999999999999999999999999"
      })
  void aPointUnderWhichNotOnlyItsOwnerSigns(String point) throws Malformed {
    for (KeyMaterial key : new KeyMaterial[] {ed25519(point), legacy(point)}) {
      assertInstanceOf(KeyMaterial.Other.class, key);
      assertEquals("Ed25519 with an unusable point", key.name());
    }
  }

  @Test
  void aPointThatSomebodyCanHaveMade() throws Malformed {
    for (KeyMaterial key : new KeyMaterial[] {ed25519(BASE_POINT), legacy(BASE_POINT)}) {
      assertInstanceOf(KeyMaterial.Eddsa.class, key);
      assertEquals("Ed25519", key.name());
    }
  }

  @Test
  void anRsaModulusThatIsEvenOrShort() throws Malformed {
    assertEquals(new KeyMaterial.Other("RSA with unusable numbers"), rsa("0800" + "80", 255));
    assertEquals(new KeyMaterial.Weak("RSA with 2047 bits"), rsa("07ff" + "40", 255));
  }

  /** Whoever has such a key is to learn that it is the curve. */
  @ParameterizedTest
  @CsvSource({
    "05 2b8104000a, secp256k1",
    "09 2b2403030208010107, brainpoolP256r1",
    "09 2b240303020801010b, brainpoolP384r1",
    "09 2b240303020801010d, brainpoolP512r1"
  })
  void aCurveThatIsNotUsedHereHasItsName(String identifier, String name) throws Malformed {
    assertEquals(
        new KeyMaterial.Other("ECDSA on " + name),
        read(KeyMaterial.ECDSA, identifier.replace(" ", "") + "0003" + "04"));
  }

  private static KeyMaterial rsa(String start, int zeros) throws Malformed {
    return read(KeyMaterial.RSA, start + "00".repeat(zeros) + "0002" + "03");
  }

  private static KeyMaterial ed25519(String point) throws Malformed {
    return read(KeyMaterial.ED25519, point);
  }

  /** With the curve's object identifier, and the point as an integer after 0x40. */
  private static KeyMaterial legacy(String point) throws Malformed {
    return read(KeyMaterial.EDDSA_LEGACY, "09" + "2b06010401da470f01" + "0107" + "40" + point);
  }

  private static KeyMaterial read(int algorithm, String hex) throws Malformed {
    return KeyMaterial.read(algorithm, new ByteReader(HexFormat.of().parseHex(hex)));
  }
}
