package org.keyrite.cli.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.testing.AttackPrograms;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** What people make keys with runs in the room as it does outside: no attack, no obstacle. */
@Tag("tool")
class RoomGeneratorsIT {
  private static final String JSON = "{json: secret_key}";
  private static final String WHOLE = "{whole: true}";
  private static final String HEX = "[0-9a-f]{64}";

  private CeremonyFixture ceremony;

  /**
   * A program that makes a key.
   *
   * @param tool what has to be installed
   * @param script the text of the generator; empty if the generator is the tool itself
   * @param arguments as a plan has them
   * @param secret where the plan finds the key
   * @param looks what the key looks like
   */
  record Generator(
      String tool, String script, List<String> arguments, String secret, String looks) {
    @Override
    public String toString() {
      return tool + (script.isEmpty() ? "" : " script");
    }
  }

  private static final List<Generator> GENERATORS =
      List.of(
          tool(
              "ssh-keygen",
              List.of("-q", "-t", "ed25519", "-N", "", "-C", "x", "-f", "{workspace}/key"),
              "{file: key, whole: true}",
              "(?s)-----BEGIN OPENSSH PRIVATE KEY-----.*"),
          tool(
              "openssl",
              List.of("genpkey", "-algorithm", "ed25519"),
              WHOLE,
              "(?s)-----BEGIN PRIVATE KEY-----.*"),
          tool(
              "gpg",
              List.of("--homedir", "{workspace}", "--armor", "--gen-random", "2", "32"),
              WHOLE,
              "[A-Za-z0-9+/]{43}=\\s*"),
          tool(
              "minisign",
              List.of("-G", "-W", "-p", "{workspace}/key.pub", "-s", "{workspace}/key"),
              "{file: key, whole: true}",
              "(?s)untrusted comment: .*"),
          tool("wg", List.of("genkey"), WHOLE, "[A-Za-z0-9+/]{43}=\\s*"),
          tool("age-keygen", List.of(), WHOLE, "(?s).*AGE-SECRET-KEY-1.*"),
          tool(
              "python3",
              List.of(
                  "-c",
                  "import json,secrets; print(json.dumps({'secret_key': secrets.token_hex(32)}))"),
              JSON,
              HEX),
          tool(
              "perl",
              List.of(
                  "-e",
                  "open(F, '<', '/dev/urandom'); read(F, $k, 32);"
                      + " printf('{\"secret_key\": \"%s\"}', unpack('H*', $k))"),
              JSON,
              HEX),
          tool(
              "node",
              List.of(
                  "-e",
                  "require('crypto').randomBytes(32, (e, k) =>"
                      + " console.log(JSON.stringify({secret_key: k.toString('hex')})))"),
              JSON,
              HEX),
          script(
              "sh",
              "#!/bin/sh\n"
                  + "set -eu\n"
                  + "k=$(od -A n -N 32 -t x1 /dev/urandom | tr -d ' \\n')\n"
                  + "printf '{\"secret_key\": \"%s\"}\\n' \"$k\" > \"$HOME/key\"\n"
                  + "cat \"$HOME/key\"\n"),
          script(
              "python3",
              "#!/usr/bin/env python3\n"
                  + "import json, os, subprocess, tempfile\n"
                  + "with tempfile.TemporaryDirectory() as folder:\n"
                  + "    subprocess.run(['openssl', 'rand', '-hex', '-out', folder + '/k', '32'],"
                  + " check=True)\n"
                  + "    key = open(folder + '/k').read().strip()\n"
                  + "print(json.dumps({'secret_key': key}))\n"),
          script(
              "java",
              "#!/bin/sh\n"
                  + "cat > \"$HOME/Key.java\" <<'END'\n"
                  + "public class Key {\n"
                  + "  public static void main(String[] none) {\n"
                  + "    byte[] key = new byte[32];\n"
                  + "    new java.security.SecureRandom().nextBytes(key);\n"
                  + "    String hex = java.util.HexFormat.of().formatHex(key);\n"
                  + "    System.out.println(\"{\\\"secret_key\\\": \\\"\" + hex + \"\\\"}\");\n"
                  + "  }\n"
                  + "}\n"
                  + "END\n"
                  + "exec java \"$HOME/Key.java\"\n"));

  private static Generator tool(String tool, List<String> arguments, String secret, String looks) {
    return new Generator(tool, "", arguments, secret, looks);
  }

  private static Generator script(String tool, String text) {
    return new Generator(tool, text, List.of(), JSON, HEX);
  }

  static Stream<Arguments> generatorsOnMachines() {
    return GENERATORS.stream()
        .flatMap(
            generator ->
                Stream.of("", "namespaces", "landlock")
                    .map(lacking -> Arguments.of(generator, lacking)));
  }

  @BeforeEach
  void begin() throws IOException {
    ceremony = new CeremonyFixture();
  }

  @AfterEach
  void end() throws IOException {
    ceremony.close();
  }

  @ParameterizedTest(name = "{0} without [{1}]")
  @MethodSource("generatorsOnMachines")
  void makesAKey(Generator generator, String lacking) throws IOException {
    Tools.require(generator.tool());
    Path program = program(generator);
    Files.writeString(ceremony.plan(), plan(generator, program));
    List<String> command = new ArrayList<>();
    if (!lacking.isEmpty()) {
      command.addAll(List.of(AttackPrograms.require().without().toString(), lacking));
    }
    command.add(Keyrite.executable().toString());
    command.addAll(ceremony.command("--yes"));
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    assertEquals(0, result.status(), result.stderr());
    String key =
        new String(
            CeremonyFixture.decrypt(ceremony.out().resolve("key.age"), "host.identity"),
            StandardCharsets.UTF_8);
    assertTrue(Pattern.matches(generator.looks(), key.strip()), generator + "'s key");
    ceremony.assertWorkspaceGone();
  }

  private Path program(Generator generator) throws IOException {
    if (generator.script().isEmpty()) {
      return installed(generator.tool());
    }
    Path script = ceremony.folder().resolve("generator");
    Files.writeString(script, generator.script());
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Where the generator's own PATH finds it: not what a user has put before that. */
  private static Path installed(String tool) throws IOException {
    for (String folder : List.of("/usr/local/bin", "/usr/bin", "/bin")) {
      Path program = Path.of(folder, tool);
      if (Files.isExecutable(program)) {
        return program.toRealPath();
      }
    }
    throw new AssertionError(tool + " is not installed for everybody");
  }

  private static String plan(Generator generator, Path program) throws IOException {
    String arguments =
        generator.arguments().stream()
            .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
            .collect(Collectors.joining(", ", "  arguments: [", "]\n"));
    return """
    version: keyrite/plan/v1
    name: ordinary
    environment: testnet
    accept:
      - {check: network, reason: an automatic test}
      - {check: swap, reason: an automatic test}
    generator:
      file: %s
      version: 1.0.0
      sha256: %s
      time-limit: 30s
    %sextract:
      secret:
        secret_key: %s
    recipients:
      hosts:
        host-1: %s
    artifacts:
      - {secret: secret_key, file: key.age, to: hosts}
    """
        .formatted(
            program,
            Sha256.hex(Files.readAllBytes(program)),
            generator.arguments().isEmpty() ? "" : arguments,
            generator.secret(),
            CeremonyFixture.HOST);
  }
}
