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
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;

/** On a disk, or in a memory, without room nothing half is left, and nothing old is lost. */
class EscrowFullDiskIT {
  private static final List<String> QUORUM = List.of("alice", "bob", "dora");

  /** A folder with the set's record and journal, and room for so many pages of 4 KiB. */
  private static final String SHELL =
      """
      room=$1 set=$2
      shift 2
      mount -t tmpfs -o mode=0700,size=$((8 + 4 * room))k tmpfs "$0" || exit 99
      cp "$set"/escrow.json "$set"/escrow-journal.jsonl "$0"
      "$@"
      status=$?
      ls -A "$0"
      cmp "$set"/escrow-journal.jsonl "$0"/escrow-journal.jsonl
      exit $status
      """;

  private EscrowFixture escrow;
  private Path set;
  private Path full;

  @BeforeEach
  void begin() throws IOException {
    escrow = new EscrowFixture();
    set = escrow.split("set");
    full = Files.createDirectory(escrow.memory().resolve("full"));
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  private void says(int room, String words, String... arguments) {
    Keyrite.Result result = run(room, arguments);
    assertEquals("1 " + words, result.status() + " " + result.stderr());
    assertEquals("escrow-journal.jsonl\nescrow.json\n", EscrowFixture.text(result));
  }

  private Keyrite.Result run(int room, String... arguments) {
    List<String> command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", SHELL));
    command.addAll(List.of(full.toString(), Integer.toString(room), set.toString()));
    command.addAll(List.of(Keyrite.executable().toString(), "escrow"));
    command.addAll(List.of(arguments));
    return Keyrite.execute(new byte[0], command);
  }

  private String[] split(String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "split",
                "--environment",
                "testnet",
                "--threshold",
                "2",
                "--trustee",
                "alice=" + escrow.recipient("alice")));
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  @Test
  void aSet() {
    says(
        1,
        "keyrite: The new set could not be written: No space left on device.\n"
            + "         Nothing was kept. Make room, or name another place, and begin again.\n",
        split("--trustee", "bob=" + escrow.recipient("bob"), "--out", full.resolve("new") + ""));
  }

  @Test
  void aSheet() {
    Path out = escrow.folder().resolve("new");
    says(
        1,
        "keyrite: A recovery sheet could not be written: No space left on device.\n"
            + "         Make room in memory, and begin again.\n",
        split("--trustee", "bob=paper", "--kits", full.toString(), "--out", out.toString()));
    assertEquals(false, Files.exists(out));
  }

  @Test
  void anIdentity() throws IOException {
    says(
        0,
        "keyrite: The result could not be written: No space left on device.\n"
            + "         Nothing was kept.\n",
        escrow.with("combine", set, QUORUM, "-o", full.resolve("identity").toString()));
  }

  @Test
  void aPlaintext() throws IOException {
    Path backup = escrow.encrypt(set, "backup.age", "x".repeat(300_000));
    says(
        20,
        "keyrite: The result could not be written: No space left on device.\n"
            + "         Nothing was kept.\n",
        escrow.with(
            "combine",
            set,
            QUORUM,
            "--decrypt",
            backup.toString(),
            "-o",
            full.resolve("plain").toString()));
  }

  @Test
  void aJournal() throws IOException {
    List<String> command =
        new ArrayList<>(List.of(escrow.with("drill", set, QUORUM, "--signed-off-by", "eve")));
    command.set(2, full.resolve("escrow.json").toString());
    says(
        0,
        "keyrite: The journal "
            + full.resolve("escrow-journal.jsonl")
            + " could not be written: No space left on device.\n"
            + "         Put the set's folder on a medium that can be written, and begin again.\n",
        command.toArray(String[]::new));
  }

  /** The set had room, and stays; of the file nothing does, and a rotation onto the set goes on. */
  @Test
  void aRotation() throws IOException {
    Path files = escrow.encrypt(set, "files/backup.age", "x".repeat(300_000)).getParent();
    Keyrite.Result result =
        run(
            40,
            escrow.with(
                "rotate",
                set,
                QUORUM,
                "--files",
                files.toString(),
                "--out",
                full.resolve("next").toString()));
    assertEquals(1, result.status());
    assertTrue(
        result
            .stderr()
            .startsWith(
                "keyrite: The file backup.age could not be encrypted again: No space left on device. 0"
                    + " of 1 are done.\n"
                    + "         Check both disks, and go on with --onto.\n"),
        result.stderr());
    String said = EscrowFixture.text(result);
    assertTrue(said.contains("\nfolder     " + full.resolve("next") + "\n"), said);
    assertTrue(said.endsWith("\nescrow-journal.jsonl\nescrow.json\nnext\n"), said);
    assertEquals(List.of("backup.age"), EscrowFixture.names(files));
    String last = Files.readAllLines(set.resolve("escrow-journal.jsonl")).getLast();
    assertTrue(last.contains("\"event\":\"set-rotated\""), last);
  }
}
