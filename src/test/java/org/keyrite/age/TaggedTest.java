package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.text.CanonicalBase64;

/** Recipients whose secret is in hardware. That their stanzas open is shown with stock age. */
class TaggedTest {

  @ParameterizedTest
  @CsvSource({
    "classic, p256tag, 65, ''",
    "hybrid, mlkem768p256tag, 1153, postquantum",
  })
  void aStanzaHasATagAndAnEncapsulatedKey(String name, String type, int length, String label)
      throws IOException {
    Recipient recipient = recipient(name);
    Recipient.Wrapped wrapped = recipient.wrap(FileKey.generate());
    Stanza stanza = wrapped.stanzas().getFirst();
    assertEquals(1, wrapped.stanzas().size());
    assertEquals(type, stanza.type());
    assertEquals(2, stanza.arguments().size());
    assertEquals(4, decoded(stanza.arguments().get(0)).length);
    assertEquals(length, decoded(stanza.arguments().get(1)).length);
    assertEquals(32, stanza.body().length);
    assertEquals(label.isEmpty() ? Set.of() : Set.of(label), wrapped.labels());
    Stanza again = recipient.wrap(FileKey.generate()).stanzas().getFirst();
    assertNotEquals(stanza.arguments(), again.arguments());
  }

  @ParameterizedTest
  @CsvSource({"classic", "hybrid"})
  void theEncodingIsTheOneThatWasRead(String name) throws IOException {
    Recipient recipient = recipient(name);
    assertEquals(recipient, Recipients.parse(recipient.toString()));
    assertEquals(recipient.hashCode(), Recipients.parse(recipient.toString()).hashCode());
  }

  @Test
  void theSpecificationsExampleIsARecipient() throws IOException {
    String example = "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e";
    assertEquals(example, Recipients.parse(example).toString());
  }

  @Test
  void whatIsNoPointOrOfAnotherLengthIsRefused() {
    byte[] notOnTheCurve = new byte[33];
    notOnTheCurve[0] = 2;
    notOnTheCurve[32] = 1;
    byte[] hybridForm = new byte[33];
    hybridForm[0] = 6;
    for (byte[] key :
        List.of(notOnTheCurve, hybridForm, new byte[33], new byte[32], new byte[65], new byte[0])) {
      assertRefused("age1tag", key);
    }
    for (byte[] key : List.of(new byte[1249], new byte[1248], new byte[33])) {
      assertRefused("age1tagpq", key);
    }
  }

  private static void assertRefused(String prefix, byte[] key) {
    String encoded = new String(Bech32.encode(prefix, key), StandardCharsets.US_ASCII);
    KeyFailure failure = assertThrows(KeyFailure.class, () -> Recipients.parse(encoded));
    assertEquals("the recipient is not a valid key for a tagged recipient", failure.getMessage());
  }

  private static Recipient recipient(String name) throws IOException {
    try (InputStream in = TaggedTest.class.getResourceAsStream("/tagtest/" + name + ".txt")) {
      return Recipients.read(in, PluginKeys.NONE, _ -> {}).getFirst();
    }
  }

  private static byte[] decoded(String argument) {
    return CanonicalBase64.UNPADDED.decode(argument).orElseThrow();
  }
}
