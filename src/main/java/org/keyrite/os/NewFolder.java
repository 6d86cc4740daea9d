package org.keyrite.os;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that appears complete under its name, or not at all: it is filled beside it, and takes
 * the name at the end. What is unfinished goes away with a failure and with the signals that end a
 * program politely.
 *
 * <p>Nothing secret belongs in it: it is on an ordinary disk.
 */
public final class NewFolder implements AutoCloseable {
  private static final int MOST_LEFT_BEHIND = 100;

  private final Thread atShutdown = new Thread(this::discard, "discard the unfinished folder");
  private final Path target;
  private Path staging;
  private boolean ended;

  private NewFolder(Path target) {
    this.target = target;
  }

  /**
   * Begins a folder.
   *
   * @throws FileAlreadyExistsException if there is something of that name
   */
  public static NewFolder begin(Path name) throws IOException {
    Path target = name.toAbsolutePath().normalize();
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    NewFolder folder = new NewFolder(target);
    Shutdown.atEnd(folder.atShutdown);
    try {
      folder.open();
      return folder;
    } catch (IOException e) {
      folder.close();
      throw e;
    }
  }

  private synchronized void open() throws IOException {
    String name = "." + target.getFileName() + ".unfinished-" + ProcessHandle.current().pid();
    for (int number = 1; staging == null; number++) {
      try {
        staging = Files.createDirectory(target.resolveSibling(name + "-" + number));
      } catch (FileAlreadyExistsException e) {
        if (number == MOST_LEFT_BEHIND) {
          throw e;
        }
      }
    }
  }

  /** Where a file is until the folder has its name. */
  public Path resolve(String name) {
    return staging.resolve(name);
  }

  /** Writes a new file and waits until it is on the disk. */
  public void write(String name, byte[] content) throws IOException {
    try (OutputStream file = create(name)) {
      file.write(content);
    }
  }

  /** Opens a new file, in a folder within that is made if need be; closing it syncs it. */
  public synchronized OutputStream create(String name) throws IOException {
    if (ended) {
      throw new IOException("it was given up");
    }
    Path file = staging.resolve(name);
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new SyncedFile(channel);
  }

  /** Gives the folder its name. */
  public synchronized void publish() throws IOException {
    sync(staging);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
    ended = true;
    sync(target.getParent());
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private synchronized void discard() {
    boolean nothingToDo = ended || staging == null;
    ended = true;
    if (nothingToDo) {
      return;
    }
    try (Stream<Path> files = Files.walk(staging)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // Nothing secret is in it, and its name says what it is.
    }
  }

  /** Removes what is unfinished; does nothing after {@link #publish}. */
  @Override
  public void close() {
    discard();
    Shutdown.notAnyMore(atShutdown);
  }

  private static final class SyncedFile extends OutputStream {
    private final FileChannel channel;
    private final OutputStream stream;

    SyncedFile(FileChannel channel) {
      this.channel = channel;
      this.stream = Channels.newOutputStream(channel);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      stream.write(bytes, offset, length);
    }

    @Override
    public void write(int value) throws IOException {
      stream.write(value);
    }

    @Override
    public void close() throws IOException {
      if (channel.isOpen()) {
        channel.force(true);
        stream.close();
      }
    }
  }
}
