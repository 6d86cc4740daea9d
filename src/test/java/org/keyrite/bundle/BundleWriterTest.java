package org.keyrite.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.ceremony.record.CeremonyEvent;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Refused;
import org.keyrite.journal.Journal;

/** A bundle appears complete, under its name, or not at all. */
final class BundleWriterTest {
  private static final byte[] ENCRYPTED = "encrypted".getBytes(UTF_8);

  @TempDir Path folder;

  private Path out;

  @BeforeEach
  void aFreeName() {
    out = folder.resolve("bundle");
  }

  @Test
  void aPublishedBundleIsWhole() throws Exception {
    Map<String, String> files = write(out);
    assertEquals(List.of("bundle"), names(folder));
    assertEquals(List.of("SHA256SUMS", "journal.jsonl", "key.age", "report.md"), names(out));
    assertEquals(Sha256.hex(ENCRYPTED), files.get("key.age"));
    assertEquals(new Bundle(files), Bundle.verify(out));
  }

  @Test
  void anEmptyFolderIsAsGoodAsAFreeName() throws Exception {
    Files.createDirectory(out);
    write(out);
    assertEquals(List.of("bundle"), names(folder));
    assertEquals(3, Bundle.verify(out).hashes().size());
  }

  @Test
  void nothingAppearsUnderTheNameBeforeTheEnd() throws Exception {
    try (BundleWriter writer = BundleWriter.begin(out)) {
      writer.add("key.age", ENCRYPTED);
      assertEquals(1, names(folder).size());
      assertEquals(true, names(folder).getFirst().startsWith(".bundle.unfinished-"));
    }
    assertEquals(List.of(), names(folder));
  }

  @Test
  void anAbortLeavesAnEmptyFolderAsItWas() throws Exception {
    Files.createDirectory(out);
    try (BundleWriter writer = BundleWriter.begin(out)) {
      writer.add("key.age", ENCRYPTED);
    }
    assertEquals(List.of("bundle"), names(folder));
    assertEquals(List.of(), names(out));
  }

  @Test
  void whatChangesBeforeItIsReadBackIsNotPublished() throws Exception {
    try (BundleWriter writer = begin()) {
      Files.writeString(staged("key.age"), "another");
      assertDenied("the file key.age does not have its checksum", writer);
    }
    assertEquals(List.of(), names(folder));
  }

  @Test
  void whatJoinsBeforeItIsReadBackIsNotPublished() throws Exception {
    try (BundleWriter writer = begin()) {
      Files.writeString(staged("other.age"), "another");
      assertDenied("the file other.age is not in its checksum list", writer);
    }
    assertEquals(List.of(), names(folder));
  }

  @Test
  void aFolderThatWasFilledMeanwhileIsNotReplaced() throws Exception {
    try (BundleWriter writer = begin()) {
      Files.writeString(Files.createDirectory(out).resolve("theirs"), "kept");
      Failed failed = assertThrows(Failed.class, writer::publish);
      assertEquals(
          true,
          failed.getMessage().startsWith("The bundle's file " + out + " could not be written: "));
    }
    assertEquals(List.of("bundle"), names(folder));
    assertEquals(List.of("theirs"), names(out));
  }

  @Test
  void aMissingParentIsRefused() {
    Path missing = folder.resolve("missing");
    assertRefused(
        "There is no place for the bundle at %s: there is no folder " + missing + ".",
        missing.resolve("bundle"));
  }

  @Test
  void theRootIsRefused() {
    assertRefused("There is no place for the bundle at %s.", Path.of("/"));
  }

  @Test
  void theCurrentFolderIsRefused() {
    for (Path current : List.of(Path.of(""), Path.of("."), Path.of("").toAbsolutePath())) {
      Refused refused =
          assertThrows(Refused.class, () -> BundleWriter.requireFree(current), current.toString());
      assertEquals(
          "There is no place for the bundle at " + current + ", which is the current folder.",
          refused.getMessage());
    }
  }

  @Test
  void aFileInItsPlaceIsRefused() throws Exception {
    assertRefused("%s exists and is not a folder.", Files.writeString(out, "kept"));
    assertEquals("kept", Files.readString(out));
  }

  @Test
  void aLinkInItsPlaceIsRefused() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertRefused("%s exists and is not a folder.", Files.createSymbolicLink(out, empty));
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nothing"));
    assertRefused("%s exists and is not a folder.", dangling);
  }

  @Test
  void aFolderThatHoldsAnythingIsRefused() throws Exception {
    Files.writeString(Files.createDirectory(out).resolve(".hidden"), "kept");
    assertRefused("The folder %s is not empty.", out);
    assertEquals(List.of(".hidden"), names(out));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".age",
        "-x.age",
        "_x.age",
        "a/b.age",
        "../x.age",
        "x",
        "x.age\n",
        "x .age",
        "é.age",
        "SHA256SUMS",
        "x.AGE",
        "Journal.jsonl"
      })
  void aNameThatNoBundleHasIsABug(String name) throws Exception {
    assertEquals(false, Bundle.allows(name));
    try (BundleWriter writer = BundleWriter.begin(out)) {
      assertEquals(
          "not a new file of a bundle: " + name,
          assertThrows(IllegalArgumentException.class, () -> writer.add(name, ENCRYPTED))
              .getMessage());
    }
  }

  @Test
  void aNameIsGivenOnce() throws Exception {
    try (BundleWriter writer = BundleWriter.begin(out)) {
      writer.add("key.age", ENCRYPTED);
      assertThrows(IllegalArgumentException.class, () -> writer.add("key.age", ENCRYPTED));
    }
  }

  private static Map<String, String> write(Path directory) throws Exception {
    try (BundleWriter writer = BundleWriter.begin(directory)) {
      fill(writer);
      return writer.publish();
    }
  }

  private BundleWriter begin() throws Exception {
    BundleWriter writer = BundleWriter.begin(out);
    fill(writer);
    return writer;
  }

  private static void fill(BundleWriter writer) throws Failed {
    Journal<CeremonyEvent> journal = new Journal<>(CeremonyEvent.FAMILY);
    journal.append(Instant.EPOCH, new CeremonyEvent.Ended(1));
    writer.add("key.age", ENCRYPTED);
    writer.add("journal.jsonl", journal.bytes());
    writer.add("report.md", new byte[0]);
  }

  private Path staged(String name) throws Exception {
    return folder.resolve(names(folder).getFirst()).resolve(name);
  }

  private static void assertDenied(String reason, BundleWriter writer) {
    Denied denied = assertThrows(Denied.class, writer::publish);
    assertEquals("This is not a whole bundle: " + reason + ".", denied.getMessage());
  }

  private static void assertRefused(String message, Path directory) {
    String sentence = message.formatted(directory);
    assertEquals(
        sentence,
        assertThrows(Refused.class, () -> BundleWriter.requireFree(directory)).getMessage());
    assertEquals(
        sentence, assertThrows(Refused.class, () -> BundleWriter.begin(directory)).getMessage());
  }

  private static List<String> names(Path directory) throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
