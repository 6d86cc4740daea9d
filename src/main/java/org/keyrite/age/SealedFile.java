package org.keyrite.age;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.HeaderParser;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.sealing.FileKey;

/**
 * A short secret, encrypted to people whose identities are not here, by someone who wants to know
 * that what reached the disk can be opened. The file key is kept for that until this is closed.
 *
 * <p>{@link #readBack} shows that the header is the one that was written, its stanzas among it, and
 * that the payload decrypts. That a recipient can unwrap the file key only their identity could
 * show.
 */
public final class SealedFile implements AutoCloseable {
  private final FileKey fileKey;
  private final byte[] bytes;

  private SealedFile(FileKey fileKey, byte[] bytes) {
    this.fileKey = fileKey;
    this.bytes = bytes;
  }

  /**
   * Encrypts.
   *
   * @param recipients at least one
   * @param secret not kept
   * @throws AgeException.KeyFailure as {@link Age#encrypt}
   */
  public static SealedFile seal(List<Recipient> recipients, SecretBytes secret) throws IOException {
    FileKey fileKey = FileKey.generate();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (AgeOutput out = Age.encrypt(fileKey, recipients, file)) {
      out.write(secret.bytes());
      out.finish();
      return new SealedFile(fileKey, file.toByteArray());
    } catch (IOException e) {
      fileKey.close();
      throw e;
    }
  }

  /** The age file. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * Opens what was read from the disk with the key that was used to write it.
   *
   * @param file the whole file, as it was found
   * @return the plaintext, which the caller closes
   * @throws AgeException if it is not the file that was written, or not whole
   */
  public SecretBytes readBack(byte[] file) throws IOException {
    ByteArrayInputStream source = new ByteArrayInputStream(file);
    try (InputStream payload = Age.payload(HeaderParser.parse(source), fileKey, source)) {
      byte[] plain = new byte[bytes.length];
      int length = payload.readNBytes(plain, 0, plain.length);
      SecretBytes exact = new SecretBytes(Arrays.copyOf(plain, length));
      Arrays.fill(plain, (byte) 0);
      return exact;
    }
  }

  @Override
  public void close() {
    fileKey.close();
  }

  @Override
  public String toString() {
    return "a sealed file of " + bytes.length + " bytes";
  }
}
