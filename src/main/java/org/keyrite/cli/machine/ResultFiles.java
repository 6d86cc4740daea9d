package org.keyrite.cli.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyrite.cli.console.OutputFile;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.os.RegularFile;
import org.keyrite.text.Visible;

/** The files that come out of a workspace: all of them, each complete, or none. */
final class ResultFiles implements AutoCloseable {
  /** How an age file begins, as it is and in armor. */
  private static final List<String> ENCRYPTED =
      List.of("age-encryption.org/", "-----BEGIN AGE ENCRYPTED FILE-----");

  private final Map<Path, OutputFile> files = new LinkedHashMap<>();
  private final Map<Path, Boolean> encrypted = new LinkedHashMap<>();

  /**
   * Names them.
   *
   * @throws Refused if one is there already, has no folder to go to, or has another's name
   */
  ResultFiles(List<Path> named) throws Refused {
    List<Path> names = named.stream().map(Path::getFileName).toList();
    for (Path file : named) {
      Path target = file.toAbsolutePath();
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new Refused(
            "There is a file " + file + " already.", "Remove it, or give another name with --out.");
      }
      if (file.getFileName() == null || !Files.isDirectory(target.getParent())) {
        throw new Refused(
            "There is no folder for " + file + ".", "Make it, or name another place with --out.");
      }
      if (names.indexOf(file.getFileName()) != names.lastIndexOf(file.getFileName())) {
        throw new Refused(
            "Two files have the name " + file.getFileName() + " in the workspace.",
            "Give each a name of its own with --out.");
      }
      files.put(file, new OutputFile(target.toString()));
    }
  }

  /**
   * Copies them, under names of their own for now.
   *
   * @param workspace where they are
   * @throws Failed if one is not there, or cannot be copied
   */
  void take(Path workspace) throws Failed {
    for (Map.Entry<Path, OutputFile> each : files.entrySet()) {
      Path name = each.getKey().getFileName();
      try (InputStream in = RegularFile.open(workspace.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        byte[] beginning = in.readNBytes(ENCRYPTED.getLast().length());
        String text = new String(beginning, StandardCharsets.ISO_8859_1);
        encrypted.put(each.getKey(), ENCRYPTED.stream().anyMatch(text::startsWith));
        each.getValue().stream().write(beginning);
        in.transferTo(each.getValue().stream());
      } catch (NoSuchFileException e) {
        throw new Failed(
            "The command left no file " + name + " in the workspace: nothing comes out.",
            "Check what it writes, and where.",
            e);
      } catch (IOException e) {
        throw new Failed(
            each.getKey() + " cannot be written: " + Reason.of(e) + ".",
            "Nothing comes out. Mend that, and run the command again.",
            e);
      }
    }
  }

  /** They stay, and it is said what each is. */
  void keep() throws Failed {
    for (Map.Entry<Path, OutputFile> each : files.entrySet()) {
      try {
        each.getValue().commit();
      } catch (IOException e) {
        throw new Failed(
            each.getKey() + " cannot be written: " + Reason.of(e) + ".",
            "Run the command again.",
            e);
      }
      System.err.println(
          "keyrite: "
              + Visible.of(each.getKey().toString())
              + (encrypted.get(each.getKey()) ? " (an age file)" : " (not encrypted by age)")
              + " came out of the workspace.");
    }
  }

  @Override
  public void close() {
    files.values().forEach(OutputFile::close);
  }
}
