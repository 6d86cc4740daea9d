package org.keyrite.cli.ceremony;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.HeldCeremony;
import org.keyrite.testing.Keyrite;

/** What is wiped is the folder that was made, whatever somebody does to its name; all of it. */
class PinnedWorkspaceIT {
  private static final String GOOD =
      "echo '{\"secret_key\": \"0123456789abcdef0123456789abcdef\", \"peer_id\": \"p\"}'\n";

  private CeremonyFixture ceremony;

  @BeforeEach
  void begin() throws IOException {
    ceremony = new CeremonyFixture();
  }

  @AfterEach
  void end() throws IOException {
    ceremony.close();
  }

  @Test
  void aWorkspaceThatWasMovedIsWipedWhereItIs() throws Exception {
    ceremony.with(HeldCeremony.WAITS + GOOD);
    Path elsewhere = ceremony.memory().resolve("elsewhere");
    try (HeldCeremony held = new HeldCeremony(ceremony);
        FileChannel key = FileChannel.open(held.workspace().resolve("key"))) {
      Files.move(held.workspace(), elsewhere);
      Files.createDirectory(held.workspace());
      Path precious = Files.writeString(held.workspace().resolve("precious"), "precious");
      Keyrite.Result result = held.goOn(elsewhere);
      assertEquals(1, result.status(), result.stderr());
      assertTrue(
          result
              .stderr()
              .contains(
                  "keyrite: The workspace could not be wiped: the workspace was moved or replaced:"
                      + " it is no longer at %s, and was wiped where it was, at %s."
                          .formatted(held.workspace(), elsewhere)),
          result.stderr());
      assertFalse(Files.exists(elsewhere), "it is left");
      assertEquals("precious", Files.readString(precious));
      ByteBuffer found = ByteBuffer.allocate(9);
      assertEquals(9, key.read(found));
      assertArrayEquals(new byte[9], found.array(), "it was not overwritten");
    }
  }

  @Test
  void aFileWithANameOutsideIsNotOverwrittenAndReported() throws Exception {
    ceremony.with(HeldCeremony.WAITS + GOOD);
    try (HeldCeremony held = new HeldCeremony(ceremony)) {
      Path outside =
          Files.createLink(ceremony.memory().resolve("outside"), held.workspace().resolve("key"));
      Keyrite.Result result = held.goOn(held.workspace());
      assertEquals(1, result.status(), result.stderr());
      assertTrue(
          result
              .stderr()
              .contains(
                  "keyrite: The workspace could not be wiped: "
                      + held.workspace()
                      + "/key was not overwritten: it has another name, outside the workspace."),
          result.stderr());
      assertEquals("SECRET-7\n", Files.readString(outside));
      assertFalse(Files.exists(held.workspace()), "it is left");
    }
  }

  @Test
  void allOfALargeFileIsOverwrittenAndNothingOfItsHoles() throws Exception {
    ceremony.with(
        "cd \"$HOME\" && truncate -s 60M sparse && printf SECRET | dd of=sparse bs=1"
            + " seek=$((40 << 20)) conv=notrunc 2>/dev/null && dd if=/dev/zero of=large bs=1M"
            + " count=60 2>/dev/null && "
            + GOOD);
    assertWiped(2, (60 << 20) + 4096);
  }

  @Test
  void namesThatAreNoTextAreNoObstacle() throws Exception {
    ceremony.with(
        "cd \"$HOME\" && n=$(printf '\\377\\200') && mkdir -p \"$n/$n\" && printf four >"
            + " \"$n/$n/$n\" && chmod 0 \"$n/$n/$n\" \"$n/$n\" \"$n\" && "
            + GOOD);
    assertWiped(1, 4);
  }

  private void assertWiped(long files, long bytes) throws IOException {
    Keyrite.Result result = ceremony.run();
    assertEquals(0, result.status(), result.stderr());
    Matcher wiped =
        Pattern.compile("wiped +(\\d+) files? removed, (\\d+) bytes overwritten, nothing left")
            .matcher(new String(result.stdout(), UTF_8));
    assertTrue(wiped.find(), new String(result.stdout(), UTF_8));
    assertEquals(files + " " + bytes, wiped.group(1) + " " + wiped.group(2));
    ceremony.assertWorkspaceGone();
  }

  @Test
  void aFolderThatOthersCanChangeIsNoPlace() throws Exception {
    ceremony.with(GOOD);
    Path memory = ceremony.memory();
    Files.setPosixFilePermissions(memory, PosixFilePermissions.fromString("rwxrwxrwx"));
    ceremony.refuses(
        4,
        """
        keyrite: There is no place for the workspace: %s can be changed by others, who could exchange the workspace (chmod go-w %s).
                 Name a folder with --workspace that root and you alone can exchange.
        """
            .formatted(memory, memory));
    Files.setAttribute(memory, "unix:mode", 01777);
    assertEquals(0, ceremony.run().status());
  }

  @Test
  void norIsOneOfAnotherUser() throws Exception {
    Path memory = ceremony.memory();
    Assumptions.assumeTrue((int) Files.getAttribute(memory, "unix:uid") == 0, "only root can");
    ceremony.with(GOOD);
    Files.setAttribute(memory, "unix:uid", 12345);
    ceremony.refuses(
        4,
        """
        keyrite: There is no place for the workspace: %s belongs to another user (12345), who could exchange the workspace.
                 Name a folder with --workspace that root and you alone can exchange.
        """
            .formatted(memory));
  }
}
