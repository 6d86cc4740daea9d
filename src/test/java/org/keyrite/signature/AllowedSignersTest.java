package org.keyrite.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.keyrite.signature.Checks.malformed;
import static org.keyrite.signature.Checks.utf8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SSH keys in files: one in full, and lists of those who may sign. */
class AllowedSignersTest {
  private static final String KEY = new Signer(1).sshKey().toString();
  private static final String OTHER = new Signer(2).sshKey().toString();
  private static final SshSigner PINNED = new Signer(1).pinned();

  @Test
  void aKeyInFull() throws Exception {
    for (String file : List.of(KEY, KEY + "\n", KEY + " a comment\r\n", "  " + KEY + "\n")) {
      assertEquals(PINNED, SshSigner.parse(utf8(file)));
    }
    assertFalse(SshSigner.parse(utf8("no-touch-required " + KEY)).touchRequired());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is empty",
        "x | has no SSH public key in line 1",
        "ssh-ed25519 AAAA | has no SSH public key in line 1",
        "ssh-rsa KEY | has no SSH public key in line 1",
        "restrict KEY | has the option restrict in line 1, which is not known",
        "namespaces=\"file\" KEY | has the option namespaces in line 1, which is not known",
        "verify-required,VERIFY-required KEY | has the option verify-required twice in line 1",
        "command=\"x KEY | has an option that does not end in line 1",
        "# KEY | has a comment where only the key's line may be"
      })
  void whatIsNoKey(String file, String sentence) {
    String key = KEY.substring(KEY.indexOf(' ') + 1);
    malformed(
        sentence,
        () ->
            SshSigner.parse(
                utf8(file.replace("ssh-rsa KEY", "ssh-rsa " + key).replace("KEY", KEY))));
  }

  @Test
  void oneKeyInAFile() {
    malformed("holds bytes after the key", () -> SshSigner.parse(utf8(KEY + "\n" + OTHER)));
    malformed(
        "has a comment where only the key's line may be",
        () -> SshSigner.parse(utf8("# of alice\n" + KEY)));
    malformed("is longer than 64 KiB", () -> SshSigner.parse(new byte[(64 << 10) + 1]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SHA256:",
        "MD5:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff",
        "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
        "sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatIsNoFingerprint(String text) {
    malformed(
        "is not a fingerprint as ssh-keygen -l shows it, SHA256:…", () -> SshSigner.pinned(text));
  }

  @Test
  void principalsHaveKeysWithConditions() throws Exception {
    AllowedSigners signers =
        parse(
            "# who may sign\n"
                + "\n"
                + "alice@example.com,bob@example.com "
                + KEY
                + " comment\n"
                + "*@example.com,!bob@example.com namespaces=\"file,git\",valid-after=\"20260102Z\","
                + "valid-before=\"202601020304Z\" "
                + OTHER
                + "\n"
                + "\"carol smith\"\tVALID-BEFORE=\"20260102030405Z\" "
                + KEY
                + "\n");
    assertEquals(2, signers.of("alice@example.com").size());
    assertEquals(List.of(PINNED), signers.of("bob@example.com"));
    assertEquals(List.of(), signers.of("mallory@example.org"));
    assertEquals(List.of(), signers.of(""));
    SshSigner limited = signers.of("alice@example.com").get(1);
    assertEquals(
        new SshSigner(
            new Signer(2).pinned().fingerprint(),
            Optional.of(new SshPatterns(List.of("file", "git"))),
            Optional.of(Instant.parse("2026-01-02T00:00:00Z")),
            Optional.of(Instant.parse("2026-01-02T03:04:00Z")),
            true,
            false),
        limited);
    assertEquals(
        Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
        signers.of("carol smith").getFirst().validBefore());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is empty",
        "'# nobody' | names no signer",
        "alice | has no SSH public key in line 1",
        "'\"alice KEY' | has no SSH public key in line 1",
        "'\"\" KEY' | names no principal in line 1",
        "KEY | has neither a key nor an option in line 1",
        "alice KEY2 | has no SSH public key in line 1",
        "alice namespaces=\"x\" | has no SSH public key in line 1",
        "alice namespaces KEY | names no namespace in line 1",
        "alice namespaces=\"\" KEY | names no namespace in line 1",
        "alice cert-authority KEY"
            + " | has the option cert-authority in line 1, and certificates are not read",
        "alice no-touch-required KEY"
            + " | has the option no-touch-required in line 1, which is not known",
        "alice namespaces=\"a\",namespaces=\"b\" KEY | has the option namespaces twice in line 1",
        "alice namespaces=\"a\"x KEY | has neither a key nor an option in line 1",
        "alice namespaces=\"a\", KEY | has neither a key nor an option in line 1",
        "alice namespaces=\"a KEY | has an option that does not end in line 1",
        "alice valid-after=\"20260102\" KEY"
            + " | has a time without its zone in line 1: write Z after it, for UTC",
        "alice valid-after=\"20260230Z\" KEY"
            + " | has a time in line 1 that is not of the form YYYYMMDD[HHMM[SS]]Z",
        "alice valid-after=\"2026010224Z\" KEY"
            + " | has a time in line 1 that is not of the form YYYYMMDD[HHMM[SS]]Z",
        "alice valid-after=\"-0260102Z\" KEY"
            + " | has a time in line 1 that is not of the form YYYYMMDD[HHMM[SS]]Z",
        "alice valid-before=\"202601022400Z\" KEY"
            + " | has a time in line 1 that is not of the form YYYYMMDD[HHMM[SS]]Z",
        "alice valid-before=\"Z\" KEY"
            + " | has a time in line 1 that is not of the form YYYYMMDD[HHMM[SS]]Z",
        "alice valid-after=\"20260102Z\",valid-before=\"20260102Z\" KEY"
            + " | has a key that ends before it begins to be valid in line 1"
      })
  void linesThatAreNone(String file, String sentence) {
    malformed(sentence, () -> parse(file.replace("KEY2", "ssh-ed25519 AAAA").replace("KEY", KEY)));
  }

  @Test
  void aWrongLineIsOneForEverybody() {
    malformed(
        "has neither a key nor an option in line 2", () -> parse("alice " + KEY + "\nbob =\n"));
    malformed("is longer than 1 MiB", () -> parse("#".repeat((1 << 20) + 1)));
    malformed("has more than 8192 bytes in line 1", () -> parse("#".repeat(8193)));
    malformed("holds a control character in line 1", () -> parse("al\0ice " + KEY));
  }

  @ParameterizedTest
  @CsvSource({
    "*, x, true",
    "*, '', true",
    "'', '', true",
    "?, x, true",
    "?, xy, false",
    "a*c, abbc, true",
    "a*c, abcd, false",
    "a*b*c, aXbYbZc, true",
    "'a,b', b, true",
    "'*,!b', b, false",
    "'!b,*', b, false",
    "!b, a, false",
    "A, a, false"
  })
  void patternsMatch(String patterns, String name, boolean matches) {
    assertEquals(matches, SshPatterns.parse(patterns).match(name));
  }

  @Test
  void noPatternTakesLong() {
    SshPatterns pattern = SshPatterns.parse("*a".repeat(4000) + "b");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertFalse(pattern.match("a".repeat(8000))));
  }

  private static AllowedSigners parse(String file) throws SignatureFormatException {
    return AllowedSigners.parse(utf8(file));
  }
}
