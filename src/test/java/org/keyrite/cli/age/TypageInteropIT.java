package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrite.testing.StockTypage.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.StockTypage;
import org.keyrite.testing.Typist;

/**
 * Files and identities in both directions with an implementation that shares nothing with age or
 * rage: neither language nor libraries, and the post-quantum hybrid is its own too.
 */
@Tag("tool")
class TypageInteropIT {
  private static final int[] SIZES = {0, 1, 65_535, 65_536, 65_537, 1 << 20};
  private static final String PASSPHRASE = "correct horse";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"generate", "generate-pq"})
  void identitiesAndFiles(String generate) throws IOException {
    Path theirs = folder.resolve("theirs");
    StockTypage.run(List.of(task(generate, "", folder, theirs)));
    Path ours = folder.resolve("ours");
    List<String> keygen = new ArrayList<>(List.of("age-keygen", "-o", ours.toString()));
    keygen.addAll(generate.endsWith("-pq") ? List.of("-pq") : List.of());
    assertEquals(0, Keyrite.run(new byte[0], keygen.toArray(String[]::new)).status());
    for (Path identity : List.of(theirs, ours)) {
      String recipient = text(keyrite(new byte[0], "age-keygen", "-y", identity.toString()));
      bothWays(identity, Files.readAllLines(identity).getLast(), recipient.strip());
    }
  }

  private void bothWays(Path file, String identity, String recipient) throws IOException {
    Path named = folder.resolve("recipient");
    List<String> tasks = new ArrayList<>(List.of(task("recipient", identity, folder, named)));
    for (int size : SIZES) {
      Path plain = Files.write(path("plain", size), data(size));
      for (String armor : List.of("", "-armored")) {
        List<String> encrypt = new ArrayList<>(List.of("age", "-r", recipient));
        encrypt.addAll(armor.isEmpty() ? List.of() : List.of("-a"));
        Path ours = path("ours" + armor, size);
        Files.write(ours, keyrite(data(size), encrypt.toArray(String[]::new)));
        tasks.add(task("decrypt", identity, ours, path("opened" + armor, size)));
        tasks.add(task("encrypt" + armor, recipient, plain, path("theirs" + armor, size)));
      }
    }
    StockTypage.run(tasks);
    assertEquals(recipient, Files.readString(named));
    for (int size : SIZES) {
      for (String armor : List.of("", "-armored")) {
        assertArrayEquals(data(size), Files.readAllBytes(path("opened" + armor, size)));
        byte[] theirs = Files.readAllBytes(path("theirs" + armor, size));
        assertArrayEquals(data(size), keyrite(theirs, "age", "-d", "-i", file.toString()));
      }
    }
  }

  @Test
  void passphrases() throws IOException {
    Path plain = Files.write(folder.resolve("plain"), data(100));
    Path ours = folder.resolve("ours.age");
    Path theirs = folder.resolve("theirs.age");
    Path opened = folder.resolve("opened");
    typing(PASSPHRASE + "\n" + PASSPHRASE + "\n", "-p", "-o", ours.toString(), plain.toString());
    StockTypage.run(
        List.of(
            task("decrypt", "passphrase " + PASSPHRASE, ours, opened),
            task("encrypt", "passphrase " + PASSPHRASE, plain, theirs)));
    assertArrayEquals(data(100), Files.readAllBytes(opened));
    assertArrayEquals(data(100), typing(PASSPHRASE + "\n", "-d", theirs.toString()));
  }

  private static byte[] typing(String typed, String... arguments) {
    List<String> command = new ArrayList<>(List.of(Keyrite.executable().toString(), "age"));
    command.addAll(List.of(arguments));
    Typist.Result result = Typist.run(typed, command);
    assertEquals(0, result.status(), result.stderr() + result.shown());
    return result.stdout();
  }

  private static byte[] keyrite(byte[] input, String... arguments) {
    Keyrite.Result result = Keyrite.run(input, arguments);
    assertEquals(0, result.status(), result.stderr());
    return result.stdout();
  }

  private Path path(String name, int size) {
    return folder.resolve(name + "-" + size);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static byte[] data(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }
}
