package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;

/** A new set's trustees show that they can open their shares before the old one is retired. */
class ConfirmIT {
  private EscrowFixture escrow;
  private Path next;
  private String record;

  @BeforeEach
  void begin() throws IOException {
    escrow = new EscrowFixture();
    Path set = escrow.split("set");
    next = escrow.folder().resolve("next");
    escrow.reshare(set, next, "alice", "erin");
    record = next.resolve("escrow.json").toString();
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  private String retired() {
    return escrow
        .done("status", "--set", escrow.folder().resolve("set/escrow.json").toString())
        .lines()
        .filter(line -> line.startsWith("retired "))
        .findFirst()
        .orElse("");
  }

  private String code(String name) throws IOException {
    String said =
        escrow.done(
            "check",
            "--confirm",
            "--set",
            record,
            "-i",
            escrow.identity(name).toString(),
            escrow.share(next, name).toString());
    assertTrue(said.endsWith("\n"), said);
    String last = "(?s).*\ncode       ([0-9a-f]{4}(?: [0-9a-f]{4}){4}): read it by voice to.*";
    assertTrue(said.matches(last), said);
    return said.replaceFirst(last, "$1");
  }

  private String warning() {
    return escrow
        .done("status", "--set", record)
        .replace("\n           ", " ")
        .lines()
        .filter(line -> line.startsWith("warning    The set replaces"))
        .findFirst()
        .orElse("");
  }

  @Test
  void theOldSetIsRetiredWhenAllHaveConfirmed() throws IOException {
    String old = EscrowFixture.fact(next, "replaces");
    assertEquals(
        "warning    The set replaces "
            + old
            + ", which must not be retired yet: nobody knows whether alice, erin can open their"
            + " share here. Ask for keyrite escrow check --confirm.",
        warning());
    assertEquals("retired    not yet: nobody has heard from alice, erin there", retired());
    assertEquals(
        "confirmed  alice\nunseen     erin\n",
        escrow.done("confirm", "--set", record, "alice=" + code("alice").toUpperCase(Locale.ROOT)));
    assertTrue(warning().contains("whether erin can open"), warning());
    assertEquals(
        "{\"confirmed\":[\"erin\"],\"unseen\":[]}\n",
        escrow.done(
            "confirm", "--set", record, "--json", "erin=" + code("erin").replace(' ', '-')));
    assertEquals("", warning());
    assertEquals(
        "retired    yes: every trustee there has shown that they can open their share", retired());
    assertTrue(
        escrow
            .done("status", "--json", "--set", escrow.folder().resolve("set/escrow.json") + "")
            .contains("\"awaited\":[]"));
  }

  @Test
  void aShellComputesTheSameCode() throws IOException {
    String json = Files.readString(next.resolve("escrow.json"));
    int start = json.indexOf("\"salt\":\"", json.indexOf("\"name\":\"erin\"")) + 8;
    Keyrite.Result result =
        Keyrite.execute(
            new byte[0],
            List.of(
                "sh",
                "-c",
                "printf '%s confirmation %s' \"$1\" \"$2\" | sha256sum | cut -c 1-20",
                "sh",
                json.substring(start, start + 32),
                escrow.words(next, "erin")));
    assertEquals(code("erin").replace(" ", "") + "\n", EscrowFixture.text(result));
  }

  @Test
  void anotherCodeIsDeniedAndNothingRecorded() throws IOException {
    byte[] before = Files.readAllBytes(next.resolve("escrow-journal.jsonl"));
    String alice = code("alice");
    for (List<String> wrong :
        List.of(
            List.of("alice=" + alice, "erin=" + alice),
            List.of("erin="),
            List.of("erin=" + "0".repeat(20)))) {
      List<String> command = new ArrayList<>(List.of("confirm", "--set", record));
      command.addAll(wrong);
      Keyrite.Result result = escrow.run(command.toArray(String[]::new));
      assertEquals(
          "3 keyrite: This is not the code of the share of erin.\n"
              + "         Nothing was recorded. Have erin read it again, from keyrite escrow check --confirm"
              + " with this record.\n",
          result.status() + " " + result.stderr());
    }
    Keyrite.Result nobody = escrow.run("confirm", "--set", record, "eve=" + alice);
    assertEquals(4, nobody.status(), nobody.stderr());
    assertEquals(
        "2 keyrite: 'alice' is not a trustee's name, = and a code. Put both in quotes: 'bob=1f2e …'.\n"
            + "         For help: keyrite escrow confirm --help\n",
        escrow.run("confirm", "--set", record, "alice").status()
            + " "
            + escrow.run("confirm", "--set", record, "alice").stderr());
    assertEquals(
        new String(before, StandardCharsets.UTF_8),
        Files.readString(next.resolve("escrow-journal.jsonl")));
    assertFalse(warning().isEmpty());
  }

  /** Who noted a code before can say it for a share that somebody else has now. */
  @Test
  void theCodeOfALostShareProvesNothing() throws IOException {
    String erin = code("erin");
    escrow.run("lost", "--set", record, "erin");
    Keyrite.Result result = escrow.run("confirm", "--set", record, "erin=" + erin);
    assertEquals(
        "4 keyrite: The share of erin was lost, wrong or reissued since it was made: others may know"
            + " its code.\n"
            + "         Nothing was recorded. Hold a drill with it instead.\n",
        result.status() + " " + result.stderr());
  }
}
