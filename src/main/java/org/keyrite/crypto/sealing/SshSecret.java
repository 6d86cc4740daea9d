package org.keyrite.crypto.sealing;

/** The secret of an SSH key, of one of the two types that can decrypt. */
public sealed interface SshSecret extends AutoCloseable permits Ed25519Secret, RsaSecret {
  @Override
  void close();
}
