package org.keyrite.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.keyrite.fault.FileProblem;
import org.keyrite.os.RegularFile;

/**
 * A file to look at.
 *
 * @param named whether a person named it. Then it may be a link; what a folder brings along may
 *     not, since it would point out of the folder
 * @param readThrough what is made of its stream, for whoever watches how far it is read
 */
record SourceFile(Path path, boolean named, UnaryOperator<InputStream> readThrough) {
  /** Why there is no file, if there is none. */
  Optional<FileProblem> problem() {
    return FileProblem.of(path, links());
  }

  /** Opens it, once; a link that has taken its place since it was looked at is not followed. */
  InputStream open() throws IOException {
    return readThrough.apply(RegularFile.open(path, links()));
  }

  /** How long it is, in bytes; 0 if there is none. */
  long bytes() {
    try {
      return problem().isPresent() ? 0 : Files.size(path);
    } catch (IOException e) {
      return 0;
    }
  }

  private LinkOption[] links() {
    return named ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
  }
}
