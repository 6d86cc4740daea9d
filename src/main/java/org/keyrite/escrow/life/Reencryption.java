package org.keyrite.escrow.life;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.keyrite.age.Age;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.ArmorInput;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.escrow.set.ProvenFile;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.files.CountedInput;
import org.keyrite.files.Unfinished;
import org.keyrite.os.FileAttributes;
import org.keyrite.os.RegularFile;

/**
 * Encrypts files to others, one after another. Each appears under its name complete and proven, or
 * not at all. One that an earlier run has made, by {@linkplain RotatedFiles the list} of these,
 * stays if it and the old one are what they were and its recipients are the same: so an interrupted
 * run is continued.
 *
 * @param from the folder that they are in, without any link
 * @param out the folder in which {@link Rotation#FILES} has the new ones, by the same names
 * @param identity that opens them
 * @param recipients of the new ones
 * @param watch told of the bytes of the old files as they are done with
 */
record Reencryption(
    Path from, Path out, NativeIdentity identity, List<Recipient> recipients, Watch watch) {
  /** What is being written begins so, beside the folder of those that are complete. */
  private static final String UNFINISHED = ".rotating-";

  private static final int RANDOM_LENGTH = 8;

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final FileAttribute<?> OWNERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Follows the work. */
  interface Watch extends LongConsumer {
    /** A file more is there. */
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
    String current = RotatedFiles.NAME;
    try {
      Files.createDirectories(out);
      try (RotatedFiles list = RotatedFiles.open(out, recipientsHash())) {
        removeUnfinished();
        for (String name : names) {
          current = name;
          one(name, list, outcome);
        }
      }
      return outcome;
    } catch (IOException e) {
      throw new Failed(
          "The file "
              + current
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
  }

  private void one(String name, RotatedFiles list, Outcome outcome) throws IOException, Failed {
    try {
      Path made = to().resolve(name);
      if (isMade(name, list)) {
        outcome.already.add(name);
        watch.accept(Files.size(from.resolve(name)));
      } else if (Files.exists(made, LinkOption.NOFOLLOW_LINKS)) {
        outcome.failed.put(name, "the new folder has something else of that name");
        return;
      } else {
        make(name, list);
        outcome.made.add(name);
      }
      watch.done();
    } catch (AgeException e) {
      outcome.failed.put(name, e.getMessage());
    }
  }

  private Path to() {
    return out.resolve(Rotation.FILES);
  }

  /** Nobody else is at work here: a killed run has left it. */
  private void removeUnfinished() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(out, UNFINISHED + "*")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  private boolean isMade(String name, RotatedFiles list) throws IOException {
    Optional<RotatedFiles.Made> known = list.find(name);
    Path made = to().resolve(name);
    return known.isPresent()
        && Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS)
        && known.get().old().equals(hash(from.resolve(name)))
        && known.get().made().equals(hash(made));
  }

  private String recipientsHash() {
    String all =
        recipients.stream().map(Object::toString).sorted().collect(Collectors.joining("\n"));
    return Sha256.hex(all.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(Path file) throws IOException {
    try (InputStream in = RegularFile.open(file)) {
      return Sha256.copy(in, OutputStream.nullOutputStream());
    }
  }

  private static boolean isArmored(Path file) throws IOException {
    try (BufferedInputStream in = new BufferedInputStream(RegularFile.open(file))) {
      return ArmorInput.isArmored(in);
    }
  }

  private void make(String name, RotatedFiles list) throws IOException, Failed {
    Path old = from.resolve(name);
    Path made = to().resolve(name);
    String random = HexFormat.of().formatHex(Randomness.bytes(RANDOM_LENGTH));
    Path partial = out.resolve(UNFINISHED + random);
    FileTime time = Files.getLastModifiedTime(old);
    Object key;
    RotatedFiles.Made entry;
    try (Unfinished work =
            new Unfinished("the unfinished file", () -> Files.deleteIfExists(partial));
        HashedInput in = new HashedInput(new CountedInput(RegularFile.open(old), watch))) {
      try (FileChannel file = begin(work, partial);
          InputStream plain = Age.decrypt(List.of(identity), in)) {
        key = key(partial);
        // As others may do with the old one, if this user may say so; else it stays the owner's.
        boolean _ = FileAttributes.of(old).carryTo(partial);
        HashedOutput to = new HashedOutput(Channels.newOutputStream(file));
        new ProvenFile(partial, isArmored(old)).write(plain, recipients, to);
        entry = new RotatedFiles.Made(in.hex(), to.hex());
      }
      force(partial);
      Files.setLastModifiedTime(partial, time);
      synchronized (work) {
        work.requireGoingOn();
        makeFolder(made.getParent());
        Files.move(partial, made);
        if (!key(made).equals(key)) {
          throw new FileSystemException(made.toString(), null, "another file was put in its place");
        }
        list.add(name, entry);
        work.complete();
      }
    }
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private static FileChannel begin(Unfinished work, Path partial) throws IOException {
    synchronized (work) {
      work.requireGoingOn();
      return FileChannel.open(partial, NEW, OWNERS);
    }
  }

  /** With the mode of the old one, where a file system knows more than one; through no link. */
  private void makeFolder(Path folder) throws IOException {
    if (!folder.equals(to())) {
      makeFolder(folder.getParent());
    }
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(folder.toString());
    }
    Files.createDirectory(folder);
    try {
      Files.setPosixFilePermissions(
          folder, Files.getPosixFilePermissions(from.resolve(to().relativize(folder))));
    } catch (FileSystemException e) {
      // A stick's knows one.
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.READ)) {
      written.force(true);
    }
  }
}
