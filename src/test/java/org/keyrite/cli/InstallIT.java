package org.keyrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.AttackedMachine;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** What {@code make install} puts where, and {@code make uninstall} takes away again. */
@Tag("tool")
class InstallIT {
  @TempDir private Path root;

  @Test
  void theExecutableAndItsManual() throws Exception {
    make("install");
    assertEquals(
        List.of(
            "opt/bin/keyrite",
            "opt/share/doc/keyrite/LICENSE",
            "opt/share/doc/keyrite/NOTICE",
            "opt/share/man/man1/keyrite-ceremony.1",
            "opt/share/man/man1/keyrite-doctor.1",
            "opt/share/man/man1/keyrite-escrow.1",
            "opt/share/man/man1/keyrite-verify.1",
            "opt/share/man/man1/keyrite-wipe.1",
            "opt/share/man/man1/keyrite-workspace.1",
            "opt/share/man/man1/keyrite.1"),
        installed());
    Keyrite.Result version =
        Keyrite.execute(
            new byte[0], List.of(root.resolve("opt/bin/keyrite").toString(), "--version"));
    assertEquals(0, version.status());
    make("uninstall");
    assertEquals(List.of(), installed());
  }

  /** Its memory is closed to them from the first moment, not only once it has asked for that. */
  @Test
  void othersMayStartItAndNotReadIt() throws Exception {
    make("install");
    Path installed = root.resolve("opt/bin/keyrite");
    assertEquals(
        "rwx--x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(installed)));
    AttackedMachine.USER.require();
    for (Path folder = installed.getParent();
        folder.startsWith(root);
        folder = folder.getParent()) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    List<String> command = new ArrayList<>(AttackedMachine.USER.user());
    command.addAll(List.of(installed.toString(), "age-keygen", "-pq"));
    Keyrite.Result made = Keyrite.execute(new byte[0], command);
    assertEquals(0, made.status(), made.stderr());
    assertTrue(
        new String(made.stdout(), StandardCharsets.US_ASCII).contains("\nAGE-SECRET-KEY-PQ-1"));
  }

  @Test
  void theNamesOfTheAgeToolsOnlyWhenAskedFor() throws Exception {
    make("install", "WITH_AGE_LINKS=1");
    assertEquals(
        List.of(
            "opt/bin/age",
            "opt/bin/age-inspect",
            "opt/bin/age-keygen",
            "opt/bin/keyrite",
            "opt/share/doc/keyrite/LICENSE",
            "opt/share/doc/keyrite/NOTICE",
            "opt/share/man/man1/age-inspect.1",
            "opt/share/man/man1/age-keygen.1",
            "opt/share/man/man1/age.1",
            "opt/share/man/man1/keyrite-ceremony.1",
            "opt/share/man/man1/keyrite-doctor.1",
            "opt/share/man/man1/keyrite-escrow.1",
            "opt/share/man/man1/keyrite-verify.1",
            "opt/share/man/man1/keyrite-wipe.1",
            "opt/share/man/man1/keyrite-workspace.1",
            "opt/share/man/man1/keyrite.1"),
        installed());
    for (String name : List.of("age", "age-inspect", "age-keygen")) {
      assertEquals(
          Path.of("keyrite"), Files.readSymbolicLink(root.resolve("opt/bin").resolve(name)));
    }

    // Somebody has put the originals there since: those are not ours to remove.
    Path age = root.resolve("opt/bin/age");
    Path page = root.resolve("opt/share/man/man1/age.1");
    Files.delete(age);
    Files.writeString(age, "the original");
    Files.writeString(page, ".TH AGE 1 the original\n");
    make("uninstall");
    assertEquals(List.of("opt/bin/age", "opt/share/man/man1/age.1"), installed());
    assertEquals("the original", Files.readString(age));
  }

  private void make(String... arguments) {
    Tools.require("make");
    List<String> command =
        new ArrayList<>(
            List.of(
                "make",
                "-C",
                CeremonyFixture.PROJECT.toString(),
                "DESTDIR=" + root,
                "PREFIX=/opt",
                "LIBC=" + System.getProperty("keyrite.libc"),
                // Not to be built again, whatever has been edited since.
                "--old-file=" + CeremonyFixture.PROJECT.relativize(Keyrite.executable())));
    command.addAll(Arrays.asList(arguments));
    Keyrite.Result result = Keyrite.execute(new byte[0], command);
    assertEquals(0, result.status(), result.stderr());
  }

  private List<String> installed() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
