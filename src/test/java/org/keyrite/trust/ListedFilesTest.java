package org.keyrite.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Refused;

/** A list that stands for all its files, or for those that are there. */
final class ListedFilesTest {
  private static final Moment NOW = Moment.now(Instant.parse("2026-11-22T00:00:00Z"));
  private static final int FILES = 100;

  @TempDir Path top;

  private Path folder;
  private final StringBuilder list = new StringBuilder();

  @BeforeEach
  void aFolderOfListedFiles() throws Exception {
    folder = Files.createDirectories(top.resolve("download/sub")).getParent();
    for (int i = 0; i < FILES; i++) {
      listed((i % 2 == 0 ? "sub/" : "") + "file-" + i, "content " + i);
    }
    Files.writeString(folder.resolve("SUMS"), list);
  }

  private void listed(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
    list.append(Sha256.hex(content.getBytes(UTF_8))).append("  ").append(name).append('\n');
  }

  /** A policy that pins the list, and lies in the folder. */
  private Policy policy(String files) throws Exception {
    return PolicyReader.read(
        Files.writeString(
            folder.resolve("trust.yaml"),
            """
            version: keyrite/trust/v1
            artifacts:
            - {file: SUMS, version: 1, lists: sha256, files: %s, sha256: %s}
            """
                .formatted(files, Sha256.hex(Files.readAllBytes(folder.resolve("SUMS"))))));
  }

  private Verdict judge(String files) throws Exception {
    Policy policy = policy(files);
    return Verification.verify(policy, Subject.folder(policy, folder), NOW);
  }

  @Test
  void allOfThemAreLookedAt() throws Exception {
    Verdict verdict = judge("all");
    assertEquals(Optional.empty(), verdict.whyNot());
    assertEquals(
        List.of(
            "it has the required SHA-256",
            "it lists 100 files",
            "100 files of it: as it lists them"),
        verdict.artifacts().getFirst().conditions().stream().map(Condition::clause).toList());
    assertEquals(1, verdict.artifacts().size());
    assertEquals(true, judge("present").isYes());
  }

  /** Of itself, a list can say nothing that is true; sha256sum -c notices it, too. */
  @Test
  void aListThatListsItself() throws Exception {
    list.append("0".repeat(64)).append("  SUMS\n");
    Files.writeString(folder.resolve("SUMS"), list);
    assertEquals(
        Optional.of(
            "SUMS is not admitted: 1 of 101 files of it: not as it lists them: SUMS has another"
                + " SHA-256."),
        judge("all").whyNot());
    assertEquals(false, judge("present").isYes());
  }

  @Test
  void theyAreCounted() throws Exception {
    assertEquals(FILES, judge("all").listed());
  }

  @Test
  void oneThatIsNotAsListedIsNamed() throws Exception {
    Files.writeString(folder.resolve("sub/file-50"), "other");
    Files.delete(folder.resolve("file-7"));
    Files.delete(folder.resolve("file-9"));
    Files.createDirectory(folder.resolve("file-9"));
    Verdict verdict = judge("all");
    assertEquals(
        Optional.of(
            "SUMS is not admitted: 3 of 100 files of it: not as it lists them: file-7 is not"
                + " there."),
        verdict.whyNot());
    assertEquals(
        List.of("file-7 is not there", "file-9 is a folder", "sub/file-50 has another SHA-256"),
        verdict.artifacts().getFirst().conditions().getLast().parts().stream()
            .map(Condition::clause)
            .toList());
  }

  @Test
  void whatIsNotThereMayBeMissing() throws Exception {
    for (int i = 1; i < FILES; i++) {
      Files.delete(folder.resolve((i % 2 == 0 ? "sub/" : "") + "file-" + i));
    }
    Verdict verdict = judge("present");
    assertEquals(Optional.empty(), verdict.whyNot());
    assertEquals(
        "1 file of it: as it lists them",
        verdict.artifacts().getFirst().conditions().getLast().clause());
    Files.delete(folder.resolve("sub/file-0"));
    Files.delete(folder.resolve("sub"));
    assertEquals(
        Optional.of("SUMS is not admitted: none of the files that it lists is there."),
        judge("present").whyNot());
  }

  @Test
  void nothingElseMayBeThere() throws Exception {
    Files.createDirectories(folder.resolve("sub/deeper/empty"));
    Files.writeString(folder.resolve("sub/deeper/extra"), "x");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("sub"));
    assertEquals(
        List.of("link", "sub/deeper/empty", "sub/deeper/extra"), judge("all").unadmitted());
  }

  /** What a link leads to may be right today; the folder does not hold it. */
  @Test
  void aLinkInPlaceOfAFileOrItsFolder() throws Exception {
    Files.move(folder.resolve("sub"), top.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("sub"), top.resolve("elsewhere"));
    assertEquals(List.of("sub"), judge("all").unadmitted());
    Files.move(folder.resolve("file-1"), top.resolve("file-1"));
    Files.createSymbolicLink(folder.resolve("file-1"), top.resolve("file-1"));
    assertEquals(
        "file-1 is a link",
        judge("present").artifacts().getFirst().conditions().getLast().parts().getFirst().clause());
  }

  @Test
  void filesThatAreNamedAreTheOnlyOnes() throws Exception {
    Policy policy = policy("all");
    Path file = folder.resolve("file-1");
    Verdict verdict = Verification.verify(policy, Subject.files(policy, List.of(file)), NOW);
    assertEquals(Optional.empty(), verdict.whyNot());
    assertEquals(
        "1 file of it: as it lists them",
        verdict.artifacts().getFirst().conditions().getLast().clause());
    Path other = Files.writeString(folder.resolve("unlisted"), "x");
    assertEquals(
        List.of("unlisted"),
        Verification.verify(policy, Subject.files(policy, List.of(file, other)), NOW).unadmitted());
  }

  @Test
  void theirBytesAreInTheNewFolder() throws Exception {
    Policy policy = policy("all");
    Path out = top.resolve("out");
    assertEquals(
        true, Verification.verify(policy, Subject.folder(policy, folder), NOW, out).isYes());
    for (String name : List.of("SUMS", "file-1", "sub/file-98")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve(name)), Files.readAllBytes(out.resolve(name)), name);
    }
    Files.writeString(folder.resolve("file-1"), "other");
    Path none = top.resolve("none");
    assertEquals(
        false, Verification.verify(policy, Subject.folder(policy, folder), NOW, none).isYes());
    assertEquals(false, Files.exists(none));
  }

  @Test
  void whoeverWatchesSeesAllTheirBytes() throws Exception {
    Policy policy = policy("all");
    AtomicLong opened = new AtomicLong();
    Subject subject = Subject.folder(policy, folder);
    Verification.verify(
        policy,
        subject.readThrough(
            in -> {
              opened.incrementAndGet();
              return in;
            }),
        NOW);
    assertEquals(FILES + 1, opened.get());
    long files = 0;
    for (int i = 0; i < FILES; i++) {
      files += Files.size(folder.resolve((i % 2 == 0 ? "sub/" : "") + "file-" + i));
    }
    assertEquals(files + Files.size(folder.resolve("SUMS")), subject.bytes());
  }

  @Test
  void aFolderHasABound() throws Exception {
    Policy policy = policy("all");
    Path many = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < 1 << 16; i++) {
      Files.createDirectory(many.resolve("d" + i));
    }
    assertEquals(
        "The folder " + folder + " holds more than 65536 files.",
        assertThrows(Failed.class, () -> Subject.folder(policy, folder)).getMessage());
  }

  @Test
  void onlyAListHasFiles() throws Exception {
    Path file =
        Files.writeString(
            top.resolve("trust.yaml"),
            "version: keyrite/trust/v1\nartifacts:\n- {file: x, version: 1, files: all, sha256: "
                + "0".repeat(64)
                + "}\n");
    assertEquals(
        file + ", line 3, column 32: it is about the files of a list, and there is no 'lists'.",
        assertThrows(Refused.class, () -> PolicyReader.read(file)).getMessage());
    assertEquals(
        folder.resolve("trust.yaml")
            + ", line 3, column 50: expected 'named' (as without this), 'all' or 'present'.",
        assertThrows(Refused.class, () -> policy("some")).getMessage());
  }
}
