package org.keyrite.ceremony.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;
import org.keyrite.testing.Fifo;

/** Where values are found, and what is said when they are not. The value looked for is "key". */
final class ExtractorTest {
  private static final Extraction.Rule WHOLE = new Extraction.Whole();

  @TempDir Path folder;

  private Path workspace;

  @BeforeEach
  void aWorkspaceWithoutLinksInItsPath() throws Exception {
    workspace = Files.createDirectory(folder.toRealPath().resolve("workspace"));
  }

  @Test
  void theWholeOutputIsEveryByte() throws Exception {
    assertEquals(" a\nb\r\n\n", extract(WHOLE, " a\nb\r\n\n"));
    assertMissing("its output is empty", WHOLE, "");
  }

  static Stream<Arguments> found() {
    return Stream.of(
        // The seed procedure: grep secret_key | cut -d'"' -f4
        Arguments.of("{\n  \"secret_key\": \"s3cret\",\n  \"peer_id\": \"x\"\n}", "s3cret"),
        Arguments.of("secret_key: s3cret", "s3cret"),
        Arguments.of("secret_key=s3cret\n", "s3cret"),
        Arguments.of("secret_key s3cret\n", "s3cret"),
        Arguments.of("secret_key\ts3cret\r\n", "s3cret"),
        Arguments.of("  'secret_key' : 's3cret' \n", "s3cret"),
        Arguments.of("export secret_key=\"s3 cret, all of it\"\n", "s3 cret, all of it"),
        Arguments.of("secret_key = it\"s\"", null),
        Arguments.of("secret_key: 's3 cret # made today'\n", "s3 cret # made today"),
        Arguments.of("secret_key: s3cret,", "s3cret"),
        Arguments.of("secret_key=s3cret; \t\r\npeer_id=x", "s3cret"),
        Arguments.of("secret_key: s3cret\r", "s3cret"),
        Arguments.of("{\"secret_key\":\"s3cret\"}", "s3cret"),
        Arguments.of("[{\"secret_key\": \"s3cret\" } ],", "s3cret"),
        Arguments.of("{secret_key: s3cret }\n", "s3cret"),
        Arguments.of("secret_key: s3}c[r(e=t", "s3}c[r(e=t"),
        Arguments.of("secret_key: s3=cret==", "s3=cret=="),
        Arguments.of("secret_key: \"it's\"", "it's"),
        Arguments.of("secret_key: é€\n", "é€"),
        // The label is a word of its own
        Arguments.of("old_secret_key: a\nsecret_key: s3cret\nsecret_key_id: b", "s3cret"),
        Arguments.of("secret_keys: a, secret_key: s3cret\nsecret_key2: b", "s3cret"),
        Arguments.of("my-secret_key: a, secret_key: s3cret\nsecret_key-x: b", "s3cret"),
        // At the very end it labels nothing
        Arguments.of("secret_key: secret_key", "secret_key"));
  }

  @ParameterizedTest
  @MethodSource("found")
  void aLabelledValueEndsWithItsQuoteOrItsWord(String output, String value) throws Exception {
    Extraction.Rule label = new Extraction.AfterLabel("secret_key");
    if (value == null) {
      assertUnclear("what follows the label 'secret_key' is not a simple value", label, output);
    } else {
      assertEquals(value, extract(label, output));
    }
  }

  @Test
  void aLabelCanEndWithItsSeparator() throws Exception {
    assertEquals("s3cret", extract(new Extraction.AfterLabel("KEY="), "OLD_KEY=x KEY=s3cret"));
    assertEquals("s3cret", extract(new Extraction.AfterLabel("KEY:"), "KEY: s3cret"));
    assertEquals("s3cret", extract(new Extraction.AfterLabel("# key is"), "x# key is s3cret"));
  }

  static Stream<Arguments> missing() {
    String many = "its output has the label 'key' more than once";
    String none = "its output has no label 'key'";
    String nothing = "nothing follows the label 'key'";
    return Stream.of(
        Arguments.of("", "its output is empty"),
        Arguments.of("\n", none),
        Arguments.of("a: b", none),
        Arguments.of("Key: a", none),
        Arguments.of("monkey: a", none),
        Arguments.of("keys: a", none),
        Arguments.of("key", none),
        Arguments.of("key: a\nkey: a\n", many),
        Arguments.of("key: key.", many),
        Arguments.of("key\n", nothing),
        Arguments.of("key:\n  a", nothing),
        Arguments.of("key: \"\"", nothing),
        Arguments.of("key: ,", nothing),
        Arguments.of("key:  ", nothing));
  }

  @ParameterizedTest
  @MethodSource("missing")
  void whatALabelDoesNotTellIsMissing(String output, String reason) {
    assertMissing(reason, new Extraction.AfterLabel("key"), output);
  }

  /** The original is wiped: what is cut short here is a key lost. */
  static Stream<Arguments> unclear() {
    String more = "more follows the label 'key' than one value";
    String odd = "what follows the label 'key' is not a simple value";
    return Stream.of(
        Arguments.of("key: AAAAAAAAAAAAAAAAAAAA BBBBBBBBBBBB\n", more),
        Arguments.of("key=AAAAAAAAAAAAAAAAAAAA,B", more),
        Arguments.of("key=AAAAAAAAAAAAAAAAAAAA;B", more),
        Arguments.of("key=AAAAAAAAAAAAAAAAAAAA\tB", more),
        Arguments.of("key: 'AAAAAAAAAAAAAAAAAAAA'B", more),
        Arguments.of("key: 'AAAAAAAAAA''BBBBBBBBBB'", more),
        Arguments.of("key: \"AAAAAAAAAA\" \"BBBBBBBBBB\"", more),
        Arguments.of("key: \"a\", \"id\": \"b\"", more),
        Arguments.of("key: a # made today", more),
        Arguments.of("key: a,,", more),
        Arguments.of("key: a,;", more),
        Arguments.of("key: a \rb", more),
        Arguments.of("key: a\rb", odd),
        Arguments.of("key: a\r\r\n", odd),
        Arguments.of("key: \u001b[1ma", odd),
        Arguments.of("key: 'a\u0000'", odd),
        Arguments.of("{key: a}", odd),
        Arguments.of("key: a),", odd),
        Arguments.of("key: [a", odd),
        Arguments.of("key: {a", odd),
        Arguments.of("key == a", odd),
        Arguments.of("key := a", odd),
        Arguments.of("key::a", odd),
        Arguments.of("key: \"a", odd),
        Arguments.of("key: \"a\nb\"", odd),
        Arguments.of("key: \"a\\\"b\"", odd),
        Arguments.of("key: a\\n", odd),
        Arguments.of("key: [\"a\"]", odd),
        Arguments.of("{\"key\":{\"a\":\"b\"}}", odd),
        Arguments.of("key\"a\"", odd));
  }

  @ParameterizedTest
  @MethodSource("unclear")
  void aValueWhoseEndIsNotClearIsNotTaken(String output, String reason) {
    assertUnclear(reason, new Extraction.AfterLabel("key"), output);
  }

  @Test
  void aJsonFieldIsAStringOrANumberOfTheTopLevel() throws Exception {
    Extraction.Rule field = new Extraction.JsonField("key");
    assertEquals("s3cret", extract(field, "{\"a\":{\"key\":\"x\"},\"key\":\"s3cret\"}"));
    assertEquals("s3\n\"é", extract(field, "{\"key\":\"s3\\n\\\"\\u00e9\"}"));
    assertEquals("1234567890123456789012", extract(field, " {\"key\":1234567890123456789012}\n"));
  }

  static Stream<Arguments> missingInJson() {
    String none = "its output has no string or number 'key'";
    return Stream.of(
        Arguments.of("", "its output is empty"),
        Arguments.of("key: a", "its output is not JSON (a value was expected at byte 0)"),
        Arguments.of(
            "{\"key\":\"a\"} x", "its output is not JSON (something follows the value at byte 12)"),
        Arguments.of(
            "{\"key\":1,\"key\":1}",
            "its output is not JSON (a name stands twice in an object at byte 16)"),
        Arguments.of("{}", none),
        Arguments.of("{\"Key\":\"a\"}", none),
        Arguments.of("{\"a\":{\"key\":\"b\"}}", none),
        Arguments.of("[{\"key\":\"a\"}]", none),
        Arguments.of("\"key\"", none),
        Arguments.of("{\"key\":null}", none),
        Arguments.of("{\"key\":true}", none),
        Arguments.of("{\"key\":[\"a\"]}", none),
        Arguments.of("{\"key\":\"\"}", "the field 'key' is empty"));
  }

  @ParameterizedTest
  @MethodSource("missingInJson")
  void aFieldThatIsNotThereIsMissing(String output, String reason) {
    assertMissing(reason, new Extraction.JsonField("key"), output);
  }

  @Test
  void aFileOfTheWorkspaceIsRead() throws Exception {
    Files.createDirectories(workspace.resolve("data"));
    Files.writeString(workspace.resolve("data/identity"), "s3cret\n");
    assertEquals("s3cret\n", extractFile("data/identity"));
  }

  @Test
  void aFileIsNamedInWhatIsMissing() throws Exception {
    Files.createFile(workspace.resolve("identity"));
    assertEquals(
        "The generator made no 'key' that can be found: the file identity is empty.",
        fileFailure("identity"));
  }

  @Test
  void onlyAFileThatTheGeneratorLeftInTheWorkspaceIsRead() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("key"), "not the generator's");
    Files.writeString(workspace.resolve("inside"), "the generator's");
    Files.createSymbolicLink(workspace.resolve("link-out"), outside.resolve("key"));
    Files.createSymbolicLink(workspace.resolve("link-in"), workspace.resolve("inside"));
    Files.createSymbolicLink(workspace.resolve("linked-folder"), outside);
    Files.createSymbolicLink(workspace.resolve("link-to-nothing"), Path.of("nothing"));
    Files.createDirectory(workspace.resolve("folder"));
    for (String name :
        new String[] {
          "missing",
          "link-out",
          "link-in",
          "linked-folder/key",
          "link-to-nothing",
          "folder",
          "../outside/key"
        }) {
      assertEquals("The generator left no file " + name + " in the workspace.", fileFailure(name));
    }
  }

  @Test
  void aPipeIsNotOpened() throws Exception {
    Fifo.create(workspace.resolve("pipe"));
    assertEquals(
        "The generator left no file pipe in the workspace.",
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> fileFailure("pipe")));
  }

  @Test
  void aFileLargerThanAnyKeyIsNotTaken() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(workspace.resolve("large").toFile(), "rw")) {
      file.setLength(16 << 20);
      assertEquals(16 << 20, extractFile("large").length());
      file.setLength((16 << 20) + 1);
    }
    assertEquals("The generator's file large is larger than 16 MiB.", fileFailure("large"));
  }

  private String extract(Extraction.Rule rule, String output) throws Failed {
    return extract(new Extraction(Optional.empty(), rule), output);
  }

  private String extractFile(String name) throws Failed {
    return extract(new Extraction(Optional.of(name), WHOLE), "unused");
  }

  private String extract(Extraction extraction, String output) throws Failed {
    try (SecretBytes printed = new SecretBytes(output.getBytes(UTF_8));
        SecretBytes value = new Extractor(printed, workspace).extract("key", extraction)) {
      assertEquals(output, new String(printed.bytes(), UTF_8), "what was printed is unchanged");
      return new String(value.bytes(), UTF_8);
    }
  }

  private String fileFailure(String name) {
    return assertThrows(Failed.class, () -> extractFile(name)).getMessage();
  }

  private void assertMissing(String reason, Extraction.Rule rule, String output) {
    assertFails(
        reason,
        "Correct the plan: what the generator makes, or where it is looked for.",
        rule,
        output);
  }

  private void assertUnclear(String reason, Extraction.Rule rule, String output) {
    assertFails(
        reason,
        "Have the generator quote the value, or let the plan take it with json or whole.",
        rule,
        output);
  }

  private void assertFails(String reason, String advice, Extraction.Rule rule, String output) {
    Failed failed = assertThrows(Failed.class, () -> extract(rule, output));
    assertEquals(
        "The generator made no 'key' that can be found: " + reason + ".", failed.getMessage());
    assertEquals(advice, failed.advice());
  }
}
