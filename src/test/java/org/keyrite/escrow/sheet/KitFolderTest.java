package org.keyrite.escrow.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.X25519Identity;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.Trustees;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.machine.SecretFiles;

/** Sheets stay with their set, and with nothing else. */
class KitFolderTest {
  @TempDir private Path folder;

  private final Trustees trustees = new Trustees();

  /** Somebody fills the set's place at the last moment. */
  private record Overtaken(PaperKits kits, Path memory, Path out) implements PaperKits {
    @Override
    public void requirePlace() throws Fault {
      kits.requirePlace();
    }

    @Override
    public SecretBytes write(SetRecord record, Share share) throws Fault {
      return kits.write(record, share);
    }

    @Override
    public void commit() throws Fault {
      kits.commit();
      try {
        // As a run leaves it that is killed now: found as what it has left.
        Path mark = memory.resolve("keyrite-" + ProcessHandle.current().pid() + "-1");
        assertEquals(2, Trustees.files(mark).size());
        Files.createFile(Files.createDirectory(out).resolve("something"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void settled() {
      kits.settled();
    }

    @Override
    public void withdraw() {
      kits.withdraw();
    }

    @Override
    public void close() {
      kits.close();
    }
  }

  @Test
  void sheetsOfASetThatGetsNoNameAreTakenBack() throws Exception {
    Path memory = SecretFiles.folder(folder.resolve("memory"));
    Path out = folder.resolve("set");
    try (PaperKits kits =
            new Overtaken(new KitFolder(memory, true, SecretFiles::create), memory, out);
        X25519Identity identity = X25519Identity.generate()) {
      NewSet target = new NewSet(out, Optional.of(kits), Trustees.clock(0));
      EscrowPolicy policy = trustees.policy("2 operators paper-bob alice");
      assertThrows(Failed.class, () -> target.split(identity, "testnet", policy, "new", List.of()));
      assertEquals(List.of(), Trustees.files(memory));
    }
    assertEquals(List.of("something"), Trustees.files(out));
    assertEquals(List.of("memory", "set"), Trustees.files(folder));
  }

  @Test
  void aSetThatWouldHaveNoPlaceForItsSheetsIsNotBegun() throws Exception {
    Path missing = folder.resolve("missing");
    try (PaperKits kits = new KitFolder(missing, true, SecretFiles::create)) {
      NewSet target = new NewSet(folder.resolve("set"), Optional.of(kits), Trustees.clock(0));
      assertThrows(
          Refused.class, () -> target.requirePlace(trustees.policy("2 operators paper-bob alice")));
      target.requirePlace(trustees.policy("2 operators bob alice"));
    }
    assertEquals(List.of(), Trustees.files(folder));
  }
}
