package org.keyrite.escrow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.workspace.SecretFile;

/** Kits of plain text: a file {@code ….share.txt} for each trustee. */
public final class PlainKits implements PaperKits {
  private final Path folder;
  private final Opener opener;
  private final List<SecretFile> files = new ArrayList<>();

  /** How a file for a secret is made. */
  @FunctionalInterface
  interface Opener {
    SecretFile create(Path path) throws Fault;
  }

  /**
   * Kits in a folder.
   *
   * @param folder in memory, and its owner's alone; each file is refused otherwise
   */
  public PlainKits(Path folder) {
    this(folder, SecretFile::create);
  }

  PlainKits(Path folder, Opener opener) {
    this.folder = folder;
    this.opener = opener;
  }

  @Override
  public SecretBytes write(PaperShare paper) throws Fault {
    SecretFile file =
        opener.create(folder.resolve(paper.record().paperName(paper.index()) + ".share.txt"));
    files.add(file);
    try (SecretBytes text = ShareText.write(paper)) {
      file.stream().write(text.bytes());
      return new SecretBytes(Files.readAllBytes(file.path()));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void commit() throws Failed {
    try {
      for (SecretFile file : files) {
        file.commit();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static Failed failed(IOException cause) {
    return new Failed(
        "A paper kit could not be written: " + Reason.of(cause) + ".",
        "Make room in memory, and begin again.",
        cause);
  }

  @Override
  public void close() {
    files.forEach(SecretFile::close);
  }
}
