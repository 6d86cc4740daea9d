package org.keyrite.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.keyrite.checksum.ChecksumFormatException;
import org.keyrite.checksum.ChecksumList;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.files.BoundedFile;
import org.keyrite.journal.Journal;
import org.keyrite.os.RegularFile;

/**
 * A bundle whose files are exactly those of its checksum list, and whose journal is whole.
 *
 * <p>The checksums show damage and mistakes. They do not show who wrote the bundle: whoever can
 * change a file can change the list.
 *
 * @param hashes the SHA-256 of each file, by name
 */
public record Bundle(Map<String, String> hashes) {
  /** The checksum list's name. */
  public static final String CHECKSUMS = "SHA256SUMS";

  /** The journal's name. */
  public static final String JOURNAL = "journal.jsonl";

  /** The name of the report for people. */
  public static final String REPORT = "report.md";

  /** The name of the public facts of an escrow. */
  public static final String ESCROW = "escrow.json";

  /** A checksum list longer than this is not read: a bundle has a handful of files. */
  private static final int MOST_LIST_BYTES = 1 << 20;

  /** A journal longer than this is not read. */
  private static final int MOST_JOURNAL_BYTES = 64 << 20;

  private static final Set<String> RECORDS = Set.of(JOURNAL, REPORT, ESCROW);

  /** Starts with a letter or digit: never hidden, never an option on somebody's command line. */
  private static final Pattern ARTIFACT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}\\.age");

  /** Whether a file of this name may be in a bundle, beside the checksum list. */
  public static boolean allows(String name) {
    return RECORDS.contains(name) || ARTIFACT.matcher(name).matches();
  }

  /**
   * Reads a folder and checks everything in it.
   *
   * @throws Denied when it is not a whole bundle, with the first thing that is wrong
   * @throws Failed when it cannot be read
   */
  public static Bundle verify(Path directory) throws Denied, Failed {
    try {
      byte[] list = read(directory.resolve(CHECKSUMS), MOST_LIST_BYTES);
      Map<String, String> expected = listed(list);
      Map<String, String> found = hashAll(directory);
      for (String name : expected.keySet()) {
        if (!found.containsKey(name)) {
          throw no("the file " + name + " is missing");
        }
      }
      for (String name : found.keySet()) {
        if (!expected.containsKey(name)) {
          throw no("the file " + name + " is not in its checksum list");
        }
        if (!found.get(name).equals(expected.get(name))) {
          throw no("the file " + name + " does not have its checksum");
        }
      }
      Journal.read(read(directory.resolve(JOURNAL), MOST_JOURNAL_BYTES));
      return new Bundle(found);
    } catch (IOException e) {
      throw new Failed(
          "The bundle " + directory + " cannot be read: " + Reason.of(e) + ".",
          "Check the path and the medium.",
          e);
    }
  }

  private static Map<String, String> listed(byte[] list) throws Denied {
    try {
      ChecksumList read = ChecksumList.ofRelease(list, StrongHash.SHA_256);
      if (!read.passedOver().equals(ChecksumList.PassedOver.NOTHING)) {
        throw no(CHECKSUMS + " has " + read.passedOver());
      }
      return read.hashes();
    } catch (ChecksumFormatException e) {
      throw no(CHECKSUMS + " " + e.getMessage());
    }
  }

  private static Map<String, String> hashAll(Path directory) throws IOException, Denied {
    Map<String, String> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.equals(CHECKSUMS)) {
          continue;
        }
        if (!allows(name) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          throw no("'" + name + "' does not belong in a bundle");
        }
        try (InputStream in = RegularFile.open(file)) {
          found.put(name, Sha256.copy(in, OutputStream.nullOutputStream()));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  private static byte[] read(Path file, int mostBytes) throws IOException, Denied {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw no("the file " + file.getFileName() + " is missing");
    }
    try {
      return BoundedFile.bytes(file, mostBytes);
    } catch (BoundedFile.TooLong e) {
      throw no("the file " + file.getFileName() + " is too long");
    }
  }

  private static Denied no(String reason) {
    return new Denied(
        "This is not a whole bundle: " + reason + ".",
        "Do not use it; take another copy, or hold the ceremony again.");
  }
}
