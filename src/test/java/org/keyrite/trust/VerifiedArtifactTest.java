package org.keyrite.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.testing.Fifo;

/** What is verified is the copy; and there is a copy only of what is pinned. */
final class VerifiedArtifactTest {
  /** The SHA-256 of {@code abc}, from FIPS 180-4's examples. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final String OTHER = "0".repeat(64);

  @TempDir Path folder;

  private Path source;
  private Path copy;

  @BeforeEach
  void aProgramAndAPlaceForItsCopy() throws Exception {
    source = Files.writeString(folder.resolve("program"), "abc");
    copy = folder.resolve("copy");
  }

  @Test
  void thePinnedFileIsCopied() throws Exception {
    VerifiedArtifact artifact = VerifiedArtifact.admit(source, pin(ABC), copy);
    assertEquals(copy, artifact.path());
    assertEquals(ABC, artifact.sha256());
    assertEquals(3, artifact.bytes());
    assertEquals("abc", Files.readString(artifact.path()));
  }

  @Test
  void oneOfSeveralPinsIsEnough() throws Exception {
    assertEquals(ABC, VerifiedArtifact.admit(source, pin(OTHER, ABC), copy).sha256());
  }

  @Test
  void aLaterChangeOfTheOriginalDoesNotReachTheCopy() throws Exception {
    VerifiedArtifact artifact = VerifiedArtifact.admit(source, pin(ABC), copy);
    Files.writeString(source, "changed");
    assertEquals("abc", Files.readString(artifact.path()));
  }

  @Test
  void anEmptyAndALargeFileAreFilesLikeOthers() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty"));
    String ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    Path another = folder.resolve("another");
    assertEquals(0, VerifiedArtifact.admit(empty, pin(ofNothing), another).bytes());

    byte[] million = new byte[1_000_000];
    Arrays.fill(million, (byte) 'a');
    Path large = Files.write(folder.resolve("large"), million);
    String ofMillionA = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    VerifiedArtifact.admit(large, pin(ofMillionA), copy);
    assertArrayEquals(million, Files.readAllBytes(copy));
  }

  @Test
  void aLinkStandsForItsFile() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), source);
    VerifiedArtifact artifact = VerifiedArtifact.admit(link, pin(ABC), copy);
    assertEquals(copy, artifact.path());
    assertTrue(Files.isRegularFile(artifact.path(), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void anotherFileIsDenied() {
    Denied denied =
        assertThrows(Denied.class, () -> VerifiedArtifact.admit(source, pin(OTHER), copy));
    assertEquals(
        source + " is not what the plan pins: its SHA-256 is " + ABC + ".", denied.getMessage());
    assertEquals(
        "Do not run it. Find out which file this is; pin another only after its signature has been"
            + " verified.",
        denied.advice());
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing");
    assertFailed("There is no file " + missing + ".", missing);
  }

  @Test
  void aLinkToNothingIsAMissingFile() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nothing"));
    assertFailed("There is no file " + link + ".", link);
  }

  @Test
  void aFolderIsNotAFile() {
    assertFailed(folder + " is a folder.", folder);
  }

  @Test
  void aPipeIsNotAFileAndIsNotOpened() throws Exception {
    Path pipe = Fifo.create(folder.resolve("pipe"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertFailed(pipe + " is not a file.", pipe));
  }

  @Test
  void aCopyThatCannotBeMadeIsSaid() throws Exception {
    Files.createDirectory(copy);
    assertEquals(
        "program cannot be copied: Is a directory.",
        assertThrows(Failed.class, () -> VerifiedArtifact.admit(source, pin(ABC), copy))
            .getMessage());
  }

  @Test
  void aPinIsAtLeastOneHashInItsOneForm() {
    List<List<String>> bad =
        List.of(
            List.of(),
            List.of(""),
            List.of(ABC.substring(1)),
            List.of(ABC + "0"),
            List.of(ABC.toUpperCase(Locale.ROOT)),
            List.of(ABC, "latest"));
    for (List<String> hashes : bad) {
      assertEquals(
          "a pin is at least one SHA-256",
          assertThrows(IllegalArgumentException.class, () -> new Pin(hashes)).getMessage());
    }
  }

  private void assertFailed(String message, Path file) {
    Failed failed = assertThrows(Failed.class, () -> VerifiedArtifact.admit(file, pin(ABC), copy));
    assertEquals(message, failed.getMessage());
    assertEquals(
        "The plan names it; a name there is relative to the plan's folder.", failed.advice());
  }

  private static Pin pin(String... hashes) {
    return new Pin(List.of(hashes));
  }
}
