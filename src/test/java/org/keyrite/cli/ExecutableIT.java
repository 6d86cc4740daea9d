package org.keyrite.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.Build;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** The executable as a file: what it is, what is not in it, on which machines it runs. */
class ExecutableIT {
  private static final byte[] NO_INPUT = {};

  private static String run(String... command) {
    return new String(Keyrite.execute(NO_INPUT, List.of(command)).stdout(), UTF_8);
  }

  @Tag("tool")
  @Test
  void needsNothingButAKernel() {
    assumeTrue("musl".equals(System.getProperty("keyrite.libc")), "built for another libc");
    Tools.require("file");
    String executable = Keyrite.executable().toString();
    assertTrue(run("file", executable).contains("statically linked"));
    assertEquals(
        "\tnot a dynamic executable\n",
        Keyrite.execute(NO_INPUT, List.of("ldd", executable)).stderr());
  }

  @Test
  void tellsItsVersion() {
    assertEquals(
        "keyrite " + Build.VERSION + "\n", run(Keyrite.executable().toString(), "--version"));
  }

  /** The script's first argument is the executable; the folder that it starts in is deleted. */
  private static Keyrite.Result whereNothingIs(Path folder, String script, Object... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "mkdir \"$0\" && cd \"$0\" && rmdir \"$0\" && " + script,
                folder.resolve("gone").toString(),
                Keyrite.executable().toAbsolutePath().toString()));
    for (Object each : more) {
      command.add(each.toString());
    }
    return Keyrite.execute(NO_INPUT, command);
  }

  @Test
  void aCurrentFolderThatIsGoneIsRefusedInASentence(@TempDir Path folder) {
    for (String command : List.of("doctor", "verify x", "escrow check /x", "--help")) {
      Keyrite.Result refused = whereNothingIs(folder, "exec \"$1\" " + command);
      assertEquals(
          "4 keyrite: The current folder is not there any more.\n"
              + "         Go to another folder, and try again.\n",
          refused.status() + " " + refused.stderr());
    }
  }

  /** As in age, whose absolute names go on to work. */
  @Test
  void theAgeToolsWorkWithoutACurrentFolder(@TempDir Path folder) throws Exception {
    Path identity = folder.resolve("identity");
    Path plain = Files.writeString(folder.resolve("plain"), "hello");
    String keygen = "exec \"$1\" age-keygen -o \"$2\"";
    assertEquals(0, whereNothingIs(folder, keygen, identity).status());
    String both =
        "r=$(\"$1\" age-keygen -y \"$2\") && \"$1\" age -r \"$r\" \"$3\" | \"$1\" age -d -i \"$2\"";
    Keyrite.Result opened = whereNothingIs(folder, both, identity, plain);
    assertEquals(
        "0  hello",
        opened.status() + " " + opened.stderr() + " " + new String(opened.stdout(), UTF_8));
    Keyrite.Result missing = whereNothingIs(folder, "exec \"$1\" age -d -i \"$2\" plain", identity);
    assertEquals(
        "1 age: error: failed to open input file \"plain\": No such file or directory\n",
        missing.status() + " " + missing.stderr());
    Keyrite.Result output =
        whereNothingIs(folder, "exec \"$1\" age-keygen -o new && echo made", identity);
    assertEquals(1, output.status());
  }

  /** Three processes are too few for its threads, and enough to start. Root has no such limit. */
  @Tag("tool")
  @Test
  void tooFewThreadsAreASentence(@TempDir Path folder) throws Exception {
    Tools.require("setpriv");
    Tools.require("prlimit");
    assumeTrue((int) Files.getAttribute(folder, "unix:uid") == 0, "only root can change its user");
    Keyrite.Result refused =
        Keyrite.execute(
            NO_INPUT,
            List.of(
                "setpriv",
                "--reuid=54321",
                "--regid=54321",
                "--clear-groups",
                "prlimit",
                "--nproc=3",
                Keyrite.executable().toAbsolutePath().toString(),
                "verify",
                "--help"));
    assertEquals(
        "1 keyrite: The system gives this process no more threads.\n"
            + "         End other programs, or raise the limit for this user's processes (ulimit"
            + " -u).\n",
        refused.status() + " " + refused.stderr());
  }

  /** The run-time would act on these, wherever they stand, and some would end it with status 0. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+PrintVMInfoAndExit",
        "-XX:PrintFlags=",
        "-XX:Flags=none",
        "-Xmx1k",
        "-Dpayload.sh=",
        "-agentlib:none"
      })
  void takesEveryArgumentAsItsOwn(String argument, @TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve(argument), NO_INPUT);
    String sha256Of = "0".repeat(64);
    List<String> verify =
        List.of(
            "sh",
            "-c",
            "cd \"$1\" && exec \"$0\" verify --sha256 " + sha256Of + " -- \"$2\"",
            Keyrite.executable().toString(),
            folder.toString(),
            file.getFileName().toString());
    Keyrite.Result asFile = Keyrite.execute(NO_INPUT, verify);
    assertEquals(3, asFile.status(), asFile.stderr());
    assertTrue(new String(asFile.stdout(), UTF_8).contains(argument));
    Keyrite.Result asOption = Keyrite.run(NO_INPUT, "verify", argument, "file");
    assertEquals(2, asOption.status());
    assertTrue(
        asOption.stderr().startsWith("keyrite: Unknown option: '" + argument + "'.\n"),
        asOption.stderr());
  }

  @Test
  void failsWhereWhatItSaysIsLost() {
    Keyrite.Result shown = closed(">&-", "--version");
    assertEquals(
        "keyrite: The work is done, but standard output failed: nothing was shown.\n",
        shown.stderr());
    assertEquals(1, shown.status());
  }

  /** Else the next file to be opened would stand there, and be written to. */
  @Test
  void opensNoFileInThePlaceOfAClosedDescriptor(@TempDir Path folder) throws Exception {
    Path made = folder.resolve("identity");
    Keyrite.Result result = closed("2>&-", "age-keygen -o " + made);
    assertEquals(0, result.status());
    String identity = Files.readString(made);
    assertTrue(
        identity.matches(
            "# created: \\S+\n# public key: age1[a-z0-9]+\nAGE-SECRET-KEY-1[A-Z0-9]+\n"),
        identity);
    Keyrite.Result read = closed("<&-", "age-keygen -y");
    assertEquals("", new String(read.stdout(), UTF_8));
    assertEquals(1, read.status());
  }

  private static Keyrite.Result closed(String redirections, String arguments) {
    return Keyrite.execute(
        NO_INPUT,
        List.of(
            "sh",
            "-c",
            "exec \"$0\" " + arguments + " " + redirections,
            Keyrite.executable().toString()));
  }

  @Test
  void isTheToolWhoseNameItIsStartedUnder(@TempDir Path folder) throws Exception {
    for (String tool : List.of("age", "age-inspect", "age-keygen")) {
      Path link = Files.createSymbolicLink(folder.resolve(tool), Keyrite.executable());
      String asLink = run(link.toString(), "--version");
      assertEquals(run(Keyrite.executable().toString(), tool, "--version"), asLink);
      assertFalse(asLink.isEmpty());
    }
    Path link = Files.createSymbolicLink(folder.resolve("another-name"), Keyrite.executable());
    assertEquals("keyrite " + Build.VERSION + "\n", run(link.toString(), "--version"));
    assertEquals("keyrite " + Build.VERSION + "\n", run(link.toString(), "version"));
  }

  /** An image holds the name of every class that is reachable in it. */
  @Test
  void hasNoClassThatCouldOpenAConnection() throws Exception {
    String image = Files.readString(Keyrite.executable(), ISO_8859_1);
    assertTrue(holds(image, "java.io.FileInputStream"), "class names are not found this way");
    for (String name :
        List.of(
            "java.net.Socket",
            "java.net.ServerSocket",
            "java.net.DatagramSocket",
            "java.net.HttpURLConnection",
            "java.nio.channels.SocketChannel",
            "java.nio.channels.ServerSocketChannel",
            "java.nio.channels.DatagramChannel",
            "sun.nio.ch.Net",
            "sun.nio.ch.SocketChannelImpl",
            "sun.nio.ch.UnixDomainSockets",
            "sun.net.www.protocol.http.HttpURLConnection",
            "jdk.internal.net.http.HttpClientImpl")) {
      assertFalse(holds(image, name), name);
    }
  }

  /** They would bring whatever they know of, and some of them the network. */
  @Test
  void hasNoneOfTheJdksProvidersAndNoLogging() throws Exception {
    String image = Files.readString(Keyrite.executable(), ISO_8859_1);
    for (String name :
        List.of(
            "sun.security.provider.Sun",
            "sun.security.jca.Providers",
            "com.sun.crypto.provider.SunJCE",
            "java.util.logging.LogManager",
            "java.net.InetAddress$NameServiceAddresses")) {
      assertFalse(holds(image, name), name);
    }
  }

  @Test
  void hasTwentyMebibytesAtMost() throws Exception {
    assumeTrue("musl".equals(System.getProperty("keyrite.libc")), "built for another libc");
    long size = Files.size(Keyrite.executable());
    assertTrue(size <= 20 << 20, size + " bytes");
  }

  private static boolean holds(String image, String className) {
    return Pattern.compile("[^\\w.$/]" + Pattern.quote(className) + "[^\\w.$/]")
        .matcher(image)
        .find();
  }

  /** From SSE2 alone on, over SSSE3, to AVX2; what this machine has, other tests use. */
  @Tag("tool")
  @ParameterizedTest
  @ValueSource(strings = {"Opteron_G1", "core2duo", "Westmere", "SandyBridge", "Haswell"})
  void runsOnEveryCpu(String cpu, @TempDir Path folder) throws Exception {
    Tools.require("qemu-x86_64");
    byte[] text = "one old laptop ".repeat(14_000).getBytes(UTF_8); // more than three chunks
    Path identity = folder.resolve("identity");
    Files.write(identity, onCpu(cpu, NO_INPUT, "age-keygen"));
    String recipient =
        run(Keyrite.executable().toString(), "age-keygen", "-y", identity.toString());
    byte[] sealedThere = onCpu(cpu, text, "age", "-r", recipient.strip());
    byte[] sealedHere = Keyrite.run(text, "age", "-r", recipient.strip()).stdout();
    String[] decrypt = {"age", "-d", "-i", identity.toString()};
    assertArrayEquals(text, Keyrite.run(sealedThere, decrypt).stdout());
    assertArrayEquals(text, onCpu(cpu, sealedHere, decrypt));
    assertArrayEquals(text, onCpu(cpu, sealedThere, decrypt));
  }

  @Tag("tool")
  @ParameterizedTest
  @ValueSource(strings = {"Opteron_G1", "core2duo", "Westmere", "SandyBridge", "Haswell"})
  void hashesOnEveryCpu(String cpu, @TempDir Path folder) throws Exception {
    Tools.require("qemu-x86_64");
    Path file = Files.write(folder.resolve("file"), "old ".repeat(100_000).getBytes(UTF_8));
    for (String tool : List.of("sha256sum", "sha512sum", "b2sum")) {
      String kind = tool.equals("b2sum") ? "blake2b" : tool.replace("sum", "");
      Path list = folder.resolve(tool);
      Files.writeString(list, run("sh", "-c", "cd " + folder + " && " + tool + " file"));
      onCpu(
          cpu, NO_INPUT, "verify", "--sums", list.toString(), "--sums-kind", kind, file.toString());
    }
  }

  /** A known answer is changed, by its first bytes, instead of the processor. */
  @ParameterizedTest
  @CsvSource({
    "5231826f79cf7f18, ChaCha20-Poly1305",
    "908527eba8f85ed3, SHA-256",
    "ce865a62b1c99d59, SHA-384",
    "2a586bbb6e74b3c0, SHA-512",
    "ce3eac914f38092a, BLAKE2b"
  })
  void refusesAProcessorThatComputesWrongly(String answer, String name, @TempDir Path folder)
      throws Exception {
    String image = Files.readString(Keyrite.executable(), ISO_8859_1);
    byte[] known = HexFormat.of().parseHex(answer);
    int at = image.indexOf(new String(known, ISO_8859_1));
    assertTrue(at >= 0 && image.indexOf(new String(known, ISO_8859_1), at + 1) < 0);
    byte[] changed = image.getBytes(ISO_8859_1);
    changed[at + known.length - 1] ^= 1;
    Path other = Files.write(folder.resolve("keyrite"), changed);
    assertTrue(other.toFile().setExecutable(true));
    Path file = Files.write(folder.resolve("file"), NO_INPUT);
    String recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    for (List<String> command :
        List.of(
            List.of(other.toString(), "age", "-r", recipient, "-o", folder + "/sealed", "" + file),
            List.of(other.toString(), "verify", "--sha256", "0".repeat(64), file.toString()))) {
      Keyrite.Result result = Keyrite.execute(NO_INPUT, command);
      assertEquals(
          "keyrite: This machine's processor, or this copy of keyrite, computes "
              + name
              + " wrongly.\n         Do not rely on anything that they do: use another machine,"
              + " or another copy.\n",
          result.stderr());
      assertEquals(4, result.status());
      assertEquals(0, result.stdout().length);
    }
    assertFalse(Files.exists(folder.resolve("sealed")));
  }

  private static byte[] onCpu(String cpu, byte[] input, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("qemu-x86_64", "-cpu", cpu, Keyrite.executable().toString()));
    command.addAll(List.of(arguments));
    Keyrite.Result result = Keyrite.execute(input, command);
    for (int i = 1; i < 5 && isEmulatorsOwnCrash(result); i++) {
      result = Keyrite.execute(input, command);
    }
    assertEquals(0, result.status(), result.stderr());
    return result.stdout();
  }

  /** The emulator's C library is glibc, which says so when its heap is damaged; ours is musl. */
  private static boolean isEmulatorsOwnCrash(Keyrite.Result result) {
    return result.status() == 139 && result.stderr().matches("(?s).*(free|malloc)[(][)]: .*");
  }
}
