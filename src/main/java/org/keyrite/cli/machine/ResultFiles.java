package org.keyrite.cli.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.files.Unfinished;
import org.keyrite.os.RegularFile;
import org.keyrite.text.Visible;

/** The files that come out of a workspace: all of them, each complete, or none. */
final class ResultFiles implements AutoCloseable {
  /** How an age file begins, as it is and in armor. */
  private static final List<String> ENCRYPTED =
      List.of("age-encryption.org/", "-----BEGIN AGE ENCRYPTED FILE-----");

  private final List<ResultFile> files = new ArrayList<>();
  private final Unfinished work = new Unfinished("the results", this::remove);

  /**
   * Holds the folders that they go to.
   *
   * @throws Refused if one is there already, has no folder to go to, or has another's name
   */
  ResultFiles(List<Path> named) throws Refused {
    try {
      List<Path> names = named.stream().map(Path::getFileName).toList();
      for (Path file : named) {
        if (names.indexOf(file.getFileName()) != names.lastIndexOf(file.getFileName())) {
          throw new Refused(
              "Two files have the name " + file.getFileName() + " in the workspace.",
              "Give each a name of its own with --out.");
        }
        files.add(ResultFile.at(file));
      }
    } catch (Refused e) {
      close();
      throw e;
    }
  }

  /**
   * Copies them; they have their names when all are {@linkplain #keep kept}.
   *
   * @param workspace where they are
   * @throws Failed if one is not there, or cannot be copied
   */
  void take(Path workspace) throws Failed {
    for (ResultFile file : files) {
      Path name = file.named().getFileName();
      try (InputStream in = RegularFile.open(workspace.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        copy(in, file);
      } catch (NoSuchFileException e) {
        throw new Failed(
            "The command left no file " + name + " in the workspace: nothing comes out.",
            "Check what it writes, and where.",
            e);
      } catch (IOException e) {
        throw failed(file, e);
      }
    }
  }

  private void copy(InputStream in, ResultFile file) throws IOException {
    synchronized (work) {
      work.requireGoingOn();
      file.make();
    }
    try (FileChannel channel = FileChannel.open(file.content(), StandardOpenOption.WRITE)) {
      byte[] beginning = in.readNBytes(ENCRYPTED.getLast().length());
      String text = new String(beginning, StandardCharsets.ISO_8859_1);
      file.isEncrypted(ENCRYPTED.stream().anyMatch(text::startsWith));
      OutputStream out = Channels.newOutputStream(channel);
      out.write(beginning);
      in.transferTo(out);
      channel.force(true);
    }
  }

  /** They have their names, and it is said what each is. */
  void keep() throws Failed {
    synchronized (work) {
      for (ResultFile file : files) {
        try {
          work.requireGoingOn();
          file.name();
        } catch (IOException e) {
          throw failed(file, e);
        }
      }
      work.complete();
    }
    for (ResultFile file : files) {
      System.err.println(
          "keyrite: "
              + Visible.of(file.named().toString())
              + (file.isEncrypted() ? " (an age file)" : " (not encrypted by age)")
              + " came out of the workspace.");
    }
  }

  private static Failed failed(ResultFile file, IOException cause) {
    return new Failed(
        file.named() + " cannot be written: " + Reason.of(cause) + ".",
        "Nothing comes out. Mend that, and run the command again.",
        cause);
  }

  private void remove() throws IOException {
    for (ResultFile file : files) {
      file.remove();
    }
  }

  @Override
  public void close() {
    work.close();
    files.forEach(ResultFile::close);
  }
}
