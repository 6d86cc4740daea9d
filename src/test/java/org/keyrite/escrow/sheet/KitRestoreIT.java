package org.keyrite.escrow.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.testing.StockAge;

/** What the sheets say of restoring without keyrite is done, word for word, with stock tools. */
@Tag("tool")
class KitRestoreIT {
  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSheetsRestoreTheIdentity(boolean hybrid) throws Exception {
    String recipient = hybrid ? KitSample.hybrid() : KitSample.RECIPIENT;
    KitSheet sheet = KitSample.of(recipient, false);
    List<Share> shares = KitSample.shares(KitSample.SECRET);
    StringBuilder typed = new StringBuilder();
    for (int i : new int[] {3, 0, 2}) {
      KitPaper paper = KitPaper.read(KitSample.html(sheet, shares.get(i)));
      typed.append(String.join(" ", paper.words())).append('\n');
    }
    KitPaper paper = KitPaper.read(KitSample.html(sheet, shares.get(0)));
    Files.writeString(scratch.resolve("identity.py"), paper.program());
    Files.writeString(scratch.resolve("plain"), "what was encrypted\n");
    shell().run(StockAge.program("age") + " -r " + recipient + " -o FILE plain", "");

    List<String> commands = paper.commands();
    assertEquals("cd /dev/shm", commands.get(0));
    assertEquals("umask 077", commands.get(1));
    assertEquals("pip install 'shamir-mnemonic[cli]>=0.3.0'", commands.get(2));
    String digits = StockShell.digits(shell().run(commands.get(3), typed.toString()));
    assertEquals("identity.py", commands.get(4));
    assertEquals("", shell().run(commands.get(1) + "; " + commands.get(5), digits + "\n"));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(scratch.resolve("identity.txt"))));
    assertEquals(recipient + "\n", shell().run(commands.get(6), ""));
    assertEquals(
        paper.fact("Fingerprint").replace(" ", ""),
        StockShell.digits(shell().run(commands.get(7), "")) + "(SHA-256)");
    assertEquals("what was encrypted\n", shell().run(commands.get(8), ""));
    assertEquals(9, commands.size());
    assertTrue(
        Files.readString(scratch.resolve("identity.txt"))
            .matches("AGE-SECRET-KEY-" + (hybrid ? "PQ-" : "") + "1[0-9A-Z]{58}\n"));
  }

  private StockShell shell() {
    return new StockShell(scratch);
  }
}
