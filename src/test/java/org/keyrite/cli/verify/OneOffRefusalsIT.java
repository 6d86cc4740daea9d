package org.keyrite.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Release;
import org.keyrite.trust.ExamplePolicy;

/** Questions that are none, or not clear, and what to do about it. */
class OneOffRefusalsIT {
  private static final String EMPTY =
      "The name of a file is empty: perhaps a variable of the shell is.";

  private static final String IDLE =
      "--scheme, --mode, --certificate, --revocation, --threshold, --namespace,"
          + " --allow-legacy-minisign and --any-signed-name are about a --signature, and there is"
          + " none.";

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
    return release.verifyByOptions(arguments);
  }

  static List<Arguments> notClear() {
    String key = ExamplePolicy.ALICE;
    String bob = ExamplePolicy.BOB;
    return List.of(
        usage(
            "--namespace: only signatures of ssh have a namespace.",
            "--signature",
            "other",
            "--key",
            key,
            "--namespace",
            "file",
            "file"),
        usage(
            "--namespace: expected a text on one line, of characters that show.",
            "--signature",
            "other",
            "--key",
            ExamplePolicy.BOB_OF_SSH,
            "--namespace",
            "",
            "file"),
        usage(
            "--certificate is for openpgp.",
            "--signature",
            "other",
            "--key",
            key,
            "--certificate",
            "other",
            "file"),
        usage(IDLE, "--sha256", HASH, "--namespace", "file", "file"),
        usage(IDLE, "--sha256", HASH, "--allow-legacy-minisign", "file"),
        usage(IDLE, "--sha256", HASH, "--threshold", "1", "file"),
        usage(
            "--sums-kind is about the list of --sums, and there is none.",
            "--sha256",
            HASH,
            "--sums-kind",
            "sha512",
            "file"),
        usage(
            "./other is the list itself: name the files that it lists, one by one, and not *.",
            "--sums",
            "other",
            "file",
            "./other"),
        usage(
            "other is a --signature: name the files that are signed, one by one, and not *.",
            "--sums",
            "file",
            "--signature",
            "other",
            "--key",
            key,
            "other",
            "third"),
        usage(
            "--mode embedded is not a mode of minisign; a key in this form is signify's only with"
                + " --scheme signify.",
            "--signature",
            "other",
            "--key",
            key,
            "--mode",
            "embedded",
            "file"),
        usage(
            "--key 0x0123456789ABCDEF is a key id, which other keys can have too: give the"
                + " fingerprint.",
            "--signature",
            "other",
            "--key",
            "0x0123456789ABCDEF",
            "file"),
        usage(
            "A --key is empty: perhaps a variable of the shell is.",
            "--signature",
            "other",
            "--key",
            "",
            "file"),
        usage(EMPTY, "--signature", "", "--key", key, "file"),
        usage(
            "Say what makes the files acceptable: --policy, --sha256, --sums or --signature.",
            "file"),
        usage(
            "A folder needs --policy, or a list that it is alone with, --sums: . is one.",
            "--sha256",
            HASH,
            "."),
        usage("--sha256: expected a SHA-256: 64 digits 0-9 a-f.", "--sha256", "abc", "file"),
        usage(
            "Several files need a list: --sums, or --policy with a folder.",
            "--sha256",
            HASH,
            "file",
            "other"),
        usage(
            "A signature needs a --key, and a key a --signature.", "--signature", "other", "file"),
        usage("Either --sums or --sha256 says the hash.", "--sums", "S", "--sha256", HASH, "file"),
        usage(
            "Say how many of the keys must have signed: --threshold.",
            "--signature",
            "other",
            "--key",
            key,
            "--key",
            bob,
            "file"),
        usage(
            "--threshold: the group can never have 3 of its members: they are 2.",
            "--signature",
            "other",
            "--key",
            key,
            "--key",
            bob,
            "--threshold",
            "3",
            "file"),
        usage(
            "--key "
                + ExamplePolicy.ALICE_RENUMBERED
                + ": this key is pinned already, for 'key-1'.",
            "--signature",
            "other",
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
            "other",
            "--key",
            key,
            "--key",
            ExamplePolicy.BOB_OF_SSH,
            "--threshold",
            "1",
            "file"),
        usage(
            "--mode inline is not a mode of minisign; a key in this form is signify's only with"
                + " --scheme signify.",
            "--signature",
            "other",
            "--key",
            key,
            "--mode",
            "inline",
            "file"),
        usage(
            "--mode: ssh has no such mode; it has: detached.",
            "--signature",
            "other",
            "--key",
            ExamplePolicy.BOB_OF_SSH,
            "--mode",
            "inline",
            "file"),
        usage(
            "--allow-legacy-minisign: only signatures of minisign have a legacy kind.",
            "--signature",
            "other",
            "--key",
            ExamplePolicy.BOB_OF_SSH,
            "--allow-legacy-minisign",
            "file"),
        usage(
            "--sums-kind: expected one of these: blake2b, sha256, sha384, sha512.",
            "--sums",
            "other",
            "--sums-kind",
            "md5",
            "file"),
        usage(
            "An OpenPGP fingerprint needs its --certificate.",
            "--signature",
            "other",
            "--key",
            "0".repeat(40),
            "file"),
        usage(
            "--key nothing is not a key, a whole fingerprint, or a file with a key.",
            "--signature",
            "other",
            "--key",
            "nothing",
            "file"),
        usage(
            "--at needs a time, such as 2026-11-22 or 2026-11-22T10:00:00Z.", "--at", "x", "file"),
        usage(
            "With --policy, the policy says what it takes: leave the other options out.",
            "--policy",
            "trust.yaml",
            "--sha256",
            HASH,
            "file"),
        usage(
            "With --policy, the policy says what it takes: leave the other options out.",
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
    assertEquals("keyrite: " + sentence, result.stderr().lines().findFirst().orElseThrow());
    assertEquals(2, result.status());
    assertEquals("", new String(result.stdout(), UTF_8));
  }

  @Tag("tool")
  @Test
  void aFileThatHoldsAnotherKindOfKey() throws Exception {
    release.openPgpKey("alice", "0");
    release.run("sh", "-c", "gpg --dearmor < ../keys/alice.asc > ../keys/alice.gpg");
    for (String file : List.of("../keys/alice.asc", "../keys/alice.gpg")) {
      aQuestionThatIsNotClear(
          "--key "
              + file
              + " is a file of OpenPGP: give it with --certificate, and with --key the whole"
              + " fingerprint of the key.",
          List.of("--signature", "other", "--key", file, "file"));
    }
    release.minisignKey("mini");
    release.signifyKey("signi");
    release.sshKey("ssh");
    for (String file : List.of("../keys/mini.sec", "../keys/signi.sec", "../keys/ssh")) {
      aQuestionThatIsNotClear(
          "--key " + file + " is a file with a secret key: give the public one.",
          List.of("--signature", "other", "--key", file, "file"));
      // Not a word of it is repeated.
      String secret = Files.readString(release.folder().resolve(file));
      aQuestionThatIsNotClear(
          "A --key is a secret key: give the public one.",
          List.of("--signature", "other", "--key", secret, "file"));
    }
  }

  /** One secret under two dates is one person. */
  @Tag("tool")
  @Test
  void oneSecretTwice() throws Exception {
    String alice = release.openPgpKey("alice", "0");
    String again = release.sameSecret("alice", "again");
    release.append("file.asc", release.openPgpSignature(Release.SIGNED, "alice", "file"));
    release.append("file.asc", release.openPgpSignature(Release.SIGNED, "again", "file"));
    aQuestionThatIsNotClear(
        "--key " + again + ": a key of this certificate is pinned already, for 'key-1'.",
        List.of(
            "--signature",
            "file.asc",
            "--key",
            alice,
            "--key",
            again,
            "--certificate",
            "../keys/alice.asc",
            "--certificate",
            "../keys/again.asc",
            "--threshold",
            "2",
            "file"));
  }
}
