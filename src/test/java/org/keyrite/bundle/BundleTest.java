package org.keyrite.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.ceremony.record.CeremonyEvent;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Denied;
import org.keyrite.journal.Journal;
import org.keyrite.testing.Fifo;

/** Reading a bundle finds whatever is not as its maker left it. */
final class BundleTest {
  @TempDir Path folder;

  private Path bundle;

  @BeforeEach
  void aBundle() throws Exception {
    bundle = folder.resolve("bundle");
    Journal<CeremonyEvent> journal = new Journal<>(CeremonyEvent.FAMILY);
    journal.append(Instant.EPOCH, new CeremonyEvent.PublicValue("id", "1"));
    journal.append(Instant.EPOCH, new CeremonyEvent.Ended(1));
    try (BundleWriter writer = BundleWriter.begin(bundle)) {
      writer.add("key.age", "encrypted".getBytes(UTF_8));
      writer.add(Bundle.JOURNAL, journal.bytes());
      writer.add(Bundle.REPORT, "# Report\n".getBytes(UTF_8));
      writer.publish();
    }
  }

  @Test
  void aWholeBundleIsItsFilesAndTheirHashes() throws Exception {
    Map<String, String> hashes = Bundle.verify(bundle).hashes();
    assertEquals(Set.of("journal.jsonl", "key.age", "report.md"), hashes.keySet());
    assertEquals(Sha256.hex("encrypted".getBytes(UTF_8)), hashes.get("key.age"));
  }

  @Test
  void aChangedByteIsFound() throws Exception {
    Files.writeString(bundle.resolve("key.age"), "encryptee");
    assertDenied("the file key.age does not have its checksum");
  }

  @Test
  void anAddedByteIsFound() throws Exception {
    Files.writeString(bundle.resolve("report.md"), "\n", StandardOpenOption.APPEND);
    assertDenied("the file report.md does not have its checksum");
  }

  @Test
  void aMissingFileIsFound() throws Exception {
    Files.delete(bundle.resolve("key.age"));
    assertDenied("the file key.age is missing");
  }

  @Test
  void anExtraFileIsFound() throws Exception {
    Files.writeString(bundle.resolve("extra.age"), "x");
    assertDenied("the file extra.age is not in its checksum list");
  }

  @Test
  void aFileOfAnotherKindIsFoundEvenIfListed() throws Exception {
    Files.writeString(bundle.resolve("run-me.sh"), "x");
    assertDenied("'run-me.sh' does not belong in a bundle");
    list("run-me.sh", "x");
    assertDenied("'run-me.sh' does not belong in a bundle");
  }

  @Test
  void aHiddenFileIsFound() throws Exception {
    Files.writeString(bundle.resolve(".hidden.age"), "x");
    assertDenied("'.hidden.age' does not belong in a bundle");
  }

  @Test
  void aFolderIsFound() throws Exception {
    Files.createDirectory(bundle.resolve("folder.age"));
    assertDenied("'folder.age' does not belong in a bundle");
  }

  @Test
  void aLinkIsNoFileWhereverItLeads() throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(bundle.resolve("key.age"), elsewhere);
    Files.createSymbolicLink(bundle.resolve("key.age"), elsewhere);
    assertDenied("'key.age' does not belong in a bundle");
  }

  @Test
  void aPipeIsNoFileAndIsNotOpened() throws Exception {
    Files.delete(bundle.resolve("key.age"));
    Fifo.create(bundle.resolve("key.age"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertDenied("'key.age' does not belong in a bundle"));
  }

  @Test
  void aMissingListIsFound() throws Exception {
    Files.delete(bundle.resolve("SHA256SUMS"));
    assertDenied("the file SHA256SUMS is missing");
  }

  @Test
  void aListThatIsALinkIsMissing() throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(bundle.resolve("SHA256SUMS"), elsewhere);
    Files.createSymbolicLink(bundle.resolve("SHA256SUMS"), elsewhere);
    assertDenied("the file SHA256SUMS is missing");
  }

  @Test
  void aListThatIsNoneIsFound() throws Exception {
    Files.writeString(bundle.resolve("SHA256SUMS"), "not a list\n");
    assertDenied("SHA256SUMS has something other than a checksum and a name in line 1");
    Files.write(bundle.resolve("SHA256SUMS"), new byte[0]);
    assertDenied("SHA256SUMS is empty");
  }

  @Test
  void aListLongerThanAnyIsNotRead() throws Exception {
    Files.write(bundle.resolve("SHA256SUMS"), new byte[(1 << 20) + 1]);
    assertDenied("the file SHA256SUMS is too long");
  }

  @Test
  void aListedNameCannotLeadOutOfTheFolder() throws Exception {
    Files.writeString(folder.resolve("outside.age"), "x");
    list("../outside.age", "x");
    assertDenied("SHA256SUMS has a name that leads out of its folder in line 4");
  }

  @Test
  void aJournalThatIsNotWholeIsFoundEvenIfItsChecksumIsRight() throws Exception {
    String journal = Files.readString(bundle.resolve("journal.jsonl"));
    replace("journal.jsonl", journal.replace("value", "velue"));
    assertEquals(
        "The journal was changed or damaged: the chain breaks at line 2.",
        assertThrows(Denied.class, () -> Bundle.verify(bundle)).getMessage());
  }

  @Test
  void aBundleWithoutAJournalIsNone() throws Exception {
    Files.delete(bundle.resolve("journal.jsonl"));
    Files.writeString(
        bundle.resolve("SHA256SUMS"),
        Files.readString(bundle.resolve("SHA256SUMS")).replaceFirst("(?m)^.*journal.*\n", ""));
    assertDenied("the file journal.jsonl is missing");
  }

  @Test
  void anEmptyOrMissingFolderIsNoBundle() throws Exception {
    bundle = folder.resolve("missing");
    assertDenied("the file SHA256SUMS is missing");
    Files.createDirectory(bundle);
    assertDenied("the file SHA256SUMS is missing");
  }

  /** Adds a line to the checksum list. */
  private void list(String name, String content) throws Exception {
    Files.writeString(
        bundle.resolve("SHA256SUMS"),
        Sha256.hex(content.getBytes(UTF_8)) + "  " + name + "\n",
        StandardOpenOption.APPEND);
  }

  /** Changes a file and its line in the checksum list. */
  private void replace(String name, String content) throws Exception {
    Path file = bundle.resolve(name);
    Path list = bundle.resolve("SHA256SUMS");
    String before = Sha256.hex(Files.readAllBytes(file));
    Files.writeString(file, content);
    String after = Sha256.hex(Files.readAllBytes(file));
    Files.writeString(list, Files.readString(list).replace(before, after));
  }

  private void assertDenied(String reason) {
    Denied denied = assertThrows(Denied.class, () -> Bundle.verify(bundle));
    assertEquals("This is not a whole bundle: " + reason + ".", denied.getMessage());
    assertEquals("Do not use it; take another copy, or hold the ceremony again.", denied.advice());
  }
}
