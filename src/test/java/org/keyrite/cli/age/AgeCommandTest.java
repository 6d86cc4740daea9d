package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.testing.EndlessInput;

/** What {@code age} does with its options, its terminals and its files. */
class AgeCommandTest {
  private static final String RECIPIENT =
      "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef";
  private static final String IDENTITY =
      "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";

  @TempDir private Path folder;
  private Path identity;
  private Path input;
  private Path encrypted;

  @BeforeEach
  void makeFiles() throws IOException {
    identity = Files.writeString(folder.resolve("key.txt"), "# mine\n" + IDENTITY + "\n");
    input = Files.writeString(folder.resolve("input"), "hello\n");
    encrypted = folder.resolve("input.age");
    assertEquals(0, new ToolRun().age("-r", RECIPIENT, "-o", encrypted, input).status());
  }

  @Test
  void encryptsAndDecrypts() {
    ToolRun run = new ToolRun().withInput("from standard input").age("-r", RECIPIENT);
    assertEquals(0, run.status(), run.err());
    ToolRun back =
        new ToolRun().withInput(new ByteArrayInputStream(run.bytes())).age("-d", "-i", identity);
    assertEquals("from standard input", back.out());
    assertEquals("", run.err() + back.err());
  }

  @Test
  void encryptsToAFileOfRecipientsAndToAnIdentity() throws IOException {
    Path list = Files.writeString(folder.resolve("list"), "# us\n" + RECIPIENT + "\n");
    for (ToolRun run :
        new ToolRun[] {
          new ToolRun().age("-R", list, input),
          new ToolRun().withInput(RECIPIENT).age("-R", "-", input),
          new ToolRun().age("-e", "-i", identity, input),
          new ToolRun().withInput(IDENTITY).age("--encrypt", "--identity=-", input),
          new ToolRun().age("-e", "-a", "-r", RECIPIENT, "-R", list, "-i", identity, input)
        }) {
      assertEquals(0, run.status(), run.err());
      Path file = Files.write(folder.resolve("file.age"), run.bytes());
      assertEquals("hello\n", new ToolRun().age("-d", "-i", identity, file).out());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-d -e | -e/--encrypt can't be used with -d/--decrypt",
        "-d -a | -a/--armor can't be used with -d/--decrypt",
        "-d -r x | -r/--recipient can't be used with -d/--decrypt",
        "-d -R x | -R/--recipients-file can't be used with -d/--decrypt",
        "-i x | -i/--identity and -j encrypt only together with -e/--encrypt",
        "-j x | -i/--identity and -j encrypt only together with -e/--encrypt",
        "-e | missing recipients",
        "-a | missing recipients",
        "-r x a -o b | too many input files: 3",
        "-d -p | -p/--passphrase can't be used with -d/--decrypt",
        "-p -r x | -p/--passphrase can't be combined with -r/--recipient",
        "-p -R x | -p/--passphrase can't be combined with -R/--recipients-file",
        "-e -p -i x | -p/--passphrase can't be combined with -i/--identity",
        "-e -p -j x | -p/--passphrase can't be combined with -j",
        "-p | could not read a passphrase: nobody is there",
        "-d -j a/b | this is not a valid plugin name",
        "-r x | recipient 1: this is not a recipient of a known type",
        "-R - | standard input is used for more than one thing",
        "-d -i - | standard input is used for more than one thing",
        "-e -R - -i - x | failed to open input file \"x\": No such file or directory",
        "-d -i nowhere/key -- /dev/null | failed to open identity file \"nowhere/key\": No such"
            + " file",
        "-r x /dev | failed to open input file \"/dev\": Is a directory",
        "-r x -o same same | input and output file are the same: \"same\"",
        "-r x -R same -o ./same | input and output file are the same: \"./same\"",
        "-d -i same -o same | input and output file are the same: \"same\"",
      })
  void refusesWhatContradictsItself(String line, String sentence) {
    ToolRun run = new ToolRun().age((Object[]) line.split(" "));
    assertEquals(1, run.status());
    assertTrue(run.err().startsWith("age: error: " + sentence), run.err());
    assertEquals("", run.out());
  }

  /** What hides identities leaves our own words about them. */
  @Test
  void theAdviceOnIdentitiesIsReadable() {
    ToolRun run = new ToolRun().withInput("nonsense\n").age("-d", "-i", "-", "/dev/null");
    assertTrue(
        run.err().endsWith("hint: an identity starts with AGE-SECRET-KEY-1, in capitals\n"),
        run.err());
  }

  @Test
  void usageIsShownForNothingForHelpAndForMistakes() {
    ToolRun nothing = new ToolRun().age();
    assertEquals(1, nothing.status());
    ToolRun help = new ToolRun().age("-p", "-help");
    assertEquals(0, help.status());
    ToolRun mistake = new ToolRun().age("-p", "-x");
    assertEquals(2, mistake.status());
    assertTrue(mistake.err().startsWith("age: error: flag provided but not defined: -x\nUsage:\n"));
    for (ToolRun run : new ToolRun[] {nothing, help, mistake}) {
      assertTrue(run.err().contains("Usage:\n"));
      assertEquals("", run.out());
    }
  }

  @Test
  void theRecipientThatIsWrongIsNamed() {
    String wrong = RECIPIENT.substring(0, RECIPIENT.length() - 1);
    ToolRun run = new ToolRun().age("-r", RECIPIENT, "-r", wrong, input);
    assertEquals(1, run.status());
    assertTrue(run.err().startsWith("age: error: recipient \"" + wrong + "\": "), run.err());
    run = new ToolRun().age("-r", RECIPIENT, "-r", "hunter2", input);
    assertTrue(run.err().startsWith("age: error: recipient 2: this is not a recip"), run.err());
    assertFalse(run.err().contains("hunter2"));
  }

  @Test
  void theVersionGoesToStandardOutput() {
    ToolRun run = new ToolRun().age("--version", "whatever", "else");
    assertEquals(0, run.status());
    assertEquals("v\n", run.out());
  }

  @Test
  void whatIsGivenTwiceIsPointedOutOnce() {
    ToolRun run = new ToolRun().age("-r", RECIPIENT, "-r", RECIPIENT, "-r", RECIPIENT, "-a", input);
    assertEquals(0, run.status());
    assertEquals("age: warning: duplicate recipient \"" + RECIPIENT + "\"\n", run.err());
  }

  @Test
  void anIdentityInTheWrongPlaceIsNotShown() throws IOException {
    Path list = Files.writeString(folder.resolve("list"), IDENTITY);
    for (ToolRun run :
        new ToolRun[] {
          new ToolRun().age("-r", IDENTITY, input),
          new ToolRun().age("-R", list, input),
          new ToolRun().age("-R", IDENTITY, input),
          new ToolRun().age("-d", "-i", "x/" + IDENTITY, encrypted),
          new ToolRun().age("-r", RECIPIENT, IDENTITY),
          new ToolRun().age("-e", "-r", IDENTITY, "-r", IDENTITY, input),
          new ToolRun().age("-" + IDENTITY)
        }) {
      assertTrue(run.status() > 0);
      assertFalse(run.err().contains("EGTZVFF"), run.err());
      assertEquals("", run.out());
    }
  }

  @Test
  void binaryIsNotSentToATerminalUnlessItIsForced() {
    ToolRun refused = new ToolRun().onTerminals(1).age("-r", RECIPIENT, input);
    assertEquals(1, refused.status());
    assertTrue(refused.err().contains("refusing to output binary to the terminal"));
    assertEquals(0, refused.bytes().length);
    assertEquals(0, new ToolRun().onTerminals(1).age("-r", RECIPIENT, "-a", input).status());
    ToolRun forced = new ToolRun().onTerminals(1).age("-r", RECIPIENT, "-o", "-", input);
    assertEquals(0, forced.status());
    assertTrue(forced.bytes().length > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "'hello\r\n\tworld \u00e9 \u65e5\n', true",
    "'a\u0000b', false",
    "'\u001b[2J', false",
    "'\u007f', false",
    "'\u009b2J', false",
  })
  void onlyTextIsDecryptedToATerminal(String text, boolean shown) throws IOException {
    Path file = folder.resolve("text.age");
    assertEquals(0, new ToolRun().withInput(text).age("-r", RECIPIENT, "-o", file).status());
    ToolRun run = new ToolRun().onTerminals(1).age("-d", "-i", identity, file);
    assertEquals(shown ? 0 : 1, run.status());
    assertEquals(shown ? text : "", run.out());
    ToolRun forced = new ToolRun().onTerminals(1).age("-d", "-i", identity, "-o", "-", file);
    assertEquals(text, forced.out());
  }

  @Test
  void aFileThatEndsEarlyShowsNothingOnATerminalAndItsStartElsewhere() throws IOException {
    Path file = folder.resolve("long.age");
    String text = "x".repeat(100_000);
    assertEquals(0, new ToolRun().withInput(text).age("-r", RECIPIENT, "-o", file).status());
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    ToolRun shown = new ToolRun().onTerminals(1).age("-d", "-i", identity, file);
    assertEquals(1, shown.status());
    assertEquals("", shown.out());
    ToolRun piped = new ToolRun().age("-d", "-i", identity, file);
    assertEquals(1, piped.status());
    assertEquals(text.substring(0, 64 * 1024), piped.out());
  }

  @Test
  void whatIsPastedIntoATerminalEndsWithTheArmor() {
    String armored = new ToolRun().age("-a", "-r", RECIPIENT, input).out();
    ToolRun run =
        new ToolRun()
            .withInput(
                new SequenceInputStream(
                    new ByteArrayInputStream(armored.getBytes(StandardCharsets.US_ASCII)),
                    new EndlessInput("", "x")))
            .onTerminals(0, 1)
            .age("-d", "-i", identity);
    assertEquals("hello\n", run.out(), run.err());
  }

  @Test
  void aReaderThatWentAwayIsNoErrorWorthAWord() throws IOException {
    ToolRun run = new ToolRun().withOutput(failing("Broken pipe")).age("-r", RECIPIENT, input);
    assertEquals(1, run.status());
    assertEquals("", run.err());
  }

  @Test
  void aFullDiskIsAnError() throws IOException {
    ToolRun run =
        new ToolRun().withOutput(failing("No space left on device")).age("-r", RECIPIENT, input);
    assertEquals(1, run.status());
    assertEquals("age: error: failed to write output: No space left on device\n", run.err());
    if (Files.exists(Path.of("/dev/full"))) {
      ToolRun full = new ToolRun().age("-d", "-i", identity, "-o", "/dev/full", encrypted);
      assertEquals(1, full.status());
      assertEquals(
          "age: error: failed to write output file \"/dev/full\": No space left on device\n",
          full.err());
    }
  }

  @Test
  void anInputThatFailsIsNotTakenForAnOutputThatDoes() throws IOException {
    byte[] file = Files.readAllBytes(encrypted);
    for (String[] line :
        new String[][] {{"-r", RECIPIENT}, {"-a", "-r", RECIPIENT}, {"-d", "-i", "" + identity}}) {
      // In the header, and in the payload.
      for (int length : new int[] {0, file.length}) {
        InputStream broken =
            new SequenceInputStream(
                new ByteArrayInputStream(file, 0, length), unreadable("Input/output error"));
        ToolRun run = new ToolRun().withInput(broken).age((Object[]) line);
        assertEquals(1, run.status());
        assertEquals("age: error: failed to read the input: Input/output error\n", run.err());
      }
    }
  }

  @Test
  void anOutputThatCannotBeMadeIsNamedWithTheReason() throws IOException {
    Path nowhere = folder.resolve("nowhere/file");
    ToolRun run = new ToolRun().age("-r", RECIPIENT, "-o", nowhere, input);
    assertEquals(
        "age: error: failed to write output file \"" + nowhere + "\": No such file or directory\n",
        run.err());
    run = new ToolRun().age("-r", RECIPIENT, "-o", folder, input);
    assertEquals(
        "age: error: failed to write output file \"" + folder + "\": Is a directory\n", run.err());
  }

  @Test
  void aFailedRunLeavesNoOutputAndTheEarlierOneAsItWas() throws IOException {
    Path other = Files.writeString(folder.resolve("other.txt"), new ToolRun().keygen().out());
    Path broken = folder.resolve("broken.age");
    byte[] whole = Files.readAllBytes(encrypted);
    Files.write(broken, Arrays.copyOf(whole, whole.length - 1));
    Path earlier = Files.writeString(folder.resolve("earlier"), "precious");
    Path fresh = folder.resolve("fresh");
    for (Path output : new Path[] {earlier, fresh}) {
      Object[][] lines = {
        {"-o", output, "-d", "-i", other, encrypted},
        {"-o", output, "-d", encrypted},
        {"-o", output, "-d", "-i", "nowhere", encrypted},
        {"-o", output, "-d", "-i", identity, "nowhere"},
        {"-o", output, "-d", "-i", identity, broken},
        {"-o", output, "-d", "-i", identity, input},
        {"-o", output, "-r", "BAD", input},
        {"-o", output, "-r", RECIPIENT, "nowhere"},
        {"-o", output, "-r", RECIPIENT, "-R", "nowhere", input},
        {"-o", output, "-p", input}
      };
      for (Object[] line : lines) {
        ToolRun run = new ToolRun().age(line);
        assertEquals(1, run.status(), run.err());
        assertFalse(Files.exists(fresh));
        assertEquals("precious", Files.readString(earlier));
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(6, files.count(), "a temporary file was left behind");
    }
  }

  @Test
  void anEmptyFileIsDecryptedToAnEmptyFile() throws IOException {
    Path file = folder.resolve("empty.age");
    Path output = folder.resolve("empty");
    assertEquals(0, new ToolRun().age("-r", RECIPIENT, "-o", file).status());
    assertEquals(0, new ToolRun().age("-d", "-i", identity, "-o", output, file).status());
    assertArrayEquals(new byte[0], Files.readAllBytes(output));
  }

  @Test
  void hostileNamesAndContentsReachTheTerminalAsCodePoints() {
    ToolRun run = new ToolRun().age("-r", RECIPIENT, "a\u001b[2J\u202e\u2800b\ufe0f");
    assertEquals(
        "age: error: failed to open input file \"a{U+1b}[2J{U+202e}{U+2800}b{U+fe0f}\": No such file or"
            + " directory\n",
        run.err());
  }

  private static InputStream unreadable(String message) {
    return new FilterInputStream(InputStream.nullInputStream()) {
      @Override
      public int read() throws IOException {
        throw new IOException(message);
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        throw new IOException(message);
      }
    };
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
