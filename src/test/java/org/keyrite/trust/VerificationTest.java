package org.keyrite.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Refused;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.WholeMessage;

/** From files to a verdict: which are looked at, and what becomes of their bytes. */
final class VerificationTest {
  private static final Moment NOW = Moment.now(Instant.parse("2026-11-22T00:00:00Z"));
  private static final int FILES = 40;

  @TempDir Path top;

  private Path folder;
  private Policy policy;

  /** A folder of files that a policy in it pins. */
  @BeforeEach
  void aFolder() throws Exception {
    folder = Files.createDirectory(top.resolve("download"));
    StringBuilder text = new StringBuilder("version: keyrite/trust/v1\nartifacts:\n");
    for (int i = FILES; i > 0; i--) {
      byte[] content = ("content " + i).repeat(i * 1000).getBytes(UTF_8);
      Files.write(folder.resolve("file-" + i), content);
      text.append("- {file: file-").append(i).append(", version: 1, sha256: ");
      text.append(Sha256.hex(content)).append("}\n");
    }
    policy = PolicyReader.read(Files.writeString(folder.resolve("trust.yaml"), text));
  }

  @Test
  void whoeverWatchesSeesEachByteOfWhatIsJudgedOnce() throws Exception {
    long all = 0;
    for (int i = 1; i <= FILES; i++) {
      all += Files.size(folder.resolve("file-" + i));
    }
    AtomicLong read = new AtomicLong();
    Subject subject = Subject.folder(policy, folder);
    assertEquals(all, subject.bytes());
    Subject watched = subject.readThrough(in -> counting(in, read));
    assertEquals(true, Verification.verify(policy, watched, NOW).isYes());
    assertEquals(all, read.get());
    Files.delete(folder.resolve("file-1"));
    assertEquals(all - "content 1".length() * 1000L, subject.bytes());
  }

  private static InputStream counting(InputStream in, AtomicLong read) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        read.addAndGet(Math.max(count, 0));
        return count;
      }
    };
  }

  @Test
  void aListThatWasNotAskedForIsNotWatched() throws Exception {
    Policy listed =
        PolicyReader.read(
            Files.writeString(
                folder.resolve("listed.yaml"),
                """
                version: keyrite/trust/v1
                artifacts:
                - {file: SUMS, version: 1, lists: sha256, sha256: %s}
                - {file: tool, version: 1, listed-in: SUMS}
                """
                    .formatted(Sha256.hex(new byte[0]))));
    Files.write(folder.resolve("SUMS"), new byte[0]);
    Path tool = Files.writeString(folder.resolve("tool"), "content");
    AtomicLong files = new AtomicLong();
    Subject subject = Subject.files(listed, List.of(tool));
    assertEquals("content".length(), subject.bytes());
    Verification.verify(
        listed,
        subject.readThrough(
            in -> {
              files.incrementAndGet();
              return in;
            }),
        NOW);
    assertEquals(1, files.get());
  }

  @Test
  void theOrderIsThePolicysHoweverManyWorkAtIt() throws Exception {
    Path out = top.resolve("out");
    Verdict verdict = Verification.verify(policy, Subject.folder(policy, folder), NOW, out);
    assertEquals(Optional.empty(), verdict.whyNot());
    List<String> expected = new ArrayList<>();
    for (int i = FILES; i > 0; i--) {
      expected.add("file-" + i);
      assertEquals(-1, Files.mismatch(folder.resolve("file-" + i), out.resolve("file-" + i)));
    }
    assertEquals(
        expected, verdict.artifacts().stream().map(judged -> judged.artifact().file()).toList());
  }

  @Test
  void oneBadFileAndNothingIsWritten() throws Exception {
    Files.writeString(folder.resolve("file-7"), "bad");
    Path out = top.resolve("out");
    Verdict verdict = Verification.verify(policy, Subject.folder(policy, folder), NOW, out);
    assertEquals(
        Optional.of("file-7 is not admitted: it does not have the required SHA-256."),
        verdict.whyNot());
    try (Stream<Path> files = Files.list(top)) {
      assertEquals(List.of(folder), files.toList());
    }
  }

  @Test
  void anEmptyFolderTakesTheFiles() throws Exception {
    Path out = Files.createDirectory(top.resolve("out"));
    Verification.verify(policy, Subject.folder(policy, folder), NOW, out);
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(FILES, files.count());
    }
  }

  @Test
  void aFullFolderDoesNot() throws Exception {
    Path out = Files.createDirectory(top.resolve("out"));
    Files.writeString(out.resolve("mine"), "precious");
    Refused refused =
        assertThrows(
            Refused.class,
            () -> Verification.verify(policy, Subject.folder(policy, folder), NOW, out));
    assertEquals("The folder " + out + " is not empty.", refused.getMessage());
  }

  /** A person who names a link means its file; a folder that brings one along means trouble. */
  @Test
  void aLinkThatIsNamedIsFollowed() throws Exception {
    Path elsewhere = Files.move(folder.resolve("file-3"), top.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(folder.resolve("file-3"), elsewhere);
    Path out = top.resolve("out");
    Verdict named = Verification.verify(policy, Subject.files(policy, List.of(link)), NOW, out);
    assertEquals(true, named.isYes());
    assertEquals(true, Files.isRegularFile(out.resolve("file-3"), LinkOption.NOFOLLOW_LINKS));
    Verdict found = Verification.verify(policy, Subject.folder(policy, folder), NOW);
    assertEquals(Optional.of("file-3 is not admitted: it is a link."), found.whyNot());
  }

  @Test
  void aFileThatThePolicyDoesNotKnow() throws Exception {
    Verdict verdict =
        Verification.verify(
            policy, Subject.files(policy, List.of(folder.resolve("trust.yaml"))), NOW);
    assertEquals(
        Optional.of("trust.yaml is not admitted: nothing in the policy admits it."),
        verdict.whyNot());
  }

  @Test
  void filesOfTwoFolders() {
    Path one = folder.resolve("file-1");
    Path two = top.resolve("file-2");
    Failed failed = assertThrows(Failed.class, () -> Subject.files(policy, List.of(one, two)));
    assertEquals(one + " and " + two + " are not two files of one folder.", failed.getMessage());
    assertEquals("Name a folder, or files that are in the same one.", failed.advice());
  }

  /** Two steps into a link and one back are not where they began. */
  @Test
  void aWayThroughALinkIsTheWayThatTheSystemTakes() throws Exception {
    Path evil = Files.createDirectories(top.resolve("evil/download/sub")).getParent();
    Files.writeString(evil.resolve("file-1"), "evil");
    Path back = Files.createSymbolicLink(top.resolve("x"), evil.resolve("sub"));
    Path one = back.resolve("../file-1");
    Path two = folder.resolve("file-1");
    Failed both = assertThrows(Failed.class, () -> Subject.files(policy, List.of(one, two)));
    assertEquals(one + " and " + two + " are not two files of one folder.", both.getMessage());
    Verdict verdict = Verification.verify(policy, Subject.files(policy, List.of(one)), NOW);
    assertEquals(
        Optional.of("file-1 is not admitted: it does not have the required SHA-256."),
        verdict.whyNot());
  }

  /** Lists and signatures are looked for where the system finds the file. */
  @Test
  void whatBelongsToAFileIsBesideIt() throws Exception {
    Path elsewhere = Files.createDirectories(top.resolve("elsewhere/sub")).getParent();
    Files.writeString(elsewhere.resolve("LIST"), Sha256.hex("tool".getBytes(UTF_8)) + "  tool\n");
    Files.writeString(elsewhere.resolve("tool"), "tool");
    Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere.resolve("sub"));
    Policy listed =
        PolicyReader.read(
            Files.writeString(
                top.resolve("listed.yaml"),
                "version: keyrite/trust/v1\nartifacts:\n"
                    + "- {file: LIST, version: 1, lists: sha256, sha256: "
                    + Sha256.hex(Files.readAllBytes(elsewhere.resolve("LIST")))
                    + "}\n- {file: tool, version: 1, listed-in: LIST}\n"));
    Subject subject = Subject.files(listed, List.of(link.resolve("../tool")));
    assertEquals(Optional.empty(), Verification.verify(listed, subject, NOW).whyNot());
  }

  @Test
  void oneFileIsNamedInOneWay() throws Exception {
    Path one = folder.resolve("file-1");
    Path again = folder.resolve("./file-1");
    Failed failed = assertThrows(Failed.class, () -> Subject.files(policy, List.of(one, again)));
    assertEquals(one + " and " + again + " have one name.", failed.getMessage());
    assertEquals(
        true, Verification.verify(policy, Subject.files(policy, List.of(one, one)), NOW).isYes());
  }

  /** Nobody can say of a name that was mistyped whether its file is as it should be. */
  @Test
  void aNameThatThePolicyDoesNotKnowAndThatIsNotThere() throws Exception {
    for (Path file : List.of(folder.resolve("fiel-1"), top.resolve("downlaod/file-1"))) {
      Failed failed = assertThrows(Failed.class, () -> Subject.files(policy, List.of(file)));
      assertEquals("There is no file or folder " + file + ".", failed.getMessage());
    }
    Path missing = Files.createDirectory(top.resolve("empty")).resolve("file-1");
    Verdict verdict = Verification.verify(policy, Subject.files(policy, List.of(missing)), NOW);
    assertEquals(Optional.of("file-1 is not admitted: it is not there."), verdict.whyNot());
  }

  /** As the shell does with a star, which stands for the evidence too. */
  @Test
  void aSignatureIsNoFileToJudge() throws Exception {
    Policy signed = PolicyReader.read(ExamplePolicy.write(top));
    Path file = Files.writeString(folder.resolve("bob.minisig"), "");
    Failed failed = assertThrows(Failed.class, () -> Subject.files(signed, List.of(file)));
    assertEquals(file + " is a signature of SUMS.", failed.getMessage());
    assertEquals("Name SUMS, or the folder.", failed.advice());
  }

  @Test
  void aFolderThatIsNotThere() {
    Path missing = top.resolve("missing");
    Failed failed = assertThrows(Failed.class, () -> Subject.folder(policy, missing));
    assertEquals(
        "The folder " + missing + " cannot be read: No such file or directory.",
        failed.getMessage());
  }

  /** What cannot be reached may be as good as any: there is no answer, and so no "no". */
  @Test
  void aPathThatCannotBeReached() throws Exception {
    Path link = folder.resolve("file-3");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("file-3"));
    unreachable(
        "file-3 cannot be reached: Too many levels of symbolic links or unable to access attributes"
            + " of symbolic link.",
        link);
    Path below = folder.resolve("file-1/deeper/file-3");
    unreachable(below + " cannot be reached: Not a directory.", below);
    SourceFile signature =
        new SourceFile(folder.resolve("file-1/x"), true, UnaryOperator.identity());
    SignatureFile file =
        new SignatureFile("x", Scheme.SSH, SignatureFile.Mode.DETACHED, false, false, "file");
    Failed failed =
        assertThrows(
            Failed.class,
            () ->
                SignatureReading.of(
                    file, Optional.of(signature), KeyRing.none(), new WholeMessage(), NOW));
    assertEquals("x cannot be reached: Not a directory.", failed.getMessage());
  }

  /** A file that is there, and that nobody can read from its beginning. */
  @Test
  void aSignatureThatCannotBeRead() {
    SourceFile memory = new SourceFile(Path.of("/proc/self/mem"), true, UnaryOperator.identity());
    SignatureFile file =
        new SignatureFile("x", Scheme.SSH, SignatureFile.Mode.DETACHED, false, false, "file");
    Failed failed =
        assertThrows(
            Failed.class,
            () ->
                SignatureReading.of(
                    file, Optional.of(memory), KeyRing.none(), new WholeMessage(), NOW));
    assertEquals("x cannot be read: Input/output error.", failed.getMessage());
    assertEquals(
        "Check its permissions, the disk, and how many files may be open (ulimit -n).",
        failed.advice());
  }

  private void unreachable(String sentence, Path file) throws Exception {
    Failed failed =
        assertThrows(
            Failed.class,
            () -> Verification.verify(policy, Subject.files(policy, List.of(file)), NOW));
    assertEquals(sentence, failed.getMessage());
    assertEquals("Check its path and its permissions.", failed.advice());
  }

  @Test
  void thereIsNotTheMemory() throws Exception {
    Copies copies =
        _ -> {
          throw new OutOfMemoryError("none left");
        };
    Subject subject = Subject.folder(policy, folder);
    Failed failed =
        assertThrows(Failed.class, () -> Verification.verify(policy, subject, NOW, copies));
    assertEquals("There is not the memory for these files.", failed.getMessage());
    assertEquals(
        "Signatures of signify, and minisign's old kind, hold a whole file in memory: verify fewer"
            + " of them at once.",
        failed.advice());
  }

  @Test
  void namesOfTheNewFolderThatAreLong() throws Exception {
    Path longest = top.resolve("x".repeat(255));
    Verification.verify(policy, Subject.folder(policy, folder), NOW, longest);
    try (Stream<Path> files = Files.list(longest)) {
      assertEquals(FILES, files.count());
    }
    Path tooLong = top.resolve("x".repeat(256));
    Refused refused =
        assertThrows(
            Refused.class,
            () -> Verification.verify(policy, Subject.folder(policy, folder), NOW, tooLong));
    assertEquals(
        "There is no place for the verified files at "
            + tooLong
            + ", which cannot be reached: File name too long.",
        refused.getMessage());
  }
}
