package org.keyrite.os;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A regular file that is open to be written to in place, whatever has its name by now.
 *
 * <p>On a JVM, and where {@code /proc} does not show this process, its attributes are those of what
 * has the name; {@link #isAt} tells whether that is still this one.
 */
public final class ExistingFile implements AutoCloseable {
  private static final int NONE = -1;

  private final Path path;
  private final int descriptor;
  private final FileChannel channel;
  private final Held.Identity identity;

  private ExistingFile(Path path, int descriptor, OpenOption... options) throws IOException {
    this.path = path;
    this.descriptor = descriptor;
    this.channel = FileChannel.open(path, options);
    try {
      this.identity = Held.identity(path);
      if (!Files.isRegularFile(path)) {
        throw new FileSystemException(path.toString(), null, "Not a regular file");
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Opens what is there as a program does that writes to it in place. Replacing a file takes no
   * right to write to it; whoever took that right away meant it so. In folders that are everybody's
   * the kernel, which is asked to make the file if it is not there, forbids to write to a file that
   * somebody else has put there, and to follow their links.
   *
   * @param file its name, which can be a link
   * @return empty if there is none
   */
  public static Optional<ExistingFile> open(Path file) throws IOException {
    boolean asIfToMake = Files.isRegularFile(file);
    try {
      return Optional.of(
          canBeHeld(file) ? held(file, asIfToMake) : new ExistingFile(file, NONE, how(asIfToMake)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static boolean canBeHeld(Path file) {
    return Image.isNative() && Files.exists(Held.DESCRIPTORS) && FileCalls.isUtf8(file);
  }

  private static OpenOption[] how(boolean asIfToMake) {
    return asIfToMake
        ? new OpenOption[] {StandardOpenOption.WRITE, StandardOpenOption.CREATE}
        : new OpenOption[] {StandardOpenOption.WRITE};
  }

  private static ExistingFile held(Path file, boolean asIfToMake) throws IOException {
    int opened = FileCalls.openToWrite(file, asIfToMake);
    try {
      Path path = Held.DESCRIPTORS.resolve(Integer.toString(opened));
      return new ExistingFile(path, opened, StandardOpenOption.WRITE);
    } catch (IOException e) {
      LibC.close(opened);
      throw e;
    }
  }

  /** Leads to it in this process, and in no other. */
  public Path path() {
    return path;
  }

  /** Writes to it. */
  public FileChannel channel() {
    return channel;
  }

  /** Whether a name, which is no link, is this one's. */
  public boolean isAt(Path name) {
    try {
      return Held.identity(name, LinkOption.NOFOLLOW_LINKS).equals(identity);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether another file is in the same file system. */
  public boolean isBeside(Path other) throws IOException {
    return Held.identity(other).device() == identity.device();
  }

  @Override
  public void close() throws IOException {
    // Closed twice, the number could be another file's by then.
    if (channel.isOpen() && descriptor != NONE) {
      LibC.close(descriptor);
    }
    channel.close();
  }
}
