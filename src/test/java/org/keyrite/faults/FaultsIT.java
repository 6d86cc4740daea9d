package org.keyrite.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.Tools;

/**
 * Whatever the moment at which a command ends, and however: its output is complete or absent, what
 * it was given is unharmed, the same command works afterwards, and no secret is left.
 *
 * <p>What is asserted holds at any moment, so that nothing depends on which one is met. What was
 * met is counted, in {@code target/faults.md}.
 */
@Tag("tool")
class FaultsIT {
  /** How many moments of each way to end; {@code -Dkeyrite.faults.moments=40} takes long. */
  private static final int MOMENTS = Integer.getInteger("keyrite.faults.moments", 1);

  private static final Path TABLE = Path.of("target", "faults.md");

  /** One line a command. */
  private static List<Callable<Deed>> deeds() {
    List<Callable<Deed>> deeds = new ArrayList<>();
    deeds.add(() -> new CeremonyDeed(false));
    deeds.add(() -> new CeremonyDeed(true));
    for (EscrowDeed.Command command : EscrowDeed.Command.values()) {
      deeds.add(() -> new EscrowDeed(command));
    }
    return deeds;
  }

  @Test
  void nothingIsLeftAndNothingIsHalf() throws Exception {
    Tools.require("unshare");
    Tools.require("script");
    List<String> shared = SharedMemory.entries();
    List<String> faults = new ArrayList<>();
    StringBuilder table = new StringBuilder(Sweep.Row.heading());
    try (ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<Sweep>> sweeps = new ArrayList<>();
      for (Callable<Deed> maker : deeds()) {
        int number = sweeps.size();
        sweeps.add(
            workers.submit(
                () -> {
                  try (Deed deed = maker.call()) {
                    return new Sweep(deed, number, MOMENTS).run();
                  }
                }));
      }
      for (Future<Sweep> sweep : sweeps) {
        sweep.get().rows().forEach(table::append);
        faults.addAll(sweep.get().faults());
        Files.writeString(TABLE, table.toString());
      }
    }
    assertEquals("", String.join("\n", faults));
    assertEquals(shared, SharedMemory.entries());
  }
}
