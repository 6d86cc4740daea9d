package org.keyrite.escrow.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.machine.LeftoverMark;
import org.keyrite.machine.SecretFile;

/** Kits as files in a folder in memory: of each trustee the sheet for a printer, and as text. */
public final class KitFolder implements PaperKits {
  /** The name of a file that is made to see whether one can be. */
  private static final String TRIAL = ".kit.html";

  private final Path folder;
  private final boolean practice;
  private final Opener opener;
  private final List<SecretFile> files = new ArrayList<>();
  private Optional<LeftoverMark> mark = Optional.empty();

  /** How a file for a secret is made. */
  @FunctionalInterface
  public interface Opener {
    SecretFile create(Path path) throws Fault;
  }

  /** One of the two forms of a sheet. */
  @FunctionalInterface
  private interface Form {
    void write(OutputStream out) throws IOException;
  }

  /**
   * Kits in a folder.
   *
   * @param folder in memory, and its owner's alone; each file is refused otherwise
   * @param practice whether the sheets say that they are for practice
   */
  public KitFolder(Path folder, boolean practice) {
    this(folder, practice, SecretFile::create);
  }

  public KitFolder(Path folder, boolean practice, Opener opener) {
    this.folder = folder;
    this.practice = practice;
    this.opener = opener;
  }

  @Override
  public void requirePlace() throws Fault {
    if (!Files.isDirectory(folder)) {
      throw new Refused(
          "There is no folder " + folder + " for the recovery sheets.",
          "Make one in memory (mkdir -m 700), and name it with --kits.");
    }
    try {
      opener.create(folder.resolve(TRIAL)).close();
    } catch (Fault e) {
      // It was about a file, of which nobody knows.
      throw new Refused(
          e.getMessage().replace("The file ", "A sheet in ").replace("/" + TRIAL, ""),
          "Name a folder of your own in memory with --kits: mkdir -m 700 /dev/shm/sheets",
          e);
    }
  }

  @Override
  public SecretBytes write(SetRecord record, Share share) throws Fault {
    KitSheet sheet = KitSheet.of(record, share, practice);
    List<String> names = record.kitFiles(share.index());
    SecretBytes printed = write(names.getFirst(), out -> sheet.writeHtml(share, out));
    try (SecretBytes text = write(names.getLast(), out -> sheet.writeText(share, out))) {
      if (printed.isSameAs(text)) {
        return printed;
      }
      throw new Failed(
          "The two sheets of " + sheet.trustee() + " do not have the same words.",
          "Nothing was kept. Check the machine, and begin again.");
    } catch (Fault e) {
      printed.close();
      throw e;
    }
  }

  /** Writes a file; returns the words that were read back from it. */
  private SecretBytes write(String name, Form form) throws Fault {
    SecretFile file = opener.create(folder.resolve(name));
    files.add(file);
    try {
      form.write(file.stream());
      try (SecretBytes found = new SecretBytes(file.contents())) {
        return KitSheet.words(found.bytes());
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void commit() throws Failed {
    try {
      if (!files.isEmpty()) {
        mark = Optional.of(LeftoverMark.in(folder));
      }
      for (SecretFile file : files) {
        file.commit();
        mark.get().add(file.path());
      }
    } catch (IOException e) {
      withdraw();
      throw failed(e);
    }
  }

  @Override
  public void settled() {
    mark.ifPresent(LeftoverMark::remove);
    mark = Optional.empty();
  }

  @Override
  public void withdraw() {
    files.forEach(SecretFile::withdraw);
    settled();
  }

  private static Failed failed(IOException cause) {
    return new Failed(
        "A recovery sheet could not be written: " + Reason.of(cause) + ".",
        "Make room in memory, and begin again.",
        cause);
  }

  @Override
  public void close() {
    files.forEach(SecretFile::close);
  }
}
