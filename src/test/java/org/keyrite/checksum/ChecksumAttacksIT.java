package org.keyrite.checksum;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.crypto.hash.Sha256;
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

  @Test
  void attackCommentAndEmptyLine() {
    attack(ACCEPTS, "has a comment, which no checksum covers, in line 2", good + "# read this\n");
    attack(ACCEPTS, "has nothing in line 2", good + "\n");
  }

  @Test
  void attackTwoHashesForOneName() throws IOException {
    // Every line is checked by it, so both lines must hold; but the same twice is one for it.
    attack(ACCEPTS, "names 'good' a second time in line 2", good + good);
    attack(REFUSES, "names 'good' a second time in line 2", good + line("other", "good"));
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

  @Test
  void attackFormsMixed() {
    attack(
        ACCEPTS,
        "has line 2 in another form than the lines before it",
        good + "SHA256 (./good) = " + good.substring(0, 64) + "\n");
  }

  @Test
  void attackAlgorithmDowngradedInATag() {
    Tools.require("cksum");
    byte[] list = run("md5sum", "--tag", "good").stdout();
    assertEquals(ACCEPTS, run(list, "cksum", "-c").status());
    refused("has a hash in line 1 that is too weak to prove anything", list);
    assertEquals(REFUSES, sha256sum(list));
  }

  @Test
  void attackListOfWeakHashes() {
    for (String tool : List.of("md5sum", "sha1sum", "sha224sum")) {
      byte[] list = run(tool, "good").stdout();
      assertEquals(ACCEPTS, run(list, tool, "-c").status());
      refused("has a hash in line 1 that is too weak to prove anything", list);
    }
  }

  @Test
  void attackListOfAnotherAlgorithmOfTheSameLength() {
    byte[] list = run("b2sum", "good").stdout();
    assertEquals(REFUSES, run(list, "sha512sum", "-c").status());
    refused(
        "has a hash of 128 digits in line 1, and does not say whether it is SHA-512 or BLAKE2b",
        list);
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
                ChecksumFormatException.class, () -> ChecksumList.ofRelease(list, Optional.empty()))
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
