package org.keyrite.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.crypto.Sha256;
import org.keyrite.json.JsonParser;
import org.keyrite.json.JsonValue;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Release;

/** Verification without a policy's file: options say what is asked. */
class OneOffIT {
  private static final String EMPTY =
      "The name of a file is empty: perhaps a variable of the shell is.";

  private static final String HASH = Sha256.hex("the file".getBytes(UTF_8));

  private Release release;

  @BeforeEach
  void begin() throws Exception {
    release = new Release();
    release.file("file", "the file");
    release.file("other", "another file");
  }

  @AfterEach
  void end() throws Exception {
    release.close();
  }

  private Keyrite.Result verify(String... arguments) {
    List<String> line = new ArrayList<>(List.of("env", "-C", release.folder().toString()));
    line.addAll(List.of(Keyrite.executable().toString(), "verify"));
    line.addAll(Arrays.asList(arguments));
    return Keyrite.execute(new byte[0], line);
  }

  private void admits(String... arguments) {
    Keyrite.Result result = verify(arguments);
    assertEquals("", result.stderr());
    assertEquals(0, result.status());
  }

  private void denies(String sentence, String... arguments) {
    Keyrite.Result result = verify(arguments);
    assertEquals("keyrite: " + sentence + "\n         Do not use these files.\n", result.stderr());
    assertEquals(3, result.status());
  }

  @Test
  void aHash() {
    admits("--sha256", HASH, "file");
    admits("--sha256", "0".repeat(64), "--sha256", HASH, "file");
    denies(
        "other is not admitted: it does not have the required SHA-256.", "--sha256", HASH, "other");
    denies("missing is not admitted: it is not there.", "--sha256", HASH, "missing");
  }

  @Test
  void aList() throws Exception {
    release.run("sh", "-c", "sha256sum file > SHA256SUMS; b2sum --tag file other > B2SUMS");
    admits("--sums", "SHA256SUMS", "file");
    denies(
        "other is not admitted: SHA256SUMS does not list it.",
        "--sums",
        "SHA256SUMS",
        "file",
        "other");
    admits("--sums", "B2SUMS", "--sums-kind", "blake2b", "file", "other");
    denies(
        "B2SUMS is not admitted: it is no list: it has BLAKE2b-512 in line 1, where SHA-256 is"
            + " expected.",
        "--sums",
        "B2SUMS",
        "file");
  }

  @Test
  void everyFormOfAKey() throws Exception {
    String minisign = release.minisignKey("mini");
    release.run("minisign", "-S", "-s", "../keys/mini.sec", "-m", "file");
    admits("--signature", "file.minisig", "--key", minisign, "file");
    admits("--signature", "file.minisig", "--key", "../keys/mini.pub", "file");

    String signify = release.signifyKey("signi");
    release.run("signify-openbsd", "-S", "-s", "../keys/signi.sec", "-m", "file");
    admits("--signature", "file.sig", "--scheme", "signify", "--key", signify, "file");
    admits("--signature", "file.sig", "--scheme", "signify", "--key", "../keys/signi.pub", "file");

    String ssh = release.sshKey("ssh");
    release.run("rm", "file.sig");
    release.run("ssh-keygen", "-q", "-Y", "sign", "-f", "../keys/ssh", "-n", "release", "file");
    admits("--signature", "file.sig", "--namespace", "release", "--key", ssh, "file");
    admits("--signature", "file.sig", "--namespace", "release", "--key", "../keys/ssh.pub", "file");
    denies(
        "file is not admitted: key did not sign it.",
        "--signature",
        "file.sig",
        "--key",
        ssh,
        "file");

    String alice = release.openPgpKey("alice", "0");
    release.append("file.asc", release.openPgpSignature(Release.SIGNED, "alice", "file"));
    admits("--signature", "file.asc", "--key", alice, "--certificate", "../keys/alice.asc", "file");
    release.gpg(Release.SIGNED, "-u", "alice", "--output", "clear", "--clear-sign", "file");
    admits(
        "--signature",
        "clear",
        "--mode",
        "clear-signed",
        "--key",
        alice,
        "--certificate",
        "../keys/alice.asc",
        "message");
  }

  @Test
  void aRevocationCountsInWhicheverCopyItStands() throws Exception {
    String alice = release.openPgpKey("alice", "0");
    release.append("file.asc", release.openPgpSignature(Release.SIGNED, "alice", "file"));
    release.run("cp", "../keys/alice.asc", "../keys/before.asc");
    release.revoke("alice");
    for (List<String> copies : List.of(List.of("before", "alice"), List.of("alice", "before"))) {
      denies(
          "file is not admitted: key did not sign it.",
          "--signature",
          "file.asc",
          "--key",
          alice,
          "--certificate",
          "../keys/" + copies.getFirst() + ".asc",
          "--certificate",
          "../keys/" + copies.getLast() + ".asc",
          "file");
    }
  }

  @Test
  void severalKeysAndAThreshold() throws Exception {
    List<String> options = new ArrayList<>();
    for (String name : List.of("one", "two", "three")) {
      options.addAll(List.of("--key", release.minisignKey(name)));
      options.addAll(List.of("--signature", name + ".minisig"));
      if (!name.equals("three")) {
        release.run(
            "minisign",
            "-S",
            "-s",
            "../keys/" + name + ".sec",
            "-m",
            "file",
            "-x",
            name + ".minisig");
      }
    }
    options.addAll(List.of("file", "--threshold"));
    admits(with(options, "2"));
    denies("file is not admitted: keys needs 3 of 3 and has 2: key-1, key-2.", with(options, "3"));
  }

  private static String[] with(List<String> options, String last) {
    List<String> all = new ArrayList<>(options);
    all.add(last);
    return all.toArray(String[]::new);
  }

  static List<Arguments> notClear() {
    String key = ExamplePolicy.ALICE;
    String bob = ExamplePolicy.BOB;
    return List.of(
        usage(
            "Say what makes the files acceptable: --policy, --sha256, --sums or --signature.",
            "file"),
        usage("A folder needs --policy: . is one.", "--sha256", HASH, "."),
        usage("--sha256 needs 64 digits 0-9 a-f.", "--sha256", "abc", "file"),
        usage(
            "Several files need a list: --sums, or --policy with a folder.",
            "--sha256",
            HASH,
            "file",
            "other"),
        usage("A signature needs a --key, and a key a --signature.", "--signature", "sig", "file"),
        usage("Either --sums or --sha256 says the hash.", "--sums", "S", "--sha256", HASH, "file"),
        usage(
            "Say how many of the keys must have signed: --threshold.",
            "--signature",
            "sig",
            "--key",
            key,
            "--key",
            bob,
            "file"),
        usage(
            "--threshold is a number from 1 to the number of keys.",
            "--signature",
            "sig",
            "--key",
            key,
            "--key",
            bob,
            "--threshold",
            "3",
            "file"),
        usage(
            "A key is given twice, and would count twice.",
            "--signature",
            "sig",
            "--key",
            key,
            "--key",
            ExamplePolicy.ALICE_RENUMBERED,
            "--threshold",
            "2",
            "file"),
        usage(
            "The keys are of several schemes, which needs a --policy.",
            "--signature",
            "sig",
            "--key",
            key,
            "--key",
            ExamplePolicy.BOB_OF_SSH,
            "--threshold",
            "1",
            "file"),
        usage(
            "--mode inline is no mode of minisign.",
            "--signature",
            "sig",
            "--key",
            key,
            "--mode",
            "inline",
            "file"),
        usage(
            "An OpenPGP fingerprint needs its --certificate.",
            "--signature",
            "sig",
            "--key",
            "0".repeat(40),
            "file"),
        usage(
            "--key nothing is no key, no whole fingerprint, and no file with a key.",
            "--signature",
            "sig",
            "--key",
            "nothing",
            "file"),
        usage(
            "--at needs a time, such as 2026-11-22 or 2026-11-22T10:00:00Z.", "--at", "x", "file"),
        usage(
            "With --policy, the policy says what is asked: leave the other options out.",
            "--policy",
            "trust.yaml",
            "--sha256",
            HASH,
            "file"),
        usage(
            "With --policy, the policy says what is asked: leave the other options out.",
            "--policy",
            "trust.yaml",
            "--mode",
            "detached",
            "file"),
        usage(EMPTY, "--policy", "trust.yaml", ""),
        usage(EMPTY, "--policy", "", "file"),
        usage(EMPTY, "--sha256", HASH, "--out", "", "file"));
  }

  private static Arguments usage(String sentence, String... arguments) {
    return Arguments.of(sentence, List.of(arguments));
  }

  @ParameterizedTest
  @MethodSource("notClear")
  void aQuestionThatIsNotClear(String sentence, List<String> arguments) {
    Keyrite.Result result = verify(arguments.toArray(String[]::new));
    assertEquals(sentence, result.stderr().lines().findFirst().orElseThrow());
    assertEquals(2, result.status());
    assertEquals("", new String(result.stdout(), UTF_8));
  }

  @Test
  void theReceiptForPrograms() throws Exception {
    String key = release.minisignKey("maker");
    release.run(
        "minisign", "-S", "-s", "../keys/maker.sec", "-m", "file", "-t", "timestamp:1744538400");
    Keyrite.Result result =
        verify("--json", "--at", "2026-11-22", "--signature", "file.minisig", "--key", key, "file");
    String signatures = Sha256.hex(Files.readAllBytes(release.folder().resolve("file.minisig")));
    String receipt = new String(result.stdout(), UTF_8);
    assertTrue(JsonParser.parse(result.stdout()) instanceof JsonValue.Members, receipt);
    assertEquals(
        """
        {"answer":"yes","at":"2026-11-22T00:00:00Z","rehearsal":true,"keyrite":"0.1.0",\
        "certificates":[],"artifacts":[{"file":"file","version":"","admitted":true,"bytes":8,\
        "hashes":{"SHA-256":"%s"},\
        "conditions":[{"kind":"signed","met":true,"clause":"key signed it"}],\
        "signatures":[{"file":"file.minisig","file-sha256":"%s","scheme":"minisign",\
        "mode":"detached","counts":true,"signer":"key","key":"%s","made-by":"%s",\
        "made":"2025-04-13T10:00:00Z","algorithm":"Ed25519, BLAKE2b-512",\
        "comment":"timestamp:1744538400"}]}],"unadmitted":[]}
        """
            .formatted(HASH, signatures, key, key),
        receipt);
  }
}
