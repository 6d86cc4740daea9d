package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.json.JsonParser;

/** What {@code age-inspect} prints, line by line. */
class AgeInspectCommandTest {
  private static final String RECIPIENT =
      "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef";

  @TempDir private Path folder;
  private byte[] binary;
  private String armored;

  @BeforeEach
  void encrypt() {
    binary = new ToolRun().withInput("hi\n").age("-r", RECIPIENT).bytes();
    armored = new ToolRun().withInput("hi\n").age("-a", "-r", RECIPIENT).out();
  }

  @Test
  void aBinaryFile() throws IOException {
    Path file = Files.write(folder.resolve("100%s.age"), binary);
    ToolRun run = new ToolRun().inspect(file);
    assertEquals(0, run.status(), run.err());
    assertEquals(
        file
            + """
             is an age file, version "age-encryption.org/v1".

            This file is encrypted to the following recipient types:
              - "X25519"

            This file does NOT use post-quantum encryption.

            Size breakdown (assuming it decrypts successfully):

                Header                       168 bytes
                Encryption overhead           32 bytes
                Payload                        3 bytes
                                    -------------------
                Total                        203 bytes

            Tip: for machine-readable output, use --json.
            """,
        run.out());
    assertEquals("", run.err());
  }

  @Test
  void anArmoredFileOnStandardInput() {
    ToolRun run = new ToolRun().withInput(armored).inspect();
    assertEquals(0, run.status(), run.err());
    assertTrue(
        run.out()
            .startsWith(
                """
                <stdin> is an age file, version "age-encryption.org/v1".

                This file is ASCII-armored.

                """));
    assertTrue(
        run.out()
            .contains(
                """
                    Header                       168 bytes
                    Armor overhead               142 bytes
                    Encryption overhead           32 bytes
                    Payload                        3 bytes
                                        -------------------
                    Total                        345 bytes
                """
                    .indent(0)));
    assertTrue(new ToolRun().withInput(armored).inspect("-").out().startsWith("- is an age file"));
  }

  @Test
  void forAProgram() throws Exception {
    ToolRun run = new ToolRun().withInput(armored).inspect("--json", "-");
    assertEquals(
        """
        {
            "version": "age-encryption.org/v1",
            "postquantum": "no",
            "armor": true,
            "stanza_types": [
                "X25519"
            ],
            "sizes": {
                "header": 168,
                "armor": 142,
                "overhead": 32,
                "min_payload": 3,
                "max_payload": 3,
                "min_padding": 0,
                "max_padding": 0
            }
        }
        """,
        run.out());
    JsonParser.parse(run.bytes());
  }

  @Test
  void typesAreEscapedForAProgramAndForAPerson() {
    String header = "age-encryption.org/v1\n-> a\"b\\\n\n-> <&>\n\n--- " + "A".repeat(43) + "\n";
    String file = header + "x".repeat(32);
    String types = "\"a\\\"b\\\\\"";
    assertTrue(new ToolRun().withInput(file).inspect().out().contains("  - " + types + "\n"));
    assertTrue(
        new ToolRun()
            .withInput(file)
            .inspect("-json")
            .out()
            .contains("        " + types + ",\n        \"\\u003c\\u0026\\u003e\"\n"));
  }

  @Test
  void whatIsNotAnAgeFileIsAnError() throws IOException {
    ToolRun nothing = new ToolRun().withInput("x").inspect();
    assertEquals(1, nothing.status());
    assertTrue(nothing.err().startsWith("age-inspect: error: this is not an age file"));
    assertEquals("", nothing.out());
    ToolRun cut =
        new ToolRun().withInput(new ByteArrayInputStream(binary, 0, binary.length - 4)).inspect();
    assertEquals(1, cut.status());
    assertEquals(
        "age-inspect: error: the file ends before its last chunk does",
        cut.err().lines().findFirst().orElseThrow());
    ToolRun missing = new ToolRun().inspect(folder.resolve("nowhere"));
    assertEquals(1, missing.status());
    assertTrue(missing.err().contains("No such file or directory"), missing.err());
    assertEquals(1, new ToolRun().inspect(folder).status());
    ToolRun nul = new ToolRun().inspect("a\0b");
    assertEquals(1, nul.status(), nul.err());
  }

  @Test
  void usageAndVersion() {
    assertEquals(0, new ToolRun().inspect("-h").status());
    assertEquals(2, new ToolRun().inspect("-x").status());
    assertEquals(1, new ToolRun().inspect("a", "b").status());
    ToolRun typed = new ToolRun().onTerminals(0).inspect();
    assertEquals(1, typed.status());
    assertTrue(typed.err().startsWith("Usage:"));
    assertEquals("v\n", new ToolRun().inspect("-version").out());
  }

  @Test
  void theNameOfTheFileIsMadeHarmless() throws IOException {
    Path file = Files.write(folder.resolve("a\u001b[2J"), binary);
    String first = new ToolRun().inspect(file).out().lines().findFirst().orElseThrow();
    assertTrue(first.contains("a{U+1b}[2J is an age file"), first);
    assertTrue(
        new String(binary, StandardCharsets.ISO_8859_1).startsWith("age-encryption.org/v1\n"));
  }
}
