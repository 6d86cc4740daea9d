package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrite.age.files.Identities;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.AgeException.NoMatch;
import org.keyrite.age.header.AgeException.NoPassphrase;
import org.keyrite.age.header.Stanza;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.crypto.sealing.FileKey;

/** Passphrases: for files, for files of identities, and made by the program. */
class PassphraseTest {
  private static final int CHEAP = 4;

  @Test
  void whoKnowsThePassphraseOpensTheFile() throws IOException {
    byte[] file = encrypt(List.of(cheap("hunter2")), "hello");
    assertEquals("hello", decrypt(new ScryptIdentity(Prompts.saying("hunter2")), file));
    NoMatch failure =
        assertThrows(
            NoMatch.class, () -> decrypt(new ScryptIdentity(Prompts.saying("hunter3")), file));
    assertEquals("incorrect passphrase", failure.getMessage());
  }

  @Test
  void theUsualCostIsThatOfAge() throws IOException {
    try (FileKey fileKey = FileKey.generate()) {
      Stanza stanza =
          new ScryptIdentity(Prompts.saying("x")).recipient().wrap(fileKey).stanzas().getFirst();
      assertEquals("18", stanza.arguments().get(1));
    }
    assertThrows(
        IllegalArgumentException.class, () -> new ScryptRecipient(Prompts.saying("x"), 23));
  }

  @Test
  void aPassphraseIsAlwaysAlone() {
    Recipient other = X25519Identity.generate().recipient();
    for (List<Recipient> company :
        List.of(List.of(cheap("a"), cheap("a")), List.of(cheap("a"), other))) {
      KeyFailure failure = assertThrows(KeyFailure.class, () -> encrypt(company, "x"));
      assertTrue(failure.getMessage().startsWith("incompatible recipients"));
    }
  }

  @Test
  void nobodyIsAskedAboutAFileThatNeedsNoPassphrase() throws IOException {
    byte[] file = encrypt(List.of(X25519Identity.generate().recipient()), "x");
    NoMatch failure =
        assertThrows(NoMatch.class, () -> decrypt(new ScryptIdentity(Prompts.NOBODY), file));
    assertEquals(
        "the file is not passphrase-encrypted, identities are required", failure.getMessage());
  }

  @Test
  void aFileOfIdentitiesOpensWithItsPassphraseOnly() throws IOException {
    X25519Identity classic = X25519Identity.generate();
    X25519Identity second = X25519Identity.generate();
    String lines = "# mine\n" + encoding(classic) + "\n" + encoding(second) + "\n";
    byte[] binary = encrypt(List.of(cheap("hunter2")), lines);
    ByteArrayOutputStream armored = new ByteArrayOutputStream();
    try (AgeOutput output = Age.encryptArmored(List.of(cheap("hunter2")), armored)) {
      output.write(lines.getBytes(StandardCharsets.US_ASCII));
      output.finish();
    }
    byte[] file = encrypt(List.of(second.recipient()), "hello");
    for (byte[] identities : new byte[][] {binary, armored.toByteArray()}) {
      assertEquals("hello", decrypt(read(identities, Prompts.saying("hunter2")), file));
      KeyFailure failure =
          assertThrows(
              KeyFailure.class, () -> decrypt(read(identities, Prompts.saying("no")), file));
      assertEquals("the identity file does not open: incorrect passphrase", failure.getMessage());
      assertThrows(NoPassphrase.class, () -> decrypt(read(identities, Prompts.NOBODY), file));
      Identity all = read(identities, Prompts.saying("hunter2"));
      assertEquals(List.of(classic.recipient(), second.recipient()), all.recipients());
      byte[] forAll = encrypt(List.of(all.recipient()), "to both");
      assertEquals("to both", decrypt(classic, forAll));
      assertEquals("to both", decrypt(second, forAll));
    }
  }

  @Test
  void aFileOfIdentitiesThatIsEncryptedOtherwiseIsNotAnIdentity() throws IOException {
    byte[] identities = encrypt(List.of(X25519Identity.generate().recipient()), "x");
    byte[] file = encrypt(List.of(X25519Identity.generate().recipient()), "x");
    KeyFailure failure =
        assertThrows(KeyFailure.class, () -> decrypt(read(identities, Prompts.saying("x")), file));
    assertEquals(
        "the identity file does not open: the file is not passphrase-encrypted, identities are"
            + " required",
        failure.getMessage());
  }

  @Test
  void theWordsAreThoseOfBip39() throws IOException {
    try (InputStream in =
        GeneratedPassphrase.class.getResourceAsStream(GeneratedPassphrase.WORDS)) {
      byte[] list = in.readAllBytes();
      assertEquals(13_116, list.length);
      assertEquals(
          "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda", Sha256.hex(list));
    }
  }

  @Test
  void aGeneratedPassphraseIsTenWordsOfTheList() throws IOException {
    List<String> words;
    try (InputStream in =
        GeneratedPassphrase.class.getResourceAsStream(GeneratedPassphrase.WORDS)) {
      words = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
    assertEquals(2048, words.size());
    String first = generated();
    List<String> chosen = List.of(first.split("-", -1));
    assertEquals(10, chosen.size());
    assertTrue(words.containsAll(chosen), first);
    assertNotEquals(first, generated());
  }

  private static String generated() {
    try (SecretBytes passphrase = GeneratedPassphrase.generate()) {
      return new String(passphrase.bytes(), StandardCharsets.US_ASCII);
    }
  }

  private static Recipient cheap(String passphrase) {
    return new ScryptRecipient(Prompts.saying(passphrase), CHEAP);
  }

  private static String encoding(X25519Identity identity) {
    return new String(identity.exposeEncoding(), StandardCharsets.US_ASCII);
  }

  private static Identity read(byte[] file, PassphrasePrompt prompt) throws IOException {
    return Identities.read(new ByteArrayInputStream(file), PluginKeys.NONE, prompt).getFirst();
  }

  private static byte[] encrypt(List<Recipient> recipients, String text) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (AgeOutput output = Age.encrypt(recipients, file)) {
      output.write(text.getBytes(StandardCharsets.US_ASCII));
      output.finish();
    }
    return file.toByteArray();
  }

  private static String decrypt(Identity identity, byte[] file) throws IOException {
    try (InputStream in = Age.decrypt(List.of(identity), new ByteArrayInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
