package org.keyrite.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.HeldCeremony;
import org.keyrite.testing.Keyrite;

/** The same search that finds nothing afterwards finds the secret before: it can. */
class BeforeTheWipeIT {
  private static final String KEY = Sha256.hex("known".getBytes(StandardCharsets.US_ASCII));

  /** Where what the generator prints is kept. */
  private static final String OUTPUT = "/memfd:output (deleted)";

  /**
   * Goes on only after somebody else has looked, and then prints a key that no file of ours has.
   */
  private static final String GENERATOR =
      "key=$(printf %s known | sha256sum | cut -c1-64)\n"
          + "cd \"$HOME\"; echo \"$key\" > key; : > ready\n"
          + "while ! [ -e go ]; do sleep .02; done\n"
          + "printf '{\"secret_key\": \"%s\", \"peer_id\": \"p\"}\\n' \"$key\"\n";

  @BeforeEach
  void onlyRootReadsMemory() {
    assumeTrue(Deed.isRoot(), "only root reads another process's memory");
  }

  /** It is stopped before the generator ends, so that what the generator leaves stays. */
  @Timeout(120)
  @Test
  void aCeremonyHasItInMemoryUntilTheWipe() throws Exception {
    Search search = new Search(List.of(Secret.ofBytes(HexFormat.of().parseHex(KEY))));
    try (CeremonyFixture ceremony = new CeremonyFixture()) {
      ceremony.with(GENERATOR);
      Processes processes = new Processes(ceremony.folder(), ceremony.memory());
      try (HeldCeremony held = new HeldCeremony(ceremony);
          ExecutorService executor = Executors.newSingleThreadExecutor()) {
        Path key = held.workspace().resolve("key");
        long keyrite = Long.parseLong(held.workspace().getFileName().toString().split("-", 3)[1]);
        signal("STOP", keyrite);
        Future<Keyrite.Result> end = executor.submit(() -> held.goOn(held.workspace()));
        while (!found(search, processes).contains(OUTPUT)) {
          Thread.sleep(10);
        }
        assertEquals(List.of(key), search.in(ceremony.memory()));
        signal("CONT", keyrite);
        assertEquals(0, end.get().status());
      }
      assertEquals(List.of(), processes.awaitEnd(10_000));
      assertEquals(List.of(), search.in(ceremony.memory()));
      assertEquals(List.of(), search.in(ceremony.folder()));
      assertEquals(List.of(), search.in(Path.of("/dev/shm")));
    }
  }

  /** Nobody takes what it decrypts, so it waits, with what it has in memory. */
  @Test
  void soDoesACombine() throws Exception {
    String text = "what the identity is for\n".repeat(12_000);
    try (EscrowFixture escrow = new EscrowFixture()) {
      Path set = escrow.split("set");
      Path backup = escrow.encrypt(set, "backup.age", text);
      List<String> command = new ArrayList<>(List.of(Keyrite.executable().toString(), "escrow"));
      command.addAll(
          List.of(
              escrow.with(
                  "combine",
                  set,
                  List.of("alice", "bob", "dora"),
                  "--decrypt",
                  backup.toString(),
                  "-o",
                  "-")));
      Search search =
          new Search(
              List.of(Secret.ofBytes(text.substring(0, 100).getBytes(StandardCharsets.US_ASCII))));
      Processes processes = new Processes(escrow.folder());
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (InputStream out = process.getInputStream()) {
        assertTrue(out.read() >= 0, "it wrote nothing");
        assertTrue(found(search, processes).contains("anonymous"));
        assertEquals(text.length() - 1, out.readAllBytes().length);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it goes on for ever");
      } finally {
        process.destroyForcibly();
      }
      assertEquals(List.of(), processes.awaitEnd(10_000));
      assertEquals(List.of(), search.in(escrow.folder()));
      assertEquals(List.of(), search.in(escrow.memory()));
    }
  }

  private static Set<String> found(Search search, Processes processes) throws IOException {
    TreeSet<String> found = new TreeSet<>();
    for (long each : processes.all()) {
      found.addAll(search.inMemoryOf(each));
    }
    return found;
  }

  private static void signal(String name, long process) {
    Keyrite.execute(new byte[0], List.of("kill", "-s", name, Long.toString(process)));
  }
}
