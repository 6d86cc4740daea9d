package org.keyrite.age.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.age.Identity;
import org.keyrite.age.PassphrasePrompt;
import org.keyrite.age.Prompts;
import org.keyrite.age.Recipient;
import org.keyrite.age.UnwrapResult;
import org.keyrite.age.files.Identities;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.AgeException.NoPassphrase;
import org.keyrite.age.header.Stanza;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.signing.SshPublicKey;

/** SSH keys as {@code ssh-keygen} and OpenSSL have written them, of every kind and none. */
class SshTest {
  private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
  private static final String END = "-----END OPENSSH PRIVATE KEY-----\n";

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa-2048-a", "rsa-3072-pkcs1", "rsa-2048-pkcs8"})
  void aPrivateKeyHasThePublicKeyBesideIt(String name) {
    assertEquals(SshKeys.publicKey(name), SshKeys.identity(name).recipient().toString());
  }

  @Test
  void opensslsEd25519KeysAreReadToo() throws IOException {
    assertOpens(SshKeys.identity("ed25519-pkcs8"), SshKeys.identity("ed25519-pkcs8").recipient());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ed25519-locked",
        "rsa-locked-cbc",
        "rsa-locked-pem",
        "ed25519-locked-aes128",
        "ed25519-locked-aes192-ctr",
        "ed25519-locked-aes128-cbc",
        "ed25519-locked-aes128-gcm",
        "ed25519-locked-aes256-gcm",
        "ed25519-locked-chacha20-poly1305",
        "ed25519-locked-3des-cbc"
      })
  void aLockedKeyAsksOnlyWhenAStanzaIsForIt(String name) throws IOException {
    Recipient recipient = Recipients.parse(SshKeys.publicKey(name));
    assertOpens(SshKeys.identity(name, beside(name, Prompts.saying("hunter2"))), recipient);
    Identity nobodyThere = SshKeys.identity(name, beside(name, Prompts.NOBODY));
    assertEquals(recipient, nobodyThere.recipient());
    assertThrows(NoPassphrase.class, () -> nobodyThere.unwrap(stanzas(recipient)));
    for (Recipient other : List.of(SshKeys.ed25519().recipient(), SshKeys.rsa().recipient())) {
      assertInstanceOf(UnwrapResult.NotForMe.class, nobodyThere.unwrap(stanzas(other)));
    }
    KeyFailure failure =
        assertThrows(
            KeyFailure.class,
            () ->
                SshKeys.identity(name, beside(name, Prompts.saying("no")))
                    .unwrap(stanzas(recipient)));
    assertEquals("incorrect passphrase for the SSH key", failure.getMessage());
  }

  /** The key's file, with its public half beside it. */
  private static PassphrasePrompt beside(String name, PassphrasePrompt prompt) {
    return new PassphrasePrompt() {
      @Override
      public SecretBytes ask() throws IOException {
        return prompt.ask();
      }

      @Override
      public String publicKey() {
        return SshKeys.publicKey(name);
      }
    };
  }

  @Test
  void aKeyThatIsTooWeakToEncryptToOpensWhatThereIs() throws IOException {
    Identity weak = SshKeys.identity("rsa-1024");
    assertEquals(SshKeys.publicKey("rsa-1024"), weak.recipient().toString());
    KeyFailure failure = assertThrows(KeyFailure.class, () -> stanzas(weak.recipient()));
    assertEquals("the SSH key is malformed or too weak", failure.getMessage());
    assertInstanceOf(UnwrapResult.NotForMe.class, weak.unwrap(stanzas(SshKeys.rsa().recipient())));
  }

  @Test
  void thePublicHalfBesideAKeyMustBeItsOwn() throws IOException {
    Identity mixed =
        SshKeys.identity("rsa-locked-pem", beside("rsa-2048-a", Prompts.saying("hunter2")));
    KeyFailure failure =
        assertThrows(KeyFailure.class, () -> mixed.unwrap(stanzas(mixed.recipient())));
    assertEquals("mismatched private and public SSH key", failure.getMessage());
  }

  @Test
  void spaceBeforeAKeyIsPassedOver() {
    String spaced = " \n\t\r\n" + new String(SshKeys.bytes("ed25519"), StandardCharsets.US_ASCII);
    assertEquals(
        SshKeys.publicKey("ed25519"),
        assertReads(spaced.getBytes(StandardCharsets.US_ASCII)).recipient().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "rsa-locked-pem, the private key's public half is not beside it",
    "rsa-locked-pkcs8, 'the private key is protected by a passphrase in the format PKCS #8'",
    "ecdsa, 'the private key is of type \"ecdsa-sha2-nistp256\", which can''t decrypt'",
  })
  void aPrivateKeyThatWillNotDoIsToldWhy(String name, String sentence) {
    KeyFailure failure = assertThrows(KeyFailure.class, () -> read(SshKeys.bytes(name)));
    assertEquals(sentence, failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "ecdsa, SSH keys of this type can't encrypt, ignoring unsupported SSH key of type X at line 2",
    "rsa-1024, the SSH key is malformed or, ignoring SSH key of type X at line 2: the SSH key is"
        + " malformed or too weak"
  })
  void aPublicKeyThatWillNotDoIsToldWhyAndPassedOverInAFile(
      String name, String sentence, String warning) throws IOException {
    String line = SshKeys.publicKey(name);
    // Only what starts with "ssh-" is taken for a key on a command line.
    if (line.startsWith("ssh-")) {
      KeyFailure failure = assertThrows(KeyFailure.class, () -> Recipients.parse(line));
      assertTrue(failure.getMessage().startsWith(sentence), failure.getMessage());
    }
    List<String> warnings = new ArrayList<>();
    String file = "# authorized\n" + line + " me@here\n" + SshKeys.publicKey("ed25519") + " x y\n";
    List<Recipient> recipients =
        Recipients.read(
            new ByteArrayInputStream(file.getBytes(StandardCharsets.US_ASCII)),
            PluginKeys.NONE,
            warnings::add);
    assertEquals(List.of(SshKeys.identity("ed25519").recipient()), recipients);
    String type = line.substring(0, line.indexOf(' '));
    assertEquals(List.of(warning.replace("X", '"' + type + '"')), warnings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh-ed25519",
        "ssh-ed25519 ",
        "ssh-ed25519 AAAA",
        "ssh-ed25519 !",
        "ssh-rsa QQ=="
      })
  void aMalformedPublicKeyIsRefused(String line) {
    KeyFailure failure = assertThrows(KeyFailure.class, () -> Recipients.parse(line));
    assertEquals("the SSH key is malformed", failure.getMessage());
  }

  @Test
  void aPublicKeyThatIsNoPointOrHasMoreBehindItIsRefused() {
    byte[] noPoint = new byte[32];
    noPoint[0] = 2;
    byte[] one = new byte[32];
    one[0] = 1;
    for (SshPublicKey key :
        List.of(
            SshPublicKey.of("ssh-ed25519", noPoint),
            SshPublicKey.of("ssh-ed25519", one),
            SshPublicKey.of("ssh-ed25519", new byte[31]),
            SshPublicKey.of("ssh-ed25519"),
            SshPublicKey.of("ssh-ed25519", one, one),
            SshPublicKey.of("ssh-rsa", new byte[] {3}),
            SshPublicKey.of("ssh-rsa", new byte[] {-1}, new byte[300]),
            // Divisible by 3: anybody could find out the private key.
            SshPublicKey.rsa(
                BigInteger.valueOf(65537), BigInteger.TWO.pow(2047).add(BigInteger.ONE)))) {
      assertThrows(KeyFailure.class, () -> Recipients.parse(key.toString()));
    }
  }

  @Test
  void aPrivateKeyThatIsCutShortSaysSo() {
    byte[] key = SshKeys.bytes("ed25519");
    KeyFailure failure =
        assertThrows(KeyFailure.class, () -> read(Arrays.copyOf(key, key.length - 10)));
    assertEquals("the private key is cut short: its END line is missing", failure.getMessage());
    String windows = new String(key, StandardCharsets.US_ASCII).replace("\n", "\r\n");
    assertEquals(
        SshKeys.publicKey("ed25519"),
        assertReads(windows.getBytes(StandardCharsets.US_ASCII)).recipient().toString());
  }

  /** ssh-keygen refuses it as well: without a salt, one search would serve for many keys. */
  @Test
  void aLockedKeyWithoutASaltIsMalformed() {
    String locked = new String(SshKeys.bytes("ed25519-locked"), StandardCharsets.US_ASCII);
    assertInstanceOf(LockedSshIdentity.class, assertReads(armored(content(locked))));
    byte[] salted = content(locked);
    // Behind the magic word: "aes256-ctr", "bcrypt", and 24 bytes of a salt and the rounds.
    int options = 15 + 4 + 10 + 4 + 6;
    ByteBuffer saltless = ByteBuffer.allocate(salted.length - 16);
    saltless.put(salted, 0, options).putInt(8).putInt(0);
    saltless.put(salted, options + 24, salted.length - options - 24);
    KeyFailure failure = assertThrows(KeyFailure.class, () -> read(armored(saltless.array())));
    assertEquals(
        "the private key is malformed, or of a type that can't decrypt", failure.getMessage());
  }

  private static byte[] content(String armored) {
    String content = armored.replace(BEGIN, "").replace(END, "");
    return Base64.getMimeDecoder().decode(content);
  }

  private static byte[] armored(byte[] content) {
    String base64 = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(content);
    return (BEGIN + base64 + "\n" + END).getBytes(StandardCharsets.US_ASCII);
  }

  private static void assertOpens(Identity identity, Recipient recipient) throws IOException {
    try (FileKey fileKey = FileKey.generate()) {
      UnwrapResult result = identity.unwrap(recipient.wrap(fileKey).stanzas());
      byte[] mac = fileKey.headerMac(new byte[0]);
      assertTrue(
          assertInstanceOf(UnwrapResult.Unwrapped.class, result)
              .fileKey()
              .authenticates(new byte[0], mac));
    }
  }

  private static List<Stanza> stanzas(Recipient recipient) throws IOException {
    return recipient.wrap(FileKey.generate()).stanzas();
  }

  private static Identity assertReads(byte[] file) {
    try {
      return read(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Identity read(byte[] file) throws IOException {
    return Identities.read(new ByteArrayInputStream(file), PluginKeys.NONE, Prompts.NOBODY)
        .getFirst();
  }
}
