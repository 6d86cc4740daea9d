package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;

/** On a machine that swaps nobody is asked for a share: in a mount namespace with such a list. */
class EscrowSwapIT {
  private static final String SWAPS =
      "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/sdz9 partition\t1\t0\t-2\n";

  private EscrowFixture escrow;
  private Path set;

  @BeforeEach
  void begin() throws IOException {
    escrow = new EscrowFixture();
    set = escrow.split("set");
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  private Keyrite.Result swapping(String... arguments) throws IOException {
    Path swaps = Files.writeString(escrow.folder().resolve("swaps"), SWAPS);
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount --bind \"$0\" /proc/swaps && exec \"$@\"",
                swaps.toString(),
                Keyrite.executable().toString(),
                "escrow"));
    command.addAll(List.of(arguments));
    return Keyrite.execute(new byte[0], command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "drill", "combine", "kit", "reissue"})
  void itIsRefused(String command) throws IOException {
    List<String> more =
        switch (command) {
          case "drill" -> List.of("--signed-off-by", "eve");
          case "combine" -> List.of("-o", escrow.memory().resolve("identity").toString());
          case "kit" -> List.of("--kits", escrow.memory().toString());
          case "reissue" ->
              List.of(
                  "--trustee",
                  "bob",
                  "--to",
                  "paper",
                  "--kits",
                  escrow.memory().toString(),
                  "--out",
                  escrow.folder() + "/again");
          default -> List.of();
        };
    Keyrite.Result result =
        swapping(escrow.with(command, set, List.of("carol"), more.toArray(String[]::new)));
    assertEquals(
        "4 keyrite: Swap is on (/dev/sdz9): a secret could get onto a disk.\n"
            + "         Switch it off (as root: swapoff -a), or add --secrets-may-reach-swap.\n",
        result.status() + " " + result.stderr());
    assertEquals(List.of(), EscrowFixture.names(escrow.memory()));
  }

  @ParameterizedTest
  @CsvSource({"alice", "dora"})
  void orItIsSaid(String trustee) throws IOException {
    Keyrite.Result result =
        swapping(escrow.with("check", set, List.of(trustee), "--secrets-may-reach-swap"));
    assertEquals(
        "0 keyrite: Swap is on (/dev/sdz9): a secret could get onto a disk.\n"
            + "         Going on, as --secrets-may-reach-swap says.\n",
        result.status() + " " + result.stderr());
  }

  @Test
  void andTheJournalOfTheNewSetHasItToo() throws IOException {
    String out = escrow.folder() + "/next";
    Keyrite.Result result =
        swapping(
            escrow.with(
                "reshare",
                set,
                List.of("alice", "bob", "dora"),
                "--threshold",
                "1",
                "--trustee",
                "eve=" + escrow.recipient("eve"),
                "--out",
                out,
                "--secrets-may-reach-swap"));
    assertEquals(0, result.status(), result.stderr());
    for (Path journal : List.of(set, Path.of(out))) {
      List<String> lines = Files.readAllLines(journal.resolve("escrow-journal.jsonl"));
      assertTrue(lines.get(1).contains("\"risks\":[\"Swap is on (/dev/sdz9)\"]"), lines.toString());
    }
  }
}
