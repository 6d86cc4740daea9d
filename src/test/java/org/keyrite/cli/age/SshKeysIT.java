package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.age.Age;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.signing.SshPublicKey;
import org.keyrite.crypto.signing.SshReader;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.StockAge;
import org.keyrite.testing.Tools;
import org.keyrite.testing.Typist;
import org.keyrite.text.CanonicalBase64;

/** SSH keys in the forms that ssh-keygen and OpenSSL write, and those that will not do. */
@Tag("tool")
class SshKeysIT {
  private static final byte[] DATA = "hello\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;

  /** What can never be used is passed over, as long as something else can. */
  @Test
  void anSshKeyThatCannotDecryptIsPassedOver() throws IOException {
    for (String type : List.of("ecdsa", "ed25519")) {
      run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", folder.resolve(type).toString());
    }
    Path key = folder.resolve("ed25519");
    Keyrite.Result file = Keyrite.run(DATA, "age", "-R", key + ".pub");
    String other = folder.resolve("ecdsa").toString();
    for (String[] identities : new String[][] {{other, key.toString()}, {key.toString(), other}}) {
      Keyrite.Result opened =
          Keyrite.run(file.stdout(), "age", "-d", "-i", identities[0], "-i", identities[1]);
      assertEquals(0, opened.status(), opened.stderr());
      assertArrayEquals(DATA, opened.stdout());
      assertEquals(
          "age: warning: passed over: identity file \""
              + other
              + "\": the private key is of type \"ecdsa-sha2-nistp256\", which can't decrypt\n",
          opened.stderr());
    }
    Keyrite.Result alone = Keyrite.run(file.stdout(), "age", "-d", "-i", other);
    assertEquals(1, alone.status());
    assertTrue(alone.stderr().startsWith("age: error: identity file \"" + other), alone.stderr());
    Keyrite.Result encrypting = Keyrite.run(DATA, "age", "-e", "-i", other, "-i", key.toString());
    assertEquals(1, encrypting.status(), "nobody is left out in silence");
  }

  /** A stranger's file for a key that is too weak to write for: age opens it as well. */
  @Test
  void aWeakRsaKeyOpensWhatSomebodyWroteForIt() throws Exception {
    Path key = folder.resolve("weak");
    run("ssh-keygen", "-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", key.toString());
    SshPublicKey weak = SshPublicKey.parse(Files.readString(Path.of(key + ".pub"))).orElseThrow();
    Path file = folder.resolve("weak.age");
    try (OutputStream out = Files.newOutputStream(file)) {
      Age.encrypt(List.of(fileKey -> wrapped(weak, fileKey)), out)
          .finish(new ByteArrayInputStream(DATA));
    }
    for (String peer : List.of(StockAge.program("age"), Keyrite.executable().toString())) {
      assertEquals("hello\n", age(peer, "-d", "-i", key.toString(), file.toString()));
    }
    for (String peer : List.of(StockAge.program("age"), Keyrite.executable().toString())) {
      Keyrite.Result refused = Keyrite.execute(DATA, command(peer, "-e", "-i", key.toString()));
      assertEquals(1, refused.status());
      assertEquals(0, refused.stdout().length);
    }
  }

  /** What age refuses to write. */
  private static Recipient.Wrapped wrapped(SshPublicKey key, FileKey fileKey) {
    try {
      SshReader fields = key.fields();
      BigInteger exponent = fields.integer();
      BigInteger modulus = fields.integer();
      byte[] label = "age-encryption.org/v1/ssh-rsa".getBytes(StandardCharsets.US_ASCII);
      OAEPEncoding cipher =
          new OAEPEncoding(new RSAEngine(), new SHA256Digest(), new SHA256Digest(), label);
      cipher.init(
          true,
          new ParametersWithRandom(
              new RSAKeyParameters(false, modulus, exponent), new SecureRandom()));
      byte[] hash = Arrays.copyOf(Sha256.of(key.encoded()), 4);
      byte[] body = cipher.processBlock(fileKey.exposeSecret(), 0, FileKey.LENGTH);
      Stanza stanza = new Stanza("ssh-rsa", List.of(CanonicalBase64.UNPADDED.encode(hash)), body);
      return new Recipient.Wrapped(List.of(stanza), Set.of());
    } catch (SshReader.Malformed | InvalidCipherTextException e) {
      throw new AssertionError(e);
    }
  }

  /** Whatever ssh-keygen -Z offers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "3des-cbc",
        "aes128-cbc",
        "aes192-cbc",
        "aes256-cbc",
        "aes128-ctr",
        "aes192-ctr",
        "aes256-ctr",
        "aes128-gcm@openssh.com",
        "aes256-gcm@openssh.com",
        "chacha20-poly1305@openssh.com"
      })
  void keysBehindEveryCipherOfSshKeygen(String cipher) {
    Path key = folder.resolve("locked");
    String[] of = {"ssh-keygen", "-q", "-t", "ed25519", "-a", "2", "-N", "hunter2", "-Z"};
    List<String> make = new ArrayList<>(List.of(of));
    make.addAll(List.of(cipher, "-f", key.toString()));
    run(make.toArray(String[]::new));
    Path file = folder.resolve("file.age");
    age(StockAge.program("age"), "-R", key + ".pub", "-o", file.toString(), key + ".pub");
    Typist.Result opened = typing("hunter2\n", "-d", "-i", key.toString(), file.toString());
    assertEquals(0, opened.status(), opened.stderr());
    Typist.Result refused = typing("hunter3\n", "-d", "-i", key.toString(), file.toString());
    assertEquals(1, refused.status());
    assertTrue(refused.stderr().contains("incorrect passphrase for the SSH key"));
  }

  /** OpenSSL's own old format, whose public half must be beside it. */
  @ParameterizedTest
  @ValueSource(strings = {"-aes128", "-aes192", "-aes256", "-des3"})
  void keysBehindTheOldPemEncryption(String cipher) throws IOException {
    Tools.require("openssl");
    Path plain = folder.resolve("plain");
    run(
        "ssh-keygen",
        "-q",
        "-t",
        "rsa",
        "-b",
        "2048",
        "-m",
        "PEM",
        "-N",
        "",
        "-f",
        plain.toString());
    Path key = folder.resolve("locked");
    run(
        "openssl",
        "rsa",
        "-traditional",
        cipher,
        "-passout",
        "pass:hunter2",
        "-in",
        plain.toString(),
        "-out",
        key.toString());
    Path file = folder.resolve("file.age");
    age(StockAge.program("age"), "-R", plain + ".pub", "-o", file.toString(), plain + ".pub");
    Keyrite.Result lacking =
        Keyrite.run(new byte[0], "age", "-d", "-i", key.toString(), file.toString());
    assertEquals(1, lacking.status());
    assertTrue(lacking.stderr().contains(key + ".pub"), lacking.stderr());
    Files.copy(Path.of(plain + ".pub"), Path.of(key + ".pub"));
    Typist.Result opened = typing("hunter2\n", "-d", "-i", key.toString(), file.toString());
    assertEquals(0, opened.status(), opened.stderr());
    Typist.Result refused = typing("hunter3\n", "-d", "-i", key.toString(), file.toString());
    assertEquals(1, refused.status());
    assertTrue(refused.stderr().contains("incorrect passphrase for the SSH key"));
  }

  private static String age(String program, String... arguments) {
    return run(command(program, arguments).toArray(String[]::new));
  }

  private static List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    if (program.equals(Keyrite.executable().toString())) {
      command.add("age");
    }
    command.addAll(List.of(arguments));
    return command;
  }

  private static Typist.Result typing(String typed, String... arguments) {
    return Typist.run(typed, command(Keyrite.executable().toString(), arguments));
  }

  private static String run(String... command) {
    Keyrite.Result result = Keyrite.execute(new byte[0], List.of(command));
    assertEquals(0, result.status(), result.stderr());
    return new String(result.stdout(), StandardCharsets.US_ASCII);
  }
}
