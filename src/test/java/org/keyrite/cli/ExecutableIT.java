package org.keyrite.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.Build;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** The executable as a file: what it is, what is not in it, on which machines it runs. */
class ExecutableIT {
  private static final byte[] NO_INPUT = {};

  private static boolean isBuiltFor(String march) {
    return System.getProperty("keyrite.march").equals(march);
  }

  private static String run(String... command) {
    return new String(Keyrite.execute(NO_INPUT, List.of(command)).stdout(), UTF_8);
  }

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
        "keyrite: It was done, but standard output failed: nothing was shown.\n", shown.stderr());
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

  private static boolean holds(String image, String className) {
    return Pattern.compile("[^\\w.$/]" + Pattern.quote(className) + "[^\\w.$/]")
        .matcher(image)
        .find();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Westmere", "core2duo"})
  void onACpuThatIsTooOldItSaysWhichBuildToTake(String cpu) {
    assumeTrue(isBuiltFor("x86-64-v3"), "built for any CPU");
    Tools.require("qemu-x86_64");
    Keyrite.Result result =
        Keyrite.execute(
            NO_INPUT,
            List.of("qemu-x86_64", "-cpu", cpu, Keyrite.executable().toString(), "--version"));
    assertTrue(result.stderr().contains("make native MARCH=compatibility"), result.stderr());
    assertEquals(1, result.stderr().lines().count(), result.stderr());
    assertEquals(4, result.status());
    assertEquals(0, result.stdout().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Westmere", "core2duo"})
  void theBuildForAnyCpuRunsOnAnOldOne(String cpu) {
    assumeTrue(isBuiltFor("compatibility"), "built for newer CPUs");
    Tools.require("qemu-x86_64");
    String text = "one old laptop";
    Keyrite.Result identity = onCpu(cpu, NO_INPUT, "age-keygen");
    Keyrite.Result recipient = onCpu(cpu, identity.stdout(), "age-keygen", "-y");
    Keyrite.Result encrypted =
        onCpu(
            cpu, text.getBytes(UTF_8), "age", "-r", new String(recipient.stdout(), UTF_8).strip());
    Keyrite.Result decrypted;
    try {
      Path key = Files.createTempFile("key", null);
      Files.write(key, identity.stdout());
      decrypted = onCpu(cpu, encrypted.stdout(), "age", "-d", "-i", key.toString());
      Files.delete(key);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertEquals(text, new String(decrypted.stdout(), UTF_8), decrypted.stderr());
  }

  private static Keyrite.Result onCpu(String cpu, byte[] input, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("qemu-x86_64", "-cpu", cpu, Keyrite.executable().toString()));
    command.addAll(List.of(arguments));
    Keyrite.Result result = Keyrite.execute(input, command);
    assertEquals(0, result.status(), result.stderr());
    return result;
  }
}
