package org.keyrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.Bech32;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.testing.AttackPrograms;
import org.keyrite.testing.AttackedMachine;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;

/**
 * No copy of a secret is in the memory of a command that ends: it is searched when the command is
 * about to overwrite it, where copies are found, and once more when that is done.
 */
@Tag("tool")
final class LastMemoryIT {
  private static final String IDENTITY_PREFIX = "AGE-SECRET-KEY-1";
  private static final String PLAIN = "a path";

  @TempDir private Path folder;
  private AttackPrograms programs;
  private EscrowFixture escrow;
  private int runs;

  @BeforeEach
  void begin() throws IOException {
    AttackedMachine.ROOT.require();
    programs = AttackPrograms.require();
    escrow = new EscrowFixture();
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  /** How many copies there are of a secret, by its form. */
  private record Copies(Map<String, Integer> before, Map<String, Integer> after) {
    static Copies of(Path before, Path after, Map<String, byte[]> forms) throws IOException {
      return new Copies(counted(before, forms), counted(after, forms));
    }

    private static Map<String, Integer> counted(Path memory, Map<String, byte[]> forms)
        throws IOException {
      byte[] bytes = Files.readAllBytes(memory);
      Map<String, Integer> found = new LinkedHashMap<>();
      forms.forEach((name, form) -> found.put(name, count(bytes, form)));
      return found;
    }

    private static int count(byte[] in, byte[] what) {
      int found = 0;
      for (int at = 0; at <= in.length - what.length; at++) {
        if (in[at] == what[0] && Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
          found++;
        }
      }
      return found;
    }
  }

  /** Runs a command, and keeps its last memory. */
  private Path[] memoryOf(String... arguments) throws IOException {
    Path before = folder.resolve("before-" + runs);
    Path after = folder.resolve("after-" + runs++);
    List<String> command =
        new ArrayList<>(
            List.of(
                programs.lastMemory().toString(),
                before.toString(),
                after.toString(),
                Keyrite.executable().toString()));
    command.addAll(List.of(arguments));
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    assertEquals(0, result.status(), result.stderr());
    return new Path[] {before, after};
  }

  /**
   * That nothing is left, of the secret and of the folder's name, which stands for all that is no
   * secret: that is there until memory is overwritten, so the search finds what there is.
   */
  private void assertWiped(String what, Path[] memory, Map<String, byte[]> forms)
      throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>(forms);
    all.put(PLAIN, folder.getFileName().toString().getBytes(StandardCharsets.US_ASCII));
    Copies copies = Copies.of(memory[0], memory[1], all);
    System.out.println("last memory of " + what + ": " + copies);
    copies.after().forEach((form, count) -> assertEquals(0, count, what + ": " + form));
    assertTrue(copies.before().get(PLAIN) > 0, what + ": the search finds nothing");
  }

  /** The same of a command that is known to leave copies until then. */
  private void assertLeftAndWiped(String what, Path[] memory, Map<String, byte[]> forms)
      throws IOException {
    assertWiped(what, memory, forms);
    int before =
        Copies.of(memory[0], memory[1], forms).before().values().stream()
            .mapToInt(count -> count)
            .sum();
    assertTrue(before > 0, what + ": it leaves nothing any more, say so here");
  }

  private static Map<String, byte[]> formsOf(byte[] secret) {
    Map<String, byte[]> forms = new LinkedHashMap<>();
    forms.put("bytes", secret);
    add(forms, "hex", HexFormat.of().formatHex(secret));
    // Without its last characters, which depend on what comes behind it.
    add(forms, "base64", Base64.getEncoder().encodeToString(secret).substring(0, 40));
    return forms;
  }

  /** As bytes, and as Java's characters. */
  private static void add(Map<String, byte[]> forms, String name, String text) {
    forms.put(name, text.getBytes(StandardCharsets.US_ASCII));
    forms.put(name + " (UTF-16)", text.getBytes(StandardCharsets.UTF_16LE));
  }

  private static Map<String, byte[]> formsOfIdentity(String identity) throws KeyFailure {
    Map<String, byte[]> forms =
        formsOf(
            Bech32.decode(
                "AGE-SECRET-KEY-", identity.getBytes(StandardCharsets.US_ASCII), "the identity"));
    add(forms, "text", identity.substring(IDENTITY_PREFIX.length()));
    return forms;
  }

  private static String identityIn(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(IDENTITY_PREFIX))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, byte[]> formsOfWords(String words) {
    Map<String, byte[]> forms = new LinkedHashMap<>();
    // Between the words of the set, which all shares have in common, and the checksum.
    String[] each = words.split(" ", -1);
    add(forms, "words", String.join(" ", Arrays.copyOfRange(each, 6, 12)));
    return forms;
  }

  @Test
  void keygen() throws Exception {
    Path file = folder.resolve("identity");
    Path[] memory = memoryOf("age-keygen", "-o", file.toString());
    assertLeftAndWiped("age-keygen", memory, formsOfIdentity(identityIn(file)));
  }

  @Test
  void decryption() throws Exception {
    Path identity = escrow.identity("alice");
    Path plain = folder.resolve("plain");
    byte[] secret =
        HexFormat.of().parseHex("00112233445566778899aabbccddeeff0f1e2d3c4b5a69788796a5b4c3d2e1f0");
    Files.write(plain, secret);
    Path encrypted = folder.resolve("secret.age");
    Path[] encryption =
        memoryOf(
            "age", "-r", escrow.recipient("alice"), "-o", encrypted.toString(), plain.toString());
    assertWiped("age -e", encryption, formsOf(secret));
    Path[] decryption =
        memoryOf(
            "age",
            "-d",
            "-i",
            identity.toString(),
            "-o",
            folder.resolve("again").toString(),
            encrypted.toString());
    Map<String, byte[]> forms = formsOfIdentity(identityIn(identity));
    assertWiped("age -d (identity)", decryption, forms);
    assertWiped("age -d (plain)", decryption, formsOf(secret));
  }

  @Test
  void ceremony() throws Exception {
    try (CeremonyFixture ceremony = new CeremonyFixture()) {
      ceremony
          .with(CeremonyFixture.making())
          .change(
              "generator:", "  - check: process\n    reason: its memory is searched\ngenerator:");
      Path[] memory = memoryOf(ceremony.command("--yes").toArray(String[]::new));
      String hex =
          new String(
              CeremonyFixture.decrypt(
                  ceremony.out().resolve("identity-peer-1.age"), "host.identity"),
              StandardCharsets.US_ASCII);
      assertEquals(64, hex.length());
      assertLeftAndWiped("ceremony run", memory, formsOf(HexFormat.of().parseHex(hex)));
    }
  }

  private String[] escrow(String... arguments) {
    List<String> command = new ArrayList<>(List.of("escrow"));
    command.addAll(List.of(arguments));
    command.add("--controls-may-fail");
    return command.toArray(String[]::new);
  }

  @Test
  void escrow() throws Exception {
    Path master = escrow.identity("master");
    String set = folder.resolve("set").toString();
    Path[] split =
        memoryOf(
            escrow(
                "split",
                "--environment",
                "testnet",
                "--threshold",
                "2",
                "--identity",
                master.toString(),
                "--trustee",
                "alice=" + escrow.recipient("alice"),
                "--trustee",
                "bob=" + escrow.recipient("bob"),
                "--out",
                set));
    Map<String, byte[]> forms = formsOfIdentity(identityIn(master));
    String words = escrow.words(Path.of(set), "alice");
    assertWiped("escrow split (identity)", split, forms);
    assertWiped("escrow split (words)", split, formsOfWords(words));

    Path[] combine =
        memoryOf(
            escrow(
                escrow.with(
                    "combine",
                    Path.of(set),
                    List.of("alice", "bob"),
                    "-o",
                    escrow.memory() + "/identity")));
    assertWiped("escrow combine (identity)", combine, forms);
    assertWiped("escrow combine (words)", combine, formsOfWords(words));

    Path[] kit =
        memoryOf(
            escrow(
                escrow.with(
                    "kit", Path.of(set), List.of("alice"), "--kits", escrow.memory().toString())));
    assertLeftAndWiped("escrow kit (words)", kit, formsOfWords(words));
  }
}
