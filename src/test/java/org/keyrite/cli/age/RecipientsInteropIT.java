package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.StockAge;
import org.keyrite.testing.Tools;
import org.keyrite.testing.Typist;

/** Every recipient type, in both directions, with Debian's age, the newest age, and rage. */
@Tag("tool")
class RecipientsInteropIT {
  private static final int[] SIZES = {0, 1, 65_535, 65_536, 65_537};

  @TempDir private Path folder;

  /** The programs that ours is held against. */
  enum Peer {
    DEBIAN_AGE,
    NEWEST_AGE,
    RAGE;

    String program() {
      return switch (this) {
        case DEBIAN_AGE -> {
          Tools.require("age");
          yield "age";
        }
        case NEWEST_AGE -> StockAge.program("age");
        case RAGE -> StockAge.program("rage");
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void classicIdentities(Peer peer) throws IOException {
    Path key = folder.resolve("key");
    run(Keyrite.executable().toString(), "age-keygen", "-o", key.toString());
    bothWays(peer, key, recipientOf(key));
  }

  @ParameterizedTest
  @EnumSource(value = Peer.class, names = "NEWEST_AGE")
  void postQuantumIdentities(Peer peer) throws IOException {
    Path ours = folder.resolve("ours");
    run(Keyrite.executable().toString(), "age-keygen", "-pq", "-o", ours.toString());
    Path theirs = folder.resolve("theirs");
    run(StockAge.program("age-keygen"), "-pq", "-o", theirs.toString());
    for (Path key : new Path[] {ours, theirs}) {
      String recipient = recipientOf(key);
      assertEquals(recipient, run(StockAge.program("age-keygen"), "-y", key.toString()).strip());
      assertTrue(recipient.startsWith("age1pq1"), recipient);
      bothWays(peer, key, recipient);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sshEd25519Keys(Peer peer) throws IOException {
    sshKeys(peer, "-t", "ed25519");
  }

  @ParameterizedTest
  @EnumSource
  void sshRsaKeys(Peer peer) throws IOException {
    sshKeys(peer, "-t", "rsa", "-b", "2048");
  }

  @Test
  void sshRsaKeysInPemFormats() throws IOException {
    sshKeys(Peer.DEBIAN_AGE, "-t", "rsa", "-b", "3072", "-m", "PEM");
    sshKeys(Peer.DEBIAN_AGE, "-t", "rsa", "-b", "4096", "-m", "PKCS8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa"})
  void sshKeysBehindAPassphrase(String type) throws IOException {
    Path key = folder.resolve("locked-" + type);
    run("ssh-keygen", "-q", "-t", type, "-N", "hunter2", "-f", key.toString());
    byte[] file = Files.readAllBytes(encryptWith("age", "-R", key + ".pub"));
    Path input = Files.write(folder.resolve("file.age"), file);
    Typist.Result opened = typing("hunter2\n", "-d", "-i", key.toString(), input.toString());
    assertEquals(0, opened.status(), opened.stderr());
    assertArrayEquals(data(100), opened.stdout());
    String question = "Enter passphrase for \"" + key + "\": ";
    assertTrue(opened.shown().contains(question), opened.shown());
    Typist.Result refused = typing("hunter3\n", "-d", "-i", key.toString(), input.toString());
    assertEquals(1, refused.status());
    assertEquals("age: error: incorrect passphrase for the SSH key\n", refused.stderr());
    // Not asked for a file that is for someone else.
    Path other = folder.resolve("other-" + type);
    run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", other.toString());
    Path foreign = encryptWith("age", "-R", other + ".pub");
    Typist.Result passed = typing("", "-d", "-i", key.toString(), foreign.toString());
    assertTrue(passed.stderr().startsWith("age: error: no identity matched"), passed.stderr());
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "hybrid"})
  void taggedRecipientsOpenWithAgesOwnTestPlugin(String name) throws IOException {
    String age = StockAge.program("age");
    String recipients = Path.of("src/test/resources/tagtest", name + ".txt").toString();
    for (int size : SIZES) {
      byte[] file = succeed(ours(data(size), "age", "-R", recipients));
      // age finds its plugins on the PATH.
      List<String> command =
          List.of("env", "PATH=" + StockAge.folder(), age, "-d", "-j", "tagtest");
      assertArrayEquals(data(size), succeed(Keyrite.execute(file, command)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void passphrases(Peer peer) throws IOException {
    Path plain = Files.write(folder.resolve("plain"), data(100));
    Path file = folder.resolve("file.age");
    List<String> ours = List.of(Keyrite.executable().toString(), "age");
    // Unless it is told not to, rage asks through a window that pinentry opens.
    List<String> theirs = List.of("env", "PINENTRY_PROGRAM=", peer.program());
    for (List<List<String>> pair : List.of(List.of(ours, theirs), List.of(theirs, ours))) {
      List<String> encrypt = new ArrayList<>(pair.getFirst());
      encrypt.addAll(List.of("-p", "-o", file.toString(), plain.toString()));
      Typist.Result made = Typist.run("correct horse\ncorrect horse\n", encrypt);
      assertEquals(0, made.status(), made.stderr() + made.shown());
      List<String> decrypt = new ArrayList<>(pair.getLast());
      decrypt.addAll(List.of("-d", file.toString()));
      Typist.Result opened = Typist.run("correct horse\n", decrypt);
      assertEquals(0, opened.status(), opened.stderr() + opened.shown());
      assertArrayEquals(data(100), opened.stdout());
      Files.delete(file);
    }
  }

  private void sshKeys(Peer peer, String... options) throws IOException {
    Path key = folder.resolve("ssh-" + peer + String.join("", options));
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-f"));
    command.add(key.toString());
    command.addAll(Arrays.asList(options));
    run(command.toArray(String[]::new));
    String[] line = Files.readString(Path.of(key + ".pub")).strip().split(" ", -1);
    String recipient = line[0] + " " + line[1];
    assertEquals(recipient, recipientOf(key));
    bothWays(peer, key, recipient);
  }

  private void bothWays(Peer peer, Path key, String recipient) {
    String program = peer.program();
    for (int size : SIZES) {
      for (String[] armor : new String[][] {{}, {"-a"}}) {
        String[] encrypt = with(armor, "-r", recipient);
        String[] decrypt = {"-d", "-i", key.toString()};
        byte[] ours = succeed(ours(data(size), with(new String[] {"age"}, encrypt)));
        assertArrayEquals(data(size), succeed(theirs(program, ours, decrypt)));
        byte[] theirs = succeed(theirs(program, data(size), encrypt));
        assertArrayEquals(data(size), succeed(ours(theirs, with(new String[] {"age"}, decrypt))));
      }
    }
  }

  private Path encryptWith(String program, String... arguments) throws IOException {
    Tools.require(program);
    byte[] file = succeed(theirs(program, data(100), arguments));
    return Files.write(Files.createTempFile(folder, "made", ".age"), file);
  }

  private static Typist.Result typing(String typed, String... arguments) {
    List<String> command = new ArrayList<>(List.of(Keyrite.executable().toString(), "age"));
    command.addAll(Arrays.asList(arguments));
    return Typist.run(typed, command);
  }

  private static String recipientOf(Path key) {
    byte[] out = succeed(ours(new byte[0], "age-keygen", "-y", key.toString()));
    return new String(out, StandardCharsets.US_ASCII).strip();
  }

  private static String run(String... command) {
    byte[] out = succeed(Keyrite.execute(new byte[0], List.of(command)));
    return new String(out, StandardCharsets.US_ASCII);
  }

  private static Keyrite.Result ours(byte[] stdin, String... arguments) {
    return Keyrite.run(stdin, arguments);
  }

  private static Keyrite.Result theirs(String program, byte[] stdin, String... arguments) {
    return Keyrite.execute(stdin, List.of(with(new String[] {program}, arguments)));
  }

  private static byte[] succeed(Keyrite.Result result) {
    assertEquals(0, result.status(), result.stderr());
    return result.stdout();
  }

  private static String[] with(String[] first, String... rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(rest));
    return all.toArray(String[]::new);
  }

  /** What is written must open everywhere: age reads 1024 stanzas, and no more. */
  @Test
  void asManyRecipientsAsOthersReadAreWrittenAndNotOneMore() throws IOException {
    Path key = folder.resolve("key");
    run(Keyrite.executable().toString(), "age-keygen", "-o", key.toString());
    Path many = Files.writeString(folder.resolve("many"), (recipientOf(key) + "\n").repeat(1024));
    Path file = folder.resolve("file.age");
    byte[] data = data(100);
    Keyrite.Result written = Keyrite.run(data, "age", "-R", many.toString(), "-o", file.toString());
    assertEquals(0, written.status(), written.stderr());
    for (String peer : List.of(StockAge.program("age"), StockAge.program("rage"))) {
      Keyrite.Result opened =
          Keyrite.execute(new byte[0], List.of(peer, "-d", "-i", key.toString(), file.toString()));
      assertEquals(0, opened.status(), opened.stderr());
      assertArrayEquals(data, opened.stdout());
    }
    Keyrite.Result refused =
        Keyrite.run(data, "age", "-R", many.toString(), "-r", recipientOf(key));
    assertEquals(1, refused.status());
    assertEquals(0, refused.stdout().length);
    assertTrue(refused.stderr().startsWith("age: error: there are more than 1024 recipients"));
  }

  /** Post-quantum stanzas are the longest: as many make the longest header there is. */
  @Test
  void theLongestHeaderOpensHereAndThere() throws IOException {
    Path key = folder.resolve("key");
    run(Keyrite.executable().toString(), "age-keygen", "-pq", "-o", key.toString());
    Path many = Files.writeString(folder.resolve("many"), (recipientOf(key) + "\n").repeat(1024));
    for (String[] direction :
        new String[][] {
          {Keyrite.executable().toString(), StockAge.program("age")},
          {StockAge.program("age"), Keyrite.executable().toString()}
        }) {
      Path file = folder.resolve("file.age");
      age(direction[0], "-R", many.toString(), "-o", file.toString(), key.toString());
      assertEquals(
          Files.readString(key), age(direction[1], "-d", "-i", key.toString(), file.toString()));
    }
  }

  private static String age(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    if (program.equals(Keyrite.executable().toString())) {
      command.add("age");
    }
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static byte[] data(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }
}
