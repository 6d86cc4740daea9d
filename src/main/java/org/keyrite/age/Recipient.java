package org.keyrite.age;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.sealing.FileKey;

/** Someone a file can be encrypted to: a public key. {@code toString} gives its encoding. */
public interface Recipient {
  /**
   * Wraps a file key so that this recipient's identity can unwrap it.
   *
   * @throws AgeException.KeyFailure if the recipient turns out to be unusable
   */
  Wrapped wrap(FileKey fileKey) throws IOException;

  /**
   * A wrapped file key.
   *
   * @param stanzas what goes into the header, at least one stanza
   * @param labels what the recipient asks of its company: all recipients of a file must have equal
   *     sets. A post-quantum type has a label of its own, so that no classic stanza beside it can
   *     undo its protection; a passphrase has a random one, so that it is always alone.
   */
  record Wrapped(List<Stanza> stanzas, Set<String> labels) {
    public Wrapped {
      stanzas = List.copyOf(stanzas);
      labels = Set.copyOf(labels);
    }
  }
}
