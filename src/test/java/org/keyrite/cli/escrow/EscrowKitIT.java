package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Printer;

/** Sheets that the commands write, in memory and nowhere else, and what is on them. */
class EscrowKitIT {
  @TempDir private Path scratch;

  private EscrowFixture escrow;

  @BeforeEach
  void begin() throws IOException {
    escrow = new EscrowFixture();
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  private Path splitWithPaper(Path kits) {
    Path set = escrow.folder().resolve("set");
    escrow.done(
        "split",
        "--environment",
        "testnet",
        "--threshold",
        "2",
        "--trustee",
        "alice=" + escrow.recipient("alice"),
        "--trustee",
        "bob=paper",
        "--kits",
        kits.toString(),
        "--practice",
        "--out",
        set.toString());
    return set;
  }

  @Tag("tool")
  @Test
  void theCodeOnASheetOfSplitIsAShare() throws Exception {
    Path set = splitWithPaper(escrow.memory());
    List<String> names = EscrowFixture.names(escrow.memory());
    String start = "testnet-" + EscrowFixture.fact(set, "set").substring(0, 8) + "-bob";
    assertEquals(List.of(start + ".html", start + ".txt"), names);
    for (String name : names) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(escrow.memory().resolve(name))));
      assertEquals("share of   bob, share 2 of 2 of the group trustees", checked(set, name));
    }
    Printer printer = new Printer(scratch);
    assertTrue(
        printer.print(escrow.memory().resolve(names.getFirst())).contains("Pages:           1\n"));
    Path read = Files.writeString(escrow.memory().resolve("read"), printer.code());
    assertEquals("share of   bob, share 2 of 2 of the group trustees", checked(set, "read"));
    Path backup = escrow.encrypt(set, "backup.age", "the backup");
    assertEquals(
        "the backup",
        EscrowFixture.text(
            escrow.run(
                escrow.with(
                    "combine",
                    set,
                    List.of("alice"),
                    "--decrypt",
                    backup.toString(),
                    "-o",
                    "-",
                    read.toString()))));
  }

  private String checked(Path set, String name) {
    String said =
        escrow.done(
            "check",
            "--set",
            set.resolve("escrow.json").toString(),
            escrow.memory().resolve(name).toString());
    return said.lines().filter(line -> line.startsWith("share of")).findFirst().orElseThrow();
  }

  @Tag("tool")
  @Test
  void aTrusteeGetsASheetOfTheirShareLater() throws Exception {
    Path set = escrow.split("set");
    String start = "testnet-" + EscrowFixture.fact(set, "set").substring(0, 8) + "-carol";
    String[] command =
        escrow.with("kit", set, List.of("carol"), "--kits", escrow.memory().toString());
    assertEquals(
        "share of   carol, share 3 of 3 of the group operators\n"
            + "sheet      "
            + start
            + ".html\nsheet      "
            + start
            + ".txt\n"
            + "Print the sheets from memory, at a printer without network, check each, and\n"
            + "switch the machine off: until then they lie there.\n",
        escrow.done(command));
    Printer printer = new Printer(scratch);
    printer.print(escrow.memory().resolve(start + ".html"));
    assertEquals(escrow.words(set, "carol"), printer.code());
    Keyrite.Result again = escrow.run(command);
    assertEquals(
        "1 keyrite: The file "
            + escrow.memory().resolve(start + ".html")
            + " cannot be made: File exists.\n         Give another name, or remove that file.\n",
        again.status() + " " + again.stderr());
  }

  @Test
  void noSheetIsMadeOnADiskOrOfAWrongShare() throws IOException {
    Path set = escrow.split("set");
    Path disk = Files.createDirectory(Path.of("target", "kits").toAbsolutePath());
    try {
      Keyrite.Result refused =
          escrow.run(escrow.with("kit", set, List.of("carol"), "--kits", disk.toString()));
      assertEquals(4, refused.status());
      assertTrue(refused.stderr().contains(disk + " is not in memory"), refused.stderr());
      assertEquals(List.of(), EscrowFixture.names(disk));
    } finally {
      Files.delete(disk);
    }
    Path other = escrow.split("other");
    Keyrite.Result denied =
        escrow.run(
            "kit",
            "--set",
            set.resolve("escrow.json").toString(),
            "--kits",
            escrow.memory().toString(),
            "-i",
            escrow.identity("carol").toString(),
            escrow.share(other, "carol").toString());
    assertEquals(3, denied.status());
    assertTrue(
        denied.stderr().contains("the share belongs to another set than this record"),
        denied.stderr());
    assertEquals(List.of(), EscrowFixture.names(escrow.memory()));
  }
}
