package org.keyrite.checksum;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** Attack by attack: what stock {@code sha256sum -c} makes of a list, and what we make of it. */
@Tag("tool")
class ChecksumAttacksIT {
  private static final int ACCEPTS = 0;
  private static final int REFUSES = 1;

  @TempDir private Path parent;
  private Path release;
  private String good;

  @BeforeEach
  void writeRelease() throws IOException {
    Tools.require("sha256sum");
    release = Files.createDirectory(parent.resolve("release"));
    Files.writeString(parent.resolve("outside"), "outside");
    Files.writeString(release.resolve("good"), "good");
    good = line("good", "good");
  }

  @Test
  void attackNameThatLeadsOutOfTheFolder() {
    attack(
        ACCEPTS,
        "has a name that leads out of its folder in line 1",
        line("outside", "../outside"));
  }

  @Test
  void attackAbsoluteName() {
    attack(
        ACCEPTS,
        "has an absolute name in line 1",
        line("outside", parent.resolve("outside").toString()));
  }

  @Test
  void attackJunkBetweenTheLines() {
    String list = good + "<html>not found</html>\n" + good.replace("good", "./good");
    attack(ACCEPTS, "has something other than a checksum and a name in line 2", list);
    assertEquals(REFUSES, sha256sum(list.getBytes(UTF_8), "--strict"));
  }

  /** No attack: as sha256sum, keyrite passes over what says nothing; its receipt counts it. */
  @Test
  void whatSaysNothing() throws Exception {
    for (String list : List.of(good + "# read this\n", good + "\n", good + good)) {
      assertEquals(ACCEPTS, sha256sum(list.getBytes(UTF_8)), list);
      ChecksumList read = ChecksumList.ofRelease(list.getBytes(UTF_8), StrongHash.SHA_256);
      assertEquals(Set.of("good"), read.hashes().keySet());
      assertEquals(false, read.passedOver().equals(ChecksumList.PassedOver.NOTHING), list);
    }
  }

  @Test
  void attackTwoHashesForOneName() {
    attack(
        REFUSES, "has another hash for 'good' in line 2 than before", good + line("other", "good"));
  }

  @Test
  void attackNamesThatAreOneFileOnAnotherSystem() throws IOException {
    Files.writeString(release.resolve("GOOD"), "evil");
    attack(
        ACCEPTS,
        "has a name in line 2 that differs from that in line 1 only in case or in how its accents"
            + " are written",
        good + line("evil", "GOOD"));
  }

  @Test
  void attackControlCharactersForTheTerminal() throws IOException {
    String name = "\u001b[2K\rgood: OK";
    Files.writeString(release.resolve(name), "evil");
    attack(
        ACCEPTS,
        "has a name with a control character, or another that does not show, in line 1",
        line("evil", name));
  }

  @Test
  void attackEscapedLineEndInAName() throws IOException {
    Files.writeString(release.resolve("x\ngood"), "evil");
    attack(
        ACCEPTS,
        "has a name with a control character, or another that does not show, in line 1",
        "\\" + line("evil", "x\\ngood"));
  }

  /** The file would be called " good" by one reader, and "good" by another. */
  @Test
  void attackABlankThatCouldBelongToTheName() throws IOException {
    Files.writeString(release.resolve(" good"), "evil");
    attack(
        ACCEPTS,
        "has two blanks before the name in line 2, unlike the lines before it",
        good.replace("  ", " ") + line("evil", "good"));
  }

  @Test
  void attackAlgorithmDowngradedInATag() {
    Tools.require("cksum");
    byte[] list = run("md5sum", "--tag", "good").stdout();
    assertEquals(ACCEPTS, run(list, "cksum", "-c").status());
    refused("has no SHA-256 in it", list);
    assertEquals(REFUSES, sha256sum(list));
  }

  @Test
  void attackListOfWeakHashes() {
    for (String tool : List.of("md5sum", "sha1sum", "sha224sum")) {
      byte[] list = run(tool, "good").stdout();
      assertEquals(ACCEPTS, run(list, tool, "-c").status());
      refused("has no SHA-256 in it", list);
    }
  }

  @Test
  void attackMarksAndOtherEncodings() {
    String twice = "has something other than a checksum and a name in line 1";
    attack(REFUSES, twice, "\ufeff\ufeff" + good);
    byte[] utf16 = good.getBytes(UTF_16);
    assertEquals(REFUSES, sha256sum(utf16));
    refused("is text in UTF-16, as PowerShell's redirection writes it", utf16);
    // With a second line, the first is passed over.
    attack(ACCEPTS, twice, "\ufeff\ufeff" + good + good);
  }

  @Test
  void attackEmptyList() {
    attack(REFUSES, "is empty", "");
  }

  @Test
  void attackLineEndsMixed() {
    attack(
        ACCEPTS,
        "has line 2 end otherwise than the lines before it",
        good + good.replace("good", "./good").replace("\n", "\r\n"));
  }

  @Test
  void attackSpaceBeforeTheHash() {
    attack(ACCEPTS, "has something other than a checksum and a name in line 1", "  " + good);
  }

  private static String line(String content, String name) {
    return Sha256.hex(content.getBytes(UTF_8)) + "  " + name + "\n";
  }

  private void attack(int stock, String sentence, String list) {
    assertEquals(stock, sha256sum(list.getBytes(UTF_8)), "sha256sum -c");
    refused(sentence, list.getBytes(UTF_8));
  }

  private static void refused(String sentence, byte[] list) {
    assertEquals(
        sentence,
        assertThrows(
                ChecksumFormatException.class,
                () -> ChecksumList.ofRelease(list, StrongHash.SHA_256))
            .getMessage());
  }

  private int sha256sum(byte[] list, String... options) {
    return run(list, "sha256sum -c " + String.join(" ", options)).status();
  }

  private Keyrite.Result run(String... command) {
    return run(new byte[0], command);
  }

  private Keyrite.Result run(byte[] input, String... command) {
    String script = "cd \"$1\" && " + String.join(" ", command);
    return Keyrite.execute(input, List.of("sh", "-c", script, "sh", release.toString()));
  }
}
