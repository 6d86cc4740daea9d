package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;

/** A folder whose set goes on elsewhere keeps everybody from doing there what nobody would know. */
class EscrowForkIT {
  private static final List<String> QUORUM = List.of("alice", "bob", "dora");

  private EscrowFixture escrow;
  private Path set;
  private Path next;

  @BeforeEach
  void begin() throws IOException {
    escrow = new EscrowFixture();
    set = escrow.split("set");
    next = escrow.folder().resolve("next");
    escrow.reshare(set, next, "erin", "frank");
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  private String journal() throws IOException {
    return Files.readString(set.resolve("escrow-journal.jsonl"));
  }

  private String[] command(String name, String... more) throws IOException {
    Path out = escrow.folder().resolve("fork");
    return switch (name) {
      case "lost" ->
          more.length == 0
              ? new String[] {"lost", "--set", set.resolve("escrow.json").toString(), "carol"}
              : new String[] {
                "lost", "--set", set.resolve("escrow.json").toString(), more[0], more[1], "carol"
              };
      case "drill" -> escrow.with(name, set, List.of(), concat(more, "--signed-off-by", "eve"));
      case "reissue" ->
          escrow.with(
              name,
              set,
              List.of(),
              concat(
                  more,
                  "--trustee",
                  "carol",
                  "--to",
                  escrow.recipient("gina"),
                  "--out",
                  out.toString()));
      case "rotate" ->
          escrow.with(
              name,
              set,
              List.of(),
              concat(more, "--files", set.toString(), "--out", out.toString()));
      default ->
          escrow.with(
              name,
              set,
              List.of(),
              concat(
                  more,
                  "--threshold",
                  "1",
                  "--trustee",
                  "erin=" + escrow.recipient("erin"),
                  "--out",
                  out.toString()));
    };
  }

  private static String[] concat(String[] one, String... two) {
    String[] all = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, all, one.length, two.length);
    return all;
  }

  @Test
  void nothingIsDoneThere() throws IOException {
    String before = journal();
    for (String name : List.of("drill", "lost", "reissue", "reshare", "rotate")) {
      Keyrite.Result refused = escrow.run(command(name));
      assertEquals(4, refused.status(), name + refused.stderr());
      assertTrue(
          refused.stderr().startsWith("keyrite: The set was reshared at "), refused.stderr());
      assertTrue(
          refused
              .stderr()
              .contains(": " + EscrowFixture.fact(next, "set") + " goes on in " + next + "."),
          refused.stderr());
      assertTrue(refused.stderr().contains("add --fork REASON"), refused.stderr());
    }
    assertEquals(before, journal());
    assertFalse(Files.exists(escrow.folder().resolve("fork")));
  }

  @Test
  void aReasonIsRecorded() throws IOException {
    String said = escrow.done(command("lost", "--fork", "the stick is lost"));
    assertTrue(said.startsWith("lost       carol"), said);
    List<String> lines = journal().lines().toList();
    assertTrue(
        lines
            .get(lines.size() - 2)
            .contains("\"event\":\"fork-accepted\",\"set\":\"" + EscrowFixture.fact(set, "set")),
        journal());
    assertTrue(lines.get(lines.size() - 2).contains("\"reason\":\"the stick is lost\""), journal());
    assertTrue(lines.getLast().contains("\"event\":\"share-lost\""), journal());
  }

  @Test
  void aSetInForceIsNotForked() throws IOException {
    Keyrite.Result refused =
        escrow.run(
            "lost", "--set", next.resolve("escrow.json").toString(), "--fork", "just so", "erin");
    assertEquals(4, refused.status());
    assertEquals(
        "keyrite: The set is in force: nothing took its place.\n"
            + "         Leave out --fork, and begin again.\n",
        refused.stderr());
  }

  @Test
  void oldSharesWorkAndSaySo() throws IOException {
    Keyrite.Result checked = escrow.run(escrow.with("check", set, List.of("alice")));
    assertEquals(0, checked.status(), checked.stderr());
    assertTrue(EscrowFixture.text(checked).contains("\nREPLACED   The set was reshared at "));
    Path identity = escrow.memory().resolve("identity");
    Keyrite.Result combined =
        escrow.run(escrow.with("combine", set, QUORUM, "-o", identity.toString()));
    assertEquals(0, combined.status(), combined.stderr());
    assertTrue(Files.exists(identity));
    String status = escrow.done("status", "--json", "--set", set.resolve("escrow.json").toString());
    assertTrue(
        status.contains(
            "\"replaced-by\":\"" + EscrowFixture.fact(next, "set") + "\",\"folder\":\"" + next),
        status);
  }
}
