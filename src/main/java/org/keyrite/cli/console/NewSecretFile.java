package org.keyrite.cli.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;

/**
 * A file for an identity: new, never in place of another one, which might be the only copy of a
 * key, and for its owner's eyes only.
 */
public final class NewSecretFile {
  private NewSecretFile() {}

  /** Writes the whole content to a new file, or leaves none. */
  public static void write(String name, byte[] content) throws Failed {
    try {
      write(Path.of(name), content);
    } catch (InvalidPathException e) {
      throw failed(name, "the name has characters that this system cannot write", e);
    } catch (IOException e) {
      throw failed(name, Reason.of(e), e);
    }
  }

  private static void write(Path path, byte[] content) throws IOException {
    FileChannel file =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (file) {
      // A few hundred bytes at once, so that there is no moment to find half of an identity.
      file.write(ByteBuffer.wrap(content));
      file.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  private static Failed failed(String name, String reason, Exception cause) {
    return new Failed(
        "failed to write output file \"" + name + "\": " + reason, "give another name", cause);
  }
}
