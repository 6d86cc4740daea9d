package org.keyrite.openpgp;

import org.keyrite.crypto.hash.BlockPipeline;

/**
 * Text as signatures over text are made over it (section 5.2.1.2): each line feed after a carriage
 * return, which is put there if it is missing.
 *
 * <p>A carriage return elsewhere stays what it is. Were it a line's end too, as some have it, one
 * signature would hold for still more files.
 */
final class CanonicalText {
  private static final byte[] RETURN = {'\r'};

  private byte last;
  private boolean changed;

  /** Whether anything was missing. */
  boolean changed() {
    return changed;
  }

  /** Passes bytes on, with what was missing between them. */
  void convert(byte[] bytes, int offset, int length, BlockPipeline.Reader sink) {
    int start = offset;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n' && last != '\r') {
        sink.update(bytes, start, i - start);
        sink.update(RETURN, 0, 1);
        start = i;
        changed = true;
      }
      last = bytes[i];
    }
    sink.update(bytes, start, offset + length - start);
  }
}
