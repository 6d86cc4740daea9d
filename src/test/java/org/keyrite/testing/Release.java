package org.keyrite.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A release as its makers leave it: a folder to download, signed with stock tools; and beside it
 * what a careful person has already, the signers' keys and a trust policy.
 */
public final class Release implements AutoCloseable {
  /** When the makers sign. */
  public static final Instant SIGNED = Instant.parse("2025-04-13T10:00:00Z");

  private final Path top;

  public Release() throws IOException {
    top = Files.createTempDirectory("keyrite-release");
    Files.createDirectory(folder());
    Files.createDirectory(keys());
    Files.createDirectory(top.resolve("gpg"));
    new ProcessBuilder("chmod", "700", top.resolve("gpg").toString()).inheritIO().start();
  }

  /** What is downloaded. */
  public Path folder() {
    return top.resolve("download");
  }

  /** Where the keys are, which do not come with the download. */
  public Path keys() {
    return top.resolve("keys");
  }

  /** The trust policy. */
  public Path policy() {
    return top.resolve("trust.yaml");
  }

  /** Where verified files go. */
  public Path out() {
    return top.resolve("verified");
  }

  /** Writes a file of the download. */
  public Path file(String name, String content) throws IOException {
    return Files.writeString(folder().resolve(name), content);
  }

  /** Writes a list of checksums of files in the download, as sha256sum does. */
  public Path sums(String... files) throws IOException {
    List<String> command = new ArrayList<>(List.of("sha256sum"));
    command.addAll(Arrays.asList(files));
    return Files.write(folder().resolve("SHA256SUMS"), run(command.toArray(String[]::new)));
  }

  /** Writes the policy: the lines after its version. */
  public Release policy(String text) throws IOException {
    Files.writeString(policy(), "version: keyrite/trust/v1\n" + text);
    return this;
  }

  /** Runs a tool in the download folder; it must succeed. */
  public byte[] run(String... command) {
    List<String> line = new ArrayList<>(List.of("env", "-C", folder().toString()));
    line.addAll(Arrays.asList(command));
    Keyrite.Result result = Keyrite.execute(new byte[0], line);
    assertEquals(0, result.status(), () -> line + ": " + result.stderr());
    return result.stdout();
  }

  /** Runs gpg with its clock at a time. */
  public byte[] gpg(Instant time, String... arguments) {
    Tools.require("gpg");
    List<String> command =
        new ArrayList<>(
            List.of("gpg", "--homedir", top.resolve("gpg").toString(), "--batch", "--yes"));
    command.addAll(List.of("--quiet", "--no-tty", "--pinentry-mode", "loopback"));
    command.addAll(List.of("--passphrase", "", "--trust-model", "always"));
    command.addAll(List.of("--faked-system-time", time.getEpochSecond() + "!"));
    command.addAll(Arrays.asList(arguments));
    return run(command.toArray(String[]::new));
  }

  /**
   * Makes an OpenPGP key, whose certificate is in {@code keys/NAME.asc}.
   *
   * @param expires such as {@code 0} or {@code 1y}
   * @return its fingerprint
   */
  public String openPgpKey(String name, String expires) throws IOException {
    return openPgpKey(name, "ed25519", "sign", expires);
  }

  /** The same with a key of any kind, as {@code --quick-generate-key} has it. */
  public String openPgpKey(String name, String algorithm, String usage, String expires)
      throws IOException {
    Instant made = Instant.parse("2024-01-01T00:00:00Z");
    gpg(made, "--quick-generate-key", name, algorithm, usage, expires);
    export(name);
    return field(new String(gpg(made, "--with-colons", "-k", name), UTF_8), "fpr");
  }

  /**
   * Makes an OpenPGP key of the secret of another, which is said to be from another day.
   *
   * @return its fingerprint
   */
  public String sameSecret(String of, String name) throws IOException {
    Instant made = Instant.parse("2024-02-02T00:00:00Z");
    String grip =
        field(new String(gpg(made, "--with-colons", "--with-keygrip", "-k", of), UTF_8), "grp");
    Files.writeString(
        keys().resolve("parameters"),
        "%no-protection\nKey-Type: eddsa\nKey-Curve: ed25519\nKey-Grip: "
            + grip
            + "\nKey-Usage: sign\nName-Real: "
            + name
            + "\n%commit\n");
    gpg(made, "--generate-key", "../keys/parameters");
    export(name);
    return field(new String(gpg(made, "--with-colons", "-k", name), UTF_8), "fpr");
  }

  /** The first of a kind in a listing with colons. */
  private static String field(String listing, String kind) {
    return listing
        .lines()
        .filter(line -> line.startsWith(kind + ":"))
        .map(line -> line.split(":", -1)[9])
        .findFirst()
        .orElseThrow();
  }

  /** Writes a key's certificate as it is now. */
  public void export(String name) throws IOException {
    Files.write(keys().resolve(name + ".asc"), gpg(SIGNED, "--armor", "--export", name));
  }

  /** A detached signature in armor. */
  public byte[] openPgpSignature(Instant time, String name, String file, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--local-user", name, "--armor"));
    arguments.addAll(Arrays.asList(options));
    arguments.addAll(List.of("--output", "-", "--detach-sign", file));
    return gpg(time, arguments.toArray(String[]::new));
  }

  /** Takes a key back, because its secret was stolen, and writes its certificate again. */
  public void revoke(String name) throws IOException {
    Files.writeString(keys().resolve("answers"), "y\n1\n\ny\n");
    run(
        "sh",
        "-c",
        "gpg --homedir ../gpg --no-tty --quiet --pinentry-mode loopback --passphrase ''"
            + " --command-fd 0 --gen-revoke "
            + name
            + " < ../keys/answers > ../keys/revocation 2>/dev/null");
    gpg(SIGNED, "--import", "../keys/revocation");
    export(name);
  }

  /** Appends to a file of the download, or begins it. */
  public void append(String name, byte[] content) throws IOException {
    Path file = folder().resolve(name);
    byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    byte[] all = Arrays.copyOf(before, before.length + content.length);
    System.arraycopy(content, 0, all, before.length, content.length);
    Files.write(file, all);
  }

  /** Makes a minisign key pair; the secret one is {@code keys/NAME.sec}. */
  public String minisignKey(String name) throws IOException {
    Tools.require("minisign");
    run(
        "minisign",
        "-G",
        "-W",
        "-p",
        keys() + "/" + name + ".pub",
        "-s",
        keys() + "/" + name + ".sec");
    return secondLine(name);
  }

  /** Makes a signify key pair; the secret one is {@code keys/NAME.sec}. */
  public String signifyKey(String name) throws IOException {
    Tools.require("signify-openbsd");
    run(
        "signify-openbsd",
        "-G",
        "-n",
        "-p",
        keys() + "/" + name + ".pub",
        "-s",
        keys() + "/" + name + ".sec");
    return secondLine(name);
  }

  private String secondLine(String name) throws IOException {
    return Files.readAllLines(keys().resolve(name + ".pub")).getLast();
  }

  /** Makes an SSH key pair; the secret one is {@code keys/NAME}. */
  public String sshKey(String name) throws IOException {
    Tools.require("ssh-keygen");
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", keys() + "/" + name);
    return Files.readString(keys().resolve(name + ".pub")).strip();
  }

  /** Holds the whole download against the policy. */
  public Keyrite.Result verify(String... more) {
    List<String> arguments = new ArrayList<>(List.of("verify", "--policy", policy().toString()));
    arguments.addAll(Arrays.asList(more));
    arguments.add(folder().toString());
    return Keyrite.run(new byte[0], arguments.toArray(String[]::new));
  }

  /** Verifies in the download's folder, with options in place of a policy. */
  public Keyrite.Result verifyByOptions(String... arguments) {
    List<String> line = new ArrayList<>(List.of("env", "-C", folder().toString()));
    line.addAll(List.of(Keyrite.executable().toString(), "verify"));
    line.addAll(Arrays.asList(arguments));
    return Keyrite.execute(new byte[0], line);
  }

  /** Asserts that the whole download is admitted, and gives the receipt. */
  public String admits(String... more) {
    Keyrite.Result result = verify(more);
    String receipt = new String(result.stdout(), UTF_8);
    assertEquals("", result.stderr(), receipt);
    assertEquals(0, result.status(), receipt);
    return receipt;
  }

  /** Asserts that the answer is no, for this reason, and that nothing is written. */
  public String denies(String sentence) throws IOException {
    Keyrite.Result result = verify("--out", out().toString());
    String receipt = new String(result.stdout(), UTF_8);
    assertEquals(
        "keyrite: " + sentence + "\n         Do not use these files. Nothing was written.\n",
        result.stderr(),
        receipt);
    assertEquals(3, result.status(), receipt);
    assertNothingWritten();
    return receipt;
  }

  /** Asserts that there are no verified files, and none half-made. */
  public void assertNothingWritten() throws IOException {
    try (Stream<Path> files = Files.list(top)) {
      assertEquals(
          List.of("download", "gpg", "keys", "trust.yaml"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Override
  public void close() throws IOException {
    Keyrite.execute(
        new byte[0],
        List.of("gpgconf", "--homedir", top.resolve("gpg").toString(), "--kill", "all"));
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
