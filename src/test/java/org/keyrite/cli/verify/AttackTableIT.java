package org.keyrite.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Release;
import org.keyrite.testing.Tools;

/**
 * Each attack, made against the stock tools and against this program. The table in {@code
 * docs/verify.md} is what this prints: it is right, or this fails and shows the right one.
 */
@Tag("tool")
class AttackTableIT {
  private static final List<String> TOOLS =
      List.of("gpgv", "sqv", "minisign", "signify", "ssh-keygen", "sha256sum", "keyrite");

  private final List<String> lines = new ArrayList<>();
  private final Map<String, Boolean> cells = new TreeMap<>();
  private Release release;

  /** Makes an attack in a new release, and asks the tools that could notice it. */
  @FunctionalInterface
  private interface Attack {
    void run() throws Exception;
  }

  private void row(String attack, Attack steps) throws Exception {
    cells.clear();
    release = new Release();
    try (Release made = release) {
      made.file("file", "the file\n");
      steps.run();
    }
    String row =
        TOOLS.stream()
            .map(tool -> cells.containsKey(tool) ? cells.get(tool) ? "accepts" : "refuses" : "–")
            .collect(Collectors.joining(" | "));
    lines.add("| " + attack + " | " + row.replaceAll("accepts$", "**accepts**") + " |");
  }

  private void ask(String tool, String... command) {
    List<String> line = new ArrayList<>(List.of("env", "-C", release.folder().toString()));
    line.addAll(Arrays.asList(command));
    cells.put(tool, Keyrite.execute(new byte[0], line).status() == 0);
  }

  private void askKeyrite(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Keyrite.executable().toString(), "verify"));
    command.addAll(Arrays.asList(arguments));
    command.add("file");
    List<String> line = new ArrayList<>(List.of("env", "-C", release.folder().toString()));
    line.addAll(command);
    int status = Keyrite.execute(new byte[0], line).status();
    assertEquals(true, List.of(0, 2, 3).contains(status), () -> line + ": " + status);
    cells.put("keyrite", status == 0);
  }

  private void sign(Instant time, String name, String... options) throws IOException {
    release.append("file.asc", release.openPgpSignature(time, name, "file", options));
  }

  private void askOpenPgp(String threshold, String... fingerprints) throws IOException {
    Files.write(release.keys().resolve("keyring"), release.gpg(Release.SIGNED, "--export"));
    ask("gpgv", "gpgv", "--keyring", release.keys() + "/keyring", "file.asc", "file");
    ask("sqv", "sqv", "-n", threshold, "--keyring", "../keys/keyring", "file.asc", "file");
    List<String> options = new ArrayList<>(List.of("--signature", "file.asc"));
    for (String fingerprint : fingerprints) {
      options.addAll(List.of("--key", fingerprint, "--certificate", "../keys/keyring"));
    }
    if (fingerprints.length > 1) {
      options.addAll(List.of("--threshold", threshold));
    }
    askKeyrite(options.toArray(String[]::new));
  }

  @Test
  void theTableInTheManualIsTrue() throws Exception {
    for (String tool :
        List.of("gpg", "gpgv", "sqv", "minisign", "signify-openbsd", "ssh-keygen", "sha256sum")) {
      Tools.require(tool);
    }
    openPgp();
    ed25519();
    lists();
    String header = "| attack | " + String.join(" | ", TOOLS) + " |";
    Path manual = CeremonyFixture.PROJECT.resolve("docs/verify.md");
    String committed =
        Files.readAllLines(manual, UTF_8).stream()
            .dropWhile(line -> !line.equals(header))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .collect(Collectors.joining("\n"));
    assertEquals(String.join("\n", lines), committed);
  }

  private void openPgp() throws Exception {
    row(
        "OpenPGP: the file was changed",
        () -> {
          String alice = release.openPgpKey("alice", "0");
          sign(Release.SIGNED, "alice");
          release.file("file", "another file\n");
          askOpenPgp("1", alice);
        });
    row(
        "the key has expired since it signed",
        () -> {
          String alice = release.openPgpKey("alice", "2y");
          sign(Release.SIGNED, "alice");
          askOpenPgp("1", alice);
        });
    row(
        "the key was revoked: its secret was stolen",
        () -> {
          String alice = release.openPgpKey("alice", "0");
          sign(Release.SIGNED, "alice");
          release.revoke("alice");
          askOpenPgp("1", alice);
        });
    row(
        "the signature is over SHA-1",
        () -> {
          String alice = release.openPgpKey("alice", "0");
          sign(Release.SIGNED, "alice", "--digest-algo", "SHA1", "--allow-weak-digest-algos");
          askOpenPgp("1", alice);
        });
    row(
        "the signature is dated in the year 2100",
        () -> {
          String alice = release.openPgpKey("alice", "0");
          sign(Instant.parse("2100-01-01T00:00:00Z"), "alice");
          askOpenPgp("1", alice);
        });
    row(
        "two signers are needed, and one signed twice",
        () -> {
          String alice = release.openPgpKey("alice", "0");
          String bob = release.openPgpKey("bob", "0");
          for (Instant time : List.of(Release.SIGNED, Release.SIGNED.plusSeconds(60))) {
            release.append(
                "file.asc",
                release.gpg(time, "-u", "alice", "--output", "-", "--detach-sign", "file"));
          }
          askOpenPgp("2", alice, bob);
        });
    row(
        "no attack: two signers are needed, each has an armor block in the file",
        () -> {
          String alice = release.openPgpKey("alice", "0");
          String bob = release.openPgpKey("bob", "0");
          sign(Release.SIGNED, "alice");
          sign(Release.SIGNED, "bob");
          askOpenPgp("2", alice, bob);
        });
    row(
        "a signed message in place of the detached signature of the file",
        () -> {
          String alice = release.openPgpKey("alice", "0");
          release.file("other", "something else\n");
          release.gpg(
              Release.SIGNED, "-u", "alice", "--armor", "--output", "file.asc", "--sign", "other");
          askOpenPgp("1", alice);
        });
    row(
        "two signers are needed, and one secret signed, under two dates",
        () -> {
          String alice = release.openPgpKey("alice", "0");
          String again = release.sameSecret("alice", "again");
          for (String name : List.of("alice", "again")) {
            release.append(
                "file.asc",
                release.gpg(Release.SIGNED, "-u", name, "--output", "-", "--detach-sign", "file"));
          }
          askOpenPgp("2", alice, again);
        });
    row(
        "the signature is over text, and the file has other line ends",
        () -> {
          String alice = release.openPgpKey("alice", "0");
          sign(Release.SIGNED, "alice", "--textmode");
          release.file("file", "the file\r\n");
          askOpenPgp("1", alice);
        });
    row(
        "text after the signature",
        () -> {
          String alice = release.openPgpKey("alice", "0");
          sign(Release.SIGNED, "alice");
          release.append("file.asc", "Signed by everybody, too.\n".getBytes(UTF_8));
          askOpenPgp("1", alice);
        });
  }

  private void ed25519() throws Exception {
    row(
        "minisign: a signature of the old kind",
        () -> {
          String key = release.minisignKey("maker");
          release.run("minisign", "-S", "-l", "-s", "../keys/maker.sec", "-m", "file");
          ask("minisign", "minisign", "-V", "-q", "-P", key, "-m", "file");
          askKeyrite("--signature", "file.minisig", "--key", key);
        });
    row(
        "text after the signature of minisign",
        () -> {
          String key = release.minisignKey("maker");
          release.run("minisign", "-S", "-s", "../keys/maker.sec", "-m", "file");
          release.append("file.minisig", "and more\n".getBytes(UTF_8));
          ask("minisign", "minisign", "-V", "-q", "-P", key, "-m", "file");
          askKeyrite("--signature", "file.minisig", "--key", key);
        });
    row(
        "text after the signature of signify",
        () -> {
          String key = release.signifyKey("maker");
          release.run("signify-openbsd", "-S", "-s", "../keys/maker.sec", "-m", "file");
          release.append("file.sig", "and more\n".getBytes(UTF_8));
          ask("signify", "signify-openbsd", "-V", "-q", "-p", "../keys/maker.pub", "-m", "file");
          askKeyrite("--signature", "file.sig", "--scheme", "signify", "--key", key);
        });
    row(
        "text around the signature of SSH",
        () -> {
          String key = release.sshKey("maker");
          release.run(
              "ssh-keygen", "-q", "-Y", "sign", "-f", "../keys/maker", "-n", "file", "file");
          release.append("file.sig", "and more\n".getBytes(UTF_8));
          Files.writeString(release.keys().resolve("allowed"), "maker " + key + "\n");
          ask(
              "ssh-keygen",
              "sh",
              "-c",
              "ssh-keygen -q -Y verify -f ../keys/allowed -I maker -n file -s file.sig < file");
          askKeyrite("--signature", "file.sig", "--key", key);
        });
  }

  private void lists() throws Exception {
    row("SHA256SUMS: a line leads out of the folder", () -> askList("%s  ../file\n"));
    row("a line that is none", () -> askList("and everything else is fine\n"));
    row("a file that the list does not have", () -> askList(""));
    row(
        "two names that a file system may take for one",
        () -> {
          release.file("FILE", "the file\n");
          askList("%s  FILE\n");
        });
    row(
        "two names that look the same, with a character that does not show",
        () -> {
          release.file("file\ufe0f", "the file\n");
          askList("%s  file\ufe0f\n");
        });
  }

  /** The list of the file, with a line more; {@code %s} in it is the file's hash. */
  private void askList(String line) throws Exception {
    String hash = new String(release.run("sha256sum", "file"), UTF_8).substring(0, 64);
    Files.writeString(release.folder().resolve("../file"), "the file\n");
    release.file("SHA256SUMS", hash + "  file\n" + line.formatted(hash));
    ask("sha256sum", "sha256sum", "--quiet", "-c", "SHA256SUMS");
    if (line.isEmpty()) {
      release.file("unlisted", "mine\n");
      askKeyrite("--sums", "SHA256SUMS", "unlisted");
    } else {
      askKeyrite("--sums", "SHA256SUMS");
    }
    Files.delete(release.folder().resolve("../file"));
  }
}
