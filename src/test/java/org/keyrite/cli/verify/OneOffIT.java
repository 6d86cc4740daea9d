package org.keyrite.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.json.JsonParser;
import org.keyrite.json.JsonValue;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Release;
import org.keyrite.testing.Tools;

/** Verification without a policy's file: options say what is asked. */
class OneOffIT {
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
    admits("--sha256", HASH.toUpperCase(Locale.ROOT), "file");
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
        "B2SUMS is not admitted: it is no list: it has no SHA-256 in it.",
        "--sums",
        "B2SUMS",
        "file");
  }

  /** As {@code sha256sum -c} in a folder, but that nothing else may be there. */
  @Tag("tool")
  @Test
  void aListAndItsFolder() throws Exception {
    String key = release.minisignKey("maker");
    release.run("mkdir", "sub");
    release.file("sub/third", "a third file");
    release.run("sh", "-c", "sha256sum file other sub/third > SHA256SUMS");
    admits("--sums", "SHA256SUMS", ".");
    release.run("minisign", "-S", "-s", "../keys/maker.sec", "-m", "SHA256SUMS");
    denies(
        "SHA256SUMS.minisig is not admitted: nothing in the policy admits it.",
        "--sums",
        "SHA256SUMS",
        ".");
    String[] signed = {
      "--signature", "SHA256SUMS.minisig", "--key", key, "--sums", "SHA256SUMS", "."
    };
    admits(signed);
    release.run("rm", "other");
    denies(
        "SHA256SUMS is not admitted: 1 of 3 files of it: not as it lists them: other is not there.",
        signed);
    release.run("rm", "SHA256SUMS.minisig");
    admits("--ignore-missing", "--sums", "SHA256SUMS", ".");
    release.file("sub/extra", "not listed");
    denies(
        "sub/extra is not admitted: nothing in the policy admits it.",
        "--ignore-missing",
        "--sums",
        "SHA256SUMS",
        ".");
    release.run("rm", "sub/extra");
    Keyrite.Result result =
        verify("--ignore-missing", "--out", "../verified", "--sums", "SHA256SUMS", ".");
    assertEquals(0, result.status(), result.stderr());
    assertEquals("a third file", Files.readString(release.out().resolve("sub/third")));
    result = verify("--ignore-missing", "--sha256", HASH, "file");
    assertEquals(
        "keyrite: --ignore-missing is about a folder that a list of --sums is for.",
        result.stderr().lines().findFirst().orElseThrow());
    assertEquals(2, result.status());
  }

  /** What another file's signature says in its trusted comment is true. */
  @Tag("tool")
  @Test
  void aSignatureOfAFileWithAnotherName() throws Exception {
    String key = release.minisignKey("maker");
    release.run("minisign", "-S", "-s", "../keys/maker.sec", "-m", "other");
    release.run("sh", "-c", "cp other file && mv other.minisig file.minisig");
    String[] question = {"--signature", "file.minisig", "--key", key, "file"};
    denies("file is not admitted: key did not sign it.", question);
    String receipt = new String(verify(question).stdout(), UTF_8);
    assertTrue(receipt.contains("It was made for a file called other.\n"), receipt);
    admits("--any-signed-name", "--signature", "file.minisig", "--key", key, "file");
  }

  /** The key has expired since; the release is of a day when it had not. */
  @Tag("tool")
  @Test
  void anOldReleaseAsOfItsDay() throws Exception {
    String alice = release.openPgpKey("alice", "2y");
    release.append("file.asc", release.openPgpSignature(Release.SIGNED, "alice", "file"));
    List<String> question =
        List.of(
            "--signature",
            "file.asc",
            "--key",
            alice,
            "--certificate",
            "../keys/alice.asc",
            "file");
    denies("file is not admitted: key did not sign it.", question.toArray(String[]::new));
    List<String> old = new ArrayList<>(List.of("--at", "2025-04-14", "--out", "../verified"));
    old.addAll(question);
    assertEquals(2, verify(old.toArray(String[]::new)).status());
    old.addFirst("--historical");
    Keyrite.Result result = verify(old.toArray(String[]::new));
    assertEquals(0, result.status(), result.stderr());
    String receipt = new String(result.stdout(), UTF_8);
    assertTrue(
        receipt.startsWith(
            "HISTORICAL  judged as of 2025-04-14T00:00:00Z, and not of today: a key or\n"),
        receipt);
    assertTrue(
        receipt.endsWith("\nAt that time the answer is YES: 1 file is admitted.\n"), receipt);
    assertEquals("the file", Files.readString(release.out().resolve("file")));
    old.set(2, "2999-01-01");
    result = verify(old.toArray(String[]::new));
    assertEquals(
        "keyrite: --at 2999-01-01 has not come yet: a release is judged as of a past day.",
        result.stderr().lines().findFirst().orElseThrow());
    assertEquals(2, result.status());
  }

  /** Each is in the signature file, and has no file of its own. */
  @Tag("tool")
  @Test
  void aListInItsSignatureFile() throws Exception {
    release.run("sh", "-c", "sha256sum file > SHA256SUMS");
    String signify = release.signifyKey("signi");
    release.run("signify-openbsd", "-S", "-e", "-s", "../keys/signi.sec", "-m", "SHA256SUMS");
    String alice = release.openPgpKey("alice", "0");
    release.gpg(
        Release.SIGNED, "-u", "alice", "--output", "SHA256SUMS.asc", "--clear-sign", "SHA256SUMS");
    release.run("rm", "SHA256SUMS");
    admits(
        "--sums",
        "SHA256SUMS",
        "--signature",
        "SHA256SUMS.sig",
        "--scheme",
        "signify",
        "--mode",
        "embedded",
        "--key",
        signify,
        "file");
    admits(
        "--sums",
        "SHA256SUMS",
        "--signature",
        "SHA256SUMS.asc",
        "--mode",
        "clear-signed",
        "--key",
        alice,
        "--certificate",
        "../keys/alice.asc",
        "file");
  }

  /** As PowerShell writes what it is given, and as an editor of Windows saves it. */
  @Tag("tool")
  @Test
  void aSignatureInAnotherEncoding() throws Exception {
    String key = release.minisignKey("maker");
    release.run("minisign", "-S", "-s", "../keys/maker.sec", "-m", "file");
    String text = Files.readString(release.folder().resolve("file.minisig"));
    release.file("marked", "\ufeff" + text.replace("\n", "\r\n"));
    admits("--signature", "marked", "--key", key, "file");
    Files.write(release.folder().resolve("utf16"), ("\ufeff" + text).getBytes(UTF_16LE));
    denies(
        "file is not admitted: utf16 is text in UTF-16, as PowerShell's redirection writes it.",
        "--signature",
        "utf16",
        "--key",
        key,
        "file");
    Files.write(release.folder().resolve("key16"), ("\ufeff" + key).getBytes(UTF_16LE));
    Keyrite.Result result = verify("--signature", "marked", "--key", "key16", "file");
    assertEquals(
        "keyrite: --key key16 is text in UTF-16, as PowerShell's redirection writes it.",
        result.stderr().lines().findFirst().orElseThrow());
    assertEquals(2, result.status());
  }

  @Tag("tool")
  @Test
  void everyFormOfAKey() throws Exception {
    String minisign = release.minisignKey("mini");
    release.run("minisign", "-S", "-s", "../keys/mini.sec", "-m", "file");
    admits("--signature", "file.minisig", "--key", minisign, "file");
    admits("--signature", "file.minisig", "--key", "../keys/mini.pub", "file");
    admits("--signature", "file.minisig", "--key", minisign + " \n", "file");
    String lines = Files.readString(release.keys().resolve("mini.pub"));
    admits("--signature", "file.minisig", "--key", lines.strip(), "file");

    String signify = release.signifyKey("signi");
    release.run("signify-openbsd", "-S", "-s", "../keys/signi.sec", "-m", "file");
    admits("--signature", "file.sig", "--scheme", "signify", "--key", signify, "file");
    admits("--signature", "file.sig", "--scheme", "signify", "--key", "../keys/signi.pub", "file");

    String ssh = release.sshKey("ssh");
    release.run("rm", "file.sig");
    release.run("ssh-keygen", "-q", "-Y", "sign", "-f", "../keys/ssh", "-n", "release", "file");
    admits("--signature", "file.sig", "--namespace", "release", "--key", ssh, "file");
    admits("--signature", "file.sig", "--namespace", "release", "--key", "../keys/ssh.pub", "file");
    release.run("cp", "../keys/ssh.pub", "ssh-of-maker.pub");
    admits(
        "--signature", "file.sig", "--namespace", "release", "--key", "ssh-of-maker.pub", "file");
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
    String as0x = "0x" + alice;
    admits("--signature", "file.asc", "--key", as0x, "--certificate", "../keys/alice.asc", "file");
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

  @Tag("tool")
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

  /** As where each builder has a folder. */
  @Tag("tool")
  @Test
  void signaturesOfOneNameInSeveralFolders() throws Exception {
    List<String> line = new ArrayList<>(List.of("--threshold", "2", "--json"));
    for (String name : List.of("alice", "bob")) {
      String key = release.openPgpKey(name, "0");
      release.run("mkdir", name);
      release.append(name + "/file.asc", release.openPgpSignature(Release.SIGNED, name, "file"));
      line.addAll(List.of("--signature", name + "/file.asc", "--key", key));
      line.addAll(List.of("--certificate", "../keys/" + name + ".asc"));
    }
    line.add("file");
    Keyrite.Result result = verify(line.toArray(String[]::new));
    assertEquals("", result.stderr());
    String receipt = new String(result.stdout(), UTF_8);
    for (String name : List.of("alice", "bob")) {
      assertTrue(receipt.contains("\"file\":\"" + name + "/file.asc\""), receipt);
    }
    String[] twice = {
      "--signature", "bob/file.asc", "--signature", "bob/file.asc", "--key", "0".repeat(40), "file"
    };
    assertEquals(2, verify(twice).status());
  }

  @Tag("tool")
  @Test
  void severalKeysAndAThreshold() throws Exception {
    List<String> options = new ArrayList<>();
    for (String name : List.of("one", "two", "three")) {
      options.addAll(List.of("--key", release.minisignKey(name)));
      if (!name.equals("three")) {
        options.addAll(List.of("--signature", name + ".minisig"));
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

  /** What a person named and is not there, or cannot be read, gives no answer. */
  @Tag("tool")
  @Test
  void somethingThatCannotBeRead() throws Exception {
    String key = release.minisignKey("maker");
    fails(
        "There is no file file.minisig.\n         Name the signature's file.",
        "--signature",
        "file.minisig",
        "--key",
        key,
        "file");
    fails("There is no file SUMS.\n         Name the list of checksums.", "--sums", "SUMS", "file");
    String unreachable =
        "cannot be reached: Not a directory.\n         Check its path and its permissions.";
    fails("x " + unreachable, "--sha256", HASH, "other/x");
    fails("sig " + unreachable, "--signature", "other/sig", "--key", key, "file");
    release.run("ln", "-s", "loop", "loop");
    // The reason is in the words of the C library, and these differ.
    Keyrite.Result loop = verify("--sha256", HASH, "loop");
    assertTrue(loop.stderr().startsWith("keyrite: loop cannot be reached: "), loop.stderr());
    assertEquals(1, loop.status());
    String alice = release.openPgpKey("alice", "0");
    release.append("file.asc", release.openPgpSignature(Release.SIGNED, "alice", "file"));
    fails(
        "--certificate: the certificate's file is neither binary OpenPGP nor armor that starts with"
            + " a BEGIN line.\n         Check the files that the options name.",
        "--signature",
        "file.asc",
        "--key",
        alice,
        "--certificate",
        "file",
        "file");
    fails(
        "--certificate: the certificate of this key is not in that file.\n         Check the files"
            + " that the options name.",
        "--signature",
        "file.asc",
        "--key",
        "0".repeat(40),
        "--certificate",
        "../keys/alice.asc",
        "file");
  }

  /** To a person who may enter everything, which tests may be, no folder is closed. */
  @Tag("tool")
  @Test
  void aFolderThatMayNotBeEntered() {
    Tools.require("setpriv");
    release.run("mkdir", "-m", "600", "closed");
    Keyrite.Result result =
        Keyrite.execute(
            new byte[0],
            List.of(
                "setpriv",
                "--bounding-set=-dac_override,-dac_read_search",
                "--inh-caps=-dac_override,-dac_read_search",
                Keyrite.executable().toString(),
                "verify",
                "--sha256",
                HASH,
                release.folder().resolve("closed/file").toString()));
    assertEquals(
        "keyrite: file cannot be reached: Permission denied.\n"
            + "         Check its path and its permissions.\n",
        result.stderr());
    assertEquals(1, result.status());
  }

  private void fails(String words, String... arguments) {
    Keyrite.Result result = verify(arguments);
    assertEquals("keyrite: " + words + "\n", result.stderr());
    assertEquals(1, result.status());
  }

  @Tag("tool")
  @Test
  void aSignatureOfAnotherScheme() throws Exception {
    String signify = release.signifyKey("signi");
    release.run("signify-openbsd", "-S", "-s", "../keys/signi.sec", "-m", "file");
    denies(
        "file is not admitted: file.sig looks like a signature of signify, where the scheme is"
            + " minisign.",
        "--signature",
        "file.sig",
        "--key",
        signify,
        "file");
    String minisign = release.minisignKey("mini");
    release.run("minisign", "-S", "-s", "../keys/mini.sec", "-m", "file");
    denies(
        "file is not admitted: file.minisig looks like a signature of minisign, where the scheme is"
            + " signify.",
        "--signature",
        "file.minisig",
        "--scheme",
        "signify",
        "--key",
        minisign,
        "file");
  }

  /** The mode is wrong, and that is what is said. */
  @Tag("tool")
  @Test
  void aDetachedSignatureWhereAMessageIsExpected() throws Exception {
    String alice = release.openPgpKey("alice", "0");
    release.append("file.asc", release.openPgpSignature(Release.SIGNED, "alice", "file"));
    denies(
        "file is not admitted: file.asc holds only signatures, which have to be verified beside what"
            + " they sign.",
        "--signature",
        "file.asc",
        "--mode",
        "inline",
        "--key",
        alice,
        "--certificate",
        "../keys/alice.asc",
        "file");
  }

  /** Whoever looks for the text finds what has its name. */
  @Tag("tool")
  @Test
  void aLinkThatHasTheNameOfWhatIsInTheSignatureFile() throws Exception {
    String alice = release.openPgpKey("alice", "0");
    release.gpg(Release.SIGNED, "-u", "alice", "--output", "file.asc", "--clear-sign", "file");
    release.policy(
        "signers:\n  - {name: alice, keys: [{openpgp: "
            + alice
            + ", certificate: keys/alice.asc}]}\nartifacts:\n  - file: message\n    version: 1.0\n"
            + "    signatures:\n      - {file: file.asc, scheme: openpgp, mode: clear-signed}\n"
            + "    required: [alice]\n");
    release.run("rm", "file", "other");
    release.admits();
    release.run("ln", "-s", "../keys/alice.asc", "message");
    release.denies("message is not admitted: it is in file.asc; what has its name is a link.");
    release.run("rm", "message");
    release.run("mkdir", "message");
    release.denies("message is not admitted: it is in file.asc; what has its name is a folder.");
  }

  @Tag("tool")
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
        {"answer":"yes","at":"2026-11-22T00:00:00Z","rehearsal":true,"historical":false,"keyrite":"0.1.0",\
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
