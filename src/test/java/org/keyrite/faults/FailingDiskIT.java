package org.keyrite.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/**
 * The output goes to ext4 on an image, whose every byte is searched afterwards. The disk below it
 * is too small, so that writes fail late, or it is made read-only in between.
 */
@Tag("tool")
class FailingDiskIT {
  private static final List<String> QUORUM = List.of("alice", "bob", "dora");

  /**
   * $0 is the folder in which the disk is, $1 the size of what the image is on, $2 that of the
   * image; at the end the image is copied, as it is on the disk.
   */
  private static final String DISK =
      """
      set -e
      cd "$0"
      mount -t tmpfs -o size=$1 tmpfs below
      truncate -s $2 below/image
      mkfs.ext4 -q -O ^has_journal -m 0 below/image
      mount -o loop below/image disk || exit 99
      shift 2
      set +e
      DO
      status=$?
      ls -A disk | grep -v lost+found
      umount disk
      cp below/image image
      exit $status
      """;

  private static final String REMOUNTED =
      """
      "$@" &
      while ! ls workspaces/*/ready >ready 2>&1; do sleep .02; done
      mount -o remount,ro disk || exit 98
      : > "$(dirname "$(cat ready)")/go"
      wait $!
      """;

  private EscrowFixture escrow;
  private Path folder;

  @BeforeEach
  void begin() throws IOException {
    Tools.require("unshare");
    Tools.require("mkfs.ext4");
    assumeTrue(Deed.isRoot(), "only root mounts an image");
    escrow = new EscrowFixture();
    folder = escrow.memory();
    for (String name : List.of("below", "disk", "workspaces")) {
      Files.createDirectory(folder.resolve(name));
    }
  }

  @AfterEach
  void end() throws IOException {
    if (escrow != null) {
      escrow.close();
    }
  }

  private Keyrite.Result on(String below, String image, String deed, String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("unshare", "-m", "sh", "-c", DISK.replace("DO", deed)));
    all.addAll(List.of(folder.toString(), below, image, Keyrite.executable().toString()));
    all.addAll(List.of(arguments));
    Keyrite.Result result = Keyrite.execute(new byte[0], all);
    assumeTrue(result.status() != 99, "this machine has no loop device: " + result.stderr());
    return result;
  }

  private Secret identity(Path set) throws Exception {
    Path file = folder.resolve("identity");
    String[] combine = escrow.with("combine", set, QUORUM, "-o", file.toString());
    assertEquals(0, escrow.run(combine).status());
    String text = Files.readString(file).strip();
    Files.delete(file);
    return Secret.ofIdentity(text);
  }

  /** What is on the image, and that the search finds what is there. */
  private void requireNothingOn(Secret... secrets) {
    Path image = folder.resolve("image");
    List<Secret> all = new ArrayList<>(List.of(secrets));
    all.add(Secret.ofAnyIdentity());
    assertFalse(new Search(all).isIn(image), "a secret is on the image");
    Secret known = Secret.ofBytes("lost+found".getBytes(US_ASCII));
    assertTrue(new Search(List.of(known)).isIn(image), "nothing is found on it");
  }

  private String[] rotation(Path set) throws IOException {
    escrow.encrypt(set, "files/backup.age", "x".repeat(4_000_000));
    String[] rotate =
        escrow.with(
            "rotate",
            set,
            QUORUM,
            "--files",
            escrow.folder().resolve("files").toString(),
            "--out",
            folder.resolve("disk/next").toString());
    List<String> all = new ArrayList<>(List.of("escrow"));
    all.addAll(List.of(rotate));
    return all.toArray(String[]::new);
  }

  /** Of the file nothing is there; the set is, if there was room for it, and the journal tells. */
  private static void requireWhatIsThere(Keyrite.Result result, Path set) throws IOException {
    assertEquals(1, result.status(), result.stderr());
    assertTrue(
        result.stderr().contains(": No space left on device")
            || result.stderr().contains(": Input/output error"),
        result.stderr());
    boolean made = EscrowFixture.text(result).contains("\nnext\n");
    assertEquals(
        made, Files.readString(set.resolve("escrow-journal.jsonl")).contains("\"set-rotated\""));
    assertEquals(made, result.stderr().contains("0 of 1 are done"), result.stderr());
  }

  @Test
  void aFullDisk() throws Exception {
    Path set = escrow.split("set");
    requireWhatIsThere(on("8m", "2m", "\"$@\"", rotation(set)), set);
    requireNothingOn(identity(set));
  }

  /** The file system has room, and what it is on has none: that shows when it is synced. */
  @Test
  void aDiskThatFailsLate() throws Exception {
    Path set = escrow.split("set");
    requireWhatIsThere(on("2m", "32m", "\"$@\"", rotation(set)), set);
    requireNothingOn(identity(set));
  }

  @Test
  void aDiskThatBecomesReadOnly() throws Exception {
    String key = Sha256.hex("known".getBytes(US_ASCII));
    try (CeremonyFixture ceremony = new CeremonyFixture()) {
      ceremony.with(
          "key=$(printf %s known | sha256sum | cut -c1-64); cd \"$HOME\"\n"
              + "echo \"$key\" > key; : > ready; while ! [ -e go ]; do sleep .02; done\n"
              + "printf '{\"secret_key\": \"%s\", \"peer_id\": \"p\"}\\n' \"$key\"\n");
      List<String> command = new ArrayList<>(ceremony.command("--yes"));
      command.set(command.indexOf("--out") + 1, folder.resolve("disk/bundle").toString());
      command.set(command.indexOf("--workspace") + 1, folder.resolve("workspaces").toString());
      Keyrite.Result result = on("8m", "2m", REMOUNTED, command.toArray(String[]::new));
      assertEquals(1, result.status(), result.stderr());
      assertTrue(result.stderr().contains(": Read-only file system.\n"), result.stderr());
      // What was begun could not be removed, and is named as what it is; the key was never there.
      assertTrue(EscrowFixture.text(result).contains("\n.bundle.unfinished-"));
      assertFalse(EscrowFixture.text(result).contains("\nbundle\n"));
      requireNothingOn(Secret.ofBytes(HexFormat.of().parseHex(key)));
      assertEquals(List.of(), EscrowFixture.names(folder.resolve("workspaces")));
    }
  }

  @Test
  void aSecretIsNotForADisk() throws Exception {
    Path set = escrow.split("set");
    List<String> combine = new ArrayList<>(List.of("escrow"));
    combine.addAll(
        List.of(
            escrow.with("combine", set, QUORUM, "-o", folder.resolve("disk/identity").toString())));
    Keyrite.Result result = on("8m", "2m", "\"$@\"", combine.toArray(String[]::new));
    assertEquals(4, result.status(), result.stderr());
    assertEquals("", EscrowFixture.text(result));
    requireNothingOn(identity(set));
  }
}
