package org.keyrite.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Standard input, output or error, where whoever started the program has closed it. The next file
 * that is opened gets the lowest free number, and would be taken for it: random numbers without end
 * were once encrypted because the source of randomness had become standard input.
 */
final class ClosedStreams {
  private static final int STANDARD_STREAMS = 3;

  /** Open until the end, like the streams whose place they take. */
  private static final List<FileInputStream> IN_THEIR_PLACE = new ArrayList<>();

  private ClosedStreams() {}

  /**
   * Has nothing to read where standard input is closed, and lets writing fail where the others are.
   * To be called before any file is opened.
   */
  static void replace() {
    try {
      // Whichever are not closed cost a number each, and no more.
      for (int i = 0; i < STANDARD_STREAMS; i++) {
        IN_THEIR_PLACE.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException e) {
      // Where there is no /dev/null, nothing can be done, and most often nothing has to be.
    }
  }
}
