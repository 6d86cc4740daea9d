package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** A GnuPG home of its own, in which the clock is set by the test. */
final class Gpg implements AutoCloseable {
  /** When keys are made, unless a test says otherwise: the first second of 2024. */
  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private final Path home;

  Gpg() throws IOException {
    Tools.require("gpg");
    // A socket's path is short: build folders are not.
    home = Files.createTempDirectory("keyrite-gpg");
  }

  /** What a run printed. Its clock stands at the given time. */
  byte[] at(Instant time, byte[] stdin, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of("gpg", "--homedir", home.toString(), "--batch", "--yes", "--quiet", "--no-tty"));
    command.addAll(List.of("--faked-system-time", time.getEpochSecond() + "!"));
    command.addAll(List.of("--pinentry-mode", "loopback", "--passphrase", ""));
    command.addAll(List.of("--allow-weak-digest-algos", "--trust-model", "always"));
    command.addAll(Arrays.asList(arguments));
    Keyrite.Result result = Keyrite.execute(stdin, command);
    assertEquals(0, result.status(), () -> command + ": " + result.stderr());
    return result.stdout();
  }

  /**
   * Makes a key.
   *
   * @param algorithm as {@code --quick-generate-key} has it
   * @param usage such as {@code sign}
   * @param expires such as {@code 0} or {@code 1y}
   * @return its fingerprint
   */
  String key(Instant time, String name, String algorithm, String usage, String expires) {
    at(time, new byte[0], "--quick-generate-key", name, algorithm, usage, expires);
    return fingerprints(name).getFirst();
  }

  String key(String name) {
    return key(START, name, "ed25519", "sign", "0");
  }

  /** Adds a subkey, and gives its fingerprint. */
  String subkey(Instant time, String key, String algorithm, String usage, String expires) {
    at(time, new byte[0], "--quick-add-key", key, algorithm, usage, expires);
    return fingerprints(key).getLast();
  }

  /** Of the primary key, and of the subkeys. */
  List<String> fingerprints(String key) {
    String listing =
        new String(
            at(START, new byte[0], "--with-colons", "--fingerprint", "--fingerprint", "-k", key),
            StandardCharsets.UTF_8);
    return listing
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":", -1)[9])
        .toList();
  }

  byte[] export(String... keys) {
    List<String> arguments = new ArrayList<>(List.of("--export"));
    arguments.addAll(Arrays.asList(keys));
    return at(START, new byte[0], arguments.toArray(String[]::new));
  }

  byte[] exportArmored(String key) {
    return at(START, new byte[0], "--armor", "--export", key);
  }

  /** A detached signature, binary. */
  byte[] sign(Instant time, String key, byte[] data, String... options) {
    return run(time, key, data, "--detach-sign", options);
  }

  byte[] run(Instant time, String key, byte[] data, String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--local-user", key));
    arguments.addAll(Arrays.asList(options));
    arguments.add(command);
    return at(time, data, arguments.toArray(String[]::new));
  }

  /**
   * A revocation certificate.
   *
   * @param reason 0 none, 1 compromised, 2 superseded, 3 no longer used
   */
  byte[] revocation(Instant time, String key, int reason) throws IOException {
    // --gen-revoke asks on its command channel, in this order.
    Path answers = home.resolve("answers");
    Files.writeString(answers, "y\n" + reason + "\n\ny\n");
    return at(
        time, Files.readAllBytes(answers), "--no-batch", "--command-fd", "0", "--gen-revoke", key);
  }

  /** Edits a key as its menu does, one line after another. */
  void edit(Instant time, String key, String... lines) {
    at(
        time,
        (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8),
        "--no-batch",
        "--expert",
        "--command-fd",
        "0",
        "--edit-key",
        key);
  }

  Path file(String name, byte[] content) throws IOException {
    return Files.write(home.resolve(name), content);
  }

  static Certificates certificates(Set<String> pinned, byte[]... files)
      throws SignatureFormatException, IOException {
    CertificateReader reader = new CertificateReader(pinned);
    for (byte[] file : files) {
      reader.read(file);
    }
    return reader.certificates();
  }

  @Override
  public void close() throws IOException {
    Keyrite.execute(new byte[0], List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
