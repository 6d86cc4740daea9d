package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.ScriptedPlugin;
import org.keyrite.testing.StockAge;
import org.keyrite.testing.Tools;
import org.keyrite.testing.Typist;

/** The executable with plugins: age's own one, and small ones that look at what is around them. */
@Tag("tool")
class AgePluginIT {
  private static final String RECIPIENT = "age1test10qdmzv9q";
  private static final byte[] DATA = "hello\n".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @Test
  void batchpassOpensWhatIsEncryptedHereAndThere() {
    Tools.require("age-plugin-batchpass");
    List<String> passphrase = List.of("AGE_PASSPHRASE=correct horse");
    Keyrite.Result ours = ours(passphrase, DATA, "-e", "-j", "batchpass");
    assertEquals(0, ours.status(), ours.stderr());
    assertEquals("", ours.stderr());
    assertTrue(text(ours).startsWith("age-encryption.org/v1\n-> scrypt "));
    Keyrite.Result again = ours(passphrase, ours.stdout(), "-d", "-j", "batchpass");
    assertEquals("hello\n", text(again), again.stderr());
    Keyrite.Result wrong =
        ours(List.of("AGE_PASSPHRASE=wrong"), ours.stdout(), "-d", "-j", "batchpass");
    assertEquals(1, wrong.status());
    assertEquals("age: error: the batchpass plugin failed: incorrect passphrase\n", wrong.stderr());
    Keyrite.Result mixed = ours(passphrase, DATA, "-e", "-j", "batchpass", "-r", nativeRecipient());
    assertEquals(1, mixed.status());
    assertTrue(
        mixed.stderr().contains("incompatible recipients: the weaker would undo the stronger"));
    assertEquals(0, mixed.stdout().length);
  }

  @Test
  void theStockToolAndOursAreTheSameToAPlugin() {
    Tools.require("age-plugin-batchpass");
    String age = StockAge.program("age");
    Keyrite.Result there =
        Keyrite.execute(DATA, List.of("env", "AGE_PASSPHRASE=x", age, "-e", "-j", "batchpass"));
    assertEquals(0, there.status(), there.stderr());
    Keyrite.Result here =
        ours(List.of("AGE_PASSPHRASE=x"), there.stdout(), "-d", "-j", "batchpass");
    assertEquals("hello\n", text(here), here.stderr());
    Keyrite.Result ours = ours(List.of("AGE_PASSPHRASE=x"), DATA, "-e", "-j", "batchpass");
    Keyrite.Result back =
        Keyrite.execute(
            ours.stdout(), List.of("env", "AGE_PASSPHRASE=x", age, "-d", "-j", "batchpass"));
    assertEquals("hello\n", text(back), back.stderr());
  }

  @Test
  void keysOfBothKindsAndInFiles() throws IOException {
    ScriptedPlugin.install(folder, "test", ScriptedPlugin.GOOD);
    Path identities = folder.resolve("identities");
    Files.writeString(identities, "# mine\nAGE-PLUGIN-TEST-10Q32NLXM\n");
    Path recipients = Files.writeString(folder.resolve("recipients"), RECIPIENT + "\n");
    for (String[] keys :
        new String[][] {
          {"-r", RECIPIENT},
          {"-R", recipients.toString()},
          {"-e", "-i", identities.toString()},
          {"-e", "-j", "test"}
        }) {
      Keyrite.Result file = ours(List.of(), DATA, keys);
      assertEquals("", file.stderr());
      for (String[] identity : new String[][] {{"-i", identities.toString()}, {"-j", "TEST"}}) {
        Keyrite.Result opened = ours(List.of(), file.stdout(), "-d", identity[0], identity[1]);
        assertEquals("hello\n", text(opened), opened.stderr());
      }
    }
  }

  @Test
  void socketsAreThereForPluginsAndForNobodyElse() {
    String tries =
        """
        use Socket;
        my $can = socket(my $s, AF_UNIX, SOCK_STREAM, 0) ? 'open' : 'denied';
        listen_to_client();
        ask('msg', "sockets are $can");
        ask('recipient-stanza 0 toy argument', toy($file_key));
        send_only('done');
        """;
    ScriptedPlugin.install(folder, "test", tries);
    Keyrite.Result result = ours(List.of(), DATA, "-r", RECIPIENT);
    assertEquals(0, result.status(), result.stderr());
    assertEquals("age: test plugin: sockets are open\n", result.stderr());
    Keyrite.Result without = ours(List.of(), DATA, "-r", nativeRecipient());
    assertEquals("", without.stderr());
  }

  @Test
  void theFilterIsThereOnceTheKeysAreReadAndNoPluginIsNeeded() throws Exception {
    assumeTrue(isNative(), "a script that starts a JVM can deny itself nothing");
    ScriptedPlugin.install(folder, "test", "sleep 600;");
    int before = filters("self");
    assertEquals(before + 1, filtersWhileReadingItsInput("-r", nativeRecipient()));
    assertEquals(before, filtersWhileReadingItsInput("-r", RECIPIENT));
  }

  private int filtersWhileReadingItsInput(String... arguments) throws Exception {
    Process age = new ProcessBuilder(command(List.of(), arguments)).start();
    try {
      Thread.sleep(1000);
      return filters(String.valueOf(age.pid()));
    } finally {
      age.destroyForcibly().waitFor();
    }
  }

  /** How many seccomp filters a process has; the machine may have put some on all of them. */
  private static int filters(String process) throws IOException {
    return Files.readAllLines(Path.of("/proc", process, "status")).stream()
        .filter(line -> line.startsWith("Seccomp_filters:"))
        .map(line -> Integer.valueOf(line.substring("Seccomp_filters:".length()).strip()))
        .findFirst()
        .orElseThrow();
  }

  /** AGE_PASSPHRASE_FD of batchpass names such a descriptor. */
  @Test
  void aPluginHasWhatAgeWasStartedWithAndNothingOfAgesOwn() throws IOException {
    Tools.require("age-plugin-batchpass");
    String encrypted = folder.resolve("encrypted").toString();
    String keyrite = Keyrite.executable() + " age ";
    String script =
        "exec 9<<END\nby descriptor\nEND\nAGE_PASSPHRASE_FD=9 "
            + keyrite
            + "-e -j batchpass > "
            + encrypted
            + "\nAGE_PASSPHRASE='by descriptor' "
            + keyrite
            + "-d -j batchpass "
            + encrypted;
    Keyrite.Result result = Keyrite.execute(DATA, List.of("sh", "-c", script));
    assertEquals("hello\n", text(result), result.stderr());

    ScriptedPlugin.write(
        folder, "test", "#!/bin/sh\nls /proc/$$/fd > " + folder + "/open; exit 1\n");
    List<String> command = command(List.of("PATH=" + folder + ":/usr/bin:/bin"), "-r", RECIPIENT);
    String quoted = String.join("' '", command);
    Keyrite.execute(DATA, List.of("sh", "-c", "exec 7</dev/null; '" + quoted + "'"));
    // From 10 on, descriptors are the shell's own.
    assertEquals(
        "0\n1\n2\n7\n", Files.readString(folder.resolve("open")).replaceAll("1[0-9]\n", ""));
  }

  @Test
  void whatAPluginWritesToStandardErrorIsShownOnlyOnRequest() {
    ScriptedPlugin.install(folder, "test", "print STDERR \"in here\\n\";" + ScriptedPlugin.GOOD);
    assertFalse(ours(List.of(), DATA, "-r", RECIPIENT).stderr().contains("in here"));
    Keyrite.Result shown = ours(List.of("AGEDEBUG=plugin"), DATA, "-r", RECIPIENT);
    assertTrue(shown.stderr().contains("in here\n"), shown.stderr());
  }

  @Test
  void whatAPluginAsksIsAskedAtTheTerminal() throws IOException {
    assumeTrue(isNative(), "a JVM cannot switch off what the terminal shows");
    String asks =
        """
        listen_to_client();
        my ($line, $answer) = ask('request-secret', 'PIN?');
        ask('msg', 'it has ' . length($answer) . ' characters');
        ask('recipient-stanza 0 toy argument', toy($file_key));
        send_only('done');
        """;
    ScriptedPlugin.install(folder, "test", asks);
    Typist.Result result = Typist.run("73571\n", command(List.of(), "-r", RECIPIENT));
    assertEquals(0, result.status(), result.stderr());
    assertEquals("age: test plugin: it has 5 characters\n", result.stderr());
    assertTrue(result.shown().contains("test plugin: PIN? "), result.shown());
  }

  @Test
  void aPluginThatFailsLeavesNoOutput() {
    ScriptedPlugin.install(folder, "test", "listen_to_client(); exit 3;");
    Path output = folder.resolve("output");
    Keyrite.Result result = ours(List.of(), DATA, "-o", output.toString(), "-r", RECIPIENT);
    assertEquals(1, result.status());
    assertEquals(
        "age: error: the test plugin ended before it had answered\n"
            + "age: hint: set AGEDEBUG=plugin to see what it says\n",
        result.stderr());
    assertFalse(Files.exists(output));
  }

  @Test
  void aPluginThatStaysBehindIsEndedPolitelyAndOneThatWillNotGoByForce() throws IOException {
    Path pid = folder.resolve("pid");
    Path polite = folder.resolve("polite");
    String stays =
        "open my $f, '>', '"
            + pid
            + "'; print $f $$; close $f; listen_to_client();"
            + " ask('recipient-stanza 0 toy argument', toy($file_key)); send_only('done'); ";
    ScriptedPlugin.install(
        folder,
        "test",
        "$SIG{TERM} = sub { open my $p, '>', '" + polite + "'; exit };" + stays + "sleep 60;");
    assertEquals(0, ours(List.of(), DATA, "-r", RECIPIENT).status());
    assertFalse(isAlive(Long.parseLong(Files.readString(pid))));
    assertEquals(0, Files.size(polite));
    ScriptedPlugin.install(
        folder, "test", "$SIG{$_} = 'IGNORE' for qw(TERM INT HUP);" + stays + "sleep 60 while 1;");
    assertEquals(0, ours(List.of(), DATA, "-r", RECIPIENT).status());
    assertFalse(isAlive(Long.parseLong(Files.readString(pid))));
  }

  @Test
  void aPluginThatHangsGoesWithTheProgramThatStartedIt() throws Exception {
    Path pid = folder.resolve("pid");
    ScriptedPlugin.install(
        folder,
        "test",
        "$SIG{$_} = 'IGNORE' for qw(TERM INT HUP PIPE); open my $f, '>', '"
            + pid
            + ".new'; print $f $$; close $f; rename '"
            + pid
            + ".new', '"
            + pid
            + "'; sleep 600 while 1;");
    Process age =
        new ProcessBuilder(command(List.of(), "-r", RECIPIENT)).redirectErrorStream(true).start();
    long end = System.nanoTime() + 30_000_000_000L;
    while (!Files.exists(pid) && System.nanoTime() - end < 0) {
      Thread.sleep(20);
    }
    long plugin = Long.parseLong(Files.readString(pid));
    age.destroy();
    assertTrue(age.waitFor(30, TimeUnit.SECONDS));
    long gone = System.nanoTime() + 10_000_000_000L;
    while (isAlive(plugin) && System.nanoTime() - gone < 0) {
      Thread.sleep(20);
    }
    assertFalse(isAlive(plugin));
  }

  private static boolean isNative() throws IOException {
    try (InputStream program = Files.newInputStream(Keyrite.executable())) {
      return program.read() == 0x7f;
    }
  }

  private static boolean isAlive(long process) {
    return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
  }

  private String nativeRecipient() {
    Path file = folder.resolve("native-" + System.nanoTime());
    Keyrite.Result made = Keyrite.run(new byte[0], "age-keygen", "-o", file.toString());
    assertEquals(0, made.status(), made.stderr());
    return made.stderr().substring("Public key: ".length()).strip();
  }

  /** Without the line about a plugin that takes its time, as any does on a busy machine. */
  private Keyrite.Result ours(List<String> environment, byte[] input, String... arguments) {
    Keyrite.Result result = Keyrite.execute(input, command(environment, arguments));
    return new Keyrite.Result(
        result.status(),
        result.stdout(),
        result.stderr().replaceAll("age: waiting on \\w+ plugin\\.\\.\\.\n", ""));
  }

  private List<String> command(List<String> environment, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("env", "PATH=" + folder + ":" + System.getenv("PATH")));
    command.addAll(environment);
    command.add(Keyrite.executable().toString());
    command.add("age");
    command.addAll(List.of(arguments));
    return command;
  }

  private static String text(Keyrite.Result result) {
    return new String(result.stdout(), StandardCharsets.UTF_8);
  }
}
