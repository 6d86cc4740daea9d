package org.keyrite.ceremony.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.age.HybridIdentity;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Refused;
import org.keyrite.testing.Unseen;
import org.keyrite.trust.Policy;

/** One change makes a valid plan invalid, and the message says which. */
final class PlanRefusalsTest {
  private static final String PIN = "sha256: " + "a".repeat(64);
  private static final String NAME =
      "expected a name: lower-case letters, digits and . _ - (at most 64)";
  private static final String DATE = "expected a date, such as 2026-11-22";
  private static final String TIME = "expected a time from 1s to 60m, such as 30s or 5m";
  private static final String SIZE = "expected a size from 1B to 16MiB, such as 4KiB";
  private static final String HASH = "expected a SHA-256: 64 digits 0-9 a-f";
  private static final String RULE =
      "expected exactly one of 'whole: true', 'json: …' and 'label: …'";
  private static final String BELOW = "expected a path below the workspace, without . or ..";
  private static final String TEMPLATE =
      "expected a file name: letters, digits, . _ - and {names}, ending with .age";

  /** A point of low order: everybody could decrypt what is encrypted to it. */
  private static final String LOW_ORDER =
      "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z";

  @TempDir Path folder;

  static Stream<Arguments> frame() {
    return Stream.of(
        change(
            "keyrite/plan/v1",
            "keyrite/plan/v2",
            "line 1, column 10: the version must be keyrite/plan/v1"),
        change(
            "version: keyrite/plan/v1\nname",
            "version: keyrite/plan/v2\ncolour: red\nname",
            "line 1, column 10: the version must be keyrite/plan/v1"),
        change("version: keyrite/plan/v1\n", "", "line 1, column 1: the key 'version' is missing"),
        change("environment: testnet\n", "", "line 1, column 1: the key 'environment' is missing"),
        change(
            "environment: testnet\n",
            "environment: testnet\ncolour: red\n",
            "line 4, column 1: the key 'colour' is unknown; known here: version, name, environment, valid, require, accept, sandbox, generator, extract, recipients, escrow, artifacts"),
        change(
            "environment: testnet\n",
            "name: other\n",
            "line 3, column 1: the key 'name' is here a second time"),
        change("name: example", "name: Example", "line 2, column 7: " + NAME),
        change("name: example", "name: ../example", "line 2, column 7: " + NAME),
        change("name: example", "name: -example", "line 2, column 7: " + NAME),
        change("name: example", "name: " + "a".repeat(65), "line 2, column 7: " + NAME),
        change(
            "name: example",
            "name: [example]",
            "line 2, column 7: expected a single value, not a list or a mapping"),
        change("testnet", "test net", "line 3, column 14: " + NAME),
        change(
            "testnet",
            "&everywhere testnet",
            "line 3, column 14: anchors and aliases are not allowed"));
  }

  static Stream<Arguments> validity() {
    return Stream.of(
        valid("{from: tomorrow}", "line 4, column 15: " + DATE),
        valid("{from: 2026-02-30}", "line 4, column 15: " + DATE),
        valid("{until: 22.11.2026}", "line 4, column 16: " + DATE),
        valid("{until: 2026-11-22T10:00}", "line 4, column 16: " + DATE),
        valid(
            "{from: 2026-11-23, until: 2026-11-22}",
            "line 4, column 8: the plan ends before it begins"),
        valid(
            "{on: 2026-11-23}",
            "line 4, column 9: the key 'on' is unknown; known here: from, until"),
        valid("2026-11-23", "line 4, column 8: expected a mapping (key: value)"));
  }

  static Stream<Arguments> exceptions() {
    String choice =
        "no check of this name can be accepted; these can: network, swap, clock, process,"
            + " sandbox";
    return Stream.of(
        accept("[]", "line 4, column 9: the list is empty"),
        accept("[{check: workspace, reason: none}]", "line 4, column 18: " + choice),
        accept("[{check: Network, reason: none}]", "line 4, column 18: " + choice),
        accept("[{check: everything, reason: none}]", "line 4, column 18: " + choice),
        accept("[{check: swap}]", "line 4, column 10: the key 'reason' is missing"),
        accept("[{check: swap, reason: ' '}]", "line 4, column 32: a reason is needed"),
        accept("[{check: swap, reason:}]", "line 4, column 31: a value is missing here"),
        accept(
            "[{check: swap, reason: a}, {check: swap, reason: b}]",
            "line 4, column 44: this check is accepted twice"),
        accept("[{check: radios, reason: it is not required}]", "line 4, column 18: " + choice),
        change(
            "generator:\n",
            "require: [radios, output]\naccept: [{check: Radios, reason: none}]\ngenerator:\n",
            "line 5, column 18: " + choice + ", radios, output"));
  }

  static Stream<Arguments> requirements() {
    String choice =
        "no check of this name can be required; these can: radios, bluetooth, zswap, hibernation,"
            + " core-pattern, ptrace-scope, tiocsti, user-namespaces, landlock, seccomp,"
            + " memory-lock, init-on-free, lockdown, secure-boot, microcode, virtual-machine,"
            + " users, tracer, output, leftovers";
    return Stream.of(
        require("[]", "line 4, column 10: the list is empty"),
        require("radios", "line 4, column 10: expected a list"),
        require("[radio]", "line 4, column 11: " + choice),
        require("[radios, all]", "line 4, column 19: " + choice),
        require("[init_on_free]", "line 4, column 11: " + choice),
        require("[swap]", "line 4, column 11: this check is always required"),
        require("[workspace]", "line 4, column 11: this check is always required"),
        require("[radios, users, radios]", "line 4, column 26: this check is required twice"));
  }

  static Stream<Arguments> generator() {
    String moving = " names another file every day; write the version it has";
    String noDigit = " has no digit; write the version it has, such as 1.4.2";
    return Stream.of(
        change("bin/generator", "/", "line 5, column 9: expected a program"),
        change(
            "bin/generator",
            "\"\"",
            "line 5, column 9: expected a text on one line, of characters that show"),
        change(
            "bin/generator",
            "\"a\\nb\"",
            "line 5, column 9: expected a text on one line, of characters that show"),
        change(
            "bin/generator",
            "\"a\\0b\"",
            "line 5, column 9: expected a text on one line, of characters that show"),
        change("1.2.3", "latest", "line 6, column 12: 'latest'" + moving),
        change("1.2.3", "Stable", "line 6, column 12: 'Stable'" + moving),
        change("1.2.3", "\" latest \"", "line 6, column 12: 'latest'" + moving),
        change("1.2.3", "v-latest", "line 6, column 12: 'v-latest'" + moving),
        change("1.2.3", "Latest-stable", "line 6, column 12: 'Latest-stable'" + moving),
        change("1.2.3", "1.2 NIGHTLY", "line 6, column 12: '1.2 NIGHTLY'" + moving),
        change("1.2.3", "latest1", "line 6, column 12: 'latest1'" + moving),
        change("1.2.3", "\" \"", "line 6, column 12: ''" + noDigit),
        change("1.2.3", "as packaged", "line 6, column 12: 'as packaged'" + noDigit),
        change("1.2.3", "", "line 6, column 11: a value is missing here"),
        change("  version: 1.2.3\n", "", "line 5, column 3: the key 'version' is missing"),
        change(
            "  " + PIN + "\n",
            "",
            "line 5, column 3: the generator has no pin: add its 'sha256', 'checksums' with a list, or 'trust' with"
                + " a policy"),
        change(
            PIN,
            PIN + "\n  checksums: list",
            "line 5, column 3: either 'sha256' or 'checksums' pins the generator, not both"),
        change(PIN, "sha256: " + "a".repeat(63), "line 7, column 11: " + HASH),
        change(PIN, "sha256: " + "A".repeat(64), "line 7, column 11: " + HASH),
        change(PIN, "sha256: []", "line 7, column 11: the list is empty"),
        change(PIN, "sha256: [" + "a".repeat(64) + ", x]", "line 7, column 78: " + HASH),
        change(
            PIN,
            "sha256: [" + "a".repeat(64) + ", " + "a".repeat(64) + "]",
            "line 7, column 11: a hash is here twice"),
        change(PIN, PIN + "\n  time-limit: 61m", "line 8, column 15: " + TIME),
        change(PIN, PIN + "\n  time-limit: 0s", "line 8, column 15: " + TIME),
        change(PIN, PIN + "\n  time-limit: 3601s", "line 8, column 15: " + TIME),
        change(PIN, PIN + "\n  time-limit: 1.5m", "line 8, column 15: " + TIME),
        change(PIN, PIN + "\n  time-limit: forever", "line 8, column 15: " + TIME),
        change(PIN, PIN + "\n  output-limit: 17MiB", "line 8, column 17: " + SIZE),
        change(PIN, PIN + "\n  output-limit: 99999999MiB", "line 8, column 17: " + SIZE),
        change(PIN, PIN + "\n  output-limit: 0B", "line 8, column 17: " + SIZE),
        change(PIN, PIN + "\n  output-limit: 4096", "line 8, column 17: " + SIZE),
        change(PIN, PIN + "\n  arguments: []", "line 8, column 14: the list is empty"),
        change(
            PIN,
            PIN + "\n  arguments: [-q, '{secret}']",
            "line 8, column 19: {secret} means nothing; {workspace} and {files} are the only placeholders"),
        change(
            PIN,
            PIN + "\n  arguments: [-q, \"\\0\"]",
            "line 8, column 19: no argument can hold a zero byte"),
        change(
            PIN,
            PIN + "\n  environment: {}",
            "line 8, column 3: the key 'environment' is unknown; known here: file, version, sha256, checksums, trust, arguments, files, folders, time-limit, output-limit"));
  }

  static Stream<Arguments> sandbox() {
    String folder = "expected a folder of programs, such as /opt/java";
    String words = "expected namespaces, or landlock-1, landlock-2 and so on";
    return Stream.of(
        change("generator:\n", "sandbox: landlock\ngenerator:\n", "line 4, column 10: " + words),
        change("generator:\n", "sandbox: landlock-0\ngenerator:\n", "line 4, column 10: " + words),
        change(
            "generator:\n",
            "sandbox: [namespaces, none]\ngenerator:\n",
            "line 4, column 23: " + words),
        change("generator:\n", "sandbox: []\ngenerator:\n", "line 4, column 10: the list is empty"),
        change(PIN, PIN + "\n  folders: [opt]", "line 8, column 13: " + folder),
        change(PIN, PIN + "\n  folders: [/]", "line 8, column 13: " + folder),
        change(PIN, PIN + "\n  folders: [/opt/../proc]", "line 8, column 13: " + folder),
        change(
            PIN, PIN + "\n  files: [{file: a}]", "line 8, column 11: the key 'sha256' is missing"),
        change(
            PIN,
            PIN + "\n  files: [{file: a, " + PIN + "}, {file: b/a, " + PIN + "}]",
            "line 8, column 103: expected a file of a name of its own"));
  }

  static Stream<Arguments> values() {
    String names = " cannot name a value: lower-case letters, digits, _";
    return Stream.of(
        change(
            "  secret:\n    key: {whole: true}\n",
            "",
            "line 9, column 3: the key 'secret' is missing"),
        change("\n    key: {whole: true}", " {}", "line 9, column 11: nothing is named here"),
        change("key: {whole: true}", "Key: {whole: true}", "line 10, column 10: 'Key'" + names),
        change(
            "key: {whole: true}",
            "workspace: {whole: true}",
            "line 10, column 16: 'workspace'" + names),
        change("id: {json", "key: {json", "line 12, column 5: 'key' is both secret and public"),
        change("{whole: true}", "{whole: false}", "line 10, column 18: leave 'whole' out instead"),
        change("{whole: true}", "{whole: yes}", "line 10, column 18: expected true or false"),
        change("{whole: true}", "{file: x}", "line 10, column 10: " + RULE),
        change("{whole: true}", "{}", "line 10, column 10: " + RULE),
        change("{whole: true}", "{json: a, label: a}", "line 10, column 10: " + RULE),
        change(
            "{whole: true}",
            "{regex: a}",
            "line 10, column 11: the key 'regex' is unknown; known here: file, whole, json, label"),
        change(
            "{whole: true}",
            "{label: \"\"}",
            "line 10, column 18: expected a text on one line, of characters that show"),
        change("{whole: true}", "{file: /etc/passwd, whole: true}", "line 10, column 17: " + BELOW),
        change("{whole: true}", "{file: ../key, whole: true}", "line 10, column 17: " + BELOW),
        change("{whole: true}", "{file: .., whole: true}", "line 10, column 17: " + BELOW),
        change("{whole: true}", "{file: a/../../key, whole: true}", "line 10, column 17: " + BELOW),
        change("{whole: true}", "{file: ./key, whole: true}", "line 10, column 17: " + BELOW));
  }

  static Stream<Arguments> recipients() {
    String invalid = " has no valid recipient: ";
    String host = ExamplePlan.HOST;
    return Stream.of(
        change(
            host,
            host.replace("seuk4ev", "seuk4ew"),
            "line 15, column 13: 'host-1'"
                + invalid
                + "the recipient has a wrong checksum: at least one character is not right"),
        change(
            host,
            "age1Tlk" + host.substring(7),
            "line 15, column 13: 'host-1'" + invalid + "the recipient mixes upper and lower case"),
        change(
            host,
            host.substring(0, 40),
            "line 15, column 13: 'host-1'"
                + invalid
                + "the recipient has a wrong checksum: at least one character is not right"),
        change(
            host,
            "host.example.org",
            "line 15, column 13: 'host-1'" + invalid + "this is not a recipient of a known type"),
        change(
            host,
            "ssh-ed25519 AAAA",
            "line 15, column 13: 'host-1'" + invalid + "the SSH key is malformed"),
        change(
            host,
            "age1test10qdmzv9q",
            "line 15, column 13: 'host-1'"
                + invalid
                + "this is a plugin's recipient, and no plugin runs in a ceremony"),
        change("host-1: " + host, "host-1:", "line 15, column 12: a value is missing here"),
        change(
            ExamplePlan.BACKUP,
            host,
            "line 17, column 15: this recipient is in the plan under another name, too"),
        change(
            "backup-1:",
            "host-1:",
            "line 17, column 13: 'host-1' cannot name a recipient, or names another"),
        change(
            "host-1:",
            "Host 1:",
            "line 15, column 13: 'Host 1' cannot name a recipient, or names another"),
        change(
            "  backups:\n",
            "  friends:\n",
            "line 16, column 3: the key 'friends' is unknown; known here: hosts, backups"),
        change(
            "  hosts:\n    host-1: " + host + "\n  backups:\n    backup-1: " + ExamplePlan.BACKUP,
            "  hosts: {}",
            "line 14, column 3: there is no recipient"));
  }

  static Stream<Arguments> artifacts() {
    return Stream.of(
        change(
            "secret: key", "secret: id", "line 19, column 13: no secret of this name is extracted"),
        change(
            "key: {whole: true}",
            "key: {whole: true}\n    spare: {json: spare}",
            "line 20, column 3: the secret 'spare' is extracted and encrypted to nobody"),
        change(
            "[hosts, backups]", "hosts", "line 19, column 3: nothing is encrypted to 'backup-1'"),
        change("[hosts, backups]", "[hosts, hosts]", "line 21, column 17: hosts is here twice"),
        change(
            "[hosts, backups]",
            "everybody",
            "line 21, column 9: expected hosts, backups or escrow"),
        change("[hosts, backups]", "[]", "line 21, column 9: the list is empty"),
        change(
            "  backups:\n    backup-1: " + ExamplePlan.BACKUP + "\n",
            "",
            "line 19, column 17: the plan has no backups"),
        change(
            "key-{id}.age",
            "key-{name}.age",
            "line 20, column 11: {name} is not a public value of this plan"),
        change(
            "key-{id}.age",
            "key-{key}.age",
            "line 20, column 11: {key} is not a public value of this plan"),
        change("key-{id}.age", "key.gpg", "line 20, column 11: " + TEMPLATE),
        change("key-{id}.age", ".key.age", "line 20, column 11: " + TEMPLATE),
        change("key-{id}.age", "_key.age", "line 20, column 11: " + TEMPLATE),
        change("key-{id}.age", "../key.age", "line 20, column 11: " + TEMPLATE),
        change("key-{id}.age", "a".repeat(197) + ".age", "line 20, column 11: " + TEMPLATE),
        change(
            "[hosts, backups]",
            "hosts\n  - {secret: key, file: 'KEY-{id}.age', to: backups}",
            "line 22, column 25: another artifact has this name"),
        change(
            ExamplePlan.HOST,
            HybridIdentity.generate().recipient().toString(),
            "line 21, column 9: nothing can be encrypted to these recipients: incompatible recipients: can't mix post-quantum and classic recipients, or the file would be vulnerable to quantum computers"),
        change(
            ExamplePlan.HOST,
            LOW_ORDER,
            "line 21, column 9: nothing can be encrypted to these recipients: the recipient is a point of low order, which anyone could decrypt for"));
  }

  static Stream<Arguments> escrow() {
    String to = "artifacts:\n  - secret: key\n    file: key-{id}.age\n    to: [hosts, backups";
    return Stream.of(
        change(
            "[hosts, backups]",
            "[hosts, backups, escrow]",
            "line 21, column 26: the plan has no escrow"),
        change(
            "artifacts:\n",
            escrowOf("identity: x25519") + "artifacts:\n",
            "line 24, column 3: nothing is encrypted to the escrow"),
        change(
            to,
            escrowOf("identity: rsa") + to + ", escrow",
            "line 19, column 13: expected x25519 or post-quantum"),
        change(
            to,
            escrowOf("identity: post-quantum") + to + ", escrow",
            "line 26, column 9: nothing can be encrypted to these recipients: incompatible recipients: can't mix post-quantum and classic recipients, or the file would be vulnerable to quantum computers"),
        change(
            to,
            escrowOf("drill-every: 1y") + to + ", escrow",
            "line 19, column 16: expected a number of days, such as 180d"),
        change(
            to,
            escrowOf("group-threshold: 2") + to + ", escrow",
            "line 19, column 3: the group threshold must be from 1 to the number of groups, which is 1"),
        change(
            "key-{id}.age",
            "key-{id}.share.age",
            "line 20, column 11: a name that ends with .share.age is a share's"));
  }

  private static String escrowOf(String line) {
    return "escrow:\n  "
        + line
        + "\n  groups:\n    all: {threshold: 2, trustees: {a: "
        + ExamplePlan.HOST
        + ", b: paper}}\n\n";
  }

  private static Arguments change(String text, String replacement, String message) {
    return Arguments.of(text, replacement, message);
  }

  private static Arguments valid(String valid, String message) {
    return change("generator:\n", "valid: " + valid + "\ngenerator:\n", message);
  }

  private static Arguments require(String require, String message) {
    return change("generator:\n", "require: " + require + "\ngenerator:\n", message);
  }

  private static Arguments accept(String accept, String message) {
    return change("generator:\n", "accept: " + accept + "\ngenerator:\n", message);
  }

  @ParameterizedTest
  @MethodSource({
    "frame",
    "validity",
    "exceptions",
    "requirements",
    "generator",
    "sandbox",
    "values",
    "recipients",
    "artifacts",
    "escrow"
  })
  void aPlanWithOneMistakeIsRefusedAtItsPlace(String text, String replacement, String message)
      throws Exception {
    Path file = ExamplePlan.write(folder, text, replacement);
    Refused refused = assertThrows(Refused.class, () -> PlanReader.read(file));
    assertEquals(file + ", " + message + ".", refused.getMessage());
    assertEquals("Correct the plan, and have it reviewed again.", refused.advice());
  }

  /** In a comment, in an argument, and in what the screen shows of a label. */
  @ParameterizedTest
  @MethodSource("org.keyrite.testing.Unseen#characters")
  void noCharacterThatDoesNotShow(Unseen unseen) throws Exception {
    String rest =
        ": the character "
            + unseen.code()
            + " does not show, or changes how the text"
            + " around it reads";
    aPlanWithOneMistakeIsRefusedAtItsPlace(
        "sha256: ",
        "arguments: [x" + unseen.text() + " # y]\n  sha256: ",
        "line 7, column 16" + rest);
    aPlanWithOneMistakeIsRefusedAtItsPlace(
        "name: example", "name: example" + unseen.text(), "line 2, column 14" + rest);
    aPlanWithOneMistakeIsRefusedAtItsPlace(
        "{json: peer_id}",
        "{label: \"peer" + unseen.escape() + "id\"}",
        "line 12, column 17: expected a text on one line, of characters that show");
  }

  @Test
  void aChecksumListIsOneAndHasTheGenerator() throws Exception {
    Path list = folder.resolve("list");
    Path generator = folder.resolve("bin/generator");
    Path file = ExamplePlan.write(folder, PIN, "checksums: list");
    String place = file + ", line 7, column 14: ";
    assertRefused(
        place
            + "there is no list "
            + list
            + "; make it with: sha256sum "
            + generator
            + " > "
            + list
            + ".",
        file);
    Files.createDirectory(list);
    assertRefused(place + "the list " + list + " cannot be read: it is a folder.", file);
    Files.delete(list);
    Files.writeString(list, "not a list");
    assertRefused(
        place + "the list " + list + " has something other than a checksum and a name in line 1.",
        file);
    Files.writeString(list, "b".repeat(64) + "  /another/generator\n");
    assertRefused(place + list + " has no line for " + generator + ".", file);
    Files.write(list, new byte[(1 << 20) + 1]);
    assertRefused(place + "the list " + list + " cannot be read: it is longer than 1 MiB.", file);
  }

  @Test
  void aTrustPolicyIsOneAndIsAboutTheGenerator() throws Exception {
    Path policy = folder.resolve("trust.yaml");
    Path file = ExamplePlan.write(folder, PIN, "trust: trust.yaml");
    String place = file + ", line 7, column 10: ";
    assertRefused(place + "there is no file " + policy + ".", file);
    Files.writeString(policy, "version: keyrite/trust/v2\n");
    assertRefused(
        place + policy + ", line 1, column 10: the version must be keyrite/trust/v1.", file);
    String text =
        "version: keyrite/trust/v1\nartifacts:\n  - {file: NAME, version: 1.2.3, sha256: "
            + "a".repeat(64)
            + "}\n";
    Files.writeString(policy, text.replace("NAME", "other"));
    assertRefused(place + policy + " says nothing of 'generator'.", file);
    Files.writeString(policy, text.replace("NAME", "generator").replace("1.2.3", "1.2.4"));
    assertRefused(place + policy + " is about version 1.2.4 of it, not 1.2.3.", file);
    Files.writeString(policy, text.replace("NAME", "generator"));
    assertEquals(
        Optional.of(new Policy.Origin(policy, Sha256.hex(Files.readAllBytes(policy)))),
        PlanReader.read(file).generator().trust().flatMap(Policy::origin));
  }

  private static void assertRefused(String message, Path file) {
    assertEquals(message, assertThrows(Refused.class, () -> PlanReader.read(file)).getMessage());
  }
}
