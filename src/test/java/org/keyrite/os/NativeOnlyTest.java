package org.keyrite.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On a JVM, what needs system calls says that it is not available, and never pretends. */
final class NativeOnlyTest {
  private static final String REASON = "not the native executable";

  @Test
  void noControlIsApplied() {
    assertEquals(
        List.of(
            notAvailable("no core dump of memory"),
            notAvailable("no reading by other processes of this user"),
            notAvailable("no privileges gained by started programs"),
            notAvailable("no sockets, here and in started programs")),
        Hardening.apply());
    assertEquals(notAvailable("processes left behind are found"), Hardening.adoptOrphans());
    assertFalse(Hardening.apply().stream().anyMatch(Control::applied));
  }

  @Test
  void noFolderIsKnownToBeInMemory() {
    assertEquals(Optional.empty(), Mount.at(Path.of("/dev/shm")));
  }

  @Test
  void nothingIsATerminal() {
    assertFalse(Tty.isTerminal(0));
    assertFalse(Tty.isInForeground(0));
    assertFalse(Tty.isPipe(0));
    assertEquals(0, Tty.columns(0));
    assertEquals(Optional.empty(), Image.programName());
    assertFalse(Image.isNative());
  }

  @Test
  void noPassphraseIsTypedWhereItWouldBeSeen() {
    assertFalse(TerminalEcho.isAvailable());
    TerminalEcho.TerminalException failure =
        assertThrows(TerminalEcho.TerminalException.class, TerminalEcho::off);
    assertEquals("this build can't switch off what the terminal shows", failure.getMessage());
    assertThrows(TerminalEcho.TerminalException.class, TerminalEcho::offKeyByKey);
  }

  @Test
  void descendantsAreEndedHereToo() throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "sleep 600 & wait").start();
    // The shell is alive until it is killed; its child may or may not be there yet.
    assertTrue(Descendants.killAll() >= 1);
    assertTrue(shell.waitFor(30, TimeUnit.SECONDS));
    assertEquals(128 + 9, shell.exitValue());
    assertEquals(0, Descendants.killAll(), "nobody is left");
  }

  @Test
  void waitingForNobodyEndsAtOnce() throws Exception {
    Descendants.killAll();
    Descendants.await(Long.MAX_VALUE / 2_000_000);
  }

  private static Control notAvailable(String name) {
    return new Control(name, Control.State.NOT_AVAILABLE, REASON);
  }
}
