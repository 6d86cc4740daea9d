package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code age-keygen} writes where, and never over anything. */
class AgeKeygenCommandTest {
  @TempDir private Path folder;

  @Test
  void whatCannotBeWrittenIsSaidToBeTheOutput() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ToolRun run = new ToolRun().withOutput(full).keygen();
    assertEquals(1, run.status());
    assertEquals("age-keygen: error: failed to write output: No space left on device\n", run.err());
  }

  @Test
  void anIdentityIsPrintedWithItsTimeAndItsRecipient() {
    ToolRun run = new ToolRun().keygen();
    assertEquals(0, run.status());
    String[] lines = run.out().split("\n", -1);
    assertEquals("# created: 2026-01-02T15:30:00+01:00", lines[0]);
    assertTrue(lines[1].matches("# public key: age1[a-z0-9]{58}"), lines[1]);
    assertTrue(lines[2].matches("AGE-SECRET-KEY-1[A-Z0-9]{58}"));
    assertEquals(4, lines.length);
    assertTrue(run.err().endsWith("Public key: " + lines[1].substring(14) + "\n"), run.err());
  }

  @Test
  void onATerminalTheRecipientIsNotPrintedTwice() {
    assertFalse(new ToolRun().onTerminals(1).keygen().err().contains("Public key"));
  }

  @Test
  void aFileIsForItsOwnerOnly() throws IOException {
    Path file = folder.resolve("key.txt");
    ToolRun run = new ToolRun().onTerminals(1).keygen("-o", file);
    assertEquals(0, run.status());
    assertEquals("", run.out());
    assertTrue(run.err().matches("Public key: age1[a-z0-9]{58}\n"), run.err());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(run.err().substring(12), new ToolRun().keygen("-y", file).out());
  }

  @Test
  void anExistingFileIsNeverReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("key.txt"), "the only copy");
    Path identity = folder.resolve("other.txt");
    assertEquals(0, new ToolRun().keygen("-o", identity).status());
    for (ToolRun run :
        new ToolRun[] {
          new ToolRun().keygen("-o", file), new ToolRun().keygen("-y", "-o", file, identity)
        }) {
      assertEquals(1, run.status());
      assertEquals(
          "age-keygen: error: failed to write output file \""
              + file
              + "\": File exists\n"
              + "age-keygen: hint: give another name\n",
          run.err());
      assertEquals("", run.out());
      assertEquals("the only copy", Files.readString(file));
    }
  }

  @Test
  void recipientsAreToldOfAFileOrOfStandardInput() {
    String one = new ToolRun().keygen().out();
    String two = new ToolRun().keygen().out();
    ToolRun run = new ToolRun().withInput(one + two).keygen("-y");
    assertEquals(0, run.status());
    assertEquals(recipient(one) + recipient(two), run.out());
    assertEquals(run.out(), new ToolRun().withInput(one + two).keygen("-y", "-").out());
  }

  @Test
  void theRecipientOfAPluginsIdentityIsThePluginsToTell() {
    ToolRun run = new ToolRun().withInput("AGE-PLUGIN-TEST-10Q32NLXM").keygen("-y");
    assertEquals(1, run.status());
    assertEquals(
        "age-keygen: error: input file \"-\": line 1: this is a plugin's identity, and"
            + " age-keygen runs no plugin\n"
            + "age-keygen: hint: give an identity of another type\n",
        run.err());
  }

  @Test
  void aFailedConversionLeavesNoOutput() throws IOException {
    Path file = folder.resolve("recipients");
    ToolRun run = new ToolRun().withInput("AGE-SECRET-KEY-1HUNTER").keygen("-y", "-o", file);
    assertEquals(1, run.status());
    assertFalse(run.err().contains("HUNTER"));
    assertFalse(Files.exists(file));
  }

  @ParameterizedTest
  @CsvSource({
    "file, too many arguments",
    "-y a b, too many arguments",
    "-pq -y, -pq can't be used with -y",
    "-y nowhere, 'failed to open input file \"nowhere\": No such file or directory'",
    "-o nowhere/key, 'failed to write output file \"nowhere/key\": No such file or directory'",
  })
  void refusesWhatItCannotDo(String line, String sentence) {
    ToolRun run = new ToolRun().keygen((Object[]) line.split(" "));
    assertEquals(1, run.status());
    assertTrue(run.err().startsWith("age-keygen: error: " + sentence), run.err());
    assertEquals("", run.out());
  }

  @Test
  void usageAndVersion() {
    assertEquals(0, new ToolRun().keygen("-h").status());
    assertEquals(2, new ToolRun().keygen("-x").status());
    assertEquals("v\n", new ToolRun().keygen("-version").out());
  }

  private static String recipient(String identityFile) {
    String line = identityFile.split("\n", -1)[1];
    return line.substring("# public key: ".length()) + "\n";
  }
}
