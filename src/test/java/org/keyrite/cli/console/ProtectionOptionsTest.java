package org.keyrite.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Swap;
import org.keyrite.os.Control;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** No secret is taken where it is not protected: on machines that are made of folders. */
class ProtectionOptionsTest {
  private static final String ADVICE =
      "Switch it off (as root: swapoff -a), or add --secrets-may-reach-swap.";

  @TempDir private Path root;

  private void swaps(String areas) throws Exception {
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(root.resolve("proc/swaps"), "Filename Type Size Used Priority\n" + areas);
  }

  private List<String> require(List<Control> controls, String... options) throws Refused {
    ProtectionOptions protection = new ProtectionOptions();
    new CommandLine(CommandSpec.create().addMixin("p", CommandSpec.forAnnotatedObject(protection)))
        .parseArgs(options);
    List<String> accepted = protection.require(new Swap(root), controls);
    assertSame(accepted, protection.require(new Swap(root), controls), "it is said once");
    return accepted;
  }

  private static Control control(String name, Control.State state, String detail) {
    return new Control(name, state, detail);
  }

  private void refuses(String sentence) {
    Refused refused = assertThrows(Refused.class, () -> require(List.of()));
    assertEquals(sentence + "\n" + ADVICE, refused.getMessage() + "\n" + refused.advice());
  }

  @Test
  void withoutSwapNothingIsSaid() throws Exception {
    swaps("/dev/zram0 partition 1 0 100\n");
    assertEquals(List.of(), require(List.of(control("no sockets", Control.State.APPLIED, ""))));
  }

  @Test
  void swapIsNamed() throws Exception {
    swaps("/dev/sda2 partition 1 0 -2\n/swapfile file 1 0 -3\n");
    refuses("Swap is on (/dev/sda2, /swapfile): a secret could get onto a disk.");
  }

  @Test
  void whatCannotBeReadIsNotTakenForNone() {
    refuses("The kernel's list of swap areas cannot be read: a secret could get onto a disk.");
  }

  @Test
  void whateverIsNotAppliedIsNamedWithItsReason() throws Exception {
    swaps("");
    List<Control> controls =
        List.of(
            control("no new privileges", Control.State.APPLIED, ""),
            control("no sockets", Control.State.FAILED, "errno 22"),
            control("no tracing", Control.State.NOT_AVAILABLE, "not the native executable"));
    Refused refused =
        assertThrows(Refused.class, () -> require(controls, "--secrets-may-reach-swap"));
    assertEquals(
        "A protection is not in force: no sockets (errno 22).\n"
            + "Use a kernel that grants it, or add --controls-may-fail.",
        refused.getMessage() + "\n" + refused.advice());
    assertEquals(
        List.of(
            "A protection is not in force: no sockets (errno 22)",
            "A protection is not in force: no tracing (not the native executable)"),
        require(controls, "--controls-may-fail"));
  }

  @Test
  void oneAcceptanceDoesNotStandForTheOther() throws Exception {
    swaps("/dev/sda2 partition 1 0 -2\n");
    List<Control> controls = List.of(control("no sockets", Control.State.FAILED, "errno 1"));
    assertThrows(Refused.class, () -> require(controls, "--controls-may-fail"));
    assertThrows(Refused.class, () -> require(controls, "--secrets-may-reach-swap"));
    assertEquals(
        List.of("Swap is on (/dev/sda2)", "A protection is not in force: no sockets (errno 1)"),
        require(controls, "--controls-may-fail", "--secrets-may-reach-swap"));
  }
}
