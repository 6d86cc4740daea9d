package org.keyrite.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** A file appears when it is complete, or not at all. */
class OutputFileTest {
  @TempDir private Path folder;

  @Test
  void nothingIsThereUntilItIsCommitted() throws IOException {
    Path file = folder.resolve("new");
    try (OutputFile output = new OutputFile(file.toString())) {
      write(output, "content");
      assertFalse(Files.exists(file));
      output.commit();
      assertEquals("content", Files.readString(file));
    }
    assertEquals("content", Files.readString(file));
    assertNothingElseThan(file);
  }

  @Test
  void nothingIsThereAfterAFailure() throws IOException {
    Path file = Files.writeString(folder.resolve("earlier"), "precious");
    try (OutputFile output = new OutputFile(file.toString())) {
      write(output, "half of it");
      assertEquals("precious", Files.readString(file));
    }
    assertEquals("precious", Files.readString(file));
    assertNothingElseThan(file);
  }

  @Test
  void whatWasNeverOpenedLeavesNothing() throws IOException {
    new OutputFile(folder.resolve("x").toString()).close();
    assertNothingElseThan(folder.resolve("x"));
  }

  @Test
  void afterASignalNothingIsCommitted() throws IOException {
    Path file = folder.resolve("file");
    OutputFile output = new OutputFile(file.toString());
    write(output, "half of it");
    output.close(); // as the shutdown hook does
    assertThrows(IOException.class, output::commit);
    assertNothingElseThan(folder.resolve("none"));
  }

  @Test
  void theUsersMaskDecidesWhoMayReadANewFile() throws IOException {
    Path usual = Files.createFile(folder.resolve("usual"));
    Path file = folder.resolve("file");
    replace(file, "content");
    assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(file));
  }

  @Test
  void anEarlierFileGivesTheNewOneItsPermissions() throws IOException {
    for (String permissions : new String[] {"rw-------", "rw-rw-rw-", "rw-r-----", "rwxr-x--x"}) {
      Path file = folder.resolve(permissions);
      Files.createFile(file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      replace(file, "content");
      assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertEquals("content", Files.readString(file));
    }
  }

  @Test
  void aLinkStaysOneAndItsTargetIsReplacedOrMade() throws IOException {
    Files.createDirectory(folder.resolve("elsewhere"));
    Path target = folder.resolve("elsewhere/target");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere/target"));
    for (String content : new String[] {"made", "replaced"}) {
      replace(link, content);
      assertTrue(Files.isSymbolicLink(link));
      assertTrue(Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS));
      assertEquals(content, Files.readString(target));
    }
  }

  @Test
  void aCircleOfLinksIsAnError() throws IOException {
    Path one = folder.resolve("one");
    Path two = Files.createSymbolicLink(folder.resolve("two"), one);
    Files.createSymbolicLink(one, two);
    assertThrows(IOException.class, new OutputFile(one.toString())::stream);
  }

  @Test
  void aFolderOrAMissingOneIsAnError() throws IOException {
    assertThrows(IOException.class, new OutputFile(folder.toString())::stream);
    assertThrows(IOException.class, new OutputFile(folder.resolve("no/file").toString())::stream);
    assertThrows(IOException.class, new OutputFile(folder.resolve("no") + "/")::stream);
    assertNothingElseThan(folder.resolve("none"));
  }

  @Test
  void aDeviceIsWrittenToAndStaysADevice() throws IOException {
    replace(Path.of("/dev/null"), "content");
    assertFalse(Files.isRegularFile(Path.of("/dev/null")));
  }

  @Tag("tool")
  @Test
  void aPipeIsWrittenToAndStaysAPipe() throws IOException {
    Tools.require("mkfifo");
    Path pipe = folder.resolve("pipe");
    assertEquals(0, Keyrite.execute(new byte[0], List.of("mkfifo", pipe.toString())).status());
    CompletableFuture<String> reader =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    replace(pipe, "content");
    assertEquals("content", reader.join());
    assertNothingElseThan(pipe);
  }

  /** Whoever may change the folder gets nothing of it. */
  @Test
  void whatWasPutInAFilesPlaceMeanwhileStaysAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    Path kept = folder.resolve("kept");
    Path strangers = Files.writeString(folder.resolve("strangers"), "a stranger's");
    for (boolean hasOtherNames : new boolean[] {false, true}) {
      if (hasOtherNames) { // it is copied into then
        Files.createLink(folder.resolve("other"), file);
      }
      try (OutputFile output = new OutputFile(file.toString())) {
        write(output, "content");
        Files.move(file, kept);
        Files.move(strangers, file);
        assertEquals("it is another file now", refusal(output));
      }
      assertEquals("a stranger's", Files.readString(file));
      assertEquals("precious", Files.readString(kept));
      Files.move(file, strangers);
      Files.move(kept, file);
    }
    Files.delete(strangers);
    Files.delete(folder.resolve("other"));
    assertNothingElseThan(file);
  }

  @Test
  void aLinkThatWasPutInAFilesPlaceMeanwhileStaysAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    Path kept = folder.resolve("kept");
    try (OutputFile output = new OutputFile(file.toString())) {
      write(output, "content");
      Files.move(file, kept);
      Files.createSymbolicLink(file, kept);
      assertEquals("it is another file now", refusal(output));
    }
    assertTrue(Files.isSymbolicLink(file));
    assertEquals("precious", Files.readString(kept));
  }

  @Test
  void whatAppearedUnderAFreeNameMeanwhileStaysAsItIs() throws IOException {
    Path file = folder.resolve("file");
    try (OutputFile output = new OutputFile(file.toString())) {
      write(output, "content");
      Files.writeString(file, "a stranger's");
      assertEquals("it exists now", refusal(output));
    }
    assertEquals("a stranger's", Files.readString(file));
    assertNothingElseThan(file);
  }

  @Test
  void aFileThatWasRemovedMeanwhileIsMadeAnew() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    try (OutputFile output = new OutputFile(file.toString())) {
      write(output, "content");
      Files.delete(file);
      output.commit();
    }
    assertEquals("content", Files.readString(file));
    assertNothingElseThan(file);
  }

  private static String refusal(OutputFile output) {
    return assertThrows(IOException.class, output::commit).getMessage();
  }

  private static void replace(Path file, String content) throws IOException {
    try (OutputFile output = new OutputFile(file.toString())) {
      write(output, content);
      output.commit();
    }
  }

  private static void write(OutputFile output, String content) throws IOException {
    output.stream().write(content.getBytes(StandardCharsets.UTF_8));
  }

  private void assertNothingElseThan(Path file) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.allMatch(file::equals));
    }
  }
}
