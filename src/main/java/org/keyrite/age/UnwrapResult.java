package org.keyrite.age;

import org.keyrite.crypto.sealing.FileKey;

/** What an identity says of a header. Anything else that it could say is an exception. */
public sealed interface UnwrapResult {
  /** No stanza is addressed to this identity. */
  record NotForMe() implements UnwrapResult {}

  /** The file key, which now belongs to the caller and must be closed. */
  final class Unwrapped implements UnwrapResult {
    private final FileKey fileKey;

    public Unwrapped(FileKey fileKey) {
      this.fileKey = fileKey;
    }

    public FileKey fileKey() {
      return fileKey;
    }
  }
}
