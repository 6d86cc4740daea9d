package org.keyrite.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.json.JsonException;
import org.keyrite.json.JsonParser;
import org.keyrite.json.JsonValue;

/** Every Wycheproof case for ChaCha20-Poly1305: all are asserted, none is passed over. */
class ChaCha20Poly1305VectorsTest {
  private int valid;
  private int forged;
  private int refused;

  static ChaCha20[] implementations() {
    return ChaCha20Poly1305Test.implementations();
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void chaCha20Poly1305(ChaCha20 implementation) throws IOException, JsonException {
    ChaCha20Poly1305 cipher = new ChaCha20Poly1305(implementation);
    for (JsonValue group : elements(read("chacha20_poly1305_test.json"), "testGroups")) {
      for (JsonValue test : elements(group, "tests")) {
        run(cipher, test);
      }
    }
    assertEquals(List.of(256, 60, 9), List.of(valid, forged, refused));
  }

  private void run(ChaCha20Poly1305 cipher, JsonValue test) {
    byte[] key = bytes(test, "key");
    byte[] nonce = bytes(test, "iv");
    byte[] associated = bytes(test, "aad");
    byte[] message = bytes(test, "msg");
    byte[] sealed = HexFormat.of().parseHex(text(test, "ct") + text(test, "tag"));
    byte[] opened = new byte[message.length];
    if (nonce.length != ChaChaPoly.NONCE_LENGTH) {
      assertEquals("invalid", text(test, "result"));
      assertThrows(
          IllegalArgumentException.class,
          () -> cipher.open(key, nonce, associated, sealed, 0, sealed.length, opened, 0));
      refused++;
      return;
    }
    boolean expected = text(test, "result").equals("valid");
    String name = "case " + text(test, "tcId");
    assertEquals(
        expected, cipher.open(key, nonce, associated, sealed, 0, sealed.length, opened, 0), name);
    assertArrayEquals(expected ? message : new byte[message.length], opened, name);
    if (expected) {
      byte[] again = new byte[sealed.length];
      cipher.seal(key, nonce, associated, message, 0, message.length, again, 0);
      assertArrayEquals(sealed, again, name);
      valid++;
    } else {
      forged++;
    }
  }

  private static JsonValue read(String name) throws IOException, JsonException {
    try (InputStream file =
        ChaCha20Poly1305VectorsTest.class.getResourceAsStream("/vectors/wycheproof/" + name)) {
      return JsonParser.parse(file.readAllBytes());
    }
  }

  private static List<JsonValue> elements(JsonValue of, String name) {
    return ((JsonValue.Elements) member(of, name)).values();
  }

  private static byte[] bytes(JsonValue of, String name) {
    return HexFormat.of().parseHex(text(of, name));
  }

  private static String text(JsonValue of, String name) {
    return ((JsonValue.Text) member(of, name)).text();
  }

  private static JsonValue member(JsonValue of, String name) {
    return ((JsonValue.Members) of).get(name).orElseThrow();
  }
}
