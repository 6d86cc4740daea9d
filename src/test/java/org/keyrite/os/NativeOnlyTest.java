package org.keyrite.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
            notAvailable("no tracing since the start"),
            notAvailable("no privileges gained by started programs"),
            notAvailable("no sockets, here and in started programs")),
        Hardening.apply());
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
  void thereAreNoFilesInMemory() {
    assertEquals(
        "only the native executable has files in memory",
        assertThrows(IOException.class, MemoryFile::forOutput).getMessage());
  }

  private static Control notAvailable(String name) {
    return new Control(name, Control.State.NOT_AVAILABLE, REASON);
  }
}
