package org.keyrite.escrow.life;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keyrite.age.Age;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.os.RegularFile;

/**
 * The encrypted files of a folder, and of the folders in it. What a file is, its beginning says:
 * one that is overlooked for its name would be lost with the old identity. Only a file that does
 * not begin as it should is known by its name, so that its damage is noticed.
 *
 * @param folder without any link
 * @param files of age, in order
 * @param others that are not, by their names within the folder
 */
record EncryptedFiles(Path folder, List<Path> files, List<String> others) {
  private static final String ENDING = ".age";
  private static final String NAME_IT = "Name the folder of the encrypted files with --files.";

  /** In place of bytes that are not text: keyrite would read or write a file of another name. */
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * Looks through a folder.
   *
   * @throws Refused if it is no folder, has no encrypted file, or something in it is encrypted and
   *     cannot be taken
   * @throws Failed if something cannot be read
   */
  static EncryptedFiles in(Path named) throws Fault {
    List<Path> files = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Path folder = folder(named);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted().toList()) {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          continue;
        }
        requireText(path);
        if (isEncrypted(path, folder)) {
          files.add(path);
        } else {
          others.add(folder.relativize(path).toString());
        }
      }
    } catch (IOException e) {
      throw unreadable(named, e);
    } catch (UncheckedIOException e) {
      throw unreadable(named, e.getCause());
    }
    if (files.isEmpty()) {
      throw new Refused("There is no encrypted file in " + named + ".", NAME_IT);
    }
    return new EncryptedFiles(folder, files, others);
  }

  private static Path folder(Path named) throws Fault {
    try {
      Path folder = named.toRealPath();
      if (Files.isDirectory(folder)) {
        return folder;
      }
    } catch (IOException e) {
      throw unreadable(named, e);
    }
    throw new Refused(named + " is not a folder.", NAME_IT);
  }

  private static void requireText(Path path) throws Refused {
    if (path.toString().indexOf(REPLACEMENT) >= 0) {
      throw new Refused(
          "The name of " + path + " is not UTF-8 text.", "Give the file another name first.");
    }
  }

  private static boolean isEncrypted(Path path, Path folder) throws Fault {
    try {
      if (Files.isSymbolicLink(path)) {
        requireNothingBehind(path, folder);
        return false;
      }
      return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
          && (path.toString().endsWith(ENDING) || beginsAsOne(path));
    } catch (IOException e) {
      throw new Failed(
          "keyrite cannot find out whether " + path + " is encrypted: " + Reason.of(e) + ".",
          "Nothing was changed. Check its permissions and the medium, or take it out of the"
              + " folder.",
          e);
    }
  }

  private static boolean beginsAsOne(Path file) throws IOException {
    try (InputStream in = RegularFile.open(file)) {
      return Age.isEncrypted(in);
    }
  }

  /** A link's own place is all that is in the folder; what it leads to is somewhere else. */
  private static void requireNothingBehind(Path link, Path folder) throws IOException, Refused {
    Path target;
    try {
      target = link.toRealPath();
    } catch (NoSuchFileException e) {
      return;
    }
    boolean encrypted = Files.isRegularFile(target) && beginsAsOne(target);
    if (!target.startsWith(folder) && (encrypted || Files.isDirectory(target))) {
      throw new Refused(
          link + " is a link to " + target + (encrypted ? ", which is encrypted." : ", a folder."),
          "keyrite does not follow links. Replace the link by its target, or take it out of the"
              + " folder.");
    }
  }

  private static Failed unreadable(Path folder, IOException cause) {
    return new Failed(
        "The folder " + folder + " cannot be read: " + Reason.of(cause) + ".", NAME_IT, cause);
  }
}
