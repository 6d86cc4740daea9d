package org.keyrite.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** The executable alone, in a folder that is its root. */
@Tag("tool")
class ChrootIT {
  private static final String DEVICES =
      "; for d in null urandom; do : > dev/$d; mount --bind /dev/$d dev/$d; done";

  private static final String MEMORY =
      "mount -t tmpfs -o mode=1777 tmpfs dev/shm; mkdir -m 700 dev/shm/k";

  private static final String PROC = "; mount -t proc proc proc";

  private EscrowFixture escrow;
  private Path root;

  @BeforeEach
  void begin() throws IOException {
    Tools.require("unshare");
    Tools.require("cc");
    assumeTrue(Deed.isRoot(), "only root has another root");
    assumeTrue("musl".equals(System.getProperty("keyrite.libc")), "it needs a library");
    escrow = new EscrowFixture();
    root = Files.createDirectory(escrow.folder().resolve("root"));
    for (String folder : List.of("dev/shm", "proc", "plan", "set", "tmp")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.copy(Keyrite.executable(), root.resolve("keyrite"));
    run("chmod", "755", root.resolve("keyrite").toString());
    Path generator = root.resolve("plan/generator");
    String source = CeremonyFixture.PROJECT.resolve("src/test/machine/known-secret.c").toString();
    run("cc", "-static", "-O1", "-o", generator.toString(), source);
    String hash = EscrowFixture.text(run("sha256sum", generator.toString())).substring(0, 64);
    Files.writeString(
        root.resolve("plan/plan.yaml"),
        Files.readString(CeremonyFixture.PROJECT.resolve("ceremony/validator-identity.yaml"))
            .replace("file: demo/validator", "file: generator")
            .replaceFirst("sha256: .*", "sha256: " + hash)
            .replaceFirst("arguments: .*", "arguments: [\"1\"]"));
    Path set = escrow.split("made");
    run("cp", "-r", set.toString(), root.resolve("set/made").toString());
    for (String name : List.of("alice", "bob", "dora")) {
      Files.copy(escrow.identity(name), root.resolve("set").resolve(name));
    }
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  private static Keyrite.Result run(String... command) {
    Keyrite.Result result = Keyrite.execute(new byte[0], List.of(command));
    assertEquals(0, result.status(), result.stderr());
    return result;
  }

  private Keyrite.Result inside(String mounts, String... arguments) {
    List<String> all = new ArrayList<>(List.of("unshare", "-m", "sh", "-c"));
    all.add("set -e; cd \"$0\"; " + mounts + "; exec chroot . /keyrite \"$@\"");
    all.add(root.toString());
    all.addAll(List.of(arguments));
    return Keyrite.execute(new byte[0], all);
  }

  private Keyrite.Result ceremony(String mounts) {
    return inside(mounts, "ceremony", "run", "/plan/plan.yaml", "--out", "/bundle", "--yes");
  }

  private Keyrite.Result combine(String mounts) throws IOException {
    List<String> all =
        new ArrayList<>(List.of("escrow", "combine", "--set", "/set/made/escrow.json"));
    all.addAll(List.of("--yes", "-o", "/dev/shm/k/restored"));
    for (String name : List.of("alice", "bob", "dora")) {
      Path share = escrow.share(root.resolve("set/made"), name);
      all.addAll(List.of("-i", "/set/" + name, "/set/made/" + share.getFileName()));
    }
    return inside(mounts, all.toArray(String[]::new));
  }

  private static void says(int status, String words, Keyrite.Result result) {
    assertEquals(status + " " + words, result.status() + " " + result.stderr());
  }

  @Test
  void withMemoryAndDevices() throws IOException {
    says(0, "", ceremony(MEMORY + DEVICES + PROC));
    assertTrue(Files.exists(root.resolve("bundle/SHA256SUMS")));
    assertEquals(0, combine(MEMORY + DEVICES + PROC).status());
    assertEquals(0, combine(MEMORY + PROC).status());
  }

  @Test
  void withoutProc() {
    says(
        4,
        "keyrite: The workspace cannot be held: /proc/self/fd is not there.\n"
            + "         Mount it (as root: mount -t proc proc /proc).\n",
        ceremony(MEMORY + DEVICES));
  }

  /** The kernel is asked for random numbers without a file. */
  @Test
  void withoutDevices() {
    assertEquals(0, inside(PROC.substring(2), "age-keygen").status());
    assertTrue(EscrowFixture.text(inside(":", "--version")).startsWith("keyrite "));
  }

  @Test
  void withoutMemory() throws IOException {
    Keyrite.Result refused = combine("mkdir -m 700 dev/shm/k" + DEVICES + PROC);
    assertEquals(4, refused.status());
    assertTrue(
        refused
            .stderr()
            .startsWith("keyrite: /dev/shm/k/restored is not in memory (neither tmpfs nor ramfs)"),
        refused.stderr());
  }
}
