package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who could put something else in the place of a folder: whoever owns, or may write in, one that it
 * is in. So all of these belong to root or to this user, and nobody else may write there, or only
 * as in {@code /tmp}, where each may remove what is theirs (the sticky bit).
 *
 * <p>The owner of the root folder is trusted like root, which in a user namespace may have no
 * number of its own.
 */
final class Parents {
  private static final int STICKY = 01000;
  private static final int OTHERS_WRITE = 0022;

  private Parents() {}

  /**
   * What is wrong with a folder, or with one that it is in.
   *
   * @param place an absolute path without links
   * @return a clause about one of the folders, which it names
   * @throws IOException if one of them cannot be asked about
   */
  static Optional<String> objection(Path place) throws IOException {
    int self = User.effective();
    int machine = owner(place.getRoot());
    for (Path folder = place; folder != null; folder = folder.getParent()) {
      int owner = owner(folder);
      if (owner != 0 && owner != self && owner != machine) {
        return Optional.of(
            (folder.equals(place) ? "belongs" : "is in " + folder + ", which belongs")
                + " to another user ("
                + owner
                + "), who could exchange the workspace");
      }
      int mode = (int) Files.getAttribute(folder, "unix:mode");
      if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
        return Optional.of(
            (folder.equals(place) ? "can" : "is in " + folder + ", which can")
                + " be changed by others, who could exchange the workspace (chmod go-w "
                + folder
                + ")");
      }
    }
    return Optional.empty();
  }

  private static int owner(Path folder) throws IOException {
    return (int) Files.getAttribute(folder, "unix:uid");
  }
}
