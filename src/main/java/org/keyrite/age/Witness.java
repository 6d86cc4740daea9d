package org.keyrite.age;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.sealing.FileKey;

/**
 * A recipient whose identity is not here, and the key of the one file that is encrypted to it: kept
 * until what reached the disk has been decrypted again. That the recipient can unwrap the file key
 * only its identity could show.
 */
public final class Witness implements Recipient, Identity {
  private final Recipient recipient;
  private FileKey fileKey;

  /** To be among the recipients of one file. */
  public Witness(Recipient recipient) {
    this.recipient = recipient;
  }

  @Override
  public Wrapped wrap(FileKey key) throws IOException {
    close();
    fileKey = FileKey.copyOf(key.bytes());
    return recipient.wrap(key);
  }

  /** Of the file that was encrypted, whatever its stanzas: its header's MAC shows another. */
  @Override
  public UnwrapResult unwrap(List<Stanza> stanzas) {
    return new UnwrapResult.Unwrapped(FileKey.copyOf(Objects.requireNonNull(fileKey).bytes()));
  }

  @Override
  public Recipient recipient() {
    return recipient;
  }

  @Override
  public void close() {
    if (fileKey != null) {
      fileKey.close();
    }
  }

  @Override
  public String toString() {
    return recipient.toString();
  }
}
