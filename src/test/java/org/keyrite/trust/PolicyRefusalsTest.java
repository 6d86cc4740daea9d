package org.keyrite.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.fault.Refused;
import org.keyrite.testing.Unseen;

/** One change makes a valid policy invalid, and the message says which. */
final class PolicyRefusalsTest {
  private static final String NAME =
      "expected a name: letters a to z, digits and . _ - (at most 64)";
  private static final String PLAIN = "expected the plain name of a file, without a folder";
  private static final String HIDDEN = "expected a text on one line, of characters that show";
  private static final String VERSION =
      "expected a version: plain ASCII, with single spaces (at most 64)";
  private static final String DATE = "expected a date, such as 2026-11-22";
  private static final String THRESHOLD = "expected a number, 'all' or 'any'";
  private static final String TOGETHER =
      "; where several are needed together, nobody may be in two of them";

  @TempDir Path folder;

  static Stream<Arguments> frame() {
    return Stream.of(
        change(
            "keyrite/trust/v1",
            "keyrite/trust/v2",
            "line 1, column 10: the version must be keyrite/trust/v1"),
        change("version: keyrite/trust/v1\n", "", "line 1, column 1: the key 'version' is missing"),
        change(
            "groups:",
            "group:",
            "line 13, column 1: the key 'group' is unknown; known here: version, historical, signers,"
                + " revocations, groups,"
                + " artifacts"),
        change(
            "signers:", "signers: &all", "line 2, column 10: anchors and aliases are not allowed"));
  }

  static Stream<Arguments> signers() {
    String other = "expected exactly one of openpgp, minisign, signify and ssh";
    return Stream.of(
        change("name: alice", "name: \u212aalice", "line 3, column 11: " + NAME),
        change("name: alice", "name: al ice", "line 3, column 11: " + NAME),
        change(
            "name: bob",
            "name: Alice",
            "line 6, column 11: 'Alice' is the name of another signer or group already"),
        change(
            "name: bob",
            "name: alice",
            "line 6, column 11: 'alice' is the name of another signer or group already"),
        change("- minisign: " + ExamplePolicy.ALICE, "- {}", "line 5, column 9: " + other),
        change("signify: ", "minisig: ", "line 12, column 9: " + other),
        change(
            "signify: " + ExamplePolicy.CAROL,
            "signify: " + ExamplePolicy.ALICE,
            "line 12, column 9: this key is pinned already, for 'alice'"),
        change(
            "signify: " + ExamplePolicy.CAROL,
            "minisign: " + ExamplePolicy.ALICE_RENUMBERED,
            "line 12, column 9: this key is pinned already, for 'alice'"),
        change(
            "signify: " + ExamplePolicy.CAROL,
            "ssh: " + ExamplePolicy.ALICE_SSH_FINGERPRINT,
            "line 12, column 9: this key is pinned already, for 'alice'"),
        change(
            "signify: " + ExamplePolicy.CAROL,
            "ssh: " + ExamplePolicy.ALICE_OF_SSH,
            "line 12, column 9: this key is pinned already, for 'alice'"),
        change("valid-after: 2025-01-01", "valid-after: yesterday", "line 9, column 110: " + DATE),
        change(
            "valid-after: 2025-01-01",
            "valid-after: 2025-01-01, valid-before: 2025-01-01",
            "line 9, column 136: the key ends before it begins to be valid"),
        change(
            "valid-after: 2025-01-01",
            "namespace: file",
            "line 9, column 97: the key 'namespace' is unknown; known here: ssh, valid-after,"
                + " valid-before"),
        change(
            "signify: " + ExamplePolicy.CAROL,
            "openpgp: " + "0".repeat(40) + "\n        certificate: carol.asc",
            "line 13, column 22: there is no file DIR/carol.asc"));
  }

  static Stream<Arguments> groups() {
    return Stream.of(
        change(
            "[builders, carol]",
            "[builders, dave]",
            "line 15, column 25: there is no signer or group 'dave'"),
        change(
            "[builders, carol]",
            "[builders, carol, carol]",
            "line 15, column 32: 'carol' is a member twice"),
        change("[builders, carol]", "[]", "line 15, column 14: the list is empty"),
        change("threshold: 2", "threshold: 0", "line 19, column 16: " + THRESHOLD),
        change("threshold: 2", "threshold: most", "line 19, column 16: " + THRESHOLD),
        change("threshold: 2", "threshold: -1", "line 19, column 16: " + THRESHOLD),
        change("threshold: 2", "threshold: 4294967298", "line 19, column 16: " + THRESHOLD),
        change(
            "threshold: 2",
            "threshold: 3",
            "line 19, column 16: the group can never have 3 of its members: they are 2"),
        change(
            "[alice, bob]",
            "[alice, bob, release]",
            "line 18, column 27: groups go in a circle: release, builders, and again release"),
        change(
            "[alice, bob]",
            "[alice, bob, builders]",
            "line 18, column 27: groups go in a circle: builders, and again builders"),
        change(
            "[builders, carol]\n    threshold: any",
            "[builders, carol, alice]\n    threshold: all",
            "line 15, column 32: 'alice' would name both 'builders' and 'alice'" + TOGETHER),
        change(
            "name: release",
            "name: bob",
            "line 14, column 11: 'bob' is the name of another signer or group already"),
        change("[builders, carol]", "[builders]", "line 10, column 11: nothing requires 'carol'"),
        change(
            "required: [release]",
            "required: [builders]",
            "line 14, column 11: nothing requires 'release'"));
  }

  static Stream<Arguments> artifacts() {
    String moving = " names another file every day; write the version it has";
    String pin = "sha256: [" + "a".repeat(64) + ", " + "b".repeat(64) + "]";
    return Stream.of(
        change("file: SUMS\n", "file: dist/SUMS\n", "line 21, column 11: " + PLAIN),
        change("file: SUMS\n", "file: ..\n", "line 21, column 11: " + PLAIN),
        change("file: SUMS\n", "file: 'a\\b'\n", "line 21, column 11: " + PLAIN),
        change(
            "file: tool", "file: App.tar.gz", "line 32, column 11: 'app.tar.gz' is here already"),
        change("file: tool", "file: \"tool\\uFE0F\"", "line 32, column 11: " + HIDDEN),
        change("file: tool", "file: \"t\\u202Eool\"", "line 32, column 11: " + HIDDEN),
        change("file: tool", "file: \"to\\u3164ol\"", "line 32, column 11: " + HIDDEN),
        change(
            "file: tool",
            "file: 'tool '",
            "line 32, column 11: the name begins or ends with a space"),
        change(
            "file: tool",
            "file: " + "x".repeat(256),
            "line 32, column 11: no file has a name of more than 255 bytes"),
        change(
            "file: app.tar.gz\n    version: \"29.0\"\n    listed-in: SUMS\n  - file: tool",
            "file: \u00e9\n    version: \"29.0\"\n    listed-in: SUMS\n  - file: e\u0301",
            "line 32, column 11: '\u00e9' is here already"),
        change(
            "{file: SUMS.minisig, scheme: minisign}",
            "{file: \"bob\\u2800\", scheme: minisign}",
            "line 24, column 16: " + HIDDEN),
        change("version: 1.2", "version: \"1.2\\u202E\"", "line 33, column 14: " + HIDDEN),
        change("version: 1.2", "version: l\u0430test1", "line 33, column 14: " + VERSION),
        change("version: 1.2", "version: 1  2", "line 33, column 14: " + VERSION),
        change("version: 1.2", "version: " + "1".repeat(65), "line 33, column 14: " + VERSION),
        change("version: 1.2", "version: latest", "line 33, column 14: 'latest'" + moving),
        change(
            "version: 1.2", "version: 1.2-nightly", "line 33, column 14: '1.2-nightly'" + moving),
        change(
            "version: 1.2",
            "version: newer",
            "line 33, column 14: 'newer' has no digit; write the version it has, such as 1.4.2"),
        change("    version: 1.2\n", "", "line 32, column 5: the key 'version' is missing"),
        change(
            "    " + pin + "\n",
            "",
            "line 32, column 5: nothing makes 'tool' acceptable: add 'sha256', 'listed-in' or"
                + " 'signatures'"),
        change(
            pin,
            "sha256: [" + "A".repeat(64) + "]",
            "line 34, column 14: expected a SHA-256: 64 digits 0-9 a-f"),
        change(
            pin,
            "sha256: [" + "a".repeat(64) + ", " + "a".repeat(64) + "]",
            "line 34, column 13: a hash is here twice"),
        change(
            "listed-in: SUMS",
            "listed-in: LIST",
            "line 31, column 16: there is no artifact 'LIST'"),
        change(
            "listed-in: SUMS",
            "listed-in: tool",
            "line 31, column 16: 'tool' is not a list: it has no 'lists'"),
        change(
            "listed-in: SUMS",
            "listed-in: app.tar.gz\n    lists: sha256",
            "line 31, column 16: the lists go in a circle, through 'app.tar.gz'"),
        change(
            "lists: sha256",
            "lists: md5",
            "line 28, column 12: expected one of these: blake2b, sha256, sha384, sha512"),
        change("not-before: 2025-04-01", "not-before: 2025", "line 27, column 17: " + DATE),
        change(
            pin,
            "required: [carol]\n    " + pin,
            "line 34, column 15: there are no 'signatures' to meet this"),
        change(
            pin,
            "not-before: 2025-04-01\n    " + pin,
            "line 34, column 17: there are no 'signatures' whose dates could be looked at"));
  }

  static Stream<Arguments> signatures() {
    String first = "{file: SUMS.minisig, scheme: minisign}";
    return Stream.of(
        change(
            first,
            "{file: SUMS.minisig, scheme: gpg}",
            "line 24, column 38: expected openpgp, minisign, signify or ssh"),
        change(first, "{file: SUMS.minisig}", "line 24, column 9: the key 'scheme' is missing"),
        change(
            first,
            "{file: SUMS.asc, scheme: openpgp, mode: embedded}",
            "line 24, column 49: openpgp has no such mode; it has: detached, inline, clear-signed"),
        change(
            first,
            "{file: SUMS.minisig, scheme: minisign, mode: inline}",
            "line 24, column 54: minisign has no such mode; it has: detached"),
        change(
            first,
            "{file: SUMS.asc, scheme: openpgp, mode: clear-signed}",
            "line 24, column 7: a signature file that holds 'SUMS' must be the only one"),
        change(
            first, "{file: Sums, scheme: minisign}", "line 24, column 16: 'Sums' is here already"),
        change(
            first,
            "{file: bob.minisig, scheme: minisign}",
            "line 25, column 16: 'bob.minisig' is here already"),
        change(
            "legacy: allowed", "legacy: yes", "line 25, column 55: expected 'allowed' or nothing"),
        change(
            first,
            "{file: s, scheme: ssh, legacy: allowed}",
            "line 24, column 40: only signatures of minisign have a legacy kind"),
        change(
            first,
            "{file: s, scheme: minisign, namespace: file}",
            "line 24, column 48: only signatures of ssh have a namespace"),
        change(
            first,
            "{file: s, scheme: ssh}",
            "line 27, column 17: a signature of ssh does not say when it was made"),
        change("[release]", "[alice, bob, alice]", "line 26, column 28: 'alice' is here twice"),
        change("[release]", "[dave]", "line 26, column 16: there is no signer or group 'dave'"),
        change(
            "[release]",
            "[release, builders]",
            "line 26, column 25: 'alice' would name both 'release' and 'builders'" + TOGETHER),
        change(
            "[release]",
            "[release, carol]",
            "line 26, column 25: 'carol' can never be met: too few of its signers have a key for"
                + " these signatures"));
  }

  private static Arguments change(String text, String replacement, String message) {
    return Arguments.of(text, replacement, message);
  }

  @ParameterizedTest
  @MethodSource({"frame", "signers", "groups", "artifacts", "signatures"})
  void aPolicyWithOneMistakeIsRefusedAtItsPlace(String text, String replacement, String message)
      throws Exception {
    Path file = ExamplePolicy.write(folder, text, replacement);
    Refused refused = assertThrows(Refused.class, () -> PolicyReader.read(file));
    assertEquals(
        file + ", " + message.replace("DIR", folder.toString()) + ".", refused.getMessage());
    assertEquals("Correct the policy, and have it reviewed again.", refused.advice());
  }

  /** Neither as it is, nor, in a name, as the escape that it has in YAML. */
  @ParameterizedTest
  @MethodSource("org.keyrite.testing.Unseen#characters")
  void noCharacterThatDoesNotShow(Unseen unseen) throws Exception {
    for (String name : List.of("file: tool", "name: alice")) {
      Path file = ExamplePolicy.write(folder, name, name + unseen.text());
      Refused refused = assertThrows(Refused.class, () -> PolicyReader.read(file));
      assertTrue(
          refused.getMessage().contains("the character " + unseen.code() + " does not show"),
          refused.getMessage());
    }
    aPolicyWithOneMistakeIsRefusedAtItsPlace(
        "file: tool", "file: \"to" + unseen.escape() + "ol\"", "line 32, column 11: " + HIDDEN);
    aPolicyWithOneMistakeIsRefusedAtItsPlace(
        "name: alice", "name: \"al" + unseen.escape() + "\"", "line 3, column 11: " + NAME);
  }

  @Test
  void hostilePoliciesAreBounded() throws Exception {
    StringBuilder deep = new StringBuilder("version: keyrite/trust/v1\ngroups:\n");
    for (int i = 0; i < 17; i++) {
      deep.append("- {name: g").append(i).append(", members: [g").append(i + 1);
      deep.append("], threshold: 1}\n");
    }
    assertRefused(deep.toString(), "line 19, column 3: groups are nested more than 16 deep");
    StringBuilder many = new StringBuilder("version: keyrite/trust/v1\ngroups:\n");
    for (int i = 0; i < 257; i++) {
      many.append("- {name: g").append(i).append(", members: [x], threshold: 1}\n");
    }
    assertRefused(
        many.toString(), "line 259, column 10: there are more than 256 signers and groups");
  }

  /** Whoever judges a file judges its list, and that one's list: a long way for a stack. */
  @Test
  void listsOfListsAreBounded() throws Exception {
    Path file = Files.writeString(folder.resolve("trust.yaml"), lists(16));
    Policy policy = PolicyReader.read(file);
    Files.createDirectory(folder.resolve("empty"));
    Verdict verdict =
        Verification.verify(
            policy, Subject.folder(policy, folder.resolve("empty")), Moment.now(Instant.EPOCH));
    assertEquals(17, verdict.artifacts().size());
    for (int many : new int[] {17, 4095}) {
      assertRefused(lists(many), "line 3, column 38: lists are nested more than 16 deep");
    }
  }

  /** A file in a list, which is in a list, and so on. */
  private static String lists(int many) {
    StringBuilder text = new StringBuilder("version: keyrite/trust/v1\nartifacts:\n");
    text.append("- {file: app, version: 1, listed-in: l1}\n");
    for (int i = 1; i < many; i++) {
      text.append("- {file: l").append(i).append(", version: 1, lists: sha256, listed-in: l");
      text.append(i + 1).append("}\n");
    }
    text.append("- {file: l").append(many).append(", version: 1, lists: sha256, sha256: ");
    return text.append("a".repeat(64)).append("}\n").toString();
  }

  private void assertRefused(String text, String message) throws Exception {
    Path file = Files.writeString(folder.resolve("trust.yaml"), text);
    Refused refused = assertThrows(Refused.class, () -> PolicyReader.read(file));
    assertEquals(file + ", " + message + ".", refused.getMessage());
  }
}
