package org.keyrite.age.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.age.Bech32;
import org.keyrite.age.HybridIdentity;
import org.keyrite.age.Identity;
import org.keyrite.age.Prompts;
import org.keyrite.age.Recipient;
import org.keyrite.age.X25519Identity;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.testing.EndlessInput;

/** Recipients and identities as people give them: alone, in files, and in each other's place. */
class KeysTest {
  // The example of the specification, "The X25519 recipient type".
  private static final String IDENTITY =
      "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
  private static final String RECIPIENT =
      "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

  @Test
  void anIdentityHasTheRecipientOfTheSpecification() throws IOException {
    X25519Identity identity = X25519Identity.parse(bytes(IDENTITY));
    assertEquals(RECIPIENT, identity.recipient().toString());
    assertEquals(Recipients.parse(RECIPIENT), identity.recipient());
    assertEquals(identity.recipient().hashCode(), Recipients.parse(RECIPIENT).hashCode());
    assertNotEquals(X25519Identity.generate().recipient(), identity.recipient());
    assertArrayEquals(bytes(IDENTITY), identity.exposeEncoding());
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) 0x42);
    assertArrayEquals(secret, identity.exposeSecret());
    assertEquals(RECIPIENT, X25519Identity.fromSecret(secret).recipient().toString());
  }

  @Test
  void anIdentityPrintsItsPublicHalfOnly() {
    X25519Identity identity = X25519Identity.generate();
    assertEquals("the identity of " + identity.recipient(), identity.toString());
  }

  @Test
  void aClosedIdentityOpensNothing() {
    X25519Identity identity = X25519Identity.generate();
    identity.close();
    assertThrows(IllegalStateException.class, identity::exposeSecret);
  }

  @Test
  void anIdentityWhereARecipientBelongsIsNamedAndNotShown() {
    for (String secret :
        List.of(IDENTITY, IDENTITY.toLowerCase(Locale.ROOT), "AGE-PLUGIN-X-1AAA")) {
      KeyFailure failure = assertThrows(KeyFailure.class, () -> Recipients.parse(secret));
      assertEquals(
          "there is an identity, which is secret, where a recipient belongs", failure.getMessage());
      assertShowsNothing(failure);
    }
  }

  @Test
  void aRecipientThatIsNotOneIsToldWhy() {
    assertParsingSays("the recipient has a wrong checksum", RECIPIENT.replace('z', 'y'));
    assertParsingSays("the recipient mixes upper and lower case", RECIPIENT.replace('z', 'Z'));
    assertParsingSays(
        "the recipient is cut short or of another type", RECIPIENT.toUpperCase(Locale.ROOT));
    assertParsingSays("the recipient is cut short or of another type", "age1");
    assertParsingSays("the recipient has a character that", RECIPIENT + " ");
    assertParsingSays("the recipient has a wrong checksum", RECIPIENT.substring(0, 61));
    assertParsingSays(
        "the recipient does not have the length",
        new String(Bech32.encode("age", new byte[31]), StandardCharsets.US_ASCII));
    assertParsingSays("this is not a recipient of a known type", "");
    assertParsingSays("this is not a recipient of a known type", "alice");
    assertParsingSays("this is not a recipient of a known type", " " + RECIPIENT);
    assertParsingSays("this is a plugin's recipient, and no plugin runs here", "age1yubikey1qqqq");
    assertParsingSays("\"github:\" recipients were removed", "github:alice");
  }

  @Test
  void anIdentityOfAnotherLengthIsNotPaddedOrCut() {
    for (int length : new int[] {0, 31, 33}) {
      byte[] classic = Bech32.encode(X25519Identity.PREFIX, new byte[length]);
      KeyFailure failure = assertThrows(KeyFailure.class, () -> X25519Identity.parse(classic));
      assertEquals(
          "the identity does not have the length of an X25519 identity", failure.getMessage());
      byte[] hybrid = Bech32.encode(HybridIdentity.PREFIX, new byte[length]);
      failure = assertThrows(KeyFailure.class, () -> HybridIdentity.parse(hybrid));
      assertEquals(
          "the identity does not have the length of a post-quantum identity", failure.getMessage());
    }
  }

  @Test
  void aFileOfRecipientsHasCommentsAndEndsOfLinesOfBothKinds() throws IOException {
    String other = X25519Identity.generate().recipient().toString();
    List<Recipient> recipients = recipients("# two\n\n" + RECIPIENT + "\r\n#\n" + other);
    assertEquals(List.of(Recipients.parse(RECIPIENT), Recipients.parse(other)), recipients);
  }

  /** A plugin may keep a whole certificate in an identity. */
  @Test
  void linesMayBeLong() throws IOException {
    String comment = "# " + "x".repeat(20_000) + "\n";
    assertEquals(1, recipients(comment + RECIPIENT).size());
    byte[] encoded = Bech32.encode("AGE-PLUGIN-TEST-", new byte[20_000]);
    String identity = new String(encoded, StandardCharsets.US_ASCII);
    KeyFailure failure = assertThrows(KeyFailure.class, () -> identities(comment + identity));
    assertEquals(
        "line 2: this is a plugin's identity, and no plugin runs here", failure.getMessage());
  }

  @Test
  void aLineOfAFileIsNamedAndNotShown() {
    KeyFailure failure =
        assertThrows(KeyFailure.class, () -> recipients("#\n" + RECIPIENT + "\nhunter2\n"));
    assertEquals("line 3: this is not a recipient of a known type", failure.getMessage());
    failure = assertThrows(KeyFailure.class, () -> recipients("\n" + IDENTITY));
    assertEquals(
        "line 2: there is an identity, which is secret, where a recipient belongs",
        failure.getMessage());
    assertShowsNothing(failure);
    failure = assertThrows(KeyFailure.class, () -> recipients("# no one\n"));
    assertEquals("there is no recipient in the file", failure.getMessage());
  }

  @Test
  void aFileOfIdentitiesIsReadInItsOrder() throws IOException {
    byte[] other = X25519Identity.generate().exposeEncoding();
    List<Identity> identities =
        identities("# created\n" + IDENTITY + "\r\n\n" + text(other) + "\n");
    assertEquals(2, identities.size());
    assertEquals(RECIPIENT, identities.getFirst().recipient().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AGE-PLUGIN-X-1QQQQ | line 1: this is a plugin's identity, and no plugin runs here",
        "-----BEGIN OPENSSH PRIVATE KEY----- | the private key is cut short",
        "AGE-SECRET-KEY-PQ-1QQQQ | line 1: the identity is cut short",
        "ssh-ed25519 AAAA | line 1: there is a recipient where an identity belongs",
        "age1zvkyg2l | line 1: there is a recipient where an identity belongs",
        "AGE-SECRET-KEY-1QQQQ | line 1: the identity is cut short",
        "age-secret-key-1qqqq | line 1: this is not an identity",
        "hunter2 | line 1: this is not an identity",
        "# | there is no identity in the file"
      })
  void anIdentityFileThatIsNotOneIsToldWhy(String example) {
    String line = example.substring(0, example.indexOf(" | "));
    String sentence = example.substring(example.indexOf(" | ") + 3);
    KeyFailure failure = assertThrows(KeyFailure.class, () -> identities(line));
    assertTrue(failure.getMessage().startsWith(sentence), failure.getMessage());
    assertShowsNothing(failure);
  }

  @Test
  void aSecretWithASlipIsNotShown() {
    KeyFailure failure =
        assertThrows(KeyFailure.class, () -> identities(IDENTITY.replace("GAEX", "GAEQ")));
    assertTrue(failure.getMessage().contains("checksum"), failure.getMessage());
    assertShowsNothing(failure);
  }

  @Test
  void endlessFilesAreRefused() {
    InputStream zeros = new EndlessInput("", "\0");
    assertThrows(KeyFailure.class, () -> Identities.read(zeros, PluginKeys.NONE, Prompts.NOBODY));
    InputStream comments = new EndlessInput("", "#".repeat(1000) + "\n");
    KeyFailure failure =
        assertThrows(KeyFailure.class, () -> Recipients.read(comments, PluginKeys.NONE, _ -> {}));
    assertEquals("the file is longer than 16777216 bytes", failure.getMessage());
  }

  private static void assertShowsNothing(KeyFailure failure) {
    String shown = failure.getMessage() + failure.advice();
    assertFalse(shown.contains("QQQQ"), shown);
    assertFalse(shown.contains("GFPYYSJZ"), shown);
    assertFalse(shown.contains("hunter2"), shown);
  }

  private static void assertParsingSays(String start, String encoded) {
    KeyFailure failure = assertThrows(KeyFailure.class, () -> Recipients.parse(encoded));
    assertTrue(failure.getMessage().startsWith(start), failure.getMessage());
    assertFalse(failure.advice().isEmpty());
  }

  private static List<Identity> identities(String text) throws IOException {
    return Identities.read(file(text), PluginKeys.NONE, Prompts.NOBODY);
  }

  private static List<Recipient> recipients(String text) throws IOException {
    return Recipients.read(file(text), PluginKeys.NONE, warning -> fail("warned: " + warning));
  }

  private static InputStream file(String text) {
    return new ByteArrayInputStream(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
