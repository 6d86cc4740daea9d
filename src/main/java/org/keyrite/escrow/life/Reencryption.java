package org.keyrite.escrow.life;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import org.keyrite.age.Age;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.Inspection;
import org.keyrite.escrow.set.ProvenFile;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.files.CountedInput;
import org.keyrite.files.Unfinished;
import org.keyrite.os.FileAttributes;
import org.keyrite.os.RegularFile;

/**
 * Encrypts files to others, one after another. Each appears under its name complete and proven, or
 * not at all; one that an earlier run has made stays, so that an interrupted run is continued.
 *
 * @param from the folder that they are in, without any link
 * @param to the folder for the new ones, by the same names
 * @param identity that opens them
 * @param recipients of the new ones
 * @param watch told of the bytes of the old files as they are done with
 */
record Reencryption(
    Path from, Path to, NativeIdentity identity, List<Recipient> recipients, Watch watch) {
  /** What is being written has this name until it is complete. */
  private static final String UNFINISHED = ".unfinished";

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final FileAttribute<?> OWNERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Follows the work. */
  interface Watch extends LongConsumer {
    /** A file more is done. */
    void done();
  }

  /**
   * What became of the files, by their names.
   *
   * @param made new ones
   * @param already those that an earlier run had made
   * @param failed with a sentence for each; they have no new file
   */
  record Outcome(List<String> made, List<String> already, Map<String, String> failed) {}

  /**
   * Encrypts them all. A file that is damaged does not keep the others from it.
   *
   * @throws Failed if the new folder takes no more
   */
  Outcome all(List<String> names) throws Failed {
    Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
    for (String name : names) {
      try {
        if (isMade(name)) {
          outcome.already.add(name);
          watch.accept(Files.size(from.resolve(name)));
        } else if (Files.exists(to.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
          outcome.failed.put(name, "the new folder has something else of that name");
        } else {
          make(name);
          outcome.made.add(name);
        }
      } catch (AgeException e) {
        outcome.failed.put(name, e.getMessage());
      } catch (IOException e) {
        throw new Failed(
            "The file "
                + name
                + " could not be encrypted again: "
                + Reason.of(e)
                + ". "
                + (outcome.made.size() + outcome.already.size())
                + " of "
                + names.size()
                + " are done.",
            "Check both disks, and go on with --onto.",
            e);
      }
      watch.done();
    }
    return outcome;
  }

  /**
   * Whether an earlier run has made a file: its length tells that of the plaintext, and it has the
   * time of the old one, which it was given last.
   */
  private boolean isMade(String name) throws IOException {
    Path old = from.resolve(name);
    Path made = to.resolve(name);
    return Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS)
        && Files.getLastModifiedTime(made).equals(Files.getLastModifiedTime(old))
        && inspect(made).payloadLength() == inspect(old).payloadLength();
  }

  private static Inspection inspect(Path file) throws IOException {
    try (InputStream in = RegularFile.open(file)) {
      return Inspection.of(in, OptionalLong.of(Files.size(file)));
    }
  }

  private void make(String name) throws IOException, Failed {
    Path old = from.resolve(name);
    Path made = to.resolve(name);
    Path partial = to.resolve(UNFINISHED);
    try (Unfinished work =
            new Unfinished("the unfinished file", () -> Files.deleteIfExists(partial));
        InputStream in = new CountedInput(RegularFile.open(old), watch);
        InputStream plain = Age.decrypt(List.of(identity), in)) {
      try (FileChannel file = begin(work, made.getParent(), partial)) {
        // As others may do with the old one, if this user may say so; else it stays the owner's.
        boolean _ = FileAttributes.of(old).carryTo(partial);
        new ProvenFile(partial, inspect(old).armored())
            .write(plain, recipients, Channels.newOutputStream(file));
      }
      force(partial);
      synchronized (work) {
        work.requireGoingOn();
        Files.setLastModifiedTime(partial, Files.getLastModifiedTime(old));
        Files.move(partial, made);
        work.complete();
      }
    }
  }

  private static FileChannel begin(Unfinished work, Path folder, Path partial) throws IOException {
    synchronized (work) {
      work.requireGoingOn();
      Files.createDirectories(folder);
      Files.deleteIfExists(partial);
      return FileChannel.open(partial, NEW, OWNERS);
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.READ)) {
      written.force(true);
    }
  }
}
