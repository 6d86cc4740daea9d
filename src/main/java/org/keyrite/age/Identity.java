package org.keyrite.age;

import java.io.IOException;
import java.util.List;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.Stanza;

/** A private key, which opens files. It is wiped when closed. */
public interface Identity extends AutoCloseable {
  /**
   * Unwraps the file key from whichever stanza is addressed to this identity.
   *
   * @param stanzas all of the header's stanzas, since some types have rules about their company
   * @return {@link UnwrapResult.NotForMe} if none is; the next identity is then tried
   * @throws AgeException.HeaderFailure if a stanza of this identity's type is malformed, whether or
   *     not it is addressed to it: such a file was not made by an honest program
   */
  UnwrapResult unwrap(List<Stanza> stanzas) throws IOException;

  /** The public half. */
  Recipient recipient();

  /**
   * The public half; of an identity file as a whole, the public half of each identity in it, for
   * which a passphrase may be needed.
   */
  default List<Recipient> recipients() throws IOException {
    return List.of(recipient());
  }

  @Override
  void close();
}
